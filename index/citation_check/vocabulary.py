"""The words that the check looks at.

Reads: corpus/vocabulary/citation_check.toml. Writes: compiled patterns, lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ingest.vocabulary import records, tables

_FILE = "citation_check.toml"
Table = Literal["series", "own", "amending", "inserting", "year", "local", "party_exchanged", "before_years"]
ListName = Literal["officers", "silent", "party_tails"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words with one meaning."""

    pattern: str
    examples: tuple[str, ...]


@cache
def pattern(table: Table, *, any_case: bool = False) -> re.Pattern[str]:
    """The words of a table, one pattern."""
    every = "|".join(f"(?:{one.pattern})" for one in records(_FILE, table, Words))
    return re.compile(every, re.IGNORECASE if any_case else 0)


@cache
def listed(name: ListName) -> tuple[str, ...]:
    """A list of the file, in its order."""
    return tuple(tables(_FILE)[name])


@cache
def grown_old() -> dict[str, int]:
    """Years after which a law of the same name has usually taken an old one's place, by type."""
    return dict(tables(_FILE)["grown_old"])
