"""The units of an act, and which lie in which: a point in its clause, a clause in its article.

Reads: provisions in the official form (`điểm a khoản 2 Điều 5`); corpus/vocabulary/provisions.toml. Writes:
Level records; yes or no.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.vocabulary import records

_FILE = "provisions.toml"


@dataclass(frozen=True, slots=True)
class Level:
    """A kind of unit, as provisions name it (see provisions.toml)."""

    word: str
    official: str
    depth: int
    """How far outside it lies; 0 is the innermost."""
    label: str
    """A pattern of what can stand behind the word."""
    examples: tuple[str, ...]
    """Labels."""
    printed: str = ""
    """A pattern of the word, where it alone does not tell the unit."""
    apart: bool = False
    """It stands behind the articles and holds none of them."""


@cache
def levels() -> dict[str, Level]:
    """The kinds of units by their word in small letters, the innermost first."""
    return {one.word: one for one in records(_FILE, "level", Level)}


@cache
def _step() -> re.Pattern[str]:
    officials = sorted((one.official for one in levels().values()), key=len, reverse=True)
    return re.compile(rf"({'|'.join(officials)})\s+(\S+)", re.IGNORECASE)


@cache
def _outside() -> dict[str, tuple[bool, int]]:
    """By what a step is sorted: what stands apart first, as printed, then the outer before the inner."""
    return {
        one.official.casefold(): (not one.apart, 0 if one.apart else -one.depth) for one in levels().values()
    }


def path_of(provision: str) -> tuple[tuple[str, str], ...]:
    """The steps to a provision from the outside in: `(("điều", "5"), ("khoản", "2"), ("điểm", "a"))`."""
    steps = [(m[1].casefold(), m[2].casefold().rstrip(".,;)")) for m in _step().finditer(provision)]
    return tuple(sorted(steps, key=lambda step: _outside()[step[0]]))


def within(inner: str, outer: str) -> bool:
    """Whether a provision is the other or lies in it: `khoản 2 Điều 5` in `Điều 5`."""
    low, high = path_of(inner), path_of(outer)
    return bool(high) and low[: len(high)] == high


def touches(one: str, other: str) -> bool:
    """Whether one of two provisions lies in the other."""
    return within(one, other) or within(other, one)
