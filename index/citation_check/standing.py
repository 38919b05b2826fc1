"""An act's standing on a day, as a finding of the check. The one place that asks for it.

Reads: the library. Writes: Finding, Check.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from index.citation_check.records import Check, Finding, Status
from index.fate import Fate, fate_of
from index.fate_words import SHORT_WORDS

if TYPE_CHECKING:
    from index.library import Library
    from ingest.catalogue import Work

_STATUS: dict[str, Status] = {
    "not_yet_in_force": "not_yet_in_force",
    "amended": "amended",
    "partly_expired": "amended",
    "superseded": "superseded",
    "repealed": "repealed",
    "suspended": "repealed",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the effect: always a component, a finding where there is something to say."""

    check: Check
    finding: Finding | None = None
    successor: str | None = None
    """Number of the act that took its place."""


def standing(library: Library, work: Work, as_of: date) -> Standing:
    """The standing of an act on a day."""
    return _told(fate_of(library, work.id, as_of), as_of)


def standing_of_provision(library: Library, work: Work, as_of: date, provision: str) -> Standing | None:
    """The standing of one provision where something is said of it by itself; None where nothing is."""
    of_act = fate_of(library, work.id, as_of)
    of_part = fate_of(library, work.id, as_of, provision)
    if of_part.status in ("unknown", "in_force") or (of_part.status, of_part.sentence) == (
        of_act.status,
        of_act.sentence,
    ):
        return None
    return _told(of_part, as_of, provision)


def _told(fate: Fate, as_of: date, provision: str = "") -> Standing:
    day = spoken(as_of.isoformat())
    words = SHORT_WORDS.get(fate.status)
    if words is None:
        note = f"Kho dữ liệu không nêu tình trạng hiệu lực tại ngày {day}."
        return Standing(Check("effect", None, None, None, note))
    doubt = " (chưa xác minh)" if fate.certainty == "unconfirmed" else ""
    status = _STATUS.get(fate.status)
    check = Check("effect", None, f"{words} tại ngày {day}{doubt}", status is None, fate.sentence or "")
    if status is None:
        return Standing(check)
    begun = fate.since is not None and fate.status != "not_yet_in_force"
    since = f" từ ngày {spoken(fate.since.isoformat())}" if begun and fate.since else ""
    by = f" bởi {fate.by}" if fate.by and fate.status in ("superseded", "amended") else ""
    if fate.by and not by:
        by = f" theo {fate.by}"
    said = f" Căn cứ: “{fate.sentence}”." if fate.sentence else ""
    subject = provision[:1].upper() + provision[1:] if provision else "Văn bản"
    reason = f"{subject} {words}{by}{since}{doubt} (tính đến ngày {day}).{said}"
    return Standing(check, Finding(status, reason), fate.by if status == "superseded" else None)


def spoken(day: str | None) -> str:
    """An ISO day as people write it; what is missing stays away."""
    return "/".join(reversed(day.split("-"))) if day else ""
