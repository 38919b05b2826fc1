"""Search in the library: passages by words and meaning, with filters, facets, highlights and pages.

A facet counts among the passages that satisfy every filter but its own, so that choosing a value does not
hide its neighbours. Counts are over the passages that the indexes propose, as the total is.

Reads: a library, a query, filters. Writes: SearchPage.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from index.analysis import BadQuestionError, analyse
from index.asked_provisions import asked_provisions
from index.asking import knowledge_of, understood
from index.evidence import Need, needs
from index.general_law import acts_meant, nearest_law
from index.highlights import Highlight, highlights
from index.plan import Plan
from index.provision_words import provision_words
from index.records import ROLES, Filters, Passage
from index.remembering import of_library
from index.retrieval import Found, numbered, retrieve
from index.weights import Weights, weights
from index.wording import wording

if TYPE_CHECKING:
    from index.answers import DirectiveAnswer, Understood
    from index.knowledge import Knowledge
    from index.library import Library

FACETS = ("type", "issuer", "year", "agency", "role", "document", "kind")
"""The facets of a page, by the names of their filters."""
_FIELDS = {
    "type": "types",
    "issuer": "issuers",
    "year": "years",
    "agency": "agencies",
    "role": "roles",
    "document": "documents",
    "kind": "kinds",
}


class BadPageTokenError(BadQuestionError):
    """A page token that does not belong to this search; the message says what to do, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Result:
    """A passage that was found."""

    kind: str
    document: str
    """Document id; for a directive, its work id."""
    title: str | None
    number: str | None
    type: str | None
    date: str | None
    issuer: str | None
    eid: str | None
    start: int
    end: int
    page: int | None
    heading: str
    text: str
    highlights: tuple[Highlight, ...]
    score: float


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that results can be narrowed to, and how many of them have it."""

    value: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results."""

    query: str
    understood: Understood
    total: int
    results: tuple[Result, ...]
    facets: dict[str, tuple[FacetValue, ...]]
    next_page: str | None
    law: tuple[DirectiveAnswer, ...] = ()
    """Articles of the codification, on the first page of a search that nothing narrows."""


@dataclass(frozen=True, slots=True)
class _Attributes:
    """What a passage can be filtered by."""

    title: str | None
    number: str | None
    type: str | None
    date: str | None
    issuer: str | None
    year: int | None


def search(
    library: Library,
    query: str,
    filters: Filters | None = None,
    *,
    limit: int = 10,
    page_token: str | None = None,
) -> SearchPage:
    """A page of the passages that a query finds, best first.

    `limit` results a page (1 to the most that weights.toml allows); `page_token` is `next_page` of the page
    before. Raises BadQuestionError where the query is empty or too long, BadPageTokenError where the token
    is of another search or of another generation of the index.
    """
    used = weights()
    wanted = filters or Filters()
    known = knowledge_of(library)
    plan = analyse(query, known, used, date.today())
    mark = _mark(library, plan, wanted)
    start = _offset(page_token, mark)
    size = max(1, min(limit, used.limits.search_page))
    found = _found(library, plan, wanted, known, used)
    shown = found[start : start + size]
    asked = needs(plan.terms, known, wording())
    more = start + size < len(found)
    return SearchPage(
        query=query,
        understood=understood(plan),
        total=len(found),
        results=tuple(_result(one, asked, library) for one in shown),
        facets=_facets(library, plan, wanted, found, known, used),
        next_page=_token(start + size, mark) if more else None,
        law=_law(library, plan, used) if start == 0 and wanted == Filters() else (),
    )


def _law(library: Library, plan: Plan, used: Weights) -> tuple[DirectiveAnswer, ...]:
    """The codification's articles beside the passages: those that the query names first."""
    if library.articles is None:
        return ()
    day, most = date.today().isoformat(), used.codification.answers
    asked = asked_provisions(plan.reading, library, day, acts_meant(plan, library))
    return nearest_law(library, plan.question, provision_words(asked, library, day, most), day, most)


def _found(library: Library, plan: Plan, filters: Filters, known: Knowledge, used: Weights) -> list[Found]:
    """Every passage worth showing: some of the query's words stand in it, or its meaning is near."""
    meant = numbered(plan, library)
    limits = replace(used.limits, candidates=used.limits.search_candidates)
    found = retrieve(plan, library, known, replace(used, limits=limits), filters, meant)
    least = used.abstention.search_words
    return [one for one in found if one.words >= least]


def _facets(
    library: Library, plan: Plan, filters: Filters, found: Sequence[Found], known: Knowledge, used: Weights
) -> dict[str, tuple[FacetValue, ...]]:
    facets: dict[str, tuple[FacetValue, ...]] = {}
    for name in FACETS:
        field = _FIELDS[name]
        chosen = {str(value) for value in getattr(filters, field)}
        among = found
        if chosen:
            among = _found(library, plan, replace(filters, **{field: ()}), known, used)
        values = _VALUES[name]
        counted = Counter(value for one in among for value in values(library, one.passage))
        counted.update(dict.fromkeys(chosen - set(counted), 0))
        ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[: used.limits.facet_values]
        facets[name] = tuple(FacetValue(value, count, value in chosen) for value, count in ordered)
    return facets


@of_library(4096)
def _attributes(library: Library, kind: str, document: str) -> _Attributes:
    if kind == "directive":
        act = library.directive(document)
        if act is not None:
            return _Attributes(act.title or act.name, act.number, act.type, act.date, act.issuer, act.year)
    stored = library.document(document)
    if stored is None:
        return _Attributes(None, None, None, None, None, None)
    head = stored.head
    return _Attributes(head.title, head.number, head.type, head.date, head.issuer, stored.year)


def _of_head(name: str) -> Callable[[Library, Passage], Iterable[str]]:
    def values(library: Library, passage: Passage) -> Iterable[str]:
        value = getattr(_attributes(library, passage.kind, passage.document), name)
        return () if value is None else (str(value),)

    return values


def _agencies(library: Library, passage: Passage) -> Iterable[str]:
    return {agency for _, agency in _parties(library, passage)}


def _roles(library: Library, passage: Passage) -> Iterable[str]:
    return {role for role, _ in _parties(library, passage)}


def _parties(library: Library, passage: Passage) -> frozenset[tuple[str, str]]:
    return frozenset() if passage.assignment is None else _parties_of(library, passage.assignment)


@of_library(4096)
def _parties_of(library: Library, assignment: int) -> frozenset[tuple[str, str]]:
    stored = library.assignment(assignment).assignment
    return frozenset((role, party.name) for role in ROLES for party in getattr(stored, role))


def _documents(_library: Library, passage: Passage) -> Iterable[str]:
    return (passage.document,)


def _kinds(_library: Library, passage: Passage) -> Iterable[str]:
    return (passage.kind,)


_VALUES: dict[str, Callable[[Library, Passage], Iterable[str]]] = {
    "type": _of_head("type"),
    "issuer": _of_head("issuer"),
    "year": _of_head("year"),
    "agency": _agencies,
    "role": _roles,
    "document": _documents,
    "kind": _kinds,
}


def _result(one: Found, asked: Sequence[Need], library: Library) -> Result:
    passage = one.passage
    known = _attributes(library, passage.kind, passage.document)
    return Result(
        kind=passage.kind,
        document=passage.document,
        title=known.title,
        number=known.number,
        type=known.type,
        date=known.date,
        issuer=known.issuer,
        eid=passage.eid,
        start=passage.start,
        end=passage.end,
        page=passage.page,
        heading=passage.heading,
        text=passage.text,
        highlights=highlights(passage.text, asked),
        score=round(one.score, 4),
    )


def _mark(library: Library, plan: Plan, filters: Filters) -> str:
    """What a page token belongs to: this query with these filters in this generation of the index."""
    said = json.dumps([library.manifest.id, plan.reading, asdict(filters), plan.weights], ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def _token(offset: int, mark: str) -> str:
    return base64.urlsafe_b64encode(f"{offset}:{mark}".encode()).decode("ascii").rstrip("=")


def _offset(token: str | None, mark: str) -> int:
    if token is None:
        return 0
    try:
        padded = token.encode("ascii") + b"=" * (-len(token) % 4)
        offset, _, own = base64.urlsafe_b64decode(padded).decode("ascii").partition(":")
        at = int(offset)
    except (ValueError, binascii.Error) as error:
        raise BadPageTokenError("Mã trang không đọc được; xin tìm lại từ trang đầu.") from error
    if own != mark or at < 0:
        raise BadPageTokenError(
            "Mã trang không thuộc lần tìm này hoặc chỉ mục đã đổi; xin tìm lại từ trang đầu."
        )
    return at
