"""The order of the best candidates, learned: trees correct the weighted sum of the signals.

Gradient-boosted trees that were trained to rank (LambdaMART: Burges 2010) on questions of people; what they
look at is in `traits`. They were grown with a model's vectors and hold for those alone.

Reads: learned_order.npz. Writes: corrections.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.articles.traits import TRAITS

Floats = NDArray[np.float32]
FILE = Path(__file__).with_name("learned_order.npz")


@dataclass(frozen=True, slots=True)
class LearnedOrder:
    """Trees as arrays: trees × nodes; a leaf leads to itself."""

    revision: str
    """The revision of the model whose vectors the trees were grown with."""
    trait: NDArray[np.int16]
    """The trait that a node asks for."""
    limit: NDArray[np.float64]
    """A candidate whose trait is no greater goes left."""
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: Floats
    """The correction that a leaf gives, in units of the fused score."""
    depth: int

    def corrections(self, table: Floats) -> Floats:
        """What is added to the fused score of each candidate; `table` as `traits` makes it."""
        trees = np.arange(len(self.trait))[:, None]
        at = np.zeros((len(self.trait), len(table)), np.int16)
        rows = np.arange(len(table))[None, :]
        for _ in range(self.depth):
            lower = table[rows, self.trait[trees, at]] <= self.limit[trees, at]
            at = np.where(lower, self.left[trees, at], self.right[trees, at])
        return np.asarray(self.value[trees, at].sum(axis=0), np.float32)


@cache
def learned_order(revision: str, path: Path = FILE) -> LearnedOrder | None:
    """The learned order that holds for a model's revision; None where there is none."""
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as file:
        if str(file["revision"]) != revision or tuple(file["traits"].tolist()) != TRAITS:
            return None
        return LearnedOrder(
            revision=revision,
            trait=file["trait"],
            limit=file["limit"],
            left=file["left"],
            right=file["right"],
            value=file["value"],
            depth=int(file["depth"]),
        )
