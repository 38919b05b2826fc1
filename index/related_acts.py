"""Acts that a question asks for by what they do to another: `Nghị định nào hướng dẫn Luật Công chứng?`.

What an act details, guides or amends stands in its title, and the words around it say so; what a document of
the library states of others counts too. A question is read for it as a title is.

Reads: a plan, a library. Writes: DirectiveAnswer records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.answering import directive_answer
from index.applying import Applying, Place
from index.asked_acts import Known, named_in_full
from index.codification.answering import provision_answer
from index.graph import incoming
from index.remembering import of_library
from ingest import relations
from ingest.citations import find, resolve
from ingest.document import Citation, Head, Text
from ingest.force_of_acts import rank_of
from ingest.work import name_key, number_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.answers import DirectiveAnswer
    from index.codification.records import CodifiedAct
    from index.library import Library
    from index.plan import Plan
    from index.stored import Directive

_ASKING = ("directive", "search", "lookup")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An act that the question names, and what is to be done to it."""

    act: Directive
    called: str
    """Its number, or its name where the question gives that, comparable."""
    doing: frozenset[str]
    """Names of relations."""


def related_acts(
    plan: Plan, library: Library, day: str, meant: Mapping[str, Directive], most: int
) -> tuple[DirectiveAnswer, ...]:
    """The first `most` acts that do what the question says to the act that it names, as of a day (ISO).

    Those of a type that the question asks for come first.
    """
    if plan.intent not in _ASKING or not _doing().search(plan.reading):
        return ()
    wanted = _wanted(plan, Known(library, day, meant))
    if wanted is None:
        return ()
    found = {one.work: one for one in (*_codified(wanted, library, day), *_stated(wanted, library, day))}
    return tuple(sorted(found.values(), key=lambda one: one.type not in plan.types))[:most]


@cache
def _doing() -> re.Pattern[str]:
    """The words of all relations that are asked for."""
    every = frozenset().union(*_kinds())
    return re.compile(
        "|".join(one.pattern for one in relations.vocabulary() if one.name in every), re.IGNORECASE
    )


def _wanted(plan: Plan, known: Known) -> _Wanted | None:
    for relation, cited in _relations(named_in_full(plan.reading, known.library), known):
        act = known.library.directive(known.act(cited) or "")
        doing = next((kind for kind in _kinds() if relation in kind), None)
        if act is not None and doing is not None:
            return _Wanted(act, _called(cited), doing)
    return None


def _kinds() -> tuple[frozenset[str], ...]:
    return frozenset(relations.detailing()), frozenset(relations.changing())


def _relations(words: str, known: Known) -> Iterator[tuple[str, Citation]]:
    """What the words say that an act which they do not name does to one that they name."""
    text, head = Text(words, words), Head(date=known.day)
    cited = resolve(find(text, (), head), head, known.library.catalogue)
    named = {key: one for one in cited for key in (one.target_name, one.number, one.target) if key}
    for one in relations.find(text, (), head, cited):
        if one.source == "self" and one.target in named:
            yield one.relation, named[one.target]


def _called(cited: Citation) -> str:
    return name_key(cited.target_name) if cited.target_name else number_key(cited.number or "")


def _codified(wanted: _Wanted, library: Library, day: str) -> Iterator[DirectiveAnswer]:
    """Acts of the codification by their titles: of higher force first, then the later."""
    if library.codification is None:
        return
    known = Known(library, day, {})
    likely = [act for title, act in _titles(library) if wanted.called in title and act.work != wanted.act.id]
    doing = [act for act in likely if _does(act.title, wanted, known)]
    doing.sort(key=lambda act: act.date, reverse=True)
    for act in sorted(doing, key=lambda act: rank_of(act.type, act.issuer)):
        if told := _first_article(act, library, day):
            yield told


def _does(title: str, wanted: _Wanted, known: Known) -> bool:
    return any(
        relation in wanted.doing and _called(cited) == wanted.called
        for relation, cited in _relations(title, known)
    )


@of_library(1)
def _titles(library: Library) -> Sequence[tuple[str, CodifiedAct]]:
    """The codified acts with their titles, comparable as names and as numbers; made once a generation."""
    acts = library.codification.acts() if library.codification else ()
    return [(f"{name_key(act.title)}\n{number_key(act.title)}", act) for act in acts if act.title]


def _first_article(act: CodifiedAct, library: Library, day: str) -> DirectiveAnswer | None:
    """The article that says what an act is about: its first one."""
    held = library.codification
    names = held.names_of_work(act.work, 1) if held else ()
    number = names[0].provision.removeprefix("Điều ") if names else ""
    return provision_answer(held, act.work, act.number, (number, "", ""), day) if held and number else None


def _stated(wanted: _Wanted, library: Library, day: str) -> Iterator[DirectiveAnswer]:
    """Acts of which a document of the library says that they do it, with its words."""
    for edge in incoming(library, wanted.act.id):
        act = library.directive(edge.source) if edge.source and edge.relation in wanted.doing else None
        if act is not None:
            place = Place(edge.document, edge.start, edge.end, None)
            yield directive_answer(Applying(act, 1.0, 1.0, 1.0, 1.0, place, None), library, day)
