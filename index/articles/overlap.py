"""How much of what some words say stands in a text, every syllable weighed by the information it carries.

Reads: syllables, texts, a syllable table. Writes: shares, 0..1.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from index.articles.syllable_table import SyllableTable
from index.syllables import words


def share_of(asked: Sequence[str], text: str, table: SyllableTable) -> float:
    """How much of the information in these syllables, and in pairs of neighbours, a text holds."""
    held = words(text)
    single, pairs = set(held), set(pairwise(held))
    total = found = 0.0
    for word in asked:
        weight = table.information(word)
        total += weight
        found += weight * (word in single)
    for pair in pairwise(asked):
        weight = table.information(pair[0])
        total += weight
        found += weight * (pair in pairs)
    return found / total if total else 0.0


class Saying:
    """Some words, to be compared with many short texts that may say the same."""

    def __init__(self, asked: Sequence[str], table: SyllableTable) -> None:
        self._table = table
        self._single, self._pairs = set(asked), set(pairwise(asked))
        self._own = self._weight(self._single, self._pairs)

    def alike(self, text: str) -> float:
        """The information that both hold, as a share of the mean of both."""
        held = words(text)
        single, pairs = set(held), set(pairwise(held))
        both = self._weight(single & self._single, pairs & self._pairs)
        every = self._own + self._weight(single, pairs)
        return 2 * both / every if every else 0.0

    def _weight(self, single: set[str], pairs: set[tuple[str, str]]) -> float:
        information = self._table.information
        return sum(map(information, single)) + sum(information(left) for left, _ in pairs)
