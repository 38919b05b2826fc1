"""The words of effect.

Reads: corpus/vocabulary/effects.toml. Writes: frozen records, compiled patterns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ingest.document import EffectDay, EffectKind
from ingest.vocabulary import records

DoingKind = Literal["superseded", "repealed", "amended", "corrected", "suspended", "words"]


@dataclass(frozen=True, slots=True)
class Doing:
    """Words before the acts that something is done to."""

    kind: DoingKind
    """`words`: words of the act are exchanged, which amends it."""
    pattern: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """Words behind the acts that end."""

    kind: EffectKind
    pattern: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """How a day is told."""

    kind: EffectDay
    pattern: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Words with one meaning."""

    pattern: str
    examples: tuple[str, ...]


@cache
def doing() -> re.Pattern[str]:
    """Words of doing; the name of the group that matched is the kind."""
    return _named((one.kind, one.pattern) for one in records("effects.toml", "doing", Doing))


@cache
def ending() -> re.Pattern[str]:
    """Words of ending; the name of the group that matched is the kind."""
    return _named((one.kind, one.pattern) for one in records("effects.toml", "ending", Ending))


@cache
def days() -> tuple[tuple[EffectDay, re.Pattern[str]], ...]:
    """How days are told, in the order of the vocabulary."""
    found = records("effects.toml", "day", Day)
    return tuple((one.kind, re.compile(_spaced(one.pattern), re.IGNORECASE)) for one in found)


@cache
def words(table: str) -> re.Pattern[str]:
    """The words of a table that has one meaning: beginning, until, exception, passing, titled, part_of."""
    patterns = (one.pattern for one in records("effects.toml", table, Words))
    return re.compile("|".join(f"(?:{_spaced(pattern)})" for pattern in patterns), re.IGNORECASE)


def _named(pairs: object) -> re.Pattern[str]:
    alternatives = "|".join(f"(?P<{kind}>{_spaced(pattern)})" for kind, pattern in pairs)  # type: ignore[attr-defined]
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


def _spaced(pattern: str) -> str:
    """A no-break space is a space."""
    return pattern.replace(" ", "[ \u00a0]")
