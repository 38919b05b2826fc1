"""A PDF page becomes text lines, its tables and its columns found by where the words stand.

Reads: a page of pdfplumber. Writes: Page.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.pdf_lines import TextLine, joined, line_of, visual_lines
from ingest.formats.pdf_tables import RuledTable, ruled_tables
from ingest.formats.pdf_words import PlumberPage, Word, words_and_encodings
from ingest.layout import column, running_head

_GAP = 1.3
"""A gap between columns is wider than this many times the letters' height."""
_NARROW_GAP = 4.0
_ABOVE = 3


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines from top to bottom."""

    number: int
    width: float
    height: float
    lines: tuple[TextLine, ...]
    encodings: tuple[str, ...] = ()
    """The encodings of before Unicode that some of its text was in."""


def read_page(page: PlumberPage) -> Page:
    """The lines of a page: ruled tables row by row, two-column heads and tails column by column."""
    words, encodings = words_and_encodings(page)
    paper = float(page.width), float(page.height)
    return page_of(page.page_number, *paper, words, ruled_tables(page, words), encodings)


def page_of(
    number: int,
    width: float,
    height: float,
    words: Sequence[Word],
    tables: Sequence[RuledTable] = (),
    encodings: tuple[str, ...] = (),
) -> Page:
    """The lines that words make by where they stand on a page, however they were read."""
    inside = {id(word) for table in tables for word in table.words}
    rows = visual_lines([word for word in words if id(word) not in inside])
    lines = _with_columns(rows)
    for n, table in enumerate(tables):
        lines += table.lines(n)
    lines.sort(key=lambda line: line.top)
    return Page(number, width, height, tuple(lines), encodings)


def _with_columns(rows: list[list[Word]]) -> list[TextLine]:
    """The lines, with the head's and the tail's two columns as one row of two cells each."""
    result: list[TextLine] = []
    done = at = 0
    while at < len(rows):
        start, end, gutter = _column_region(rows, at, done)
        region = rows[start:end]
        if gutter is not None and column(by_line=False).search(" ".join(joined(line) for line in region)):
            result += [line_of(line) for line in rows[done:start]]
            result.append(_two_cells(region, gutter))
            done = at = end
        else:
            at += 1
    return result + [line_of(line) for line in rows[done:]]


def _two_cells(region: list[list[Word]], gutter: float) -> TextLine:
    cells = tuple(
        "\n".join(joined(part) for line in region if (part := _side(line, gutter, left)))
        for left in (True, False)
    )
    words = [word for line in region for word in line]
    return dataclasses.replace(line_of(words, " | ".join(cells)), bold=False, cells=cells, table=-1)


def _side(line: list[Word], gutter: float, left: bool) -> list[Word]:
    return [word for word in line if (word.x1 <= gutter + 1) == left]


def _column_region(rows: list[list[Word]], at: int, done: int) -> tuple[int, int, float | None]:
    """From which line to which the columns reach that a line shows, and where they part, if any."""
    gap = _widest_gap(rows[at])
    if gap is None:
        return at, at, None
    low, high = gap
    start = end = at
    while end + 1 < len(rows) and (wider := _joins(rows, range(start, end + 1), end + 1, low, high)):
        low, high = wider
        end += 1
    while start > max(done, at - _ABOVE) and (
        wider := _joins(rows, range(start, end + 1), start - 1, low, high)
    ):
        low, high = wider
        start -= 1
    return start, end + 1, (low + high) / 2


def _joins(
    rows: list[list[Word]], region: range, n: int, low: float, high: float
) -> tuple[float, float] | None:
    """What a neighbouring line leaves of the gap between the columns; None where it is no part of them."""
    line = rows[n]
    if running_head("gazette").fullmatch(joined(line)):
        return None
    nearest = rows[region[-1]] if n > region[-1] else rows[region[0]]
    apart = line[0].top - nearest[0].bottom if n > region[-1] else nearest[0].top - line[0].bottom
    if apart > 3.5 * line[0].size:
        return None
    gap = _narrowed(line, low, high)
    if gap is None or not _belongs([rows[m] for m in region], line, *gap):
        return None
    return gap


def _widest_gap(line: list[Word]) -> tuple[float, float] | None:
    gaps = [(after.x0 - before.x1, before.x1, after.x0) for before, after in pairwise(line)]
    if not gaps:
        return None
    width, low, high = max(gaps)
    return (
        (low, high) if width > _GAP * line[0].size or (width > 0.6 * line[0].size and _opens(line)) else None
    )


def _opens(line: list[Word]) -> bool:
    return column(by_line=False).search(joined(line)) is not None


def _narrowed(line: list[Word], low: float, high: float) -> tuple[float, float] | None:
    """The part of the gap that a line leaves free; None where it crosses the gap."""
    for word in line:
        if (word.x0 + word.x1) / 2 <= (low + high) / 2:
            low = max(low, word.x1)
        else:
            high = min(high, word.x0)
    return (low, high) if high - low >= _NARROW_GAP else None


def _belongs(region: list[list[Word]], line: list[Word], low: float, high: float) -> bool:
    """Whether a line that does not cross the gap is part of the columns.

    It is where it has words on both sides, or stands in the middle or at the edge of the lines of its side.
    """
    middle = (low + high) / 2
    left, right = _side(line, middle, True), _side(line, middle, False)
    if left and right:
        return True
    mine = left or right
    others = [part for other in region if (part := _side(other, middle, bool(left)))]
    if not others:
        return False
    centre = (mine[0].x0 + mine[-1].x1) / 2
    return any(
        abs((part[0].x0 + part[-1].x1) / 2 - centre) < 14 or abs(part[0].x0 - mine[0].x0) < 6
        for part in others
    )
