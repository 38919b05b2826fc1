"""The lines of articles as numbers of syllables: how far one line says what a question says.

A long article answers by one of its khoản or điểm, which stand on lines of their own. Scored as a whole, it
loses to short ones; scored by its best line, and by that line together with its heading, it does not.
The first two lines of an article are its act's title and its own.

Reads: articles. Writes: files; Likeness records.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.articles.mapped import mapped
from index.articles.question_syllables import QuestionSyllables
from index.syllables import words

_VOCABULARY = "line_syllables.json"
_TOKENS = "line_tokens.npy"
_ENDS = "line_ends.npy"
_WEIGHTS = "line_weights.npy"
_ARTICLES = "article_lines.npy"
_HEADING = 2
"""Lines of the heading: the act's, the article's."""
_MOST = 150
"""Lines of an article that are kept."""
_SHORTEST = 3
"""Syllables of a line that says anything."""
_CHUNK = 1_000_000
_UNKNOWN = 2**31
"""From here on stand the numbers of syllables that no article has."""
SYLLABLE = 4
"""Bytes of a spelled syllable."""
_BITS = 20
"""Bits of a syllable's number."""

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far articles and a question say the same, a number an article, 0..1."""

    line: Floats
    """Of the information in the question, what the best line holds."""
    alike: Floats
    """Of the best line and the question together, what both hold."""
    whole: Floats
    """As `line`, the heading counted with every line."""
    title: Floats
    """As `alike`, for the article's title."""
    act: Floats
    """Of the information in the act's title, what the question holds."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the lines of some articles hold of a question; the lines of one article stand together."""

    lines: NDArray[np.int64]
    starts: NDArray[np.int64]
    """Where each article's lines start."""
    counts: NDArray[np.int64]
    single: NDArray[np.bool_]
    """Lines × different syllables of the question."""
    pairs: NDArray[np.bool_]
    """Lines × different pairs of the question."""
    told_single: Floats
    """The information in each syllable."""
    told_pairs: Floats
    weights: Floats
    """The information in each line."""
    lengths: NDArray[np.int64]
    """Syllables of each line."""

    @property
    def own(self) -> float:
        """The information in the question."""
        return float(self.told_single.sum() + self.told_pairs.sum()) or 1.0

    @property
    def both(self) -> Floats:
        """The information that each line and the question share."""
        return information(self.single, self.told_single) + information(self.pairs, self.told_pairs)

    @property
    def body(self) -> NDArray[np.bool_]:
        """Which lines are no headings."""
        found = np.ones(len(self.lines), bool)
        found[self.starts] = found[self.starts + 1] = False
        return found


def information(held: NDArray[np.bool_], told: Floats) -> Floats:
    """How much each row holds, of what tells as much as `told` says (one number a column)."""
    # NumPy was seen to warn of invalid values here where none was: lanes beyond the end of so small an array.
    with np.errstate(invalid="ignore"):
        return np.asarray(held @ told, np.float32)


class LineWriter:
    """Takes articles one after another and writes their lines."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._counts: Counter[int] = Counter()
        self._tokens: list[NDArray[np.uint32]] = []
        self._waiting: list[int] = []
        self._lengths: list[int] = []
        self._lines: list[int] = []

    def add(self, act: str, title: str, text: str) -> None:
        """Takes the next article."""
        said = (words(line) for line in text.split("\n", _MOST)[:_MOST])
        kept = [words(act), words(title), *(line for line in said if len(line) >= _SHORTEST)]
        ids = self._ids
        for line in kept:
            self._waiting += [ids.setdefault(word, len(ids)) for word in line]
            self._lengths.append(len(line))
        self._lines.append(len(kept))
        if len(self._waiting) >= _CHUNK:
            self._settle()

    def _settle(self) -> None:
        run = np.array(self._waiting, np.uint32)
        self._waiting = []
        self._counts.update(dict(enumerate(np.bincount(run).tolist())))
        self._tokens.append(run)

    def write(self, folder: Path) -> None:
        """Writes what was taken."""
        self._settle()
        tokens = np.concatenate(self._tokens)
        ends = np.cumsum(self._lengths, dtype=np.int64)
        counts = {word: self._counts[number] for word, number in self._ids.items()}
        (folder / _VOCABULARY).write_text(json.dumps(counts, ensure_ascii=False), encoding="utf-8")
        np.save(folder / _TOKENS, tokens)
        np.save(folder / _ENDS, ends)
        np.save(folder / _ARTICLES, np.cumsum(self._lines, dtype=np.int64))
        np.save(folder / _WEIGHTS, _weights(tokens, ends, _information(list(counts.values()))))


def _information(counts: Sequence[int]) -> Floats:
    """What each syllable tells: the log of its rarity."""
    return np.log((sum(counts) + 1) / (np.array(counts, np.float32) + 0.5)).astype(np.float32)


def _weights(tokens: NDArray[np.uint32], ends: NDArray[np.int64], information: Floats) -> Floats:
    """The information of each line's different syllables and pairs; a pair tells as its first syllable."""
    weights = np.zeros(len(ends), np.float32)
    line = 0
    while line < len(ends):
        start = int(ends[line - 1]) if line else 0
        last = max(line + 1, int(np.searchsorted(ends, start + _CHUNK)))
        here = tokens[start : int(ends[last - 1])].astype(np.int64)
        lengths = np.diff(ends[line:last], prepend=start)
        owner = np.repeat(np.arange(last - line), lengths)
        single = np.unique(owner << _BITS | here)
        beside = owner[:-1] == owner[1:]
        pairs = np.unique((owner[:-1] << 2 * _BITS | here[:-1] << _BITS | here[1:])[beside])
        mask = (1 << _BITS) - 1
        for keys, shift in ((single, 0), (pairs, _BITS)):
            told = information[(keys >> shift) & mask]
            weights[line:last] += np.bincount(keys >> (shift + _BITS), told, last - line).astype(np.float32)
        line = last
    return weights


class ArticleLines:
    """Written lines, opened; read from their files as needed."""

    def __init__(self, folder: Path) -> None:
        counts: dict[str, int] = json.loads((folder / _VOCABULARY).read_text(encoding="utf-8"))
        self._ids = {word: number for number, word in enumerate(counts)}
        self._told = _information(list(counts.values()))
        self._tokens: NDArray[np.uint32] = mapped(folder / _TOKENS)
        self._ends: NDArray[np.int64] = mapped(folder / _ENDS)
        self._weights: Floats = mapped(folder / _WEIGHTS)
        self._articles: NDArray[np.int64] = mapped(folder / _ARTICLES)

    @cached_property
    def _unknown(self) -> float:
        return float(self._told.max(initial=1.0))

    def held(self, asked: Sequence[str], rows: Sequence[int]) -> Held:
        """What each line of these articles holds of a question's syllables."""
        question = QuestionSyllables.of(self._numbers(asked))
        first, last = _spans(self._articles, np.asarray(rows, np.int64))
        counts = last - first
        starts = np.cumsum(counts) - counts
        lines = np.arange(counts.sum()) + np.repeat(first - starts, counts)
        begin, end = _spans(self._ends, lines)
        single, pairs = question.held(*self._read(begin, end, starts), len(lines), len(self._ids))
        return Held(
            lines=lines,
            starts=starts,
            counts=counts,
            single=single,
            pairs=pairs,
            told_single=self._of(question.single),
            told_pairs=self._of(question.left),
            weights=np.asarray(self._weights[lines]),
            lengths=end - begin,
        )

    def likeness(self, asked: Sequence[str], rows: Sequence[int]) -> Likeness:
        """How far these articles say what a question's syllables say."""
        held = self.held(asked, rows)
        starts, both, body = held.starts, held.both, held.body
        heading = np.repeat(np.arange(len(rows)), held.counts)
        whole_single = held.single | (held.single[starts] | held.single[starts + 1])[heading]
        whole_pairs = held.pairs | (held.pairs[starts] | held.pairs[starts + 1])[heading]
        whole = information(whole_single, held.told_single) + information(whole_pairs, held.told_pairs)
        alike = 2 * both / np.maximum(held.own + held.weights, 1e-6)
        return Likeness(
            line=_best(np.where(body, both, 0) / held.own, starts),
            alike=_best(np.where(body, alike, 0), starts),
            whole=_best(whole / held.own, starts),
            title=np.asarray(alike[starts + 1], np.float32),
            act=np.asarray(both[starts] / np.maximum(held.weights[starts], 1e-6), np.float32),
        )

    def beginning(self, lines: NDArray[np.int64], term: Sequence[str], late: int) -> NDArray[np.int64]:
        """By line, the syllable after a term with which the line begins; -1 where it does not begin so.

        `late` syllables, the numbering of the line, may stand before the term.
        """
        numbers = np.array(self._numbers(term), np.int64)
        starts, ends = _spans(self._ends, lines)
        found = np.full(len(lines), -1, np.int64)
        for before in range(late, -1, -1):
            first = starts + before
            long = np.flatnonzero(first + len(numbers) < ends)
            if not len(long) or not len(numbers):
                continue
            places = first[long, None] + np.arange(len(numbers) + 1)
            read = self._tokens[places].astype(np.int64)
            same = (read[:, :-1] == numbers).all(axis=1)
            found[long[same]] = read[same, -1]
        return found

    def spelled(self, line: int) -> bytes:
        """A line's syllables, as something that equals that of a line of the same ones only."""
        start = int(self._ends[line - 1]) if line else 0
        return self._tokens[start : int(self._ends[line])].tobytes()

    def act(self, row: int) -> bytes:
        """The title of an article's act, spelled."""
        return self.spelled(int(self._articles[row - 1]) if row else 0)

    def spelling(self, syllables: Sequence[str]) -> bytes:
        """Syllables, spelled as lines are: SYLLABLE bytes each, also those that no article has."""
        numbers = [self._ids.get(word, _UNKNOWN + crc32(word.encode()) % _UNKNOWN) for word in syllables]
        return np.array(numbers, np.uint32).tobytes()

    def number(self, syllable: str) -> int:
        """The number of a syllable; below 0 where no article has it."""
        return self._ids.get(syllable, -2)

    def _numbers(self, asked: Sequence[str]) -> list[int]:
        """The numbers of syllables; those that no article has get numbers below 0."""
        unknown: dict[str, int] = {}
        return [
            self._ids[word] if word in self._ids else unknown.setdefault(word, -1 - len(unknown))
            for word in asked
        ]

    def _of(self, numbers: NDArray[np.int64]) -> Floats:
        known = numbers >= 0
        return np.where(known, self._told[np.where(known, numbers, 0)], self._unknown).astype(np.float32)

    def _read(
        self, begin: Numbers, end: Numbers, starts: Numbers
    ) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """The syllables of articles' lines, and the line each stands in; an article's lines lie together."""
        last = np.append(starts[1:], len(end)) - 1
        runs = zip(begin[starts].tolist(), end[last].tolist(), strict=True)
        read = np.concatenate([self._tokens[:0], *(self._tokens[one:other] for one, other in runs)])
        return read, np.repeat(np.arange(len(begin)), end - begin)


def _spans(ends: Numbers, at: Numbers) -> tuple[Numbers, Numbers]:
    """Where runs that lie one behind the other begin and end."""
    return np.where(at > 0, ends[np.maximum(at - 1, 0)], 0), ends[at]


def _best(values: NDArray[np.floating], starts: NDArray[np.int64]) -> Floats:
    return np.asarray(np.maximum.reduceat(values, starts), np.float32)
