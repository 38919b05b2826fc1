"""Legal bases found for a draft, as programs and people are shown them.

Reads: BasesFound, the library. Writes: the model of the answer.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from index.bases import Ground, bases_for
from search_api import holdings
from search_api.acts import fate_read
from search_api.api.schemas.bases import BasesRead, BasesScope, GroundRead, MissingCompanion, ProposedBasis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.fate import Fate
    from index.library import Library
    from index.stored import Directive

PROPOSED = 30
"""Proposals that are told."""


def found_for(
    library: Library,
    title: str,
    tasks: Sequence[str],
    own: Sequence[str],
    as_of: date | None,
) -> BasesRead:
    """The bases to propose for a draft, and the companions that its own bases lack."""
    found = bases_for(library, title, tasks, own, as_of)
    named = holdings.titles(library)
    numbers = {key: one.number or one.title for key in found.own if (one := library.directive(key))}
    return BasesRead(
        proposed=[
            ProposedBasis(
                **_act(p.act, p.fate),
                documents=p.documents,
                cited=p.cited,
                grounds=_grounds(p.grounds, named),
                score=p.score,
            )
            for p in found.proposed[:PROPOSED]
        ],
        missing=[
            MissingCompanion(
                **_act(m.act, m.fate),
                of=m.of,
                of_number=numbers.get(m.of),
                relation=m.relation,
                grounds=_grounds(m.grounds, named),
            )
            for m in found.missing
        ],
        scope=BasesScope(
            documents=found.documents, comparable=len(found.comparable), unread=list(found.unread)
        ),
    )


def _act(act: Directive, fate: Fate) -> dict[str, Any]:
    return {
        "directive": act.id,
        "number": act.number,
        "type": act.type,
        "date": act.date,
        "title": act.title or act.name,
        "issuer": act.issuer,
        "fate": fate_read(fate),
    }


def _grounds(grounds: Sequence[Ground], named: dict[str, str]) -> list[GroundRead]:
    return [GroundRead(**asdict(g), title=named.get(g.document)) for g in grounds]
