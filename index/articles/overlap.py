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
