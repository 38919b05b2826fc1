"""Where paragraphs end on PDF pages, told by margins, indents and gaps; footnotes set apart.

Reads: Page records. Writes: Line records.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from ingest.document import Line
from ingest.formats.pdf_lines import TextLine
from ingest.formats.pdf_page import Page

_NOTE_START = re.compile(r"(?:\d{1,3}(?![.,)/\d])|\(\d{1,3}\)|\[\d{1,3}\]|\*{1,3})\s*(?=[^\W\d_]|[“\"(])")
_INDENT = 6.0
_SPACE = 3.5


def page_lines(pages: Sequence[Page]) -> tuple[Line, ...]:
    """The lines of all pages; each says whether its paragraph ends with it where the page's layout tells."""
    body = _body_size(pages)
    placed: list[tuple[TextLine, Page, int]] = []
    notes: dict[int, list[Line]] = {}
    last: list[Line] = []
    for page in pages:
        cut = _footnotes_from(page, body, goes_on=bool(last))
        placed += [(line, page, n) for n, line in enumerate(page.lines[:cut], 1)]
        last = _notes(page, cut, last)
        if last:
            notes[page.number] = last
    margins = _margins(placed)
    lines: list[Line] = []
    tables = _Tables()
    for n, (line, page, number) in enumerate(placed):
        after = placed[n + 1] if n + 1 < len(placed) else None
        if line.cells:
            tables.add(lines, line, page.number, number)
        else:
            ends = _ends(line, page, after, margins)
            lines.append(Line(line.text, page.number, number, ends_paragraph=ends))
        if after is None or after[1] is not page:
            lines += notes.pop(page.number, [])
    for page in pages:
        lines += notes.pop(page.number, [])
    return tuple(lines)


class _Tables:
    """Numbers the tables of a file; one that goes on at the top of the next page keeps its number.

    There its head is left out where it is only repeated, and a row that the page broke is put together again.
    """

    def __init__(self) -> None:
        self._count = 0
        self._page = 0
        self._of_page = -1
        self._head: tuple[str, ...] = ()
        self._row: int | None = None
        """Where the last row stands among the lines, while a next page may take it up."""

    def add(self, lines: list[Line], line: TextLine, page: int, number: int) -> None:
        """Add a row to the lines, or to the row above it."""
        same = page == self._page and line.table == self._of_page and line.table != -1
        taken_up = not same and page == self._page + 1 and line.table == 0 and self._is_last_row(lines, line)
        if not same and not taken_up:
            self._count += 1
            self._head = line.cells
        elif taken_up and line.cells == self._head:
            self._page, self._of_page = page, 0
            self._broken = True
            return
        first = taken_up or (same and self._broken)
        self._page, self._of_page, self._broken = page, line.table or 0, False
        if first and self._row is not None and _is_rest_of_row(lines[self._row], line):
            above = lines[self._row]
            cells = tuple(f"{a}\n{b}".strip() for a, b in zip(above.cells, line.cells, strict=True))
            lines[self._row] = dataclasses.replace(above, text=" | ".join(cells), cells=cells)
            return
        self._row = len(lines)
        lines.append(Line(line.text, page, number, line.cells, self._count - 1, merged=line.merged))

    _broken = False

    def _is_last_row(self, lines: list[Line], line: TextLine) -> bool:
        if self._row is None or any(after.role == "body" for after in lines[self._row + 1 :]):
            return False
        return len(lines[self._row].cells) == len(line.cells)


def _is_rest_of_row(above: Line, line: TextLine) -> bool:
    """Whether a row has no counter and starts inside a sentence, as a row does that a page broke."""
    if line.cells[0].strip() or len(above.cells) != len(line.cells):
        return False
    texts = [(a.strip(), b.strip()) for a, b in zip(above.cells, line.cells, strict=True) if b.strip()]
    return all(a for a, _ in texts) and any(b[0].islower() or a[-1] not in ".;:" for a, b in texts)


def _body_size(pages: Sequence[Page]) -> float:
    """The size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            if not line.cells:
                sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _footnotes_from(page: Page, body: float, *, goes_on: bool) -> int:
    """The index of the first footnote line: smaller than the text, down to the foot, after a mark.

    `goes_on` says that the page before had footnotes: then the last of them may go on without a mark.
    """
    count = len(page.lines)
    cut = count
    while cut and page.lines[cut - 1].size < 0.93 * body and not page.lines[cut - 1].cells:
        cut -= 1
    if cut == count or (cut == 0 and not goes_on):
        return count
    if goes_on and (cut == 0 or page.lines[cut].top - page.lines[cut - 1].bottom > 0.3 * body):
        return cut
    for n in range(cut, count):
        if _NOTE_START.match(page.lines[n].text) and page.lines[n].top > 0.3 * page.height:
            return n
    return count


def _notes(page: Page, cut: int, before: list[Line]) -> list[Line]:
    """The footnotes of a page, every one a paragraph that starts at its mark.

    Lines in front of the first mark go on with the last note of the page before, in the list `before`.
    """
    notes: list[Line] = []
    expected: int | None = None
    for n, line in enumerate(page.lines[cut:], cut + 1):
        mark = _NOTE_START.match(line.text)
        figure = int("".join(c for c in mark.group() if c.isdigit()) or 0) if mark else 0
        if mark is not None and (line.marked or expected is None or figure == expected):
            expected = figure + 1
            if notes:
                notes[-1] = _ending(notes[-1])
        record = Line(line.text, page.number, n, role="footnote", ends_paragraph=False)
        if expected is None and before:
            before[-1] = dataclasses.replace(before[-1], ends_paragraph=False)
            before.append(_ending(record))
        else:
            notes.append(record)
    if notes:
        notes[-1] = _ending(notes[-1])
    return notes


def _ending(line: Line) -> Line:
    return dataclasses.replace(line, ends_paragraph=True)


def _margins(placed: Sequence[tuple[TextLine, Page, int]]) -> tuple[float, float]:
    """Left and right edge of the text: where most long lines begin, and where nearly all of them end."""
    long = [line for line, page, _ in placed if not line.cells and line.x1 - line.x0 > 0.55 * page.width]
    if not long:
        return 0.0, 0.0
    left = Counter(round(line.x0 / 2) * 2 for line in long).most_common(1)[0][0]
    rights = sorted(line.x1 for line in long)
    return float(left), rights[int(len(rights) * 0.8)]


def _ends(
    line: TextLine, page: Page, after: tuple[TextLine, Page, int] | None, margins: tuple[float, float]
) -> bool | None:
    """Whether a paragraph ends with a line: True, False, None where the layout does not tell."""
    if after is None or after[0].cells:
        return True
    following = after[0]
    left, right = margins
    if not right:
        return None
    if after[1] is page and following.top - line.bottom > max(0.9 * line.size, 1.8 * _leading(page)):
        return True
    if _centred(line, left, right) or _centred(following, left, right):
        same = abs(line.size - following.size) < 1 and line.bold == following.bold
        return None if same and _centred(line, left, right) and _centred(following, left, right) else True
    if line.x1 + _SPACE + following.first_width < right - 2:
        return True
    if line.bold != following.bold and line.bold:
        return None
    if following.x0 > left + _INDENT:
        return True if line.x0 < following.x0 - _INDENT else None
    return False


def _centred(line: TextLine, left: float, right: float) -> bool:
    """Whether a line stands in the middle, away from both edges."""
    return (
        line.x0 > left + _INDENT
        and line.x1 < right - _INDENT
        and abs((line.x0 - left) - (right - line.x1)) < 16
    )


def _leading(page: Page) -> float:
    """The usual space between two lines of a page."""
    gaps = [b.top - a.bottom for a, b in zip(page.lines, page.lines[1:], strict=False) if not b.cells]
    positive = [gap for gap in gaps if gap > 0]
    return median(positive) if positive else 0.0
