"""Answers built from the records of the library: never from generated text.

Reads: found passages, directives that apply, a library. Writes: TaskAnswer and DirectiveAnswer records.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from index.answers import DirectiveAnswer, NamedParty, TaskAnswer
from index.applying import Applying, around
from index.fate import fate_of_act
from index.fate_words import ENDED, STATUS_WORDS
from index.records import ROLES, Passage
from index.retrieval import text_of
from index.successors import now
from ingest.catalogue import status_at

if TYPE_CHECKING:
    from index.library import Library
    from index.stored import Directive, StoredAssignment, StoredCitation

_DIGITS = 4


def _standing(directive: Directive, library: Library, day: str) -> dict[str, Any]:
    """What is stated of a directive's force on a day; nothing where nobody states it."""
    work = library.catalogue.get(directive.id)
    standing = status_at(work, day) if work else None
    fate = fate_of_act(library, directive.id, date.fromisoformat(day))
    if fate.basis != "source" and (standing is None or fate.status in ENDED):
        return {
            "status": STATUS_WORDS[fate.status] if fate.status != "unknown" else None,
            "status_as_of": day
            if fate.certainty == "stated"
            else fate.since.isoformat()
            if fate.since
            else None,
            "replaced_by": fate.by if fate.status == "superseded" else None,
            "status_evidence": fate.sentence,
        }
    replaced = (
        [link.number for link in work.replaced_by if link.effective_from <= day] if work and standing else []
    )
    return {
        "status": standing.status if standing else None,
        "status_as_of": standing.as_of if standing else None,
        "replaced_by": ", ".join(replaced) or None,
        "status_evidence": fate.sentence if fate.status in ENDED else None,
    }


def directive_answer(one: Applying, library: Library, day: str) -> DirectiveAnswer:
    """A directive that applies, with the words that speak of it and what is stated of its force."""
    directive = one.directive
    place, provision = one.place, one.provision
    document, start, end, page = (
        (place.document, place.start, place.end, place.page) if place else (None,) * 4
    )
    if place is None and (first := next(iter(library.citations(act=directive.id)), None)):
        document, (start, end), page = first.document, _clause(first, library), first.citation.page
    words = text_of(library, document).printed[start:end] if document else None
    return DirectiveAnswer(
        number=directive.number,
        type=directive.type,
        title=directive.title or directive.name,
        date=directive.date,
        issuer=directive.issuer,
        **_standing(directive, library, day),
        provision=provision,
        evidence=" ".join(words.split()) if words else None,
        in_corpus=directive.document is not None,
        score=round(one.score, _DIGITS),
        work=directive.id,
        document=document,
        start=start,
        end=end,
        page=page,
    )


def _clause(stored: StoredCitation, library: Library) -> tuple[int, int]:
    text = text_of(library, stored.document).matching
    return around(text, stored.citation, ())


def _cited(passage: Passage, library: Library, day: str) -> tuple[DirectiveAnswer, ...]:
    """The directives that a task cites, in the order of its words."""
    found: dict[str, DirectiveAnswer] = {}
    cited = [c for c in library.citations(passage=passage.key) if c.act]
    spans = [(c.citation.start, c.citation.end) for c in cited]
    for stored in cited:
        directive = library.directive(stored.act or "")
        if directive and directive.id not in found and directive.document != passage.document:
            text = text_of(library, passage.document)
            first, last = around(text.matching, stored.citation, spans)
            words = " ".join(text.printed[first:last].split())
            found[directive.id] = DirectiveAnswer(
                *(
                    directive.number,
                    directive.type,
                    directive.title or directive.name,
                    directive.date,
                    directive.issuer,
                ),
                **_standing(directive, library, day),
                provision=", ".join(stored.citation.provision) or None,
                evidence=words,
                in_corpus=directive.document is not None,
                score=0.0,
                work=directive.id,
                document=passage.document,
                start=first,
                end=last,
                page=stored.citation.page,
            )
    return tuple(found.values())


def task_answer(passage: Passage, score: float, library: Library, day: str) -> TaskAnswer:
    """A task with who does it, in its document's words; or a passage that is no task, with its place."""
    stored = library.assignment(passage.assignment) if passage.assignment is not None else None
    document = library.document(passage.document)
    unit = library.unit(passage.document, passage.eid) if passage.eid else None
    names = _names(stored)
    every = [name for role in ROLES for name in names[role]]
    words = text_of(library, passage.document).printed[passage.start : passage.end].strip()
    return TaskAnswer(
        document=passage.document,
        title=document.head.title if document else None,
        number=document.head.number if document else None,
        section=(stored.assignment.section if stored else "") or (unit.section if unit else ""),
        task=words,
        start=passage.start,
        end=passage.end,
        page=passage.page,
        eid=passage.eid,
        kind="task" if passage.kind == "task" else "unit",
        **names,
        deadline=stored.assignment.deadline if stored else None,
        now=now(every, words, day),
        evidence=stored.assignment.evidence if stored else None,
        evidence_start=stored.assignment.start if stored else None,
        evidence_end=stored.assignment.end if stored else None,
        unassigned=passage.kind == "task" and stored is None,
        directives=_cited(passage, library, day),
        score=round(score, _DIGITS),
        parties=_parties(stored),
    )


def _parties(stored: StoredAssignment | None) -> tuple[NamedParty, ...]:
    if stored is None:
        return ()
    return tuple(
        NamedParty(role, party.name, party.printed, party.known, party.start, party.end)
        for role in ROLES
        for party in getattr(stored.assignment, role)
    )


def _names(stored: StoredAssignment | None) -> dict[str, tuple[str, ...]]:
    if stored is None:
        return dict.fromkeys(ROLES, ())
    return {role: tuple(party.name for party in getattr(stored.assignment, role)) for role in ROLES}


def task_answers(
    passages: Sequence[tuple[Passage, float]], library: Library, day: str
) -> tuple[TaskAnswer, ...]:
    """Answers of several passages, in order."""
    return tuple(task_answer(passage, score, library, day) for passage, score in passages)
