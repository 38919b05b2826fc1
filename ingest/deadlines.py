"""The time by which something is to be done, as printed.

Reads: matching text. Writes: places of deadlines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.vocabulary import records


@dataclass(frozen=True, slots=True)
class DeadlineShape:
    """A linear pattern of a printed time, with examples of it."""

    id: str
    pattern: str
    examples: tuple[str, ...]


@cache
def shapes() -> tuple[re.Pattern[str], ...]:
    """The patterns, in file order."""
    return tuple(
        re.compile(rf"\b(?:{r.pattern})", re.IGNORECASE)
        for r in records("deadlines.toml", "deadline", DeadlineShape)
    )


def find_deadline(matching: str, start: int, end: int) -> tuple[int, int] | None:
    """The first deadline printed in matching[start:end] as a span of it, None where none is.

    A condition (`khi Bộ … có văn bản`) or the target year of a goal is no deadline.
    """
    hits = [m for p in shapes() if (m := p.search(matching, start, end)) is not None]
    if not hits:
        return None
    first = min(hits, key=lambda m: (m.start(), -m.end()))
    return first.start(), first.start() + len(first.group().rstrip(" ,;"))
