"""An article's text as clauses: khoản, or điểm where a khoản is long, or windows where a điểm still is.

The spans partition the text, whatever it is, and none is longer than `LONGEST`; so an annex of a million
characters becomes as many spans as its length asks for, in time in proportion to it.

Reads: the text of an article. Writes: Clause records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 2_000
"""Code points of a span at most."""
_SHORTEST_WINDOW = LONGEST // 2

_CLAUSE = re.compile(r"^(\d{1,3}[a-zđ]?)\s?[.)](?!\d)", re.MULTILINE)
_POINT = re.compile(r"^([a-zđ]\d{0,2})\s?[.)]", re.MULTILINE)
_QUOTED = re.compile(r"^[ \t]*“[^“”]*”", re.MULTILINE)
_BREAKS = ("\n", ". ", "; ", ", ", " ")
"""Where a long text may be cut, the best first."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A span of an article's text."""

    label: str
    """`khoản 1`, `điểm a khoản 1`; empty for what stands before the first khoản, and in texts without any."""
    start: int
    end: int


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a text, in order; together they are the text."""
    return tuple(_of_clauses(text))


def clause(text: str, para: str, point: str = "") -> Clause | None:
    """The khoản of a text with this number, or the điểm with this letter in it; None where it is not there.

    Without a number the điểm of a text that has no khoản, without both the whole text. It is as long as the
    text has it. What a text quotes, as new words of another act, is not its own.
    """
    own = own_words(text)
    if point and not para and _CLAUSE.search(own):
        return None
    found = Clause("", 0, len(text))
    for pattern, label, word in ((_CLAUSE, para, "khoản"), (_POINT, point, "điểm")):
        if not label:
            continue
        cut = _cut(pattern, own, found.start, found.end)
        span = next(((start, end) for it, start, end in cut if it == label), None)
        if span is None:
            return None
        found = Clause(f"{word} {label} {found.label}".strip(), *span)
    return found


def own_words(text: str) -> str:
    """A text of the same length without what whole lines quote: new words of another act."""
    return _QUOTED.sub(lambda found: " " * len(found[0]), text)


def has_point(text: str, point: str) -> bool:
    """Whether any khoản of a text, or the text without khoản, has a điểm of this letter."""
    return any(found[1] == point for found in _POINT.finditer(own_words(text)))


def _of_clauses(text: str) -> Iterator[Clause]:
    for number, start, end in _cut(_CLAUSE, text, 0, len(text)):
        label = f"khoản {number}" if number else ""
        if end - start <= LONGEST:
            yield Clause(label, start, end)
            continue
        for letter, low, high in _cut(_POINT, text, start, end):
            point = f"điểm {letter} {label}".strip() if letter else label
            for window_start, window_end in _windows(text, low, high):
                yield Clause(point, window_start, window_end)


def _cut(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The runs of a span that begin with an enumerator, each with it; first what stands before, without."""
    label, at = "", start
    for found in pattern.finditer(text, start, end):
        if found.start() > at:
            yield label, at, found.start()
        label, at = found[1], found.start()
    if end > at:
        yield label, at, end


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span in pieces of bearable length, cut where the text pauses."""
    while end - start > LONGEST:
        stop = start + LONGEST
        for mark in _BREAKS:
            at = text.rfind(mark, start + _SHORTEST_WINDOW, stop)
            if at >= 0:
                stop = at + len(mark)
                break
        yield start, stop
        start = stop
    if end > start:
        yield start, end
