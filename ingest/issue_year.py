"""In which year a document was issued, where its head does not let the year be read.

A seal over the date, or readings that disagree, leave `…` in the head. What else the document says bounds
the day of issue: a number that holds a year holds that of its act; nobody rests on an act that does not
exist yet; nobody sets a date for what is past; what is signed is issued soon. The year is told only where
these bounds leave one.

Reads: matching text, Clues; corpus/vocabulary/issue_years.toml. Writes: IssueYear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ingest.document import Head
from ingest.vocabulary import records, tables

_FIRST = 1945
_LEAST = 2
"""So many dates of different acts a bound from below needs: one may be misread."""
_SIGNED = "ngày ký số của tệp"
_REGISTERED = timedelta(days=31)
"""So long after its signature a document gets number and date at the latest: the office registers it on the
day of signing or the next working day (Nghị định 30/2020/NĐ-CP, Điều 15, Điều 18)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that bound the day of issue (see issue_years.toml)."""

    id: str
    told: str
    pattern: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clues:
    """What the head gives: whether it shows a date, its day and month where read, number, type, title.

    `signed_on` are the days (ISO) of the file's electronic signatures.
    """

    dated: bool = False
    day_and_month: tuple[int, int] | None = None
    number: str | None = None
    type: str | None = None
    title: str | None = None
    signed_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueYear:
    """The year, and what told it, in Vietnamese words."""

    year: str
    told_by: str | None


def issue_year(text: str, clues: Clues) -> IssueYear | None:
    """The one year that everything allows; None where several are possible or too little is said."""
    if own := _evidence("own number").search(clues.number or ""):
        return IssueYear(own["y"], _told("own number") if clues.dated else None)
    if not clues.dated:
        return None
    if copied := _of_annex(text, clues.number):
        return IssueYear(copied, _told("annex"))
    earliest = _second_latest(text)
    latest, why = _latest(text, clues)
    if earliest is None or latest is None:
        return None
    years = [year for year in range(earliest.year, latest.year + 1) if _fits(year, clues, earliest, latest)]
    return IssueYear(str(years[0]), f"{_told('basis')}; {why}") if len(years) == 1 else None


def told_of_year(head: Head) -> tuple[str, ...]:
    """What a person should know of a year that the head itself does not show."""
    if not head.year_told_by:
        return ()
    year = head.date[:4] if head.date else head.year
    return (f"Năm ban hành ở phần đầu không đọc được chắc chắn; hiểu là {year} theo {head.year_told_by}.",)


def _fits(year: int, clues: Clues, earliest: date, latest: date) -> bool:
    if clues.day_and_month is None:
        return True
    day, month = clues.day_and_month
    try:
        return earliest <= date(year, month, day) <= latest
    except ValueError:
        return False


def _of_annex(text: str, number: str | None) -> str | None:
    """The year of the document's date as its annexes print it, where all print one."""
    codes = (number or "").partition("/")[2]
    if not codes:
        return None
    found = {m["y"] for m in _evidence("annex").finditer(text) if m["codes"] == codes}
    return found.pop() if len(found) == 1 else None


def _second_latest(text: str) -> date | None:
    """The day on or after which it was issued: that of the latest but one of the acts that it rests on."""
    days: set[tuple[str, date]] = set()
    for line in text.split("\n"):
        if _evidence("basis line").match(line):
            days |= {(m["act"], day) for m in _evidence("basis").finditer(line) for day in _day(m)}
    ranked = sorted((day for _, day in days), reverse=True)
    return ranked[_LEAST - 1] if len(ranked) >= _LEAST else None


def _latest(text: str, clues: Clues) -> tuple[date | None, str]:
    """The day on or before which it was issued, and what says so."""
    signed = [date.fromisoformat(day) for day in clues.signed_on]
    if signed:
        return max(signed) + _REGISTERED, _SIGNED
    if clues.type not in tables("issue_years.toml")["plans"]["types"]:
        return None, ""
    titled = [int(m["y"]) for m in _evidence("title").finditer(clues.title or "")]
    ends = [day for m in _evidence("deadline").finditer(text) for day in _day(m)]
    if not titled or not ends:
        return None, ""
    return max(date(max(titled), 12, 31), *ends), f"{_told('title')}; {_told('deadline')}"


def _day(found: re.Match[str]) -> Iterator[date]:
    try:
        day = date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return
    if day.year >= _FIRST:
        yield day


def _told(identity: str) -> str:
    return next(r.told for r in _all() if r.id == identity)


@cache
def _evidence(identity: str) -> re.Pattern[str]:
    day = tables("issue_years.toml")["day"]["pattern"]
    return next(re.compile(r.pattern.replace("{day}", day)) for r in _all() if r.id == identity)


def _all() -> Sequence[Evidence]:
    return records("issue_years.toml", "evidence", Evidence)
