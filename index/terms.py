"""What of a question there is something to find for, and how much each of its syllables counts.

Reads: a question's comparable spelling and what stands in it, Knowledge, Wording. Writes: Term records.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.intent import Found
from index.knowledge import Knowledge
from index.plan import Term
from index.syllables import Syllable, syllables
from index.weights import EvidenceWeights
from index.wording import Wording

_PARTING = re.compile(r"[.;:!?()\n|]")
_WHO = frozenset({"agency", "tasks"})

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with the places of what is not its subject."""

    comparable: str
    askings: Sequence[Found]
    roles: Sequence[Found]
    masked: Sequence[Span]
    """Dates, numbers of acts, agencies that are a filter: they count for nothing here."""
    agencies: Sequence[Span] = ()
    """Agencies that stand beside the subject: they count less than it."""


def _fillers(text: str, found: Sequence[Syllable], known: Knowledge, words: Wording, tied: float) -> set[int]:
    """Starts of the syllables that carry nothing; one tied to its neighbour in the corpus does carry."""
    starts: set[int] = set()
    for m in words.fillers.finditer(text):
        inside = [at for at, s in enumerate(found) if m.start() <= s.start < m.end()]
        if len(inside) == 1:
            at = inside[0]
            beside = [(at - 1, at)] * (at > 0) + [(at, at + 1)] * (at + 1 < len(found))
            if any(known.tied(found[i].word, found[j].word) >= tied for i, j in beside):
                continue
        starts.update(found[at].start for at in inside)
    return starts


def terms_of(asking: Asking, known: Knowledge, words: Wording, weights: EvidenceWeights) -> tuple[Term, ...]:
    """Every syllable of a question with its weight.

    Words of asking, fillers and what is masked count nothing; words of roles nothing where the question
    asks who, and less than others elsewhere; so do the words of an agency beside another subject.
    """
    nothing = [*((f.start, f.end) for f in asking.askings), *asking.masked]
    parts = [m.start() for m in _PARTING.finditer(asking.comparable)]
    found = syllables(asking.comparable)
    fillers = _fillers(asking.comparable, found, known, words, weights.tied)
    who = any(f.what in _WHO for f in asking.askings)
    roles = [(f.start, f.end) for f in asking.roles]
    leads = [(f.start, f.end) for f in asking.roles if f.what == "lead"]

    def weight(s: Syllable) -> float:
        if s.start in fillers or _inside(s, nothing):
            return 0.0
        if _inside(s, roles):
            return weights.role_word if who or _inside(s, leads) else weights.role_content
        return weights.agency_word if _inside(s, asking.agencies) else 1.0

    return tuple(
        Term(s.word, weight(s), sum(at < s.start for at in parts), _inside(s, asking.agencies)) for s in found
    )


def _inside(s: Syllable, spans: Sequence[Span]) -> bool:
    return any(start <= s.start < end for start, end in spans)


def tells(terms: Sequence[Term]) -> bool:
    """Whether the terms name anything to find; numbers alone name nothing."""
    return any(term.weight > 0 and not term.word.isdigit() for term in terms)
