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
from index.asked_acts import Known, left_over, named_in_full
from index.codification.answering import provision_answer
from index.graph import incoming
from index.remembering import of_library
from index.weights import weights
from ingest import relations
from ingest.citations import find, provision, resolve
from ingest.document import Citation, Head, Text
from ingest.document_types import named_types
from ingest.force_of_acts import rank_of
from ingest.work import name_key, number_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.answers import DirectiveAnswer
    from index.library import Library
    from index.plan import Plan
    from index.stored import Directive
    from ingest.catalogue import Work


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An act that the question names, and what is to be done to it."""

    act: Directive | None
    """None where titles alone know it."""
    called: frozenset[str]
    """Its number and its names, comparable."""
    doing: frozenset[str]
    """Names of relations."""


def related_acts(
    plan: Plan, library: Library, day: str, meant: Mapping[str, Directive], most: int
) -> tuple[DirectiveAnswer, ...]:
    """The first `most` acts that do what the question says to the act that it names, as of a day (ISO).

    Those of a type that the question asks for come first. None where the question asks for no act, or for
    more than that.
    """
    if "act" not in plan.asks or not _doing().search(plan.reading) or provision.find(plan.reading):
        return ()
    wanted = _wanted(plan, Known(library, day, meant))
    if wanted is None:
        return ()
    found = {one.work: one for one in (*_titled(wanted, library, day), *_stated(wanted, library, day))}
    return tuple(sorted(found.values(), key=lambda one: one.type not in plan.types))[:most]


@cache
def _doing() -> re.Pattern[str]:
    """The words of all relations that may be asked for."""
    every = {*relations.detailing(), *relations.changing()}
    patterns = (one.pattern for one in relations.vocabulary() if one.name in every)
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)


def _wanted(plan: Plan, known: Known) -> _Wanted | None:
    text = named_in_full(plan.reading, known.library)
    said = [found.span() for found in _doing().finditer(text)]
    found = [(relation, cited) for relation, cited in _relations(text, known) if _kind(relation)]
    if not found or len({_kind(relation) for relation, _ in found}) > 1:
        return None
    relation, cited = found[0]
    if any(end < cited.start and _other_kind(text[start:end], relation) for start, end in said):
        return None  # `sửa đổi Nghị định hướng dẫn Luật …`: done to an act that is not named
    if left_over(text, [*said, (cited.start, cited.end)]) >= weights().codification.least:
        return None
    act = known.library.directive(known.act(cited) or "")
    if act is None and known.library.catalogue.named(cited.target_name or ""):
        return None  # a law of that name, and not the one that is meant
    return _Wanted(act, _called(cited, act), _kind(relation))


def _kind(relation: str) -> frozenset[str]:
    """The relations that say about the same as one; empty where it is not asked for."""
    if relation in relations.detailing():
        return frozenset(relations.detailing())
    return frozenset({relation}) & relations.changing()


def _other_kind(words: str, relation: str) -> bool:
    patterns = (one for one in relations.vocabulary() if one.name not in _kind(relation) and _kind(one.name))
    return any(re.fullmatch(one.pattern, words, re.IGNORECASE) for one in patterns)


def _relations(words: str, known: Known) -> Iterator[tuple[str, Citation]]:
    """What the words say that an act which they do not name does to one that they name."""
    text, head = Text(words, words), Head(date=known.day)
    cited = resolve(find(text, (), head), head, known.library.catalogue)
    named = {key: one for one in cited for key in (one.target_name, one.number, one.target) if key}
    for one in relations.find(text, (), head, cited):
        if one.source == "self" and one.target in named:
            yield one.relation, named[one.target]


def _called(cited: Citation, act: Directive | None) -> frozenset[str]:
    """What an act is called in titles: as in the question, and, where it is known, by number and by name."""
    called = {name_key(cited.target_name or ""), number_key(cited.number or "")}
    if act is not None and act.type in named_types():
        names = {name for name in (act.title, act.name) if name}
        called |= {name_key(n if n.startswith(act.type) else f"{act.type} {n}") for n in names}
    if act is not None:
        called.add(number_key(act.number or ""))
    return frozenset(called - {""})


def _titled(wanted: _Wanted, library: Library, day: str) -> Iterator[DirectiveAnswer]:
    """Known acts by their titles: of higher force first, then the later."""
    known, own = Known(library, day, {}), wanted.act.id if wanted.act else ""
    likely = [act for title, act in _titles(library) if any(name in title for name in wanted.called)]
    doing = [act for act in likely if act.id != own and _does(act.title, wanted, known)]
    doing.sort(key=lambda act: act.date, reverse=True)
    for act in sorted(doing, key=lambda act: rank_of(act.type, act.issuer)):
        if told := _told(act, library, day):
            yield told


def _does(title: str, wanted: _Wanted, known: Known) -> bool:
    return any(
        relation in wanted.doing and _called(cited, None) & wanted.called
        for relation, cited in _relations(title, known)
    )


@of_library(1)
def _titles(library: Library) -> Sequence[tuple[str, Work]]:
    """The known acts with their titles, comparable as names and as numbers; made once a generation."""
    acts = (act for act in library.catalogue.works if act.title)
    return [(f"{name_key(act.title)}\n{number_key(act.title)}", act) for act in acts]


def _told(act: Work, library: Library, day: str) -> DirectiveAnswer | None:
    """An act by its first article, which says what it is about; where that is not codified, by its record."""
    held = library.codification
    first = provision_answer(held, act.id, act.number, ("1", "", ""), day) if held and act.number else None
    record = library.directive(act.id)
    if first or record is None:
        return first
    return directive_answer(Applying(record, 1.0, 1.0, 1.0, 1.0, None, None), library, day)


def _stated(wanted: _Wanted, library: Library, day: str) -> Iterator[DirectiveAnswer]:
    """Acts of which a document of the library says that they do it, with its words."""
    for edge in incoming(library, wanted.act.id) if wanted.act else ():
        act = library.directive(edge.source) if edge.source and edge.relation in wanted.doing else None
        if act is not None:
            place = Place(edge.document, edge.start, edge.end, None)
            yield directive_answer(Applying(act, 1.0, 1.0, 1.0, 1.0, place, None), library, day)
