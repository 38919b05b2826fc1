"""A text as sentences that say something of their own: without enumerators, without what is quoted.

Reads: the matching text. Writes: Sentence records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Level = Literal["article", "clause", "point", "dash", ""]

_MARK = re.compile(
    r"[ \u00a0*_#>|]*(?:(?P<article>Điều[ \u00a0]+\d+[a-zđ]?[.:]?)|(?P<clause>\d{1,2}(?:\.\d{1,2})*[.)])"
    r"|(?P<point>[a-zđ]\d?\))|(?P<dash>[-–+•]))[ \u00a0*_]*"
)
_BLANK = re.compile(r"[ \u00a0*_#>]*")
_END = re.compile(r"(?<![A-ZĐ\d ])\.(?=[ \u00a0]+[*]*[A-ZĐÀ-Ỹ])|(?<=\d{4})\.(?=[ \u00a0]+[A-ZĐÀ-Ỹ])")
_QUOTED = re.compile(r"^[ \u00a0*]*“", re.MULTILINE)
_MOST_QUOTED = 60_000
"""Code points within which a quotation must be closed."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a line; `level` and `label` are the enumerator's where it is the line's first."""

    start: int
    end: int
    line: int
    """Where its line begins."""
    level: Level
    label: str
    heads: bool
    """Its line ends with a colon: a list follows."""


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text, in order; those that a quotation carries into it are left out."""
    quoted = _quotations(text)
    at, inside = 0, 0
    for line in text.splitlines(keepends=True):
        end = at + len(line.rstrip())
        while inside < len(quoted) and quoted[inside][1] <= at:
            inside += 1
        if end > at and not (inside < len(quoted) and quoted[inside][0] <= at):
            yield from _of_line(text, at, end)
        at += len(line)


def _of_line(text: str, at: int, end: int) -> Iterator[Sentence]:
    mark = _MARK.match(text, at, end)
    level: Level = mark.lastgroup if mark else ""  # type: ignore[assignment]
    label = mark.group(level) if mark and level else ""
    start = mark.end() if mark else _blank(text, at, end)
    heads = text[at:end].rstrip(" *_").endswith(":")
    first = True
    for stop in [*(m.end() for m in _END.finditer(text, start, end)), end]:
        begin = _blank(text, start, stop)
        if stop > begin:
            yield Sentence(begin, stop, at, level if first else "", label if first else "", heads)
        first, start = False, stop


def _blank(text: str, at: int, end: int) -> int:
    m = _BLANK.match(text, at, end)
    return m.end() if m else at


def _quotations(text: str) -> list[tuple[int, int]]:
    """Where lines begin with a quotation mark, until the mark that closes it; nested ones are counted."""
    found: list[tuple[int, int]] = []
    for m in _QUOTED.finditer(text):
        if found and m.end() <= found[-1][1]:
            continue
        end = _closed(text, m.end())
        if end:
            found.append((m.start(), end))
    return found


def _closed(text: str, at: int) -> int | None:
    depth = 1
    for m in re.compile("[“”]").finditer(text, at, at + _MOST_QUOTED):
        depth += 1 if m.group() == "“" else -1
        if depth == 0:
            return m.end()
    return None
