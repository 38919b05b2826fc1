"""How far a question's own words stand in a passage: the evidence that an answer is given on.

Each syllable of the question weighs what it tells (its rarity in the corpus). It counts in full where it
stands in the passage beside a neighbour that it has in the question, or in a term that says the same; a
syllable found alone counts little, since Vietnamese syllables come back in words of quite another sense.

Reads: a plan's terms, passages, Knowledge, Wording. Writes: coverage, 0..1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from index.expansion import expansions, written_out
from index.knowledge import Knowledge
from index.plan import Term
from index.syllables import words
from index.weights import EvidenceWeights
from index.wording import Wording

_CLAUSE = re.compile(r"[.;:\n|]\s|\n")
_MANY = 400
"""Clauses of one passage that are looked at."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands in a stretch of text: its syllables, in order, and the sets that are asked of it."""

    run: tuple[str, ...]
    single: frozenset[str]
    pairs: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, run: Sequence[str]) -> Clause:
        """A clause of these syllables."""
        return cls(tuple(run), frozenset(run), frozenset(pairwise(run)))

    def holds(self, term: Sequence[str]) -> bool:
        """Whether the term stands in it, its syllables side by side."""
        if term[0] not in self.single:
            return False
        for pair in pairwise(term):
            if pair not in self.pairs:
                return False
        return len(term) <= 2 or any(
            self.run[at : at + len(term)] == tuple(term)
            for at, word in enumerate(self.run)
            if word == term[0]
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage as evidence looks at it."""

    whole: Clause
    clauses: tuple[Clause, ...]


@lru_cache(maxsize=4096)
def reading(text: str, known: Knowledge) -> Reading:
    """A passage's text, short forms written out, as clauses of comparable syllables."""
    full = written_out(text, expansions(text, known.syllables))
    clauses = [words(part) for part in _CLAUSE.split(full)[:_MANY]]
    kept = [Clause.of(run) for run in clauses if run]
    return Reading(Clause.of([word for clause in kept for word in clause.run]), tuple(kept))


@dataclass(frozen=True, slots=True)
class Need:
    """A syllable of the question that evidence is wanted for."""

    word: str
    information: float
    left: str | None
    right: str | None
    alone: bool
    """Whether it is a word by itself: no content stands beside it, or it is no Vietnamese syllable."""
    agency: bool
    """Whether it belongs to the name of an agency."""
    same: tuple[tuple[tuple[str, ...], float], ...]
    """Terms that say the same as a term it stands in, each with the share of information that it carries."""

    def within(self, clause: Clause) -> Need:
        """The same need with only those terms that stand in a clause."""
        kept = tuple([one for one in self.same if one[0][0] in clause.single and clause.holds(one[0])])
        if len(kept) == len(self.same):
            return self
        return self._with(kept)

    def _with(self, same: tuple[tuple[tuple[str, ...], float], ...]) -> Need:
        return Need(self.word, self.information, self.left, self.right, self.alone, self.agency, same)


def needs(terms: Sequence[Term], known: Knowledge, wording: Wording) -> tuple[Need, ...]:
    """The content syllables of a question with their neighbours, their information and their synonyms."""
    same: dict[int, list[tuple[tuple[str, ...], float]]] = {}
    for start, end, others in _synonyms(terms, wording):
        own = _information(tuple(t.word for t in terms[start:end]), known)
        for at in range(start, end):
            same.setdefault(at, []).extend(
                (other, min(1.0, _information(other, known) / own)) for other in others
            )
    found: list[Need] = []
    for at, term in enumerate(terms):
        if term.weight > 0:
            left = terms[at - 1] if at and terms[at - 1].run == term.run else None
            right = terms[at + 1] if at + 1 < len(terms) and terms[at + 1].run == term.run else None
            alone = known.foreign(term.word) or not any(side and side.weight > 0 for side in (left, right))
            told = known.information(term.word) * term.weight
            beside = (left.word if left else None, right.word if right else None)
            found.append(Need(term.word, told, *beside, alone, term.agency, tuple(same.get(at, ()))))
    return tuple(found)


def _information(term: tuple[str, ...], known: Knowledge) -> float:
    if len(term) == 1:
        return known.information(term[0])
    return max(known.information(left, right) for left, right in pairwise(term))


def _synonyms(
    terms: Sequence[Term], wording: Wording
) -> Iterable[tuple[int, int, tuple[tuple[str, ...], ...]]]:
    """Stretches of the question that have synonyms, the longest first, none overlapping another."""
    taken: set[int] = set()
    for length in range(min(wording.longest_synonym, len(terms)), 0, -1):
        for start in range(len(terms) - length + 1):
            span = range(start, start + length)
            others = wording.synonyms.get(tuple(terms[i].word for i in span))
            if others and not taken.intersection(span) and any(terms[i].weight > 0 for i in span):
                taken.update(span)
                yield start, start + length, others


def _share(need: Need, clause: Clause, weights: EvidenceWeights) -> float:
    share = 0.0
    if need.word in clause.single:
        beside = (need.left is not None and (need.left, need.word) in clause.pairs) or (
            need.right is not None and (need.word, need.right) in clause.pairs
        )
        share = 1.0 if beside or need.alone else weights.lone_syllable
    for term, carried in need.same:
        if share < weights.synonym * carried and clause.holds(term):
            share = weights.synonym * carried
    return share


def _covered(wanted: Sequence[Need], clause: Clause, weights: EvidenceWeights) -> float:
    return sum([need.information * _share(need, clause, weights) for need in wanted])


def _within(wanted: Sequence[Need], whole: Clause) -> list[Need]:
    """What of the needs a passage holds at all: no clause of it can hold more."""
    held = [need.within(whole) if need.same else need for need in wanted]
    return [need for need in held if need.same or need.word in whole.single]


def _telling(held: Sequence[Need]) -> set[str]:
    """Syllables of which a clause has at least one, if it holds anything of these needs."""
    found = {need.word for need in held}
    found.update(term[0] for need in held for term, _ in need.same)
    return found


def coverage(wanted: Sequence[Need], passage: Reading, weights: EvidenceWeights) -> float:
    """The share of a question's information that a passage holds, 0..1: the whole and its best clause."""
    total = sum(need.information for need in wanted)
    if not total:
        return 0.0
    held = _within(wanted, passage.whole)
    whole = _covered(held, passage.whole, weights) / total
    if whole < weights.worth_a_look:
        return (1 - weights.clause_share) * whole
    telling = _telling(held)
    worth = [clause for clause in passage.clauses if not telling.isdisjoint(clause.single)]
    best = max([_covered(held, clause, weights) for clause in worth], default=0.0) / total
    return weights.clause_share * best + (1 - weights.clause_share) * whole
