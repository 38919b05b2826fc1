"""Which directives apply to what a question is about, ranked, each with the words that show it.

A directive is found by its own record and title, by the words around a citation of it, or by a passage of
its own text.

Reads: a plan, found passages, a library. Writes: Applying records, best first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.evidence import Need, coverage, needs, reading
from index.plan import Plan
from index.remembering import of_library
from index.retrieval import Found, remembered_citations, remembered_directive, text_of, with_number
from index.syllables import comparable_text
from index.typed_numbers import parts
from index.weights import Weights
from index.wording import wording

if TYPE_CHECKING:
    from index.knowledge import Knowledge
    from index.library import Library
    from index.stored import Directive, StoredCitation
    from ingest.document import Citation

_CLAUSE_END = re.compile(r"[;\n]|[.:?!]\s")
_PART = re.compile(r"(?:^|_)(art|para|point)_([^_]+)")
_PARTS = {"point": "điểm", "para": "khoản", "art": "Điều"}
_PASSAGES = 30
_REACH = 700
"""Code points on either side of a citation within which its clause is looked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document speaks of a directive."""

    document: str
    start: int
    end: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Applying:
    """A directive with what speaks for it; words and meaning are 0..1."""

    directive: Directive
    words: float
    meaning: float
    number: float
    score: float
    place: Place | None
    provision: str | None
    own: bool = False
    """Whether a passage of its own text speaks for it."""

    def stands(self, weights: Weights, added: float) -> bool:
        """Whether enough speaks for it: its own text needs what any passage needs; `added` both need."""
        needed = weights.abstention.answer if self.own else weights.directives.answer
        shown = weights.fusion.words * self.words + weights.fusion.meaning * self.meaning
        return self.words >= weights.abstention.words and shown >= needed + added


def around(text: str, citation: Citation, others: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The stretch of a text that speaks of a citation: its clause, up to the citations beside it.

    The title that stands behind a citation belongs to it, with the citations that the title holds.
    """
    start, end = citation.start, _title_end(text, citation)
    low = max(0, start - _REACH)
    ends = [m.end() for m in _CLAUSE_END.finditer(text, low, start)]
    first = max([low, *ends[-1:], *(b for _, b in others if b <= start)])
    found = _CLAUSE_END.search(text, end, min(len(text), end + _REACH))
    last = min(
        [found.start() if found else min(len(text), end + _REACH), *(a for a, _ in others if a >= end)]
    )
    return first, last


def _title_end(text: str, citation: Citation) -> int:
    title = (citation.title or "").strip(' .,;“”"')
    at = text.find(title, citation.end, citation.end + _REACH) if title else -1
    return at + len(title) if at >= 0 else citation.end


def _score(one: Applying, plan: Plan, weights: Weights) -> float:
    """Words, meaning and number with what the question says of type and issuer."""
    fusion, own = weights.fusion, weights.directives
    score = fusion.words * one.words + fusion.meaning * one.meaning + fusion.number * one.number
    if plan.types and one.directive.type in plan.types:
        score += own.type
    issuer = comparable_text(one.directive.issuer or "")
    if issuer and any(comparable_text(name) in issuer for name in plan.agencies):
        score += own.issuer
    return score


def _of_records(found: Iterable[Found], library: Library) -> Iterable[Applying]:
    for one in found:
        directive = remembered_directive(library, one.passage.document)
        if directive:
            yield Applying(directive, one.words, one.meaning, one.number, 0.0, None, None)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A citation in a passage, the act that it means, and the stretch of text that speaks of it."""

    stored: StoredCitation
    directive: Directive
    start: int
    end: int
    text: str


@of_library(4096)
def _spoken_of(library: Library, document: str, passage: int) -> tuple[_Spoken, ...]:
    """What a passage cites, except the act that it is itself of; remembered, as no question changes it."""
    cited = [stored for stored in remembered_citations(library, passage) if stored.act]
    if not cited:
        return ()
    text = text_of(library, document).matching
    spans = [(stored.citation.start, stored.citation.end) for stored in cited]
    found: list[_Spoken] = []
    for stored in cited:
        directive = remembered_directive(library, stored.act or "")
        if directive is None or directive.document == document:
            continue
        first, last = around(text, stored.citation, spans)
        found.append(_Spoken(stored, directive, first, last, text[first:last]))
    return tuple(found)


def _of_citations(
    one: Found,
    asked: Sequence[Need],
    typed: bool,
    meant: Mapping[str, Directive],
    library: Library,
    known: Knowledge,
    w: Weights,
) -> Iterable[Applying]:
    """The directives that a passage cites, each by the words around its citation."""
    for spoken in _spoken_of(library, one.passage.document, one.passage.key):
        directive, stored, first, last = spoken.directive, spoken.stored, spoken.start, spoken.end
        near = coverage(asked, reading(spoken.text, known), w.evidence)
        cites = float(directive.id in meant)
        near = with_number(near, asked, cites, typed, w)
        words = w.directives.context * near + (1 - w.directives.context) * one.words
        place = Place(one.passage.document, first, last, stored.citation.page)
        meaning = w.directives.cited * one.meaning
        yield Applying(directive, words, meaning, cites, 0.0, place, _provision(stored))


def provision_of(eid: str | None) -> str | None:
    """The provision that an id names, as people write it: `art_5__para_2` is khoản 2 Điều 5."""
    named = dict(_PART.findall(eid or ""))
    return " ".join(f"{word} {named[part]}" for part, word in _PARTS.items() if part in named) or None


def _provision(stored: StoredCitation) -> str | None:
    return ", ".join(stored.citation.provision) or None


def _of_own_text(one: Found, library: Library, weights: Weights) -> Iterable[Applying]:
    """The directive whose own text a passage is, where it lays down rules: its number holds its year."""
    document = library.document(one.passage.document)
    directive = remembered_directive(library, document.work) if document and document.work else None
    own = parts(directive.number) if directive and directive.number else None
    if directive is None or own is None or own.year is None:
        return
    passage = one.passage
    place = Place(passage.document, passage.start, passage.end, passage.page)
    yield Applying(
        directive, one.words, one.meaning, one.number, 0.0, place, provision_of(passage.eid), own=True
    )


def applying(
    plan: Plan,
    records: Sequence[Found],
    passages: Sequence[Found],
    meant: Mapping[str, Directive],
    library: Library,
    known: Knowledge,
    weights: Weights,
) -> list[Applying]:
    """The directives that the records found, the passages' citations and the passages' own acts speak for.

    One entry a directive, its best evidence kept, best first.
    """
    asked = needs(plan.terms, known, wording())
    every = list(_of_records(records, library))
    for one in passages[:_PASSAGES]:
        every += _of_citations(one, asked, bool(plan.numbers), meant, library, known, weights)
        if one.passage.kind == "unit":
            every += _of_own_text(one, library, weights)
    every += [Applying(d, 0.0, 0.0, 1.0, 0.0, None, None) for d in meant.values()]
    best: dict[str, Applying] = {}
    for reason in every:
        scored = replace(reason, score=_score(reason, plan, weights))
        held = best.get(reason.directive.id)
        best[reason.directive.id] = _better(held, scored) if held else scored
    return sorted(best.values(), key=lambda a: (-a.score, a.directive.id))


def _better(held: Applying, other: Applying) -> Applying:
    """The one that more speaks for; a place in a text is kept from the other where it has none."""
    first, second = (held, other) if held.score >= other.score else (other, held)
    if first.place is None and second.place is not None:
        return replace(first, place=second.place, provision=second.provision)
    return first
