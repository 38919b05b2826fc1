"""Deadlines as a calendar file (RFC 5545): one entry of a whole day for each task whose deadline means a day.

Reads: rows of tasks. Writes: iCalendar.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from search_api.addresses import document_page
from search_api.assigned import TaskRow

ICS_TYPE = "text/calendar; charset=utf-8"
SUMMARY_CHARACTERS = 120


def as_calendar(name: str, rows: Iterable[TaskRow], base: str) -> bytes:
    """The calendar of these tasks' deadlines; `base` is the server's address, in front of the places.

    A deadline that comes again, or whose words mean no single day, is left out.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Can Cu//vi")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for row in rows:
        if row.due is not None:
            calendar.add_component(_entry(row, row.due, base))
    return bytes(calendar.to_ical())


def _entry(row: TaskRow, due: date, base: str) -> Event:
    entry = Event()
    place = document_page(row.document, row.eid)
    # The same task keeps its entry when the file is taken over again.
    entry.add(
        "uid", hashlib.sha256(f"{row.document}\n{row.eid}\n{row.start}".encode()).hexdigest()[:32] + "@cancu"
    )
    entry.add("dtstamp", datetime.now(UTC))
    entry.add("dtstart", due)
    entry.add("dtend", due + timedelta(days=1))
    words = " ".join(row.task.split())
    short = words if len(words) <= SUMMARY_CHARACTERS else words[:SUMMARY_CHARACTERS] + "…"
    entry.add("summary", f"{row.deadline}: {short}")
    who = [*row.lead] or [*row.implement] or [*row.agencies]
    lines = [
        words,
        f"Thời hạn: {row.deadline}",
        f"Cơ quan: {'; '.join(who)}" if who else "",
        f"Theo: {row.title}",
    ]
    entry.add("description", "\n".join(line for line in lines if line))
    entry.add("url", base.rstrip("/") + place)
    entry.add("transp", "TRANSPARENT")
    return entry
