"""Which record a number means: one, several, none; and what to say where it is not one.

A number that carries its year is one act. Any other comes back every year or term: it is an identity only
together with the day, printed here or with the same number elsewhere in the draft, and within one province.

Reads: citations, Known. Writes: Identified.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.citation_check import titles
from index.citation_check.records import Candidate, Status
from index.citation_check.standing import spoken
from index.citation_check.vocabulary import pattern
from ingest.catalogue import Work, has_year
from ingest.document import Citation, Head
from ingest.vocabulary import provinces

if TYPE_CHECKING:
    from index.citation_check.known import Known


NO_PROOF = "điều đó không có nghĩa là văn bản không tồn tại."


@dataclass(frozen=True, slots=True)
class Identified:
    """A record, or why there is none."""

    work: Work | None = None
    status: Status = "found"
    """Where there is no record: what that is called."""
    reason: str = ""
    candidates: tuple[Candidate, ...] = ()
    likely: Work | None = None
    """The one act of the closed list that was surely meant; a suggestion only."""
    guess: str = ""
    """Why the record may not be the act meant: what it lacks proves nothing. Empty where it surely is."""


def by_number(cited: Citation, dates: Sequence[str], head: Head, known: Known) -> Identified:
    """The record that a number means; `dates` are those that the draft prints with the same number."""
    number = cited.number or ""
    found = known.numbered(number)
    if not found and not has_year(number):
        found = known.of_any_year(number)
        if cited.date:
            found = tuple(w for w in found if w.date[:4] in ("", cited.date[:4]))
    if not found:
        return absent(cited, known)
    if len(found) == 1 and has_year(found[0].number) and not pattern("local").search(found[0].number):
        return Identified(found[0])
    date = cited.date or (dates[0] if len(set(dates)) == 1 else None)
    local = _of_one_province(cited, head, found)
    if not local:
        return _of_others(number, found)
    ours = province(cited.issuer) or province(head.issuer) or province(head.place, bare=True)
    if len(local) == 1 and has_year(local[0].number) and ours and ours == province(local[0].issuer):
        return Identified(local[0])
    if date is None:
        return _undated(number, local, head, known)
    return _dated(cited, date, local)


def candidate(work: Work, why: str = "", known: Known | None = None) -> Candidate:
    """A record as something that may be meant."""
    held = work.id if known is None or work.id not in known.thin else None
    return Candidate(work.number, work.type, work.date, work.issuer, work.title, held, why)


def _dated(cited: Citation, date: str, found: Sequence[Work]) -> Identified:
    fits = [w for w in found if w.date == date]
    if len(fits) == 1:
        return Identified(fits[0])
    if len(fits) > 1:
        return _several(cited.number or "", fits)
    near = [w for w in found if _same_act(cited, date, w)]
    if len(near) == 1:
        return Identified(near[0])
    known_days = ", ".join(sorted(spoken(w.date) or "chưa rõ ngày" for w in found))
    reason = (
        f"Kho dữ liệu có số {cited.number} ngày {known_days}, không có ngày {spoken(date)}; "
        "số không kèm năm được dùng lại nên không suy ra được."
    )
    return Identified(None, "not_in_corpus", reason, tuple(candidate(w) for w in found[:5]))


def _same_act(cited: Citation, date: str, work: Work) -> bool:
    """Whether a record of another day is surely the act meant: same year, same day and month, same title."""
    if not work.date:
        return False
    if work.date[:4] == date[:4] or work.date[5:] == date[5:]:
        return True
    ours, theirs = titles.title_key(cited.title or ""), titles.title_key(work.title)
    return bool(ours and theirs) and (ours == theirs or theirs.startswith(ours) or ours.startswith(theirs))


def _undated(number: str, found: Sequence[Work], head: Head, known: Known) -> Identified:
    shown = tuple(candidate(w, known=known) for w in found[:5])
    if len(found) > 1:
        return _several(number, found)
    [only] = found
    reason = (
        f"Số {number} được nhiều năm, nhiệm kỳ hoặc địa phương dùng lại, mà câu văn không ghi ngày ban hành; "
        f"kho dữ liệu có một văn bản mang số này, ngày {spoken(only.date) or 'chưa rõ'}."
    )
    return Identified(None, "ambiguous", reason, shown)


def _several(number: str, found: Sequence[Work]) -> Identified:
    which = "; ".join(f"ngày {spoken(w.date)}" if w.date else "chưa rõ ngày" for w in found[:5])
    reason = f"Số {number} là của {len(found)} văn bản trong kho ({which}); phải ghi ngày mới phân biệt được."
    return Identified(None, "ambiguous", reason, tuple(candidate(w) for w in found[:5]))


def _of_one_province(cited: Citation, head: Head, found: Sequence[Work]) -> list[Work]:
    """The records that are not surely another province's."""
    ours = province(cited.issuer) or province(head.issuer) or province(head.place, bare=True)
    kept = []
    for work in found:
        theirs = province(work.issuer)
        if theirs is None or ours is None or ours == theirs:
            kept.append(work)
    return kept


def _of_others(number: str, found: Sequence[Work]) -> Identified:
    issuers = ", ".join(dict.fromkeys(w.issuer for w in found if w.issuer))
    reason = f"Kho dữ liệu chỉ có số {number} của {issuers}; văn bản được viện dẫn là của địa phương khác."
    return Identified(None, "not_in_corpus", reason, tuple(candidate(w) for w in found[:5]))


def province(words: str | None, *, bare: bool = False) -> str | None:
    """The province in an issuer's name (`… tỉnh Tuyên Quang`, `Tỉnh ủy …`) or, `bare`, a head's place."""
    found = [m[1] for m in _provinces(bare).finditer((words or "").casefold())]
    return max(found, key=len, default=None)


@cache
def _provinces(bare: bool) -> re.Pattern[str]:
    """Names of provinces as whole words; of an issuer only behind a word that says so."""
    names = {n.casefold() for p in provinces() for n in (p.name, *p.formed_from, *p.aliases)}
    every = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    before = "" if bare else r"(?:tỉnh|thành phố|tp\.?|ủy|ubnd|hđnd)[ \u00a0]+"
    return re.compile(rf"(?<!\w){before}({every})(?!\w)")


def absent(cited: Citation, known: Known) -> Identified:
    """What to say where no record bears the number: what is near it in the closed list of numbers."""
    number = cited.number or ""
    near = known.near(number)
    agreeing = [w for w in near if _agrees(cited, w)]
    shown = tuple(candidate(w, "số, ký hiệu khác một ký tự", known) for w in (agreeing or near))
    reason = f"Kho dữ liệu không có văn bản số {number}; {NO_PROOF}"
    if len(agreeing) == 1:
        work = agreeing[0]
        which = "tên" if cited.target_name else "ngày" if cited.date else "trích yếu"
        reason += f" Có {work.type} số {work.number} cùng {which}, chỉ khác một ký tự: có thể ghi nhầm số."
        return Identified(None, "not_in_corpus", reason, shown, agreeing[0])
    if near:
        reason += " Số gần giống: " + ", ".join(w.number for w in near) + "."
    return Identified(None, "not_in_corpus", reason, shown)


def _agrees(cited: Citation, work: Work) -> bool:
    """Whether date, title or name point to a record whose number was not the one written."""
    if cited.date and work.date:
        return cited.date == work.date
    if cited.target_name:
        names = {titles.title_key(n) for n in (work.title, *work.names)}
        return titles.title_key(cited.target_name) in names
    if cited.title and work.title:
        return titles.title_key(cited.title) == titles.title_key(work.title)
    return False
