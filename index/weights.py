"""The weights and thresholds of a search, from the one file that holds them.

Reads: index/weights.toml. Writes: Weights.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.vocabulary import record


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read and returned."""

    longest_query: int
    candidates: int
    answers: int
    directives: int
    agency_tasks: int
    search_candidates: int
    search_page: int
    facet_values: int


@dataclass(frozen=True, slots=True)
class EvidenceWeights:
    """What each way of finding a question's word in a passage counts."""

    lone_syllable: float
    synonym: float
    clause_share: float
    worth_a_look: float
    tied: float
    typed_number: float
    few_acts: float
    heading_share: float
    role_word: float
    role_content: float
    agency_word: float


@dataclass(frozen=True, slots=True)
class MeaningBand:
    """The band of inner products that becomes 0..1."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """What each signal adds to a passage's score."""

    words: float
    meaning: float
    number: float
    heading: float
    role: float
    assigned: float
    agency: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What an answer needs."""

    answer: float
    lead: float
    widest_lead: float
    words: float
    of_agency: float
    passages: int
    tenfold: float
    follow: float
    search_words: float


@dataclass(frozen=True, slots=True)
class DirectiveWeights:
    """What speaks for a directive."""

    follow: float
    answer: float
    context: float
    cited: float
    type: float
    issuer: float


@dataclass(frozen=True, slots=True)
class ArticleWeights:
    """What each signal of an article counts, and how many articles each index proposes."""

    syllable: float
    pair: float
    heading: float
    heading_pair: float
    proposed: int
    windows: int
    compared: int
    ordered: int
    words: float
    meaning: float
    line: float
    alike: float
    whole: float
    title: float
    act: float
    provision: float
    late: float
    named_act: float
    telling_title: int
    meaning_low: float
    meaning_high: float
    late_low: float
    late_high: float


@dataclass(frozen=True, slots=True)
class CodificationWeights:
    """What an article needs to answer a question."""

    weighed: int
    answers: int
    least: int
    words: float
    meaning: float
    answer: float
    follow: float
    equal: float


@dataclass(frozen=True, slots=True)
class Weights:
    """All of them, with the version that a plan carries."""

    version: str
    limits: Limits
    evidence: EvidenceWeights
    meaning: MeaningBand
    fusion: FusionWeights
    abstention: Thresholds
    directives: DirectiveWeights
    articles: ArticleWeights
    codification: CodificationWeights


@cache
def weights() -> Weights:
    """The weights of this version.

    Raises VocabularyError where a field is unknown or missing.
    """
    read = tomllib.loads((files("index") / "weights.toml").read_text(encoding="utf-8"))
    return record(Weights, read, "index/weights.toml")
