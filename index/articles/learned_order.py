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
    """Trees as arrays; a tree asks all of its questions at once, and one leaf agrees with all answers."""

    revision: str
    """The revision of the model whose vectors the trees were grown with."""
    trait: NDArray[np.int16]
    """Trees × questions: the trait that is asked for."""
    limit: Floats
    """Trees × questions: whether the trait is no greater than this."""
    path: Floats
    """Trees × leaves × questions: 1 where a leaf wants yes, -1 where no, 0 where it asks nothing."""
    value: Floats
    """Trees × leaves: what the leaf adds to the fused score."""

    def corrections(self, table: Floats) -> Floats:
        """What is added to the fused score of each candidate; `table` as `traits` makes it."""
        answers = np.where(table.T[self.trait] <= self.limit[..., None], np.float32(1), np.float32(-1))
        wanted = np.abs(self.path).sum(axis=-1)[..., None]
        reached = (self.path @ answers == wanted).reshape(-1, len(table)).astype(np.float32)
        return np.asarray(self.value.reshape(-1) @ reached, np.float32)


@cache
def learned_order(revision: str, path: Path = FILE) -> LearnedOrder | None:
    """The learned order that holds for a model's revision; None where there is none."""
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as file:
        if str(file["revision"]) != revision or tuple(file["traits"].tolist()) != TRAITS:
            return None
        wants = file["path"].astype(np.float32)
        return LearnedOrder(revision, file["trait"], file["limit"], wants, file["value"])
