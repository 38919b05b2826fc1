"""BM25 taken apart into two vectors, whose inner product is the score that tantivy gives.

A document's side holds, for each of its terms, how full of it the document is; a query's side how rare the
term is and how much its field counts. Lengths are rounded as tantivy rounds them, to one byte.
S. Robertson and H. Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009, section 3;
rounding as `fieldnorm/code.rs` of tantivy, which is Lucene's SmallFloat.

Reads: counts. Writes: weights.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_SATURATION = 1.2
_LENGTH_SHARE = 0.75
_EXACT = 24
"""Lengths that have a byte of their own before the rounding begins."""


def _steps() -> list[int]:
    """The lengths that one byte can tell apart, ascending."""
    found = list(range(_EXACT))
    for step in range(256 - _EXACT):
        digits, shift = step & 7, (step >> 3) - 1
        found.append(_EXACT + (digits if shift < 0 else (digits | 8) << shift))
    return found


_LENGTHS = np.array(_steps(), np.int64)


def rounded_length(tokens: int) -> int:
    """A number of tokens as tantivy keeps it: the largest step that is not above it."""
    return int(_LENGTHS[np.searchsorted(_LENGTHS, tokens, side="right") - 1])


def fullness(times: Floats, length: Floats, mean: Floats) -> Floats:
    """The document's side, 0..1: how often a term stands in a field of some length, where `mean` is usual."""
    share = np.float32(_LENGTH_SHARE)
    norm = np.float32(_SATURATION) * (1 - share + share * length / np.maximum(mean, np.float32(1e-9)))
    full: Floats = (times / (times + norm)).astype(np.float32)
    return full


def rarity(holding: NDArray[np.int64], documents: int) -> Floats:
    """The query's side: the information of terms that so many of the documents hold."""
    rest = (documents - holding).astype(np.float32)
    information = np.log1p((rest + np.float32(0.5)) / (holding.astype(np.float32) + np.float32(0.5)))
    rare: Floats = (information * np.float32(1 + _SATURATION)).astype(np.float32)
    return rare
