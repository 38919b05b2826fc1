"""Signals of different scales become one score: a weighted sum, each signal brought to 0..1 before.

Published and own measurements agree that normalised weights beat reciprocal ranks.

Reads: signals of candidates, weights. Writes: scores.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from index.articles.records import Mode, Signals
from index.weights import ArticleWeights

Floats = NDArray[np.float32]
SIGNALS = tuple(one.name for one in fields(Signals))
_ALONE: Mapping[Mode, str] = {"lexical": "words", "dense": "meaning"}
"""The one signal by which a mode orders."""


def over_best(scores: Floats) -> Floats:
    """Scores as shares of the best one; all 0 where none is above 0."""
    best = float(scores.max(initial=0.0))
    return scores / best if best > 0 else np.zeros_like(scores)


def in_band(scores: Floats, low: float, high: float) -> Floats:
    """Inner products as 0..1 within the band in which a model's lie."""
    return np.asarray(np.clip((scores - low) / (high - low), 0.0, 1.0), np.float32)


def fused(signals: Mapping[str, Floats], mode: Mode, weights: ArticleWeights) -> Floats:
    """One score for each candidate, 0..1; a signal that is not given counts as 0."""
    if mode in _ALONE:
        return signals[_ALONE[mode]]
    counted = {name: getattr(weights, name) for name in SIGNALS}
    total = sum(counted.values())
    found = sum(counted[name] * values for name, values in signals.items())
    return np.asarray(found / total, np.float32)
