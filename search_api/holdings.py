"""What the index holds, as programs and the page show it: documents, agencies with their tasks, directives.

Reads: the library. Writes: the models of answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

from index.corrections import FIELD_NAMES
from index.corrections import waiting as documents_waiting
from index.statements import printed
from index.successors import now
from ingest.catalogue import status_at
from ingest.contract import ROLES, as_json
from ingest.document import Document
from ingest.vocabulary import agency_by_name
from search_api import acts, codified
from search_api.addresses import agency_id
from search_api.api import schemas

if TYPE_CHECKING:
    from index.library import Library
    from index.stored import AgencyCount, Directive, StoredCitation, StoredDocument
    from ingest.work import Work

_OF_DIRECTIVE = ("id", "number", "type", "date", "issuer", "document", "catalogued")
_NOT_SERVED = ("place", "year", "year_told_by")
AROUND = 220
"""Code points shown on either side of a citation."""


def summary(library: Library, stored: StoredDocument) -> schemas.DocumentSummary:
    """A document without its text; of its path only the file's name is told."""
    return schemas.DocumentSummary(
        corrected=[schemas.CorrectedPart.model_validate(c) for c in library.corrections(stored.digest)],
        id=stored.id,
        **{k: v for k, v in asdict(stored.head).items() if k not in _NOT_SERVED},
        pages=stored.pages,
        source=PurePath(stored.source).name,
        format=stored.format,
        work=stored.work,
    )


def waiting(library: Library) -> list[schemas.DocumentWaiting]:
    """The documents with parts of their head unread, by id."""
    return [
        schemas.DocumentWaiting(
            **summary(library, one.document).model_dump(),
            unread=list(one.unread),
            unread_words=[FIELD_NAMES[field] for field in one.unread],
        )
        for one in documents_waiting(library.documents())
    ]


def document(library: Library, key: str) -> schemas.DocumentRead | None:
    """A document with everything that was read in it; None where there is none of that id."""
    stored = library.document(key)
    if stored is None:
        return None
    whole = Document(
        PurePath(stored.source).name,
        stored.format,
        stored.digest,
        stored.pages,
        library.text(key),
        stored.head,
        library.units(key),
        tuple(c.citation for c in library.citations(document=key)),
        tuple(r.relation for r in library.relations(key)),
        tuple(a.assignment for a in library.assignments(document=key)),
        tuple(t.task for t in library.tasks(key, assigned=False)),
        library.targets(key),
        stored.warnings,
    )
    return schemas.DocumentRead.model_validate({**as_json(whole), "document": summary(library, stored)})


def unit(library: Library, key: str, eid: str) -> schemas.UnitFound | None:
    """A unit with its own words and those below it; None where there is none at that address."""
    found = library.unit(key, eid)
    if found is None:
        return None
    printed = library.text(key).printed
    cited = library.citations(document=key, unit=eid)
    return schemas.UnitFound(
        **asdict(found),
        text=printed[found.start : found.end],
        whole=printed[found.start : found.until],
        document=key,
        citations=[schemas.CitationRead.model_validate(c.citation) for c in cited],
    )


def titles(library: Library) -> dict[str, str]:
    """How each document is called as a source: its type and number, or its title, or its file."""
    return {d.id: title_of(d) for d in library.documents()}


def title_of(stored: StoredDocument) -> str:
    """How a document is called."""
    head = stored.head
    if head.number and head.number_read == "full":
        return f"{head.type or 'Văn bản'} {head.number}"
    if head.type and head.title:
        return f"{head.type} {head.title}"
    return head.title or PurePath(stored.source).name


def agencies(library: Library) -> list[schemas.AgencySummary]:
    """Every body that has a part in something, those that lead most first."""
    found = [_agency(count) for count in library.agencies()]
    return sorted(found, key=lambda a: (-a.roles.get("lead", 0), -sum(a.roles.values()), a.name))


def agency(library: Library, key: str) -> schemas.AgencyDetail | None:
    """A body with its other names and its successors; None where no task names it."""
    count = next((c for c in library.agencies() if agency_id(c.name) == key), None)
    if count is None:
        return None
    known = agency_by_name().get(count.name)
    return schemas.AgencyDetail(
        **_agency(count).model_dump(),
        aliases=[*known.abbreviations, *known.aliases] if known else [],
        successors=[
            schemas.Successor.model_validate(body) for body in now([count.name], "", date.today().isoformat())
        ],
    )


def _agency(count: AgencyCount) -> schemas.AgencySummary:
    return schemas.AgencySummary.model_validate(
        {"id": agency_id(count.name), "name": count.name, "known": count.known, "roles": count.roles}
    )


def tasks(library: Library, name: str, roles: Sequence[str] = ()) -> list[schemas.AgencyTask]:
    """A body's tasks, one entry for each role it has in one, by role and then in the order of the text."""
    named = titles(library)
    found = []
    for stored in library.assignments(agency=name, roles=roles):
        given = stored.assignment
        by_role = {role: [party.name for party in getattr(given, role)] for role in ROLES}
        for role in ROLES:
            if name not in by_role[role] or (roles and role not in roles):
                continue
            found += [
                schemas.AgencyTask.model_validate(
                    {
                        "role": role,
                        "task": task.text,
                        "document": stored.document,
                        "title": named.get(stored.document),
                        "section": given.section,
                        "eid": task.unit,
                        "start": task.start,
                        "end": task.end,
                        "page": task.page,
                        "deadline": given.deadline,
                        "evidence": given.evidence,
                        **by_role,
                    }
                )
                for task in given.tasks
            ]
    return sorted(found, key=lambda t: ROLES.index(t.role))


def directives(library: Library) -> list[schemas.DirectiveSummary]:
    """Every act that is catalogued, cited or held, the latest first."""
    found = [directive_summary(library, d) for d in library.directives()]
    return sorted(found, key=lambda d: (d.date or "", d.number or ""), reverse=True)


def directive_summary(library: Library, found: Directive) -> schemas.DirectiveSummary:
    """An act without the places that cite it."""
    return schemas.DirectiveSummary.model_validate(_directive(library, found))


def directive(library: Library, key: str, as_of: date | None = None) -> schemas.DirectiveRead | None:
    """An act with the places that cite it and its fate on a day (today); None where that id is unknown."""
    found = library.directive(key)
    if found is None:
        return None
    work = library.catalogue.get(key)
    named = titles(library)
    addresses = work.addresses if work else ()
    return schemas.DirectiveRead.model_validate(
        {
            **_directive(library, found, as_of),
            "citations": [_cited_at(library, c, named) for c in library.citations(act=key)],
            "relations": list(_relations(library, found, named)),
            **acts.of_act(library, found, as_of or date.today(), named),
            "addresses": [{"url": a.url, "kind": a.kind, "checked": a.checked or None} for a in addresses],
            "articles": codified.articles_of(library, found),
            "notes": [*work.contradictions, *work.unconfirmed] if work else [],
        }
    )


def _directive(library: Library, found: Directive, as_of: date | None = None) -> dict[str, object]:
    work: Work | None = library.catalogue.get(found.id)
    today = (as_of or date.today()).isoformat()
    standing = status_at(work, today) if work else None
    links = work.replaced_by if work else ()
    replaced = [x.number for x in links if x.effective_from and x.effective_from <= today]
    return {
        **{name: getattr(found, name) for name in _OF_DIRECTIVE},
        "title": found.title or found.name,
        "in_corpus": found.document is not None,
        "status": standing.status if standing else None,
        "status_as_of": standing.as_of if standing else None,
        "status_basis": (standing.basis or None) if standing else None,
        "replaced_by": "; ".join(replaced) or None,
    }


def _cited_at(library: Library, stored: StoredCitation, named: dict[str, str]) -> schemas.CitedAt:
    cited = stored.citation
    place = library.unit(stored.document, cited.unit) if cited.unit else None
    low = max(place.start if place else 0, cited.start - AROUND)
    high = min(place.end, cited.end + AROUND) if place else cited.end + AROUND
    around = printed(library, stored.document, low, high).strip()
    if place and low > place.start:
        around = "…" + around
    if place and high < place.end:
        around += "…"
    return schemas.CitedAt(
        document=stored.document,
        document_title=named.get(stored.document),
        section=place.section if place else "",
        eid=cited.unit,
        start=cited.start,
        end=cited.end,
        page=cited.page,
        text=cited.text,
        around=around,
        provision=list(cited.provision),
    )


def _relations(library: Library, found: Directive, named: dict[str, str]) -> Iterable[schemas.StatedRelation]:
    names = {name for name in (found.number, found.title, found.name) if name}
    for stored in library.relations():
        if names & {stored.relation.source, stored.relation.target}:
            yield schemas.StatedRelation(
                **asdict(stored.relation),
                document=stored.document,
                document_title=named.get(stored.document),
            )
