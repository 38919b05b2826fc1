"""Figures that are to be reached: `dưới 3%`, `ít nhất 5%`, `100%`.

Reads: Text, Unit records. Writes: Target records.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.document import Target, Text, Unit
from ingest.vocabulary import records

_SENTENCE_END = re.compile(r"[.;!?](?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measure with the pattern of a figure in it."""

    id: str
    unit: str
    pattern: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """Words that say how a figure binds."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a figure is set for."""

    id: str
    pattern: str
    examples: tuple[str, ...]


@cache
def _figures() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = sorted(
        (w for b in records("targets.toml", "bound", Bound) for w in b.words), key=len, reverse=True
    )
    bound = rf"(?:\b(?:{'|'.join(map(re.escape, words))}) )?"
    return tuple(
        (m.unit, re.compile(bound + r"(?<![\d.,/])" + m.pattern + r"(?: trở lên)?", re.IGNORECASE))
        for m in records("targets.toml", "measure", Measure)
    )


@cache
def _periods() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:" + "|".join(p.pattern for p in records("targets.toml", "period", Period)) + r")\b",
        re.IGNORECASE,
    )


def find(text: Text, units: tuple[Unit, ...]) -> tuple[Target, ...]:
    """The figures of a document in its order, each with the time that its sentence sets for it."""
    starts = [u.start for u in units]
    ends = [m.end() for m in _SENTENCE_END.finditer(text.matching)]
    return tuple(_targets(text, units, starts, ends))


def _targets(text: Text, units: tuple[Unit, ...], starts: list[int], ends: list[int]) -> Iterator[Target]:
    for measure, pattern in _figures():
        for m in pattern.finditer(text.matching):
            at = bisect_right(ends, m.start())
            since = ends[at - 1] if at else 0
            until = ends[at] if at < len(ends) else len(text.matching)
            unit = units[bisect_right(starts, m.start()) - 1] if units else None
            printed = text.printed[m.start() : m.end()]
            period = _period(text, since, until, m.start())
            yield Target(
                printed, m.group("value"), measure, period, m.start(), m.end(), unit.eid if unit else None
            )


def _period(text: Text, since: int, until: int, figure: int) -> str | None:
    """The printed time nearest to a figure in its sentence."""
    since, until = max(since, figure - 600), min(until, figure + 600)
    hits = list(_periods().finditer(text.matching, since, until))
    if not hits:
        return None
    nearest = min(hits, key=lambda m: abs(m.start() - figure))
    return text.printed[nearest.start() : nearest.end()]
