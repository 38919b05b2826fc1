"""The marks of a query typed without them, from the syllable pairs of what the corpus itself says.

A syllable typed without marks may be any known syllable that folds to it; the likeliest sequence is found
over syllable pairs. A syllable that carries a mark is never changed, unless nobody writes it so (`giẩi` for
`giải`).

Reads: texts (once, to count), a query. Writes: SyllablePairs; a query with its marks.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.syllables import Syllable, comparable, fold, marked, syllables, words

_BREAK = re.compile(r"[.;:!?()\n|“”\"]+")
START = ""
"""Stands before the first syllable of a sentence in the statistics."""
SENTENCE = 12
"""Syllables of a sentence, about: how often one begins."""
DIGITS = "0"
"""Stands for any number in the statistics."""
_WIDEST = 12
"""Readings of one syllable that are weighed; the rarest are left out, which bounds a query's time."""
Spans = Sequence[tuple[int, int]]
Likelihoods = NDArray[np.float64]
Counts = NDArray[Any]
_PAIR_SHARE = 0.85
_ADDED = 0.05
_CHANGE_ANY, _CHANGE_EACH = 4.0, 3.0
"""Nats that a changed run must gain, and each of its syllables, in a query that carries marks elsewhere."""
_MOSTLY_BARE = 0.5
"""Share of unmarked syllables from which on a query counts as typed without marks; of a text a third is."""


class SyllableStatistics(Protocol):
    """What restoring looks at: which syllables there are, and how likely one is after another."""

    @property
    def single(self) -> Mapping[str, int]:
        """How often each syllable stands in the corpus."""
        ...

    @property
    def readings(self) -> Mapping[str, tuple[str, ...]]:
        """A syllable without marks → the syllables that it may stand for, the commonest first."""
        ...

    def steps(self, choices: Sequence[Sequence[str]]) -> list[Likelihoods]:
        """Log probabilities between neighbours: of each choice at a place after each at the place before."""
        ...


@dataclass(frozen=True)
class SyllablePairs:
    """How often each syllable, and each pair of neighbours, stands in the corpus."""

    single: Counter[str]
    pairs: Counter[tuple[str, str]]
    total: int
    readings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """A syllable without marks → the syllables that it may stand for, the commonest first."""

    @classmethod
    def counted(cls, single: Counter[str], pairs: Counter[tuple[str, str]]) -> SyllablePairs:
        """Statistics from counts."""
        readings: dict[str, list[str]] = {}
        for word, _ in single.most_common():
            readings.setdefault(fold(word), []).append(word)
        return cls(
            single, pairs, sum(single.values()), {key: tuple(value) for key, value in readings.items()}
        )

    @classmethod
    def of(cls, texts: Iterable[str], times: int = 1, *, begins: bool = True) -> SyllablePairs:
        """Statistics of texts, each counted `times` times; `begins`: whether sentences begin with them."""
        single: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        for text in texts:
            for part in _BREAK.split(text):
                run = [DIGITS if word.isdigit() else word for word in words(part)]
                single.update(run)
                pairs.update(pairwise([START, *run] if begins else run))
        return cls.counted(single, pairs).times(times)

    def times(self, factor: int) -> SyllablePairs:
        """The same statistics, every count multiplied."""
        if factor == 1:
            return self
        single = Counter({word: n * factor for word, n in self.single.items()})
        pairs = Counter({pair: n * factor for pair, n in self.pairs.items()})
        return SyllablePairs(single, pairs, self.total * factor, self.readings)

    def __add__(self, other: SyllablePairs) -> SyllablePairs:
        """Statistics of both."""
        return SyllablePairs.counted(self.single + other.single, self.pairs + other.pairs)

    def as_json(self) -> str:
        """The counts as text, for a file of the index."""
        pairs: dict[str, dict[str, int]] = {}
        for (left, right), n in self.pairs.items():
            pairs.setdefault(left, {})[right] = n
        return json.dumps({"single": self.single, "pairs": pairs}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> SyllablePairs:
        """Statistics from `as_json`'s text."""
        read = json.loads(text)
        pairs = Counter({(left, right): n for left, row in read["pairs"].items() for right, n in row.items()})
        return cls.counted(Counter(read["single"]), pairs)

    def steps(self, choices: Sequence[Sequence[str]]) -> list[Likelihoods]:
        """Log probabilities between neighbours; a row a choice before, a column a choice after."""
        return [self._step(lefts, words) for lefts, words in pairwise(choices)]

    def _step(self, lefts: Sequence[str], words: Sequence[str]) -> Likelihoods:
        together = np.array([[self.pairs.get((left, word), 0) for word in words] for left in lefts])
        before = np.array([self.single.get(left, 0) if left else first(self.total) for left in lefts])
        alone = np.array([self.single.get(word, 0) for word in words])
        return mixed(together, before[:, None], alone[None, :], self.total)


def first(total: int) -> int:
    """How often a sentence begins among so many syllables."""
    return max(total // SENTENCE, 1)


def mixed(together: Counts, before: Counts, alone: Counts, total: int) -> Likelihoods:
    """Log probabilities of syllables counted `alone` times, `together` of them after one counted `before`.

    Pairs are mixed with single counts, so that what was never seen is rare and not impossible. The arrays are
    of shapes that go together.
    """
    paired = np.divide(together, before, out=np.zeros(together.shape), where=before != 0)
    return np.asarray(np.log(_PAIR_SHARE * paired + (1 - _PAIR_SHARE) * (alone + _ADDED) / (total + 1)))


def _candidates(pairs: SyllableStatistics, word: str) -> tuple[str, ...]:
    if word.isdigit() or not word.isalpha():
        return (word,)
    if marked(word) and word in pairs.single:
        return (word,)
    known = pairs.readings.get(fold(word), ())[:_WIDEST]
    return known if word in known or (known and not pairs.single.get(word)) else (*known, word)


def _best(pairs: SyllableStatistics, choices: list[tuple[str, ...]]) -> list[str]:
    """The likeliest sequence of choices (Viterbi 1967)."""
    steps = pairs.steps([(START,), *map(_states, choices)])
    score = np.zeros(1)
    came: list[NDArray[np.intp]] = []
    for step in steps:
        reached = score[:, None] + step
        came.append(reached.argmax(0))
        score = reached.max(0)
    at, read = int(score.argmax()), []
    for options, before in zip(reversed(choices), reversed(came), strict=True):
        read.append(options[at])
        at = int(before[at])
    return read[::-1]


def _states(options: Sequence[str]) -> list[str]:
    return [DIGITS if option.isdigit() else option for option in options]


def _restorable(pairs: SyllableStatistics, found: list[Syllable], keep: Spans) -> list[tuple[str, ...]]:
    return [
        (s.word,)
        if any(start < s.end and s.start < end for start, end in keep)
        else _candidates(pairs, s.word)
        for s in found
    ]


def _worth(pairs: SyllableStatistics, before: list[str], after: list[str]) -> list[str]:
    """In a query with marks, keep a changed run only where it is far likelier than what was typed."""
    kept = list(after)
    at = 0
    while at < len(after):
        end = at
        while end < len(after) and after[end] != before[end] and not marked(before[end]):
            end += 1
        if end > at:
            gain = _gain(pairs, before, after, at, end)
            if gain < _CHANGE_ANY + _CHANGE_EACH * (end - at):
                kept[at:end] = before[at:end]
        at = max(end, at + 1)
    return kept


def _gain(pairs: SyllableStatistics, before: list[str], after: list[str], start: int, end: int) -> float:
    def likelihood(run: list[str]) -> float:
        whole = [START, *after[:start], *run, *after[end:]]
        return sum(float(step[0, 0]) for step in pairs.steps([[one] for one in whole[start : end + 2]]))

    return likelihood(after[start:end]) - likelihood(before[start:end])


def _in_case_of(printed: str, word: str) -> str:
    if printed.isupper() and len(printed) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if printed[:1].isupper() else word


def restore(query: str, pairs: SyllableStatistics, keep: Spans = ()) -> str:
    """The query with its marks where they were left out; the same text where none were.

    Spans in `keep` (short forms, numbers of acts), punctuation and the case of letters stay as typed. A
    query without any mark is restored whole; in one that carries some, an unmarked run changes only where
    the corpus speaks clearly for it.
    """
    found = syllables(query)
    typed = [s.word for s in found]
    if not found or all(word.isdigit() for word in typed):
        return query
    choices = _restorable(pairs, found, keep)
    if all(len(options) == 1 and options[0] == word for options, word in zip(choices, typed, strict=True)):
        return query
    read = _best(pairs, choices)
    bare = sum(not marked(word) for word in typed if word.isalpha())
    if bare < _MOSTLY_BARE * len(typed):
        read = _worth(pairs, typed, read)
    out: list[str] = []
    at = 0
    for s, word in zip(found, read, strict=True):
        printed = query[s.start : s.end]
        out += [query[at : s.start], printed if comparable(printed) == word else _in_case_of(printed, word)]
        at = s.end
    return "".join([*out, query[at:]])
