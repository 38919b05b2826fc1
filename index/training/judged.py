"""How well scores order the candidates of a question whose answers are known.

Reads: ids, scores, judgements. Writes: numbers between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.evaluation.metrics import ndcg

_DEPTH = 10


def score(ids: Sequence[str], scores: NDArray[np.float32], grades: Mapping[str, int]) -> float:
    """nDCG@10 of the order that scores give; of equal ones the first comes first."""
    order = np.argsort(-scores, kind="stable")[:_DEPTH]
    return ndcg([ids[at] for at in order], grades, _DEPTH)
