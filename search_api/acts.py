"""An act by itself, as programs and the page show it: fate, relations, the tasks that rest on it, its articles.

Reads: the library. Writes: the models of answers.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from index.fate import Fate, fate_of_act
from index.fate_words import said
from index.graph import Edge, incoming, outgoing
from ingest.provisions import path_of
from search_api.api.schemas.acts import FateRead, ProvisionOf, RelatedAct, TaskResting

if TYPE_CHECKING:
    from index.library import Library
    from index.stored import Directive


def fate_read(fate: Fate) -> FateRead:
    """A fate with its words."""
    return FateRead.model_validate({**asdict(fate), "words": said(fate), "provisions": list(fate.provisions)})


def of_act(library: Library, found: Directive, as_of: date, titles: dict[str, str]) -> dict[str, object]:
    """What an act's own record says besides its head: by the fields of DirectiveRead."""
    return {
        "fate": fate_read(fate_of_act(library, found.id, as_of)),
        "relations_out": [_related(edge, titles) for edge in outgoing(library, found.id)],
        "relations_in": [_related(edge, titles) for edge in incoming(library, found.id)],
        "tasks": tasks_resting(library, found.id, titles),
        "provisions": provisions(library, found),
    }


def _related(edge: Edge, titles: dict[str, str]) -> RelatedAct:
    told = {name: getattr(edge, name) for name in RelatedAct.model_fields if hasattr(edge, name)}
    return RelatedAct.model_validate(
        told
        | {
            "directive": edge.other,
            "provisions": list(edge.provisions),
            "document_title": titles.get(edge.document),
        }
    )


def tasks_resting(library: Library, act: str, titles: dict[str, str]) -> list[TaskResting]:
    """The tasks of other documents whose words cite the act, with who leads them, in the order of documents and texts."""
    found = []
    own = {d.id for d in library.documents() if d.work == act}
    for passage in library.passages(library.passages_citing([act], ("task",))):
        if passage.document in own:
            continue
        given = library.assignment(passage.assignment).assignment if passage.assignment else None
        place = library.unit(passage.document, passage.eid) if passage.eid else None
        found.append(
            TaskResting(
                text=passage.text,
                document=passage.document,
                document_title=titles.get(passage.document),
                section=given.section if given else place.section if place else "",
                eid=passage.eid,
                page=passage.page,
                start=passage.start,
                end=passage.end,
                lead=[p.name for p in given.lead] if given else [],
                coordinate=[p.name for p in given.coordinate] if given else [],
            )
        )
    return found


def provisions(library: Library, found: Directive) -> list[ProvisionOf]:
    """The articles of the act's own text, and how often others cite each; empty where its text is not held."""
    if found.document is None:
        return []
    cited: Counter[str] = Counter()
    for stored in library.citations(act=found.id):
        if stored.document != found.document and stored.citation.kind == "provision":
            cited.update(
                {
                    path[0][1]
                    for p in stored.citation.provision
                    if (path := path_of(p)) and path[0][0] == "điều"
                }
            )
    return [
        ProvisionOf(
            eid=unit.eid,
            number=unit.number,
            heading=unit.heading,
            start=unit.start,
            end=unit.until,
            cited=cited[(unit.number or "").casefold()],
        )
        for unit in library.units(found.document)
        if unit.kind == "art"
    ]
