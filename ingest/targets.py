"""Figures that are to be reached: `dưới 3%`, `ít nhất 02 lớp`, `giảm 5% so với năm 2023`.

Reads: Text, Unit records. Writes: Target records.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.document import Target, Text, Unit
from ingest.vocabulary import records

_SENTENCE_END = re.compile(r"[.;!?](?=\s)|\n")
_DATE = re.compile(r"(?:ngày \d{1,2}|[\d/]) ?$", re.IGNORECASE)
_LOOK_BACK = 8
_NEAR = 600
_MOST_WORDS_OF_A_HEADING = 200

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measure with the pattern of a figure in it."""

    id: str
    unit: str
    pattern: str
    bound: bool
    """Whether a figure in it counts only behind a word that binds it, or behind a colon."""
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """Words that say how a figure binds."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a figure is set for, or what it is measured against."""

    id: str
    pattern: str
    examples: tuple[str, ...]


@cache
def _figures() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = sorted(
        (w for b in records("targets.toml", "bound", Bound) for w in b.words), key=len, reverse=True
    )
    bound = rf"(?:\b(?:{'|'.join(map(re.escape, words))}) |[≥≤<>] ?)"
    against = "|".join(r.pattern for r in records("targets.toml", "baseline", Period))
    return tuple(
        (
            m.unit,
            re.compile(
                (rf"(?:{bound}|(?<=: ))" if m.bound else rf"(?:{bound})?")
                + rf"(?<![\d.,/]){m.pattern}(?: trở lên)?(?: (?:{against}))?",
                re.IGNORECASE,
            ),
        )
        for m in records("targets.toml", "measure", Measure)
    )


@cache
def _periods() -> re.Pattern[str]:
    against = "|".join(r.pattern for r in records("targets.toml", "baseline", Period))
    times = "|".join(p.pattern for p in records("targets.toml", "period", Period))
    return re.compile(rf"\b(?:(?:{against})|(?P<time>{times}))\b", re.IGNORECASE)


def find(text: Text, units: tuple[Unit, ...]) -> tuple[Target, ...]:
    """The figures of a document in its order, with the time that a sentence or a heading sets for them."""
    found = sorted(_targets(text, units), key=lambda t: t.start)
    return tuple(t for i, t in enumerate(found) if not i or t.start >= found[i - 1].end)


def _targets(text: Text, units: tuple[Unit, ...]) -> Iterator[Target]:
    starts = [u.start for u in units]
    ends = [m.end() for m in _SENTENCE_END.finditer(text.matching)]
    by_id = {u.eid: u for u in units}
    times = _times(text)
    for measure, pattern in _figures():
        for m in pattern.finditer(text.matching):
            at = bisect_right(ends, m.start())
            since = ends[at - 1] if at else 0
            until = ends[at] if at < len(ends) else len(text.matching)
            unit = units[bisect_right(starts, m.start()) - 1] if units else None
            printed = text.printed[m.start() : m.end()]
            period = _period(text, times, since, until, m.start()) or _period_above(text, times, unit, by_id)
            kind = measure or m.group("unit")
            yield Target(
                printed, m.group("value"), kind, period, m.start(), m.end(), unit.eid if unit else None
            )


def _times(text: Text) -> list[Span]:
    """Every printed time of a text that is no part of a date and no baseline."""
    return [
        m.span()
        for m in _periods().finditer(text.matching)
        if m.group("time") and not _DATE.search(text.matching, max(0, m.start() - _LOOK_BACK), m.start())
    ]


def _period(text: Text, times: Sequence[Span], since: int, until: int, figure: int) -> str | None:
    """The printed time nearest to a figure in its sentence."""
    since, until = max(since, figure - _NEAR), min(until, figure + _NEAR)
    at = bisect_right(times, (figure, 0))
    hits = [(a, b) for a, b in times[max(0, at - 1) : at + 1] if since <= a and b <= until]
    if not hits:
        return None
    nearest = min(hits, key=lambda span: abs(span[0] - figure))
    return text.printed[slice(*nearest)]


def _period_above(text: Text, times: Sequence[Span], unit: Unit | None, by_id: dict[str, Unit]) -> str | None:
    """The time that a heading over a figure names: `a) Đến hết năm 2030:`."""
    while unit is not None and unit.parent is not None:
        unit = by_id.get(unit.parent)
        if unit is not None and unit.end - unit.start <= _MOST_WORDS_OF_A_HEADING:
            named = _period(text, times, unit.start, unit.end, unit.start)
            if named:
                return named
    return None
