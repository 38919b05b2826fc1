"""Which act of the catalogue a citation means; abstains, with a reason, where none or several fit.

Number, date and type must not contradict the work's. A number without its year is a candidate, never an
identity: it needs the date, printed with it or with another mention of the same number in the document. A
name means the act that it stood for on the day of the document.

Reads: Citations, Head, Catalogue. Writes: Citations with `resolved` or `reason`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.catalogue import Catalogue, Work
from ingest.document import Citation, Head
from ingest.document_types import named_types
from ingest.vocabulary import provinces
from ingest.work import has_year, name_key, number_key

_YEAR = re.compile(r"((?:19|20)\d\d)\)?$")
_ANY_TYPE = ("Văn bản", "Ý kiến")


def resolve(citations: Sequence[Citation], head: Head, catalogue: Catalogue) -> tuple[Citation, ...]:
    """The citations, each with the one work that fits it, or the reason (in Vietnamese) why none is named.

    Can be called again when the catalogue has grown; an earlier answer is not held to.
    """
    dates = _dates(citations)
    acts = [_act(c, head, catalogue, dates) if c.kind in ("number", "name") else c for c in citations]
    by_target: dict[str, list[Citation]] = {}
    for c in acts:
        if c.kind in ("number", "name"):
            for key in {c.target, c.target_name, c.number} - {None, "self"}:
                by_target.setdefault(key or "", []).append(c)
    return tuple(c if c.kind in ("number", "name") else _follow(c, by_target) for c in acts)


def _dates(citations: Sequence[Citation]) -> dict[str, set[str]]:
    """The dates that the document prints with each number."""
    found: dict[str, set[str]] = {}
    for c in citations:
        if c.kind == "number" and c.number and c.date:
            found.setdefault(number_key(c.number), set()).add(c.date)
    return found


def _act(cited: Citation, head: Head, catalogue: Catalogue, dates: dict[str, set[str]]) -> Citation:
    if cited.kind == "name":
        work, reason = _by_name(cited, head, catalogue)
        if work is None and cited.number:
            work, other = _by_number(cited, catalogue, dates)
            reason = None if work else (other if catalogue.numbered(cited.number) else reason)
        if work is not None and work.number:
            target = cited.target if cited.target == "self" else work.number
            return replace(
                cited, number=work.number, number_read="full", target=target, resolved=work.id, reason=None
            )
    else:
        work, reason = _by_number(cited, catalogue, dates)
        if work is not None and (other := _elsewhere(cited, head, work)):
            work, reason = None, other
    return replace(cited, resolved=work.id if work else None, reason=None if work else reason)


def _by_number(
    cited: Citation, catalogue: Catalogue, dates: dict[str, set[str]]
) -> tuple[Work | None, str | None]:
    number = cited.number or ""
    if cited.number_read != "full":
        return None, f"Số “{number}” không đọc được trọn vẹn."
    found = catalogue.numbered(number)
    if not found:
        return None, f"Danh mục chưa có văn bản số {number}."
    found = tuple(w for w in found if _type_fits(cited, w))
    if not found:
        return None, f"Văn bản số {number} trong danh mục không phải là {cited.type}."
    date = cited.date
    if date is None and len(same := dates.get(number_key(number), set())) == 1:
        date = next(iter(same))
    if date is None:
        return _undated(number, found)
    fits = [w for w in found if w.date == date]
    if len(fits) == 1:
        return fits[0], None
    if len(fits) > 1:
        return None, _several(number, fits)
    known = ", ".join(_spoken(w.date) or "không rõ ngày" for w in found)
    return None, f"Văn bản ghi số {number} ngày {_spoken(date)}; danh mục có số này ngày {known}."


def _elsewhere(cited: Citation, head: Head, work: Work) -> str | None:
    """Say why a province's act is not surely the one cited (others bear its number); None where it is."""
    theirs = _province(work.issuer)
    ours = _province(cited.issuer) or _province(head.issuer) or _province(head.place)
    if work.level != "tỉnh" or theirs is None or ours == theirs:
        return None
    return f"Danh mục có số {work.number} của {work.issuer}; không rõ đây có phải văn bản được dẫn."


def _province(words: str | None) -> str | None:
    """The province that an issuer's name or a head's place names."""
    lower = (words or "").casefold()
    names = {n for p in provinces() for n in (p.name, *p.formed_from, *p.aliases) if n.casefold() in lower}
    return max(names, key=len, default=None)


def _undated(number: str, found: Sequence[Work]) -> tuple[Work | None, str | None]:
    if len(found) == 1 and has_year(number):
        return found[0], None
    if not has_year(number):
        known = ", ".join(_spoken(w.date) or "không rõ ngày" for w in found)
        return None, f"Số {number} không có năm và không ghi ngày; danh mục có số này ngày {known}."
    return None, _several(number, found)


def _by_name(cited: Citation, head: Head, catalogue: Catalogue) -> tuple[Work | None, str | None]:
    name = cited.target_name or cited.text
    year = _YEAR.search(cited.text) if cited.type in named_types() else None
    names = (name, cited.title) if cited.title else (name,)
    for one in names:
        every = catalogue.named(one or "")
        since = cited.date or (year[1] if year else None)
        if since:
            found = tuple(w for w in every if w.date.startswith(since))
        else:
            standing = _standing(one or "", head, catalogue)
            found = every if standing is None else standing
        if len(found) == 1:
            return found[0], None
        if len(found) > 1:
            return None, _several(name, found)
        if every:
            return None, f"“{cited.text}” không khớp năm, ngày với văn bản cùng tên trong danh mục."
    return None, f"Danh mục chưa có văn bản tên “{name}”."


def _standing(name: str, head: Head, catalogue: Catalogue) -> tuple[Work, ...] | None:
    """What a name stood for when the document was issued; None where that is not known.

    Of a document of which only the year is known: what the name stood for on its first and its last day,
    where that is one act.
    """
    if head.date:
        return catalogue.named(name, head.date)
    if not head.year:
        return None
    first, last = (catalogue.named(name, f"{head.year}-{day}") for day in ("01-01", "12-31"))
    return first if len(first) == 1 and first == last else None


def _type_fits(cited: Citation, work: Work) -> bool:
    if cited.kind == "name" or cited.type is None or cited.type in _ANY_TYPE:
        return True
    ours, theirs = name_key(cited.type), name_key(work.type)
    return ours == theirs or ours.startswith(theirs + " ") or theirs.startswith(ours + " ")


def _follow(cited: Citation, by_target: dict[str, list[Citation]]) -> Citation:
    """A provision or a reference means the work that the act it names means."""
    if cited.target in (None, "self"):
        return cited
    named = by_target.get(cited.target or "", [])
    inside = [c for c in named if cited.start <= c.start < cited.end]
    works = {c.resolved for c in (inside or named)}
    if len(works) == 1 and (work := next(iter(works))) is not None:
        number = next((c.number for c in (inside or named) if c.resolved == work and c.number), None)
        return replace(cited, target=number or cited.target, resolved=work, reason=None)
    reason = next((c.reason for c in (inside or named) if c.reason), None)
    return replace(cited, resolved=None, reason=reason or "Không rõ văn bản được dẫn.")


def _several(name: str, works: Sequence[Work]) -> str:
    which = "; ".join(f"{w.number or w.title} ({_spoken(w.date) or 'không rõ ngày'})" for w in works[:5])
    return f"“{name}” có thể là nhiều văn bản: {which}."


def _spoken(day: str | None) -> str:
    return "/".join(reversed(day.split("-"))) if day else ""
