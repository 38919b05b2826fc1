"""What an author wrote of an act, component by component, beside what the record says.

Reads: a citation, a record. Writes: Check records.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.citation_check import titles
from index.citation_check.issuers import body_of_number, same_body
from index.citation_check.records import Check
from index.citation_check.standing import spoken
from ingest.catalogue import Work, name_key
from ingest.document import Citation

if TYPE_CHECKING:
    from index.citation_check.known import Known

_ANY_TYPE = ("Văn bản", "Ý kiến")
_ONE_BODY = 1
"""Hyphens in a number with one body: `2013/TT-BTC`; a joint circular has more."""
_PLAN_ONLY = "hồ sơ chỉ dựa trên một văn bản viện dẫn nó, chưa có nguồn khác"


def checks(cited: Citation, work: Work, known: Known) -> Iterator[Check]:
    """Each component that was written, held against the record; number and title of a name included."""
    note = _PLAN_ONLY if plan_only(work) else ""
    if cited.kind == "number":
        yield Check("number", cited.number, work.number, True, note)
    elif work.number:
        yield Check("number", None, work.number, None, "tên gọi không kèm số, ký hiệu")
    if cited.type and cited.kind == "number":
        yield Check("type", cited.type, work.type or None, same_type(cited.type, work))
    if cited.date:
        ok = None if not work.date else work.date.startswith(cited.date) or cited.date.startswith(work.date)
        yield Check("date", spoken(cited.date), spoken(work.date) or None, ok)
    if cited.issuer and cited.kind == "number":
        ok = same_body(cited.issuer, work.issuer) if work.issuer else None
        if ok is False and (signed := body_of_number(work.number)) and same_body(cited.issuer, signed):
            ok = None  # the record's issuer belies its own number
        joint = ok is False and _is_joint(work)
        note = "văn bản liên tịch; hồ sơ chỉ ghi một cơ quan" if joint else ""
        yield Check("issuer", cited.issuer, work.issuer or None, None if joint else ok, note)
    if cited.title and cited.kind == "number":
        yield _title(cited, work, known)


def same_type(kind: str, work: Work) -> bool | None:
    """Whether a type word fits a record; None where there is nothing to compare."""
    if kind in _ANY_TYPE or not work.type:
        return None
    ours, theirs = name_key(kind), name_key(work.type)
    return ours == theirs or ours.startswith(theirs + " ") or theirs.startswith(ours + " ")


def _is_joint(work: Work) -> bool:
    """Whether several bodies issued an act, of which a record may name one."""
    return "liên tịch" in work.type.lower() or work.number.partition("/")[2].count("-") > _ONE_BODY


def plan_only(work: Work) -> bool:
    """Whether nothing but a document that cites it says anything of an act."""
    return work.title_source == "plan" and not work.official and not work.addresses


def _title(cited: Citation, work: Work, known: Known) -> Check:
    found = titles.compared(cited.title or "", work, known)
    note = ""
    if found.others:
        other = found.others[0]
        note = f"đây là trích yếu của {other.type} số {other.number}".replace("  ", " ")
    ok = found.ok
    if ok is False and not found.others and not (cited.date or cited.issuer):
        ok = None  # words behind a bare number may be the sentence's own
    return Check("title", cited.title, work.title or None, ok, note)
