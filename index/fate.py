"""What became of an act by a day: in force, amended, superseded, repealed; with the words that say so.

    fate_of(library, "41/2019/QH14", date(2026, 11, 27))
    # Fate("superseded", since=date(2026, 7, 1), by="127/2025/QH15", sentence="2. Luật Thi hành án hình sự số …")

Nothing is stated without words: what neither a text of the library nor a source of the catalogue nor a release
of the codification says is `unknown`.

Reads: the library. Writes: Fate.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from ingest.catalogue import number_key, status_at

if TYPE_CHECKING:
    from index.library import Library
    from ingest.work import Link, Standing, Work

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
"""stated: the words hold for that day. unopposed: it took effect by its own words, and nothing that is known ended
it by that day. unconfirmed: a source says so that is no official text. none: nobody says anything."""
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
    """The document of the library in which they stand, from `start` to `end`; None where they are a source's."""
    start: int | None = None
    end: int | None = None
    certainty: FateCertainty = "none"
    basis: FateBasis = "text"


def fate_of(library: Library, number: str, as_of: date, provision: str | None = None) -> Fate:
    """The standing of the act with this number (or work id) on a day; of one provision of it, where named.

    `unknown` where nothing says it, and where several acts bear the number.
    """
    del provision  # the sources of the catalogue speak of acts as wholes
    works = _works(library, number)
    if len(works) != 1:
        return Fate("unknown", as_of)
    return _by_source(works[0], as_of) or Fate("unknown", as_of)


def _works(library: Library, number: str) -> list[Work]:
    one = library.catalogue.get(number)
    if one:
        return [one]
    return [w for w in library.catalogue.numbered(number) if number_key(w.number) == number_key(number)]


_STATUS: dict[str, FateStatus] = {
    "còn hiệu lực": "in_force",
    "chưa có hiệu lực": "not_yet_in_force",
    "hết hiệu lực một phần": "partly_expired",
    "hết hiệu lực toàn bộ": "repealed",
    "ngưng hiệu lực": "suspended",
}


def _by_source(work: Work, as_of: date) -> Fate | None:
    standing = status_at(work, as_of.isoformat())
    if standing is None or standing.status not in _STATUS:
        return None
    ended = [x for x in work.replaced_by if x.effective_from and x.effective_from <= as_of.isoformat()]
    end = min(ended, key=lambda x: x.effective_from) if ended else None
    status: FateStatus = "superseded" if end else _STATUS[standing.status]
    return Fate(
        status,
        as_of,
        _day(end.effective_from if end else standing.since),
        end.number if end else None,
        _said(standing, end),
        certainty=_certainty(standing, as_of),
        basis="source",
    )


def _said(standing: Standing, end: Link | None) -> str:
    words = (end.basis if end else "") or standing.basis
    return f"{standing.status}: {words} (nguồn: {standing.source})"


def _certainty(standing: Standing, as_of: date) -> FateCertainty:
    if standing.certainty == "unconfirmed":
        return "unconfirmed"
    return "stated" if standing.as_of >= as_of.isoformat() else "unopposed"


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:  # a year alone, or nothing
        return None
