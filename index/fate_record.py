"""An act's standing on a day, with the words that prove it.

Reads: nothing. Writes: Fate.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

FateStatus = Literal[
    "in_force",
    "not_yet_in_force",
    "partly_expired",
    "amended",
    "superseded",
    "repealed",
    "suspended",
    "unknown",
]
FateCertainty = Literal["stated", "unopposed", "unconfirmed", "none"]
"""stated: the words hold for that day. unopposed: it took effect by its own words, and nothing that is known
ended it by that day. unconfirmed: a source says so that is no official text. none: nobody says anything."""
FateBasis = Literal["text", "source", "release"]


@dataclass(frozen=True, slots=True)
class Fate:
    """An act's, or a provision's, standing on a day."""

    status: FateStatus
    as_of: date
    since: date | None = None
    """The day from which it is so; None where the words do not say."""
    by: str | None = None
    """Number of the act that did it."""
    sentence: str | None = None
    """The words that prove it; None only where the status is unknown."""
    document: str | None = None
    """The document of the library in which they stand, from `start` to `end`; None where a source says so."""
    start: int | None = None
    end: int | None = None
    certainty: FateCertainty = "none"
    basis: FateBasis = "text"
    exception: str = ""
    """What stays as it was all the same, in the words of the text: `trừ trường hợp …`."""
    provisions: tuple[str, ...] = ()
    """The parts that are concerned, where not the whole is."""
