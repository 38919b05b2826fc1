"""What the codification holds, as programs and the page show it.

Reads: the library's codification. Writes: the models of answers.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from index.codification.articles import readiness
from ingest.codification.clauses import clauses
from ingest.work import has_year
from search_api.api import schemas

if TYPE_CHECKING:
    from index.codification.records import CodifiedAct, RelatedPlace
    from index.library import Library
    from index.stored import Directive

_MAY_BE_UNKNOWN = ("topic_title", "effective_from", "url", "standing")


def codification(library: Library) -> schemas.CodificationRead | None:
    """The release and how much is in it; None where none was imported."""
    held = library.codification
    release = held.release if held else None
    if held is None or release is None:
        return None
    ready = readiness(library.articles)
    return schemas.CodificationRead.model_validate(
        {
            "release": asdict(release) | {"finished": release.finished or None},
            "articles": held.count,
            "left": held.left,
            "subjects": held.subjects,
            "acts": held.act_count,
            "known_until": held.known_until,
            "searchable": ready.articles if ready else 0,
            "embedded": ready.embedded if ready else 0.0,
        }
    )


def article(library: Library, anchor: str) -> schemas.ArticleRead | None:
    """An article with its act, relations and clauses; None where there is none of that anchor."""
    held = library.codification
    found = held.article(anchor) if held else None
    if held is None or found is None:
        return None
    related = held.related(anchor)
    told = {name: getattr(found, name) for name in schemas.ArticleRead.model_fields if hasattr(found, name)}
    return schemas.ArticleRead.model_validate(
        told
        | {name: getattr(found, name) or None for name in _MAY_BE_UNKNOWN}
        | {
            "headings": [asdict(heading) for heading in found.headings],
            "act": _act(found.act) if found.act else None,
            "clauses": [asdict(clause) for clause in clauses(found.text)],
            "amendments": [
                asdict(made) | {"effective_from": made.effective_from or None}
                for made in held.amendments(found.key)
            ],
            "references": [_place(place) for place in related.references],
            "referred_by": [_place(place) for place in related.referred_by],
        }
    )


def articles_of(library: Library, directive: Directive) -> list[schemas.ArticleName]:
    """The articles of an act that are in the codification, in the order of the act."""
    held = library.codification
    if held is None:
        return []
    names = held.names_of_work(directive.id)
    if not names and directive.number and has_year(directive.number):
        names = held.names_of(directive.number)
    return [schemas.ArticleName.model_validate(name) for name in names]


def _act(act: CodifiedAct) -> dict[str, object]:
    told = {name: value or None for name, value in asdict(act).items() if name != "work"}
    return told | {"id": act.work, "type": act.type}


def _place(place: RelatedPlace) -> dict[str, object]:
    return {name: value if name == "label" else value or None for name, value in asdict(place).items()}
