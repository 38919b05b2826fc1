"""An act's standing on a day, as a finding of the check. The one place that asks for it.

Reads: the library. Writes: Finding, Check.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from index.citation_check.records import Check, Finding, Status
from index.citation_check.vocabulary import pattern
from index.fate import Fate, fate_of
from index.fate_words import SHORT_WORDS
from ingest.document_types import type_of_number
from ingest.work import has_year, work_id

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

_OF_THE_ASSEMBLY = re.compile(r"/(?:UBTV)?QH\d")
"""Laws and resolutions have one row of numbers there, so a number tells no type."""
_LONG = 500
_PARTS = re.compile(r"(?<=[;:\n])\s*")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the effect: always a component, a finding where there is something to say."""

    check: Check
    finding: Finding | None = None
    successor: str | None = None
    """Number of the act that took its place."""


def standing(library: Library, work: Work, as_of: date) -> Standing:
    """The standing of an act on a day."""
    fate = fate_of(library, work.id, as_of)
    return _told(fate, as_of, called(library, fate.by), work.number)


def is_changed(library: Library, work: Work, as_of: date) -> bool:
    """Whether an act had been amended, or had ended in whole or in part, by a day."""
    return fate_of(library, work.id, as_of).status not in ("in_force", "not_yet_in_force", "unknown")


def standing_of_provision(library: Library, work: Work, as_of: date, provision: str) -> Standing | None:
    """The standing of one provision where something is said of it by itself; None where nothing is."""
    of_act = fate_of(library, work.id, as_of)
    of_part = fate_of(library, work.id, as_of, provision)
    if of_part.status in ("unknown", "in_force") or (of_part.status, of_part.sentence) == (
        of_act.status,
        of_act.sentence,
    ):
        return None
    return _told(of_part, as_of, called(library, of_part.by), work.number, provision)


def called(library: Library, number: str | None) -> str:
    """An act by its number as people write it, with its type where that is known: `Luật số 127/2025/QH15`."""
    if not number:
        return ""
    works = {w.type for w in library.catalogue.numbered(number)}
    held = library.directive(work_id(number)) if has_year(number) else None
    told = works.pop() if len(works) == 1 else (held.type if held else None)
    kind = told or ("" if _OF_THE_ASSEMBLY.search(number) else type_of_number(number))
    return f"{kind} số {number}" if kind else f"văn bản số {number}"


def _told(fate: Fate, as_of: date, by_act: str, number: str, provision: str = "") -> Standing:
    day = spoken(as_of.isoformat())
    words = SHORT_WORDS.get(fate.status)
    if words is None:
        note = f"Kho dữ liệu không nêu tình trạng hiệu lực tại ngày {day}."
        return Standing(Check("effect", None, None, None, note))
    unsure = fate.certainty == "unconfirmed"
    doubt = " (chưa xác minh)" if unsure else ""
    status = _STATUS.get(fate.status)
    check = Check("effect", None, f"{words} tại ngày {day}{doubt}", status is None, fate.sentence or "")
    if status is None:
        return Standing(check)
    begun = fate.since is not None and fate.status != "not_yet_in_force"
    since = f" từ ngày {spoken(fate.since.isoformat())}" if begun and fate.since else ""
    by = f" bởi {by_act}" if fate.by and fate.status in ("superseded", "amended") else ""
    if fate.by and not by:
        by = f" theo {by_act}"
    subject = provision[:1].upper() + provision[1:] if provision else "Văn bản"
    until = f"tính đến ngày {day}{'; chưa xác minh' if unsure else ''}"
    reason = f"{subject} {words}{by}{since} ({until}).{_proof(fate, number)}"
    return Standing(check, Finding(status, reason), fate.by if status == "superseded" else None)


def _proof(fate: Fate, number: str) -> str:
    """The words that prove it: a text's between quotation marks, a source's as they are."""
    if not fate.sentence:
        return ""
    if fate.basis == "source":
        return f" Căn cứ: {fate.sentence}."
    words = shortened(fate.sentence, number)
    return f" Căn cứ: “{words}”" + ("" if words.endswith((".", ";")) else ".")


def shortened(sentence: str, number: str) -> str:
    """A long sentence with its first part, those that name the act, and a last one that speaks of effect.

    The whole stands in the check of the component `effect`.
    """
    if len(sentence) <= _LONG:
        return sentence
    parts = _PARTS.split(sentence)
    kept = [n for n, part in enumerate(parts) if n == 0 or number in part]
    if parts[-1:] and pattern("of_effect").search(parts[-1]) and kept[-1] != len(parts) - 1:
        kept.append(len(parts) - 1)
    words = parts[0]
    for last, n in pairwise(kept):
        words += (" " if n == last + 1 else " […] ") + parts[n]
    return words if kept[-1] == len(parts) - 1 else f"{words} […]"


def spoken(day: str | None) -> str:
    """An ISO day as people write it; what is missing stays away."""
    return "/".join(reversed(day.split("-"))) if day else ""
