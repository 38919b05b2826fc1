"""Candidates of both indexes, each weighed by every signal and ordered by one score.

A passage's score is a weighted sum of normalised signals (words, meaning, numbers, headings, roles,
agencies), not a sum of reciprocal ranks: published and own measurements agree that weights win.

Reads: a plan, a library. Writes: Found passages, best first.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.evidence import Need, coverage, needs, reading
from index.numbered_acts import NumberedActs
from index.plan import Plan
from index.records import ROLES, Filters, Passage
from index.remembering import of_library
from index.weights import Weights
from index.wording import wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.knowledge import Knowledge
    from index.library import Library
    from index.stored import Directive, StoredAssignment, StoredCitation
    from ingest.document import Text


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with its signals, each 0..1, and the weighted sum of them."""

    passage: Passage
    words: float
    meaning: float
    number: float
    heading: float
    role: float
    agency: float
    evidence: float
    """Words and meaning, weighted: what the decision to answer looks at."""
    score: float


def numbered(plan: Plan, library: Library) -> dict[str, Directive]:
    """The directives of a library that a typed number may mean, by id."""
    return _numbered_acts(library).meant(plan.numbers) if plan.numbers else {}


@of_library(1)
def _numbered_acts(library: Library) -> NumberedActs:
    """The directives of a library by their numbers; made once a generation."""
    return NumberedActs(library.directives())


@of_library(32)
def text_of(library: Library, document: str) -> Text:
    """A document's text, remembered: an answer looks at several stretches of one."""
    return library.text(document)


@of_library(8192)
def remembered_assignment(library: Library, assignment: int) -> StoredAssignment:
    """An assignment, remembered: question after question weighs the same passages."""
    return library.assignment(assignment)


@of_library(8192)
def remembered_citations(library: Library, passage: int) -> tuple[StoredCitation, ...]:
    """The citations inside a passage, remembered."""
    return library.citations(passage=passage)


@of_library(8192)
def remembered_directive(library: Library, directive: str) -> Directive | None:
    """An act by its id, remembered."""
    return library.directive(directive)


def with_number(words: float, asked: Sequence[Need], cites: float, typed: bool, weights: Weights) -> float:
    """The share of the question's information found, a typed number counted as one telling word of it."""
    if not typed:
        return words
    told = sum(need.information for need in asked)
    number = weights.evidence.typed_number
    return (told * words + number * cites) / (told + number)


def normalised(meaning: float, weights: Weights) -> float:
    """An inner product of embeddings as 0..1."""
    band = weights.meaning
    return min(1.0, max(0.0, (meaning - band.low) / (band.high - band.low)))


def retrieve(
    plan: Plan,
    library: Library,
    known: Knowledge,
    weights: Weights,
    filters: Filters,
    meant: Mapping[str, Directive],
) -> list[Found]:
    """The passages that both indexes propose, or that cite a directive meant, weighed, best first."""
    kinds = filters.kinds
    limit = weights.limits.candidates
    near = {c.key: c.score for c in library.engine.nearest(plan.semantic, filters, limit)}
    keys = dict.fromkeys([*near, *(c.key for c in library.engine.lexical(plan.lexical, filters, limit))])
    citing = dict.fromkeys(library.passages_citing(list(meant), kinds) if meant else ())
    citing.update(
        {p.key: None for one in meant if (p := library.passage_of_directive(one)) and p.kind in kinds}
    )
    keys.update(citing)
    floor = min(near.values(), default=weights.meaning.low)
    asked = needs(plan.terms, known, wording())
    weighing = _Weighing(plan, asked, citing, bool(plan.numbers), library, known, weights)
    found = [
        _weigh(weighing, passage, near.get(passage.key, floor)) for passage in library.passages(list(keys))
    ]
    return sorted(found, key=lambda one: (-one.score, one.passage.key))


@dataclass(frozen=True, slots=True)
class _Weighing:
    """What every passage of one search is weighed by."""

    plan: Plan
    asked: Sequence[Need]
    citing: Container[int]
    """Keys of the passages that cite a directive whose number was typed."""
    typed: bool
    library: Library
    known: Knowledge
    weights: Weights
    headings: dict[str, float] = field(default_factory=dict)
    """What headings hold of the question, by their words: many passages stand under one."""

    def heading(self, words: str) -> float:
        """What a heading holds of the question."""
        if words not in self.headings:
            self.headings[words] = _covered(self, self.asked, words)
        return self.headings[words]


def _weigh(by: _Weighing, passage: Passage, meaning: float) -> Found:
    fusion = by.weights.fusion
    cites = passage.key in by.citing
    role, agency = _held(by.plan, passage, by.library)
    heading = by.heading(passage.heading) if passage.heading else 0.0
    words = _words(by, passage, bool(by.plan.roles) and agency > 0)
    words = with_number(words, by.asked, float(cites), by.typed, by.weights)
    cited = _cited(passage, by.library, by.weights) if cites else 0.0
    near = normalised(meaning, by.weights)
    shown = fusion.words * words + fusion.meaning * near
    beside = fusion.number * cited + fusion.heading * heading + fusion.role * role + fusion.agency * agency
    if by.plan.intent == "lead" and passage.assignment is not None:
        beside += fusion.assigned
    return Found(passage, words, near, cited, heading, role, agency, shown, shown + beside)


def _covered(by: _Weighing, asked: Sequence[Need], text: str) -> float:
    return coverage(asked, reading(text, by.known), by.weights.evidence)


def _words(by: _Weighing, passage: Passage, has_part: bool) -> float:
    """The share of the question's words in a passage, those that only its headings hold counting less.

    Where the question names an agency in a role and the agency has a part in the passage (`has_part`), its
    name counts as found: it stands in the note that says who does the task.
    """
    asked = [need for need in by.asked if not need.agency] if has_part else by.asked
    if not asked:
        return 1.0
    words = _covered(by, asked, passage.text)
    if passage.heading and by.heading(passage.heading):
        both = _covered(by, asked, f"{passage.heading}\n{passage.text}")
        words += by.weights.evidence.heading_share * max(0.0, both - words)
    told, every = (sum(need.information for need in needs) for needs in (asked, by.asked))
    return (told * words + (every - told)) / every if every else 0.0


def _cited(passage: Passage, library: Library, weights: Weights) -> float:
    """How much a passage is about an act that it cites: less where it cites many."""
    acts = {stored.act for stored in remembered_citations(library, passage.key)}
    return min(1.0, weights.evidence.few_acts / max(1, len(acts)))


def _held(plan: Plan, passage: Passage, library: Library) -> tuple[float, float]:
    """Whether somebody holds a role asked for, and whether a named agency has a part in the passage."""
    if passage.assignment is None or not (plan.roles or plan.agencies):
        return 0.0, 0.0
    stored = remembered_assignment(library, passage.assignment)
    role = any(getattr(stored.assignment, role) for role in plan.roles)
    agency = any(name in parties(stored) for name in plan.agencies)
    return float(role), float(agency)


def parties(stored: StoredAssignment) -> set[str]:
    """The names of everybody who has a part in an assignment."""
    return {party.name for role in ROLES for party in getattr(stored.assignment, role)}
