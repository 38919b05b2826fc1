"""The words that the check looks at.

Reads: corpus/vocabulary/citation_check.toml. Writes: compiled patterns, lists.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from ingest.vocabulary import tables, wording

_FILE = "citation_check.toml"
Table = Literal[
    "series",
    "own",
    "amending",
    "inserting",
    "leading",
    "of_effect",
    "year",
    "local",
    "party_exchanged",
    "before_years",
]
ListName = Literal["officers", "silent", "party_tails"]


@cache
def pattern(table: Table, *, any_case: bool = False) -> re.Pattern[str]:
    """The words of a table, one pattern."""
    found = wording(_FILE, table)
    return re.compile(found.pattern, re.IGNORECASE) if any_case else found


@cache
def listed(name: ListName) -> tuple[str, ...]:
    """A list of the file, in its order."""
    return tuple(tables(_FILE)[name])


@cache
def grown_old() -> dict[str, int]:
    """Years after which a law of the same name has usually taken an old one's place, by type."""
    return dict(tables(_FILE)["grown_old"])
