"""On which day something that a text says takes effect.

Reads: the matching text, Head. Writes: days, and how they are told.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.document import EffectDay, Head
from ingest.effects.vocabulary import days, words
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
    for m in words("since").finditer(text, start, end):
        if found := told(text, m.start(), end, head):
            return found
    return None


def first_after(text: str, start: int, end: int, since: str) -> str | None:
    """The first day on which what began does not bind any more, where a stretch sets a time; else None."""
    m = words("until").search(text, start, end)
    if m is None:
        return None
    parts = m.groupdict()
    if parts.get("last_year"):
        return f"{int(parts['last_year']) + 1}-01-01"
    if parts.get("years"):
        return _later(since, 0, 12 * int(parts["years"]))
    last = iso(parts["day"], parts["month"], parts["year"])
    return _later(last, 1, 0) if last else None


def _day(kind: EffectDay, parts: dict[str, str | None], head: Head) -> str | None:
    year = parts.get("year")
    if kind == "written" and year:
        return iso(parts["day"] or "", parts["month"] or "", year)
    if kind == "budget_year" and year:
        return f"{year}-01-01"
    if kind in ("signed", "passed"):
        return head.date
    if kind == "after_signing" and head.date:
        return _later(head.date, int(parts.get("days") or 0), int(parts.get("months") or 0))
    return None


def _later(day: str, days: int, months: int) -> str | None:
    """The day so much later, the last of a month that has no such day; None where the date is not whole."""
    try:
        start = date.fromisoformat(day)
    except ValueError:
        return None
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    last = monthrange(year, month)[1]
    return (date(year, month, min(start.day, last)) + timedelta(days=days)).isoformat()
