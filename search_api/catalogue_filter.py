"""The catalogue of acts, narrowed by type, issuer, year, status and words, and counted.

Reads: summaries of directives. Writes: those that are wanted, facets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from index.syllables import fold
from search_api.api.schemas import DirectiveSummary

UNCHECKED = "chưa kiểm tra"
"""The status of an act of whose force no source says anything."""
FACET_VALUES = 40


@dataclass(frozen=True, slots=True)
class WantedActs:
    """What acts must satisfy; empty means anything."""

    q: str = ""
    """Words of number or title; marks do not count."""
    type: str = ""
    issuer: str = ""
    year: str = ""
    status: str = ""


def year_of(act: DirectiveSummary) -> str:
    """The year of an act; empty where none is known."""
    return (act.date or "")[:4]


def status_of(act: DirectiveSummary) -> str:
    """What is stated of an act's force."""
    return act.status or UNCHECKED


_VALUES: dict[str, Callable[[DirectiveSummary], str]] = {
    "type": lambda act: act.type or "",
    "issuer": lambda act: act.issuer or "",
    "year": year_of,
    "status": status_of,
}


def narrowed(acts: Iterable[DirectiveSummary], wanted: WantedActs) -> list[DirectiveSummary]:
    """The acts that satisfy all of what is wanted, in their order."""
    words = fold(wanted.q).split()
    asked = [
        (values, str(getattr(wanted, name))) for name, values in _VALUES.items() if getattr(wanted, name)
    ]
    return [
        act for act in acts if all(values(act) == value for values, value in asked) and _holds(act, words)
    ]


def facets(acts: Sequence[DirectiveSummary], wanted: WantedActs) -> dict[str, list[tuple[str, int]]]:
    """How many acts each value of a filter would leave, the other filters kept; years the latest first."""
    found = {}
    for name, values in _VALUES.items():
        kept = narrowed(acts, replace(wanted, **{name: ""}))
        counts = Counter(value for act in kept if (value := values(act)))
        found[name] = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:FACET_VALUES]
    found["year"].sort(reverse=True)
    return found


def _holds(act: DirectiveSummary, words: Sequence[str]) -> bool:
    spelled = fold(f"{act.type or ''} {act.number or ''} {act.title or ''}")
    return all(word in spelled for word in words)
