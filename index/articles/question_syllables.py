"""A question's syllables and pairs of neighbours, looked for in lines.

Reads: numbers of syllables. Writes: which of them each line holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class QuestionSyllables:
    """The different syllables of a question and its different pairs of neighbours, by number."""

    single: NDArray[np.int64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]

    @classmethod
    def of(cls, numbers: Sequence[int]) -> QuestionSyllables:
        """The question with these syllables; numbers below 0 are of those that no article has."""
        pairs = list(dict.fromkeys(pairwise(numbers)))
        return cls(
            np.array(list(dict.fromkeys(numbers)), np.int64),
            np.array([left for left, _ in pairs], np.int64),
            np.array([right for _, right in pairs], np.int64),
        )

    def held(
        self, tokens: NDArray[np.uint32], owner: NDArray[np.int64], lines: int, vocabulary: int
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which of the syllables, and of the pairs, stand in each line."""
        single = np.zeros((lines, len(self.single)), bool)
        pairs = np.zeros((lines, len(self.left)), bool)
        column = np.full(vocabulary, -1, np.int16)
        known = np.flatnonzero(self.single >= 0)
        column[self.single[known]] = known
        which = column.take(tokens)
        places = np.flatnonzero(which >= 0)
        which, line = which[places], owner[places]
        single[line, which] = True
        beside = (np.diff(places) == 1) & (line[:-1] == line[1:])
        pair = self._pair_columns()[which[:-1][beside], which[1:][beside]]
        pairs[line[:-1][beside][pair >= 0], pair[pair >= 0]] = True
        return single, pairs

    def _pair_columns(self) -> NDArray[np.int16]:
        """The column of each pair, by the columns of its two syllables; -1 where the question has none."""
        at = {number: column for column, number in enumerate(self.single.tolist())}
        found = np.full((len(at), len(at)), -1, np.int16)
        for column, (left, right) in enumerate(zip(self.left.tolist(), self.right.tolist(), strict=True)):
            found[at[left], at[right]] = column
        return found
