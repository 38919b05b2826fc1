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


Bits = NDArray[np.uint16]
_LEAVES = 16
"""Leaves of a tree at most: a bit each."""


@cache
def _lowest() -> NDArray[np.int64]:
    """For every number of so many bits the place of its lowest one that is set."""
    numbers = np.arange(1, 2**_LEAVES)
    return np.concatenate(([0], np.log2(numbers & -numbers))).astype(np.int64)


@dataclass(frozen=True, slots=True)
class LearnedOrder:
    """Trees as arrays; all questions of all trees are asked at once (QuickScorer: Lucchese et al. 2015)."""

    revision: str
    """The revision of the model whose vectors the trees were grown with."""
    trait: NDArray[np.int16]
    """Trees × questions: the trait that is asked for."""
    limit: Floats
    """Trees × questions: whether the trait is no greater than this."""
    left: Bits
    """Trees × questions: the leaves that are left where the answer is no, from the left a bit each."""
    value: Floats
    """Trees × leaves: what the leaf adds to the fused score."""

    def corrections(self, table: Floats) -> Floats:
        """What is added to the fused score of each candidate; `table` as `traits` makes it."""
        yes = table.T[self.trait] <= self.limit[..., None]
        left = np.bitwise_and.reduce(np.where(yes, np.uint16(2**_LEAVES - 1), self.left[..., None]), axis=1)
        reached = np.take_along_axis(self.value, _lowest()[left], axis=1)
        return np.asarray(reached.sum(axis=0), np.float32)


def left_where_no(path: NDArray[np.int8]) -> Bits:
    """The `left` of trees by the ways to their leaves.

    `path`, trees × leaves × questions: 1 where a leaf wants yes, -1 where no, 0 where it asks nothing. Leaves
    stand from the left, those behind a yes before those behind a no. Raises ValueError where a tree has more
    leaves than bits.
    """
    if path.shape[1] > _LEAVES:
        raise ValueError(f"trees of {path.shape[1]} leaves, at most {_LEAVES}")
    bits = (np.uint32(1) << np.arange(path.shape[1], dtype=np.uint32))[None, :, None]
    found = 2**_LEAVES - 1 - np.where(path > 0, bits, 0).sum(axis=1)
    return np.asarray(found, np.uint16)


@cache
def learned_order(revision: str, path: Path = FILE) -> LearnedOrder | None:
    """The learned order that holds for a model's revision; None where there is none."""
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as file:
        if str(file["revision"]) != revision or tuple(file["traits"].tolist()) != TRAITS:
            return None
        return LearnedOrder(
            revision, file["trait"], file["limit"], left_where_no(file["path"]), file["value"]
        )
