"""The way of a document, stage by stage.

Reads: a path. Writes: Document.
"""

from __future__ import annotations

from pathlib import Path

from ingest import assignments, citations, effects, formats, relations, structure, targets, text
from ingest.document import Document
from ingest.head import read_head
from ingest.issue_year import told_of_year
from ingest.progress import Told, silent
from ingest.stated import completed


def read(path: Path, told: Told = silent) -> Document:
    """The document in a file, read through every stage; `told` hears of the pages of scans."""
    source = formats.open_source(path, told=told)
    stored = text.compose(source)
    units = structure.outline(stored)
    printed = read_head(stored, units, source.name, source.signed_on)
    head, differences = completed(printed, source.stated)
    cited = citations.find(stored, units, head)
    given, unassigned = assignments.find(stored, units, head)
    return Document(
        str(path),
        source.format,
        source.digest,
        source.pages,
        stored,
        head,
        units,
        citations=cited,
        relations=relations.find(stored, units, head, cited),
        effects=effects.find(stored, head, cited),
        assignments=given,
        unassigned=unassigned,
        targets=targets.find(stored, units),
        warnings=(*source.warnings, *differences, *told_of_year(printed)),
        stated=source.stated,
    )
