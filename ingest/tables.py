"""Tables that only lay a page out become the lines that they hold; tables of content stay rows.

Reads: Line records; corpus/vocabulary/layout.toml. Writes: Line records.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from itertools import groupby

from ingest.document import Line
from ingest.layout import column
from ingest.letters import clean, comparable
from ingest.paragraphs import is_capitals, is_rule
from ingest.vocabulary import wording


def unrolled(lines: Sequence[Line]) -> list[Line]:
    """The lines, every table that lays out a head, a tail, signatures or a box taken cell after cell."""
    result: list[Line] = []
    for table, group in groupby(lines, key=lambda line: line.table if line.cells else None):
        rows = list(group)
        if table is None or not is_layout(rows):
            result += rows
            continue
        for row in rows:
            for cell in row.cells:
                result += _cell_lines(row, cell)
        result.append(dataclasses.replace(rows[-1], text="", cells=(), table=None))
    return result


def is_layout(rows: Sequence[Line]) -> bool:
    """Whether a table has no rows of content: a head or tail in columns, signatures, one column."""
    if all(sum(bool(cell.strip()) for cell in row.cells) <= 1 for row in rows):
        return max(len(row.cells) for row in rows) == 1 or len(rows) == 1
    text = "\n".join(cell for row in rows[:8] for cell in row.cells)
    if len(rows) <= 8 and column(by_line=True).search(comparable(text)):
        return True
    return len(rows) == 1 and bool(wording("layout.toml", "signature").search(text))


def _cell_lines(row: Line, cell: str) -> list[Line]:
    """A cell's own lines, those that were only cut by the width of the column put together again."""
    lines: list[str] = []
    for piece in cell.split("\n"):
        words = clean(piece)
        if not words:
            continue
        if lines and not is_rule(lines[-1]) and _goes_on(lines[-1], words):
            lines[-1] = f"{lines[-1]} {words}"
        else:
            lines.append(words)
    return [dataclasses.replace(row, text=text, cells=(), table=None, ends_paragraph=True) for text in lines]


def _goes_on(last: str, words: str) -> bool:
    if last in ("Số:", "Số"):
        return True
    if is_capitals(last):
        return words.startswith(("VÀ ", "- ")) or last.endswith((",", " VÀ", " -"))
    return words[0].islower() and not last.endswith((".", ":", ";"))
