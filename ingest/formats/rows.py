"""Rows of a table given cell by cell become lines.

Reads: cells. Writes: Line records.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Line


def row_line(cells: Sequence[str], table: int) -> Line | None:
    """A table row as a line, the lines within a cell parted by newlines; None for an empty row."""
    if not any(cell.strip() for cell in cells):
        return None
    return Line(" | ".join(cells), cells=tuple(cells), table=table)
