"""Syllable pairs of a corpus of millions of words, in arrays that are read from their files as needed.

The statistics of `index.marks` for a corpus whose pairs would fill hundreds of megabytes as a dictionary;
those of question words and of a dictionary are added, since laws do not ask.

Reads: texts as syllables. Writes: three files; log probabilities.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.articles.mapped import mapped
from index.marks import DIGITS, START, Likelihoods, SyllablePairs, first, mixed
from index.syllables import fold

_SINGLE = "syllables.json"
_KEYS = "syllable_pairs.npy"
_COUNTS = "syllable_pair_counts.npy"
_CHUNK = 4_000_000
_RARE = 2
"""Pairs seen less often are left out: they fill most of the table and say least."""
_TIMES = 200
"""How much more one syllable of question words counts than one of the corpus, which is so much larger."""
_WORD = (1 << 32) - 1
"""A pair is one number: the left syllable's, and in these bits the right one's."""

Keys = NDArray[np.int64]


class PairCounter:
    """Counts syllables and pairs of neighbours, text by text, in bounded memory."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {START: 0}
        self._single: Counter[int] = Counter()
        self._waiting: list[int] = []
        self._keys = np.empty(0, np.int64)
        self._counts = np.empty(0, np.int64)

    def add(self, run: Iterable[str]) -> None:
        """Counts one stretch of syllables; the first counts as standing at the beginning of a sentence."""
        ids = self._ids
        self._waiting.append(0)
        self._waiting += [ids.setdefault(DIGITS if word.isdigit() else word, len(ids)) for word in run]
        if len(self._waiting) >= _CHUNK:
            self._merge()

    def _merge(self) -> None:
        run = np.array(self._waiting, np.int64)
        self._waiting = []
        self._single.update(dict(enumerate(np.bincount(run).tolist())))
        pairs = (run[:-1] << 32 | run[1:])[run[1:] != 0]
        keys, counts = np.unique(pairs, return_counts=True)
        keys, at = np.unique(np.concatenate([self._keys, keys]), return_inverse=True)
        self._counts = np.bincount(at, np.concatenate([self._counts, counts])).astype(np.int64)
        self._keys = keys

    def write(self, folder: Path) -> None:
        """Writes what was counted."""
        if self._waiting:
            self._merge()
        kept = self._counts >= _RARE if len(self._keys) > _CHUNK // 10 else self._counts > 0
        np.save(folder / _KEYS, self._keys[kept])
        np.save(folder / _COUNTS, self._counts[kept].astype(np.uint32))
        counts = {word: self._single[number] for word, number in self._ids.items()}
        (folder / _SINGLE).write_text(json.dumps(counts, ensure_ascii=False), encoding="utf-8")


class SyllableTable:
    """The counted statistics, opened; what `restore` asks for.

    Those of `beside` count for all that is asked for, those of `asked` for what `restore` asks alone.
    """

    def __init__(self, folder: Path, beside: SyllablePairs, asked: SyllablePairs | None = None) -> None:
        counts: dict[str, int] = json.loads((folder / _SINGLE).read_text(encoding="utf-8"))
        self._ids = {word: number for number, word in enumerate(counts)}
        self._keys: Keys = mapped(folder / _KEYS)
        self._counts: NDArray[np.uint32] = mapped(folder / _COUNTS)
        counts.pop(START, None)
        self._told = _more(counts, beside)
        self._told_total = sum(self._told.values())
        together = _more(self._told, asked) if asked else self._told
        self._single = together
        self._total = sum(together.values())
        readings: dict[str, list[str]] = {}
        for word, _ in together.most_common():
            readings.setdefault(fold(word), []).append(word)
        self._readings = {bare: tuple(words) for bare, words in readings.items()}
        for word in together:
            self._ids.setdefault(word, len(self._ids))
        self._unknown = len(self._ids)
        self._alone = np.array([*(together[word] for word in self._ids), 0], np.int64)
        self._before = self._alone.copy()
        self._before[self._ids[START]] = first(self._total)
        self._asking = self._arrays(beside + asked if asked else beside)

    def _arrays(self, beside: SyllablePairs) -> tuple[Keys, NDArray[np.int64]]:
        found = {self._ids[a] << 32 | self._ids[b]: n for (a, b), n in beside.pairs.items()}
        keys = np.array(sorted(found), np.int64)
        return keys, np.array([found[key] for key in keys.tolist()], np.int64)

    @property
    def single(self) -> Mapping[str, int]:
        """How often each syllable stands in the corpus, in the words of asking and in whole questions."""
        return self._single

    @property
    def readings(self) -> Mapping[str, tuple[str, ...]]:
        """A syllable without marks → those that it may stand for."""
        return self._readings

    def information(self, word: str) -> float:
        """How much a syllable says: the log of its rarity."""
        return math.log((self._told_total + 1) / (self._told.get(word, 0) + 0.5))

    def steps(self, choices: Sequence[Sequence[str]]) -> list[Likelihoods]:
        """Log probabilities between neighbours; a row a choice before, a column a choice after."""
        numbers = [
            np.array([self._ids.get(one, self._unknown) for one in some], np.int64) for some in choices
        ]
        wanted = [lefts[:, None] << 32 | words for lefts, words in pairwise(numbers)]
        keys = np.concatenate([one.ravel() for one in wanted])
        together = _counted(keys, self._keys, self._counts) + _counted(keys, *self._asking) * _TIMES
        found = mixed(together, self._before[keys >> 32], self._alone[keys & _WORD], self._total)
        ends = np.cumsum([one.size for one in wanted])[:-1]
        return [part.reshape(one.shape) for part, one in zip(np.split(found, ends), wanted, strict=True)]


def _more(counts: Mapping[str, int], further: SyllablePairs) -> Counter[str]:
    found = Counter(counts)
    for word, times in further.single.items():
        found[word] += times * _TIMES
    return found


def _counted(wanted: Keys, keys: Keys, counts: NDArray[Any]) -> NDArray[Any]:
    """How often each of these pairs was counted."""
    if not len(keys):
        return np.zeros(len(wanted), np.int64)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, counts[at], 0)
