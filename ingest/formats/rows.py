"""Rows of a table given cell by cell become lines, merged cells laid out on the table's columns.

A cell over several columns is followed by empty ones, so that every row has the table's columns; a cell that
is one with the cell above it is empty and marked. Word lets the borders of rows differ by a hair and then
counts more columns than anyone sees: rows with as many cells as most rows have are laid out by order alone.

Reads: cells. Writes: Line records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ingest.document import Line

_BETWEEN = " | "
MOST_COLUMNS = 64
"""Columns that a table is given at most; a page may claim a thousand million."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a row as its file gives it."""

    text: str
    wide: int = 1
    """Columns of the file's own grid that it takes."""
    above: bool = False
    """Whether it is one with the cell above it."""
    fonts: tuple[tuple[int, str], ...] = ()
    """From which character of the text on which font is used, where the file says it."""

    @property
    def shown(self) -> str:
        """Its text; none where it is one with the cell above it."""
        return "" if self.above else self.text


def row_line(
    cells: Sequence[str],
    table: int,
    merged: Sequence[int] = (),
    fonts: Sequence[tuple[int, str]] = (),
) -> Line | None:
    """A table row as a line, the lines within a cell parted by newlines; None for an empty row."""
    if not any(cell.strip() for cell in cells):
        return None
    return Line(
        _BETWEEN.join(cells), cells=tuple(cells), table=table, merged=tuple(merged), fonts=tuple(fonts)
    )


def laid_out(rows: Sequence[Sequence[GridCell]], table: int) -> Iterator[Line]:
    """The rows of a table on its columns."""
    starts = _columns(rows)
    for row in rows:
        cells = _on_columns(row, starts) if len(row) != len(starts) else list(row)
        merged = [n for n, cell in enumerate(cells) if cell.above]
        line = row_line([cell.shown for cell in cells], table, merged, _fonts(cells))
        if line is not None:
            yield line


def _fonts(cells: Sequence[GridCell]) -> list[tuple[int, str]]:
    """From which character of the row's line on which font is used; none where no cell says it."""
    found: list[tuple[int, str]] = []
    at = 0
    for cell in cells:
        found += [(at + start, font) for start, font in (not cell.above and cell.fonts) or ((0, ""),)]
        at += len(cell.shown) + len(_BETWEEN)
    return found if any(cell.fonts for cell in cells) else []


def _starts(row: Sequence[GridCell]) -> list[int]:
    """Where the cells of a row begin on the file's grid."""
    return [0, *accumulate(cell.wide for cell in row)][: len(row)]


def _columns(rows: Sequence[Sequence[GridCell]]) -> list[int]:
    """Where the columns begin on the file's grid: those of the first of the rows that are like most."""
    counts = Counter(len(row) for row in rows if len(row) > 2) or Counter(len(row) for row in rows)
    if not counts:
        return []
    usual = max(counts, key=lambda count: (counts[count], count))
    return _starts(next(row for row in rows if len(row) == usual))


def _on_columns(row: Sequence[GridCell], columns: Sequence[int]) -> list[GridCell]:
    """A row's cells with empty ones where a cell takes several columns."""
    cells: list[GridCell] = []
    for start, cell in zip(_starts(row), row, strict=True):
        cells.append(cell)
        inside = sum(start < column < start + cell.wide for column in columns)
        cells += [GridCell("", above=cell.above)] * min(inside, MOST_COLUMNS - len(cells))
    return cells
