"""Units of one act quoted in another: what an amending act puts between quotation marks is not its own.

Reads: Piece records; corpus/vocabulary/structure.toml. Writes: their `quoted` marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ingest.numbering import Mark, follows, marks
from ingest.vocabulary import wording

_OPEN, _CLOSE = "“", "”"
_REACH = 3000
"""Lines within which a quotation must be closed."""


class Line(Protocol):
    """What a quotation is looked for in."""

    words: str
    marks: tuple[Mark, ...]
    quoted: bool

    @property
    def row(self) -> object | None:
        """The table row that the line is."""
        ...


def mark_quotations(found: Sequence[Line]) -> None:
    """Marks the lines that a quotation carries into this document.

    A quotation begins where a mark opens before a unit (“Điều 5. …, “2. …) and ends where it is closed. Where
    it is never closed, it ends before the line that goes on with the document's own numbers.
    """
    curled, straight = _closings(found)
    own: dict[str, Mark] = {}
    at = 0
    while at < len(found):
        opening = None if found[at].row else _opening(found[at].words)
        if opening is None or opening > 0:
            _remember(own, found[at])
        if opening is None:
            at += 1
            continue
        first = at if opening == 0 else at + 1
        closing = (straight if found[at].words.startswith('"') else curled)[at]
        end = min(at if closing is None else closing, at + _REACH)
        end = _before_own(found, first, end, own, carried=opening > 0)
        for line in found[first : end + 1]:
            line.quoted = True
        at = max(end, at) + 1


def _remember(own: dict[str, Mark], line: Line) -> None:
    for mark in line.marks[:1]:
        if mark.style == "article":
            own.clear()
        own[mark.style] = mark


def _opening(words: str) -> int | None:
    """Where a line opens a quotation that begins with a unit or a title; None where it does not."""
    if words.startswith((_OPEN, '"')) and _begins_unit(words[1:].lstrip()):
        return 0
    at = words.rfind(_OPEN)
    if at < 0 or _CLOSE in words[at:]:
        return None
    rest = words[at + 1 :].lstrip()
    return max(at, 1) if not rest or _begins_unit(rest) else None


def _begins_unit(rest: str) -> bool:
    return bool(rest) and bool(marks(rest) or wording("structure.toml", "quoted").match(rest))


def _closings(found: Sequence[Line]) -> tuple[list[int | None], list[int | None]]:
    """For each line, the one that closes a quotation opened on it: by “ ”, and by straight marks."""
    depths, straights = [0], [0]
    for line in found:
        depths.append(depths[-1] + line.words.count(_OPEN) - line.words.count(_CLOSE))
        straights.append((straights[-1] + line.words.count('"')) % 2)
    count = len(found)
    curled: list[int | None] = [None] * count
    straight: list[int | None] = [None] * count
    later = [count]
    even: list[int | None] = [None, None]
    ending: int | None = None
    for at in range(count - 1, -1, -1):
        even[straights[at + 1]] = at
        straight[at] = even[straights[at]]
        while later and depths[later[-1]] > depths[at]:
            later.pop()
        curled[at] = later[-1] - 1 if later else ending
        later.append(at)
        if found[at].words.rstrip(" .;,").endswith(_CLOSE):
            ending = at
    return curled, straight


def _before_own(found: Sequence[Line], first: int, end: int, own: dict[str, Mark], *, carried: bool) -> int:
    """The last line of a quotation, cut before a line that goes on with the document's own numbers.

    `carried` says that the quotation opened on the line before `first`: any line can be the document's own.
    """
    articles: set[tuple[int, ...]] = set()
    for n in range(first, end + 1):
        mark = found[n].marks[0] if found[n].marks else None
        if mark is None:
            continue
        if mark.style == "article":
            before = (mark.value[0] - 1,)
            if (carried or n > first) and before not in articles and _continues(own, mark):
                return n - 1
            articles.add(mark.value)
        elif n > first and not articles and _continues(own, mark) and _amends(found[n], mark):
            return n - 1
    return end


def _continues(own: dict[str, Mark], mark: Mark) -> bool:
    last = own.get(mark.style)
    return last is not None and mark.value != last.value and follows(last, mark) == 0


def _amends(line: Line, mark: Mark) -> bool:
    return bool(wording("structure.toml", "amends").match(line.words[mark.end :]))
