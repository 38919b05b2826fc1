"""Which of two kinds of acts is of higher force.

Reads: corpus/vocabulary/force_of_acts.toml. Writes: ranks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ingest.letters import comparable
from ingest.vocabulary import records

LOWEST = 99
"""The rank of a kind that the law's list does not name."""


@dataclass(frozen=True, slots=True)
class Force:
    """A rank, 1 the highest, and the kinds of acts that have it."""

    rank: int
    types: tuple[str, ...]
    issuer: str
    examples: tuple[tuple[str, str], ...]
    """Types with issuers that this record is the first to fit."""


@cache
def forces() -> tuple[Force, ...]:
    """The records, those that name an issuer first, the longest name before the others."""
    return tuple(sorted(records("force_of_acts.toml", "force", Force), key=lambda one: -len(one.issuer)))


def rank_of(type_: str, issuer: str) -> int:
    """The rank of an act of this type by this issuer, 1 the highest."""
    named = comparable(issuer).lower()
    return next((one.rank for one in forces() if type_ in one.types and one.issuer in named), LOWEST)
