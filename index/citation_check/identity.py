"""Which record a citation means: one, several, none; and what to say where it is not one.

A number that carries its year is one act. Any other comes back every year or term: it is an identity only
together with the day, printed here or with the same number elsewhere in the draft, and within one province.

Reads: citations, Known. Writes: Identified.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.citation_check import titles
from index.citation_check.records import Candidate, Status
from index.citation_check.standing import spoken
from ingest.catalogue import Work, has_year
from ingest.document import Citation, Head
from ingest.vocabulary import provinces

if TYPE_CHECKING:
    from index.citation_check.known import Known


_YEAR = re.compile(r"((?:19|20)\d\d)\)?$")
_NO_PROOF = "điều đó không có nghĩa là văn bản không tồn tại."
_LAWS = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")


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


def by_number(cited: Citation, dates: Sequence[str], head: Head, known: Known) -> Identified:
    """The record that a number means; `dates` are those that the draft prints with the same number."""
    number = cited.number or ""
    found = known.numbered(number)
    if not found and not has_year(number):
        found = known.of_any_year(number)
        if cited.date:
            found = tuple(w for w in found if w.date[:4] in ("", cited.date[:4])) or found
    if not found:
        return _absent(cited, known)
    if len(found) == 1 and has_year(found[0].number):
        return Identified(found[0])
    date = cited.date or (dates[0] if len(set(dates)) == 1 else None)
    local = _of_one_province(cited, head, found)
    if not local:
        return _of_others(number, found)
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
        f"Số {number} không kèm năm và không ghi ngày ban hành; kho dữ liệu có một văn bản mang số này, "
        f"ngày {spoken(only.date) or 'chưa rõ'}, nhưng số được dùng lại theo năm hoặc nhiệm kỳ."
    )
    return Identified(None, "ambiguous", reason, shown)


def _several(number: str, found: Sequence[Work]) -> Identified:
    which = "; ".join(f"ngày {spoken(w.date)}" if w.date else "chưa rõ ngày" for w in found[:5])
    reason = f"Số {number} là của {len(found)} văn bản trong kho ({which}); phải ghi ngày mới phân biệt được."
    return Identified(None, "ambiguous", reason, tuple(candidate(w) for w in found[:5]))


def _of_one_province(cited: Citation, head: Head, found: Sequence[Work]) -> list[Work]:
    """The records that are not surely another province's."""
    ours = province(cited.issuer) or province(head.issuer) or province(head.place)
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


def province(words: str | None) -> str | None:
    """The province that an issuer's name or a head's place names."""
    lower = (words or "").casefold()
    names = {n for p in provinces() for n in (p.name, *p.formed_from, *p.aliases) if n.casefold() in lower}
    return max(names, key=len, default=None)


def _absent(cited: Citation, known: Known) -> Identified:
    """No record bears the number: what is near it in the closed list of numbers."""
    number = cited.number or ""
    near = known.near(number)
    agreeing = [w for w in near if _agrees(cited, w)]
    shown = tuple(candidate(w, "số, ký hiệu khác một ký tự", known) for w in (agreeing or near))
    reason = f"Kho dữ liệu không có văn bản số {number}; {_NO_PROOF}"
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


def by_name(cited: Citation, head: Head, known: Known, day: str) -> Identified:
    """The record that a name means, on the day of the draft; by its year where one is printed."""
    if cited.resolved and (work := known.works.get(cited.resolved)):
        return Identified(work)
    if cited.number and (found := known.numbered(cited.number)) and len(found) == 1:
        return Identified(found[0])
    name = cited.target_name or cited.text
    every = known.library.catalogue.named(name)
    if every:
        return _of_name(cited, name, every, head.date or day, known)
    near = known.near_named(name)
    if cited.number:
        reason = f"Kho dữ liệu không có văn bản số {cited.number} (được gọi là “{name}”); {_NO_PROOF}"
    else:
        reason = f"Kho dữ liệu không có văn bản tên “{name}”; {_NO_PROOF}"
    if near:
        reason += " Tên gần giống: " + "; ".join(f"{w.title} ({w.number})" for w in near) + "."
    shown = tuple(candidate(w, "tên khác một chữ", known) for w in near)
    return Identified(None, "not_in_corpus", reason, shown, near[0] if len(near) == 1 else None)


def _of_name(cited: Citation, name: str, every: Sequence[Work], day: str, known: Known) -> Identified:
    """Which of the acts that bear a name is meant: by the year or date printed, else by the draft's day."""
    year = _YEAR.search(cited.text) if cited.type in _LAWS else None
    since = cited.date or (year[1] if year else "")
    if since:
        fits = [w for w in every if w.date.startswith(since)]
        close = [w for w in every if w.date and abs(int(w.date[:4]) - int(since[:4])) <= 1]
        meant = fits or close
    else:
        meant = list(every) if len(every) == 1 else list(known.library.catalogue.named(name, day))
    if len(meant) == 1:
        return Identified(meant[0])
    shown = tuple(candidate(w, "cùng tên", known) for w in every[:5])
    which = "; ".join(f"{w.number or w.title} ({spoken(w.date) or 'chưa rõ ngày'})" for w in every[:5])
    if since and not meant:
        reason = f"Kho dữ liệu không có “{name}” năm {since[:4]}; cùng tên có {which}."
        return Identified(None, "not_in_corpus", reason, shown)
    return Identified(None, "ambiguous", f"“{name}” có thể là nhiều văn bản: {which}.", shown)
