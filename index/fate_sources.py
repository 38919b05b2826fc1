"""What sources and the codification say of an act's fate, where no text of the library does.

A source of the catalogue is quoted with the act or page that it rests on; the release of the codification
says that the articles it holds are in force on the day until which it knows the law, since when, and what
was done to them.

Reads: Work, Codification. Writes: Fate.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from index.fate_record import Fate, FateCertainty, FateStatus
from ingest.force import status_at

if TYPE_CHECKING:
    from index.codification.records import CodifiedArticle
    from index.library import Library
    from ingest.codification.records import Amendment
    from ingest.work import Link, Standing, Work

_STATUS: dict[str, FateStatus] = {
    "còn hiệu lực": "in_force",
    "chưa có hiệu lực": "not_yet_in_force",
    "hết hiệu lực một phần": "partly_expired",
    "hết hiệu lực toàn bộ": "repealed",
    "ngưng hiệu lực": "suspended",
}
_ENDING = ("bãi bỏ", "hủy bỏ", "hết hiệu lực", "thay thế")


def ended(work: Work, as_of: date) -> Fate | None:
    """That an act has ended by a day, as a source of the catalogue says; None where none does."""
    day = as_of.isoformat()
    links = [x for x in work.replaced_by if x.effective_from and x.effective_from <= day]
    if links:
        return _by_link(min(links, key=lambda x: x.effective_from), "superseded", as_of)
    said = _standing(work, as_of)
    return said if said and said.status in ("repealed", "suspended") else None


def standing(
    library: Library, act: str, work: Work | None, as_of: date, provision: str | None
) -> Fate | None:
    """What the catalogue or the release says of an act that has not ended; None where neither speaks."""
    day = as_of.isoformat()
    said = _standing(work, as_of) if work else None
    if said and said.status == "not_yet_in_force":
        return said
    amended = [x for x in work.amended_by if x.effective_from and x.effective_from <= day] if work else []
    if amended and provision is None:
        last = max(amended, key=lambda x: (x.certainty == "confirmed", x.effective_from))
        return _by_link(last, "amended", as_of)
    released = _released(library, act, as_of, provision)
    if released and released.status != "in_force":
        return released
    return said or released


def _by_link(link: Link, status: FateStatus, as_of: date) -> Fate:
    certain: FateCertainty = "stated" if link.certainty == "confirmed" else "unconfirmed"
    words = link.basis or f"{link.number}, có hiệu lực từ ngày {_spoken(link.effective_from)}"
    return Fate(
        status,
        as_of,
        _day(link.effective_from),
        link.number,
        f"{words} (nguồn: {link.source})" if link.source else words,
        certainty=certain,
        basis="source",
        exception=link.note if link.note.startswith("trừ") else "",
    )


def _standing(work: Work, as_of: date) -> Fate | None:
    said = status_at(work, as_of.isoformat())
    if said is None or said.status not in _STATUS:
        return None
    return Fate(
        _STATUS[said.status],
        as_of,
        _day(said.since),
        None,
        f"{said.status}: {said.basis} (nguồn: {said.source})",
        certainty=_certainty(said, as_of),
        basis="source",
    )


def _certainty(said: Standing, as_of: date) -> FateCertainty:
    if said.certainty == "unconfirmed":
        return "unconfirmed"
    return "stated" if said.as_of >= as_of.isoformat() else "unopposed"


def _released(library: Library, act: str, as_of: date, provision: str | None) -> Fate | None:
    """What the release says of an article; of an act, from its first article that is in force."""
    held = library.codification
    directive = library.directive(act)
    if held is None or directive is None or not directive.number:
        return None
    wanted = provision or next((n.provision for n in held.names_of(directive.number, 1) if n.in_force), "")
    article = next((p for p in wanted.split("Điều ")[1:]), "")
    found = held.by_provision(directive.number, article.split()[0]) if article else ()
    if len([a for a in found if a.in_force]) != 1:
        return None
    one = found[0]
    known = _day(held.known_until)
    if known is None:
        return None
    for made in reversed(held.amendments(one.key)) if provision else ():
        if made.effective_from and made.effective_from <= as_of.isoformat():
            return _amended(one, made, as_of)
    begun = _day(one.effective_from)
    if begun is None:
        return None
    if as_of < begun:
        return _of_article("not_yet_in_force", one, as_of, begun, "stated")
    return _of_article("in_force", one, as_of, begun, "stated" if as_of <= known else "unopposed")


def _amended(article: CodifiedArticle, made: Amendment, as_of: date) -> Fate:
    ends = made.relation in _ENDING
    status: FateStatus = ("partly_expired" if made.partly else "repealed") if ends else "amended"
    return Fate(
        status,
        as_of,
        _day(made.effective_from),
        made.number or None,
        article.note,
        certainty="unconfirmed" if made.shared else "stated",
        basis="release",
        provisions=(article.provision,),
    )


def _of_article(
    status: FateStatus, article: CodifiedArticle, as_of: date, since: date, certainty: FateCertainty
) -> Fate:
    return Fate(status, as_of, since, None, article.note, certainty=certainty, basis="release")


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:  # a year alone, or nothing
        return None


def _spoken(day: str) -> str:
    return "/".join(reversed(day.split("-")))
