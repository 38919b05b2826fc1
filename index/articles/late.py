"""Late comparison: every token of a question with every token of a window, the nearest one counting.

A token of a window is kept as the signs of its projected vector, one bit a number, so that the tokens of
tens of thousands of articles fit a small file; a question's tokens keep their numbers (ColBERT, Khattab and
Zaharia 2020). The projection lies beside the model that was trained with it; a model without one has no such
stage.

Reads: token vectors. Writes: signs; scores.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

BITS = 128
"""Signs of a token."""
PROJECTION = "late_interaction.safetensors"
"""The file of a model's folder that holds the projection, under the name `weight`."""
_BYTES = BITS // 8

_SPREAD = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).astype(np.float32) * 2 - 1
"""The eight signs of every byte, as numbers."""

Signs = NDArray[np.uint8]
"""One row a token, BITS // 8 bytes."""
Floats = NDArray[np.float32]


def signs(tokens: Floats, projection: Floats) -> Signs:
    """The signs of projected token vectors; a row a token."""
    return np.packbits(tokens @ projection.T > 0, axis=1)


def projected(tokens: Floats, projection: Floats) -> Floats:
    """A question's token vectors, projected, each of length 1."""
    found = tokens @ projection.T
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)


def scores(question: Floats, windows: Sequence[Signs]) -> Floats:
    """For each window (of at least one token) the mean over the question's tokens of the nearest, -1..1."""
    if not windows:
        return np.empty(0, np.float32)
    starts = np.cumsum([0, *(len(window) for window in windows[:-1])])
    spread = _SPREAD.take(np.concatenate(windows), axis=0).reshape(-1, BITS)
    near = question @ spread.T / math.sqrt(BITS)
    return np.asarray(np.maximum.reduceat(near, starts, axis=1).mean(axis=0), np.float32)
