"""The way of a document, stage by stage.

Reads: a path. Writes: Document.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from ingest import structure, text
from ingest.document import Document, Head
from ingest.formats.plain import read_plain


def read(path: Path) -> Document:
    """The document in a file, read through every stage."""
    source = read_plain(path)
    stored = text.compose(source)
    units = structure.outline(stored)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Document(str(path), source.format, digest, source.pages, stored, Head(), units, warnings=source.warnings)
