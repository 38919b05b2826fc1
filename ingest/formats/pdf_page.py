"""A PDF page becomes text lines, its tables and its columns found by where the words stand.

Reads: a page of pdfplumber. Writes: Page.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from ingest.formats.pdf_words import PlumberPage, Word, words_and_encodings
from ingest.layout import column, running_head

_GAP = 1.3
"""A gap between columns is wider than this many times the letters' height."""
_NARROW_GAP = 4.0
_FEW = 2
_THIN = 3.0
_ABOVE = 3
_MOST_ENDS = 20


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words on one line, or a table row with its cells."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    first_width: float
    marked: bool = False
    """Whether it opens with a raised figure, as a footnote does."""
    cells: tuple[str, ...] = ()
    table: int | None = None
    merged: tuple[int, ...] = ()
    """Cells that are one with the cell above them."""


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
    return page_of(page.page_number, *paper, words, _tables(page, words), encodings)


def page_of(
    number: int,
    width: float,
    height: float,
    words: Sequence[Word],
    tables: Sequence[_Table] = (),
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


def visual_lines(words: Sequence[Word]) -> list[list[Word]]:
    """Words grouped by the line that they stand on, left to right; raised figures stay with their line."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.bottom + word.top) / 2):
        line = next((line for line in lines[-3:] if _same_line(line, word)), None)
        if line is None:
            lines.append([word])
        else:
            line.append(word)
    for line in lines:
        line.sort(key=lambda word: word.x0)
    lines.sort(key=lambda line: median(word.bottom for word in line))
    return lines


def line_of(words: Sequence[Word], text: str | None = None) -> TextLine:
    """One line of words as a record."""
    size = max(word.size for word in words)
    first = words[0]
    marked = first.text[:3].strip("().[]*").isdigit() and first.size < 0.8 * size
    return TextLine(
        text if text is not None else _joined(words),
        first.x0,
        max(word.x1 for word in words),
        min(word.top for word in words),
        max(word.bottom for word in words),
        median(word.size for word in words),
        all(word.bold for word in words),
        first.x1 - first.x0,
        marked,
    )


def _joined(words: Sequence[Word]) -> str:
    """The words of a line with spaces where there are gaps; a word in two fonts is one."""
    parts = [words[0].text]
    for before, word in pairwise(words):
        parts.append("" if word.x0 - before.x1 < 0.08 * word.size else " ")
        parts.append(word.text)
    return "".join(parts)


def _same_line(line: list[Word], word: Word) -> bool:
    """Whether a word stands on a line: their heights overlap by half of the lower one."""
    top, bottom = max(line[0].top, word.top), min(line[0].bottom, word.bottom)
    return bottom - top > 0.5 * min(line[0].bottom - line[0].top, word.bottom - word.top)


@dataclass(frozen=True, slots=True)
class _Table:
    """A ruled table: the words inside it and its cells' boxes, row by row."""

    words: tuple[Word, ...]
    rows: tuple[tuple[tuple[float, float, float, float] | None, ...], ...]

    def lines(self, number: int) -> list[TextLine]:
        result: list[TextLine] = []
        for at, row in enumerate(self.rows):
            inside = [[w for w in self.words if box and _within(w, box)] for box in row]
            words = [word for cell in inside for word in cell]
            if not words:
                continue
            cells = tuple("\n".join(_joined(line) for line in visual_lines(cell)) for cell in inside)
            line = line_of(sorted(words, key=lambda w: w.top), " | ".join(cells))
            merged = self._merged(at)
            result.append(
                dataclasses.replace(line, bold=False, marked=False, cells=cells, table=number, merged=merged)
            )
        return result

    def _merged(self, at: int) -> tuple[int, ...]:
        """The cells of a row that have no box of their own and lie within the box of a cell above them."""
        boxes = [box for box in self.rows[at] if box]
        if not boxes:
            return ()
        middle = (max(box[1] for box in boxes) + min(box[3] for box in boxes)) / 2
        return tuple(
            n
            for n, box in enumerate(self.rows[at])
            if box is None
            and any((b := row[n]) and b[1] < middle < b[3] for row in self.rows[:at] if n < len(row))
        )


def _tables(page: PlumberPage, words: Sequence[Word]) -> list[_Table]:
    """The tables that ruled lines make, of two columns and more; a frame around a page's text is none."""
    if len(page.lines) + sum(map(_is_ruled, page.rects)) < 2 * _FEW:
        return []
    tables: list[_Table] = []
    ruled = page.filter(lambda item: item["object_type"] == "line" or _is_ruled(item))
    for found in ruled.find_tables({"explicit_horizontal_lines": _open_ends(ruled)}):
        rows = tuple(tuple(row.cells) for row in found.rows)
        if max((sum(box is not None for box in row) for row in rows), default=0) < _FEW or len(rows) > 2_000:
            continue
        inside = tuple(
            word for word in words if any(box and _within(word, box) for row in rows for box in row)
        )
        if inside:
            tables.append(_Table(inside, rows))
    return tables


def _open_ends(ruled: PlumberPage) -> list[float]:
    """Where several upright rules end together and no level rule closes them: a row broken by the page."""
    upright = [edge for edge in ruled.edges if edge["orientation"] == "v"]
    level = [edge["top"] for edge in ruled.edges if edge["orientation"] == "h"]
    ends: list[float] = []
    for at in sorted({round(edge[end]) for edge in upright for end in ("top", "bottom")}):
        places = {round(e["x0"]) for e in upright for end in ("top", "bottom") if abs(e[end] - at) < _THIN}
        closed = any(abs(at - y) < _THIN for y in level) or (ends and abs(at - ends[-1]) < 2 * _THIN)
        if len(places) > _FEW and not closed:
            ends.append(float(at))
    return ends[:_MOST_ENDS]


def _is_ruled(item: dict[str, Any]) -> bool:
    """Whether a rectangle is drawn as a line or a frame; a filled one is only the ground behind words."""
    if item["object_type"] != "rect":
        return False
    return min(item["width"], item["height"]) < _THIN or bool(item["stroke"] and not item["fill"])


def _within(word: Word, box: tuple[float, float, float, float]) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _with_columns(rows: list[list[Word]]) -> list[TextLine]:
    """The lines, with the head's and the tail's two columns as one row of two cells each."""
    result: list[TextLine] = []
    done = at = 0
    while at < len(rows):
        start, end, gutter = _column_region(rows, at, done)
        region = rows[start:end]
        if gutter is not None and column(by_line=False).search(" ".join(_joined(line) for line in region)):
            result += [line_of(line) for line in rows[done:start]]
            result.append(_two_cells(region, gutter))
            done = at = end
        else:
            at += 1
    return result + [line_of(line) for line in rows[done:]]


def _two_cells(region: list[list[Word]], gutter: float) -> TextLine:
    cells = tuple(
        "\n".join(_joined(part) for line in region if (part := _side(line, gutter, left)))
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
    if running_head("gazette").fullmatch(_joined(line)):
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
    return column(by_line=False).search(_joined(line)) is not None


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
