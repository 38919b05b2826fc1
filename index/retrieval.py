"""Candidates of both indexes, each weighed by every signal and ordered by one score.

A passage's score is a weighted sum of normalised signals (words, meaning, numbers, headings, roles, agencies), not a
sum of reciprocal ranks: published and own measurements agree that weights win.

Reads: a plan, a library. Writes: Found passages, best first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.evidence import Need, best_clause, coverage, needs, reading
from index.plan import Plan
from index.records import ROLES, Filters, Passage, PassageKind
from index.typed_numbers import fits
from index.weights import Weights
from index.wording import wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.knowledge import Knowledge
    from index.library import Library
    from index.stored import Directive, StoredAssignment


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with its signals, each 0..1, and the weighted sum of them."""

    passage: Passage
    words: float
    clause: float
    """The share of the question's words that the best single clause holds."""
    meaning: float
    number: float
    heading: float
    role: float
    agency: float
    evidence: float
    """Words and meaning, weighted: what the decision to answer looks at."""
    score: float


def numbered(plan: Plan, directives: Iterable[Directive]) -> dict[str, Directive]:
    """The directives that a typed number may mean, by id."""
    return {
        one.id: one
        for one in directives
        for typed in plan.numbers
        if fits(typed, one.number or "", one.type, one.year, one.name or one.title or "")
    }


def normalised(meaning: float, weights: Weights) -> float:
    """An inner product of embeddings as 0..1."""
    band = weights.meaning
    return min(1.0, max(0.0, (meaning - band.low) / (band.high - band.low)))


def retrieve(
    plan: Plan,
    library: Library,
    known: Knowledge,
    weights: Weights,
    kinds: tuple[PassageKind, ...],
    meant: Mapping[str, Directive],
    filters: Filters | None = None,
) -> list[Found]:
    """The passages of these kinds that both indexes propose, or that cite a directive meant, best first."""
    wanted = filters or Filters(kinds=kinds)
    limit = weights.limits.candidates
    near = {c.key: c.score for c in library.engine.nearest(plan.semantic, wanted, limit)}
    keys = dict.fromkeys([*near, *(c.key for c in library.engine.lexical(plan.lexical, wanted, limit))])
    citing = set(library.passages_citing(list(meant), kinds)) if meant else set()
    keys.update(dict.fromkeys(citing))
    floor = min(near.values(), default=weights.meaning.low)
    asked = needs(plan.terms, known, wording())
    found = [
        _weigh(
            plan, passage, asked, near.get(passage.key, floor), passage.key in citing, library, known, weights
        )
        for passage in library.passages(list(keys))
    ]
    return sorted(found, key=lambda one: (-one.score, one.passage.key))


def _weigh(
    plan: Plan,
    passage: Passage,
    asked: Sequence[Need],
    meaning: float,
    cites: bool,
    library: Library,
    known: Knowledge,
    weights: Weights,
) -> Found:
    read = reading(passage.text, known)
    words = coverage(asked, read, weights.evidence)
    clause = best_clause(asked, read, weights.evidence)
    heading = coverage(asked, reading(passage.heading, known), weights.evidence) if passage.heading else 0.0
    near = normalised(meaning, weights)
    role, agency = _held(plan, passage, library)
    fusion = weights.fusion
    number = 1.0 if cites else 0.0
    evidence = fusion.words * words + fusion.meaning * near
    score = (
        evidence
        + fusion.number * number
        + fusion.heading * heading
        + fusion.role * role
        + fusion.agency * agency
    )
    return Found(passage, words, clause, near, number, heading, role, agency, evidence, score)


def _held(plan: Plan, passage: Passage, library: Library) -> tuple[float, float]:
    """Whether somebody holds a role asked for in the passage's assignment, and whether a named agency has a part."""
    if passage.assignment is None or not (plan.roles or plan.agencies):
        return 0.0, 0.0
    stored = library.assignment(passage.assignment)
    role = any(getattr(stored.assignment, role) for role in plan.roles)
    agency = any(name in parties(stored) for name in plan.agencies)
    return float(role), float(agency)


def parties(stored: StoredAssignment) -> set[str]:
    """The names of everybody who has a part in an assignment."""
    return {party.name for role in ROLES for party in getattr(stored.assignment, role)}
