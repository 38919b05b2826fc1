"""Where paragraphs end on PDF pages, told by margins, indents and gaps; footnotes set apart.

Reads: Page records. Writes: Line records.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from ingest.document import Line
from ingest.formats.pdf_page import Page, TextLine

_NOTE_START = re.compile(r"(?:\(?\d{1,3}\)?|\[\d{1,3}\]|\*{1,3})\s*(?=\S)")
_INDENT = 6.0
_SPACE = 3.5


def page_lines(pages: Sequence[Page]) -> tuple[Line, ...]:
    """The lines of all pages; each says whether its paragraph ends with it where the page's layout tells."""
    body = _body_size(pages)
    placed: list[tuple[TextLine, Page, int]] = []
    notes: dict[int, list[Line]] = {}
    for page in pages:
        cut = _footnotes_from(page, body)
        placed += [(line, page, n) for n, line in enumerate(page.lines[:cut], 1)]
        found = _notes(page, cut)
        if found:
            notes[page.number] = found
    margins = _margins(placed)
    lines: list[Line] = []
    tables = _Tables()
    for n, (line, page, number) in enumerate(placed):
        after = placed[n + 1] if n + 1 < len(placed) else None
        if line.cells:
            lines.append(Line(line.text, page.number, number, line.cells, tables.number(page.number, line)))
        else:
            ends = _ends(line, page, after, margins)
            lines.append(Line(line.text, page.number, number, ends_paragraph=ends))
        if (after is None or after[1] is not page) and page.number in notes:
            lines += notes.pop(page.number)
    for page in pages:
        lines += notes.pop(page.number, [])
    return tuple(lines)


class _Tables:
    """Numbers the tables of a file; one that goes on at the top of the next page keeps its number."""

    def __init__(self) -> None:
        self._seen: dict[tuple[int, int], int] = {}
        self._last: tuple[int, int, int] | None = None

    def number(self, page: int, line: TextLine) -> int:
        key = (page, line.table if line.table is not None else -1)
        if key[1] == -1:
            key = (page, -1 - int(line.top))
        if key not in self._seen:
            goes_on = self._last and self._last[:2] == (page - 1, len(line.cells)) and key[1] == 0
            self._seen[key] = self._last[2] if goes_on and self._last else len(self._seen)
        self._last = (page, len(line.cells), self._seen[key])
        return self._seen[key]


def _body_size(pages: Sequence[Page]) -> float:
    """The size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            if not line.cells:
                sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _footnotes_from(page: Page, body: float) -> int:
    """The index of the first line of the footnotes: smaller than the text, down to the foot, opening with a mark."""
    cut = len(page.lines)
    while cut and page.lines[cut - 1].size < 0.93 * body and not page.lines[cut - 1].cells:
        cut -= 1
    for n in range(cut, len(page.lines)):
        line = page.lines[n]
        if _NOTE_START.match(line.text) and line.top > 0.3 * page.height:
            return n
    return len(page.lines)


def _notes(page: Page, cut: int) -> list[Line]:
    """The footnotes of a page, every one a paragraph that starts at its mark."""
    notes: list[Line] = []
    expected: int | None = None
    for n, line in enumerate(page.lines[cut:], cut + 1):
        mark = _NOTE_START.match(line.text)
        figure = int("".join(c for c in mark.group() if c.isdigit()) or 0) if mark else 0
        starts = mark is not None and (line.marked or expected is None or figure == expected)
        if starts:
            expected = figure + 1
            if notes:
                notes[-1] = _ending(notes[-1])
        notes.append(Line(line.text, page.number, n, role="footnote", ends_paragraph=False))
    if notes:
        notes[-1] = _ending(notes[-1])
    return notes


def _ending(line: Line) -> Line:
    return Line(line.text, line.page, line.number, role=line.role, ends_paragraph=True)


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
