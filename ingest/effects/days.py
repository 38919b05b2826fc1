"""On which day something that a text says takes effect.

Reads: the matching text, Head. Writes: days, and how they are told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.document import EffectDay, Head
from ingest.effects.vocabulary import days
from ingest.numerals import iso

_BETWEEN = re.compile(r"[ \u00a0,]*")


@dataclass(frozen=True, slots=True)
class Told:
    """A day as a text tells it."""

    counted: EffectDay
    day: str | None
    """ISO; None where it depends on what the text does not say."""
    end: int


def told(text: str, at: int, end: int, head: Head) -> Told | None:
    """The day that is told right behind a place; None where none is."""
    start = _BETWEEN.match(text, at, end)
    begin = start.end() if start else at
    for kind, pattern in days():
        if m := pattern.match(text, begin, end):
            return Told(kind, _day(kind, m.groupdict(), head), m.end())
    return None


def told_within(text: str, start: int, end: int, head: Head) -> Told | None:
    """The first day that is told in a stretch behind `từ` or `sau`; None where none is."""
    for m in re.compile(r"(?<!\w)(?:kể|từ|sau)[ \u00a0]", re.IGNORECASE).finditer(text, start, end):
        if found := told(text, m.start(), end, head):
            return found
    return None


def _day(kind: EffectDay, parts: dict[str, str | None], head: Head) -> str | None:
    year = parts.get("year")
    if kind == "written" and year:
        return iso(parts["day"] or "", parts["month"] or "", year)
    if kind == "budget_year" and year:
        return f"{year}-01-01"
    if kind in ("signed", "passed"):
        return head.date
    if kind == "after_signing" and head.date:
        return _later(head.date, int(parts["days"] or 0))
    return None


def _later(day: str, days_after: int) -> str | None:
    """The day that many days later; None where the head's date is not whole."""
    try:
        return (date.fromisoformat(day) + timedelta(days=days_after)).isoformat()
    except ValueError:
        return None
