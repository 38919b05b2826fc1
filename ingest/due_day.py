"""The day that a printed deadline means, where it means one.

Reads: the words of a deadline. Writes: a date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache

from ingest.vocabulary import records

_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}
_MONTHS_OF_QUARTER = 3
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Again:
    """Words of a deadline that comes again."""

    id: str
    pattern: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayShape:
    """How a day, or a period that ends on one, is printed; `means` is the day of the examples, ISO."""

    id: str
    pattern: str
    means: str
    examples: tuple[str, ...]


@cache
def _again() -> tuple[re.Pattern[str], ...]:
    found = records("due_days.toml", "again", Again)
    return tuple(re.compile(r.pattern, re.IGNORECASE) for r in found)


@cache
def _days() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(r.pattern, re.IGNORECASE) for r in records("due_days.toml", "day", DayShape))


def due_day(printed: str) -> date | None:
    """The day printed, or the last of the month, quarter or year; None where the words mean no single day.

    A day after `trước` is given as printed: the words that stand beside it say that it is to be before.
    """
    if any(pattern.search(printed) for pattern in _again()):
        return None
    for pattern in _days():
        if match := pattern.search(printed):
            return _last_day(match.groupdict())
    return None


def _last_day(said: dict[str, str]) -> date | None:
    year = int(said["year"])
    quarter = said.get("quarter")
    if quarter:
        number = _QUARTERS.get(quarter.upper()) or int(quarter)
        month = number * _MONTHS_OF_QUARTER
    else:
        month = int(said.get("month") or _DECEMBER)
    try:
        return date(year, month, int(said.get("day") or monthrange(year, month)[1]))
    except ValueError:
        return None
