"""Which record a name means, and how sure that is.

Laws of one name replace each other. A name with its number, its year or its day is one act. A name alone
means the act in force on the draft's day; where the only record of that name had ended by then, was issued
later, or is old and nothing states its force on that day, a newer act that no record tells of may be meant.

Reads: citations, Known, the fate of acts. Writes: Identified.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from index.citation_check.identity import NO_PROOF, Identified, absent, candidate
from index.citation_check.standing import spoken
from index.citation_check.vocabulary import grown_old, pattern
from index.cited_form import is_named
from index.fate import Fate, fate_of
from ingest.catalogue import Work, has_year
from ingest.document import Citation, Head

if TYPE_CHECKING:
    from index.citation_check.known import Known

_ENDED = ("superseded", "repealed")
_STANDING = ("in_force", "amended", "partly_expired")


def by_name(cited: Citation, head: Head, known: Known, day: str) -> Identified:
    """The record that a name means, on the day of the draft; by its number or year where one is told."""
    if cited.resolved and (work := known.works.get(cited.resolved)):
        return Identified(work)
    if cited.number and (found := known.numbered(cited.number)) and len(found) == 1:
        return Identified(found[0])
    if cited.number and has_year(cited.number):
        return absent(cited, known)  # the draft says which act bears the name: another of that name is none
    name = cited.target_name or cited.text
    every = known.library.catalogue.named(name)
    if every:
        meant = _of_name(cited, name, every, _whole(head.date) or day, known)
        return meant if _whole(head.date) else _of_undated(cited, name, every, meant)
    near = known.near_named(name)
    if cited.number:
        reason = f"Kho dữ liệu không có văn bản số {cited.number} (được gọi là “{name}”); {NO_PROOF}"
    else:
        reason = f"Kho dữ liệu không có văn bản tên “{name}”; {NO_PROOF}"
    if near:
        reason += " Tên gần giống: " + "; ".join(f"{w.title} ({w.number})" for w in near) + "."
    shown = tuple(candidate(w, "tên khác một chữ", known) for w in near)
    return Identified(None, "not_in_corpus", reason, shown, near[0] if len(near) == 1 else None)


def _by_fate(every: Sequence[Work], day: str, known: Known) -> list[Work]:
    """The one act of a name that texts say is in force on a day, and all others not."""
    on = date.fromisoformat(day)
    told = [(work, fate_of(known.library, work.id, on).status) for work in every]
    if any(status == "unknown" for _, status in told):
        return []
    standing = [work for work, status in told if status in _STANDING]
    return standing if len(standing) == 1 else []


def _of_undated(cited: Citation, name: str, every: Sequence[Work], found: Identified) -> Identified:
    """A name alone in a draft without a day, which may speak of an earlier act of that name."""
    others = [w.number for w in every if w is not found.work and w.number]
    if found.work is None or found.guess or not others or not is_named(found.work.type):
        return found
    if cited.date or year_of(cited):
        return found
    which = ", ".join(others)
    guess = f"tên “{name}” không kèm số, năm, văn bản không ghi ngày, mà cùng tên còn có {which}"
    return replace(found, guess=guess)


def _whole(day: str | None) -> str | None:
    """A day that is wholly read: a head may tell no more than the year."""
    try:
        return date.fromisoformat(day or "").isoformat()
    except ValueError:
        return None


def year_of(cited: Citation) -> str:
    """The year in a law's name (`Luật Đất đai năm 2024`); empty where none is printed."""
    year = pattern("year").search(cited.text) if is_named(cited.type) else None
    return year.group().strip("năm )\u00a0") if year else ""


def _of_name(cited: Citation, name: str, every: Sequence[Work], day: str, known: Known) -> Identified:
    """Which of the acts that bear a name is meant: by the year or date printed, else by the draft's day."""
    since = cited.date or year_of(cited)
    if since:
        fits = [w for w in every if w.date.startswith(since)]
        close = [w for w in every if w.date and abs(int(w.date[:4]) - int(since[:4])) <= 1]
        meant = fits or close
        if len(meant) == 1:
            return Identified(meant[0])
    else:
        meant = list(every) if len(every) == 1 else list(known.library.catalogue.named(name, day))
        meant = meant if len(meant) == 1 else _by_fate(every, day, known) or meant
        if len(meant) == 1:
            return _alone(name, meant[0], day, known)
    shown = tuple(candidate(w, "cùng tên", known) for w in every[:5])
    which = "; ".join(f"{w.number or w.title} ({spoken(w.date) or 'chưa rõ ngày'})" for w in every[:5])
    if since and not meant:
        reason = f"Kho dữ liệu không có “{name}” năm {since[:4]}; cùng tên có {which}."
        return Identified(None, "not_in_corpus", reason, shown)
    if not since and all(w.date > day for w in every):
        reason = f"Tên “{name}” không kèm số, năm; hồ sơ cùng tên đều ban hành sau ngày của dự thảo: {which}."
        return Identified(None, "not_checked", reason, shown)
    return Identified(None, "ambiguous", f"“{name}” có thể là nhiều văn bản: {which}.", shown)


def _alone(name: str, work: Work, day: str, known: Known) -> Identified:
    """The one record of a name printed without number and year: surely meant, perhaps, or hardly."""
    if not is_named(work.type):
        return Identified(work)
    record = f"{work.type} số {work.number}" if work.number else work.title
    shown = (candidate(work, "cùng tên", known),)
    if work.date and work.date > day:
        reason = f"Tên “{name}” không kèm số, năm; hồ sơ cùng tên là {record} ban hành sau ngày của dự thảo."
        return Identified(None, "not_checked", reason, shown)
    fate = fate_of(known.library, work.id, date.fromisoformat(day))
    if fate.status in _ENDED:
        by = f", được thay bằng {fate.by}" if fate.by else ""
        reason = (
            f"Tên “{name}” không kèm số, năm; hồ sơ cùng tên là {record} đã hết hiệu lực tại ngày "
            f"{spoken(day)}{by}. Có thể viện dẫn nói về văn bản mới hơn; nên ghi rõ số."
        )
        return Identified(None, "not_checked", reason, shown)
    guess = f"tên “{name}” không kèm số, năm; nếu là văn bản mới hơn {record} thì kho dữ liệu chưa có hồ sơ"
    if _is_stated(fate) and work.id in known.documents:
        return Identified(work)
    age = int(day[:4]) - int(work.date[:4] or day[:4])
    if age >= grown_old().get(work.type, age + 1) and not _is_stated(fate):
        reason = (
            f"Tên “{name}” không kèm số, năm; hồ sơ cùng tên là {record} ngày {spoken(work.date)}, đã cũ, "
            f"không văn bản nào trong kho cho biết còn hiệu lực tại ngày {spoken(day)}. Nên ghi rõ số."
        )
        return Identified(None, "not_checked", reason, shown, guess=guess)
    return Identified(work, guess=guess)


def _is_stated(fate: Fate) -> bool:
    """Whether a text or a source states the force; a release of the codification may lag behind the law."""
    return fate.status in ("in_force", "amended", "partly_expired") and fate.basis in ("text", "source")
