"""Signals of different scales become one score: a weighted sum, each signal normalised over the candidates.

Published and own measurements agree that normalised weights beat reciprocal ranks.

Reads: signals of candidates, weights. Writes: scores.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.articles.records import Mode, Signals
from index.weights import ArticleWeights

Floats = NDArray[np.float32]


def over_best(scores: Floats) -> Floats:
    """Scores as shares of the best one; all 0 where none is above 0."""
    best = float(scores.max(initial=0.0))
    return scores / best if best > 0 else np.zeros_like(scores)


def in_band(scores: Floats, low: float, high: float) -> Floats:
    """Inner products as 0..1 within the band in which a model's lie."""
    return np.asarray(np.clip((scores - low) / (high - low), 0.0, 1.0), np.float32)


def fused(signals: list[Signals], mode: Mode, weights: ArticleWeights) -> Floats:
    """One score for each candidate, 0..1."""
    counted = {
        "fused": (weights.words, weights.meaning, weights.title, weights.late),
        "lexical": (1.0, 0.0, 0.0, 0.0),
        "dense": (0.0, 1.0, 0.0, 0.0),
    }[mode]
    rows = [(one.words, one.meaning, one.title, one.late) for one in signals]
    given = np.array(rows, np.float32).reshape(-1, len(counted))
    return np.asarray(given @ np.array(counted, np.float32) / sum(counted), np.float32)
