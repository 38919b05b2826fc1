"""The way of a document, stage by stage.

Reads: a path. Writes: Document.
"""

from __future__ import annotations

from pathlib import Path

from ingest import formats, structure, text
from ingest.document import Document, Head


def read(path: Path) -> Document:
    """The document in a file, read through every stage."""
    source = formats.open_source(path)
    stored = text.compose(source)
    units = structure.outline(stored)
    return Document(str(path), source.format, source.digest, source.pages, stored, Head(), units, warnings=source.warnings)
