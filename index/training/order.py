"""The learned order of the best candidates: trees grown on questions of people.

    python -m index.training.order --index HOME QUERIES QRELS [--index HOME QUERIES QRELS …] --out FILE

Every home is an article index that `cancu evaluate --cache` keeps, all made with one model. Questions that
are held out are not looked at. LambdaMART starts from the fused score, so that the trees learn to correct it.

Reads: article indexes, questions with judgements. Writes: the trees, as arrays; lines.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.articles.learned_order import FILE
from index.articles.ordering import table
from index.articles.searching import ArticleIndex
from index.articles.traits import TRAITS
from index.evaluation import beir
from index.evaluation.metrics import ndcg
from index.training.partition import held_out
from index.weights import weights

_DEPTH = 10
_SEEDS = (1, 2, 3)
_FOLDS = 5
_SCALE = 28.0
"""What a difference of 1 in the fused score is, in the units in which trees learn."""
_TREES = 150
_GROWTH = {
    "objective": "lambdarank",
    "lambdarank_truncation_level": 12,
    "num_leaves": 15,
    "learning_rate": 0.04,
    "min_data_in_leaf": 40,
    "lambda_l2": 5.0,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "num_threads": 1,
    "deterministic": True,
    "verbose": -1,
}

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's candidates: ids, what distinguishes them, their fused score, which are right."""

    of: str
    ids: list[str]
    table: Floats
    fused: Floats
    grades: Mapping[str, int]

    @property
    def right(self) -> Floats:
        """1 for each candidate that answers the question."""
        return np.array([self.grades.get(one, 0) > 0 for one in self.ids], np.float32)

    def score(self, scores: Floats) -> float:
        """nDCG@10 of the order that scores give."""
        order = np.argsort(-scores, kind="stable")[:_DEPTH]
        return ndcg([self.ids[at] for at in order], self.grades, _DEPTH)


def questions(home: Path, queries: Path, qrels: Path) -> Iterator[Asked]:
    """The candidates of the questions of a set that are not held out."""
    grades, count = beir.qrels(qrels), weights().articles.ordered
    with ArticleIndex.open(home) as index:
        for number, question in beir.queries(queries).items():
            if held_out(number) or not grades.get(number):
                continue
            reading = index.read(question)
            found = index.candidates(reading, count)
            ids = [index.ids[row] for row in found.rows]
            looked_at = table(index.lines, reading, found)
            yield Asked(queries.parent.name, ids, looked_at, found.fused, grades[number])


def grown(asked: Sequence[Asked], seed: int) -> Any:  # noqa: ANN401 - a lightgbm.Booster
    """Trees of one seed."""
    import lightgbm

    some = [one for one in asked if one.right.any()]
    data = lightgbm.Dataset(
        np.concatenate([one.table for one in some]),
        np.concatenate([one.right for one in some]),
        group=[len(one.ids) for one in some],
        init_score=np.concatenate([one.fused * _SCALE for one in some]),
    )
    seeds = dict.fromkeys(("seed", "bagging_seed", "feature_fraction_seed"), seed)
    return lightgbm.train(_GROWTH | seeds, data, _TREES)


def cross_validated(asked: Sequence[Asked]) -> Floats:
    """nDCG@10 of each question by trees that were grown on others."""
    fold = np.random.default_rng(0).integers(0, _FOLDS, len(asked))
    scores = np.zeros(len(asked), np.float32)
    for one in range(_FOLDS):
        trees = [grown([asked[at] for at in np.flatnonzero(fold != one).tolist()], seed) for seed in _SEEDS]
        for at in np.flatnonzero(fold == one).tolist():
            added = np.mean([tree.predict(asked[at].table) for tree in trees], axis=0) / _SCALE
            scores[at] = asked[at].score(asked[at].fused + added)
    return scores


def write(boosters: Sequence[Any], revision: str, path: Path) -> None:
    """Writes the mean of boosters as arrays (see `index.articles.learned_order`)."""
    trees = [
        list(_nodes(tree["tree_structure"])) for one in boosters for tree in one.dump_model()["tree_info"]
    ]
    shape = (len(trees), max(map(len, trees)))
    trait, left, right = (np.zeros(shape, np.int16) for _ in range(3))
    limit, value = np.zeros(shape), np.zeros(shape, np.float32)
    for number, tree in enumerate(trees):
        for at, (asks, below, at_most, above, gives) in enumerate(tree):
            trait[number, at], limit[number, at] = asks, at_most
            left[number, at], right[number, at] = below, above
            value[number, at] = gives / _SCALE / len(boosters)
    depth = np.int64(max(_depth(tree, 0) for tree in trees))
    np.savez_compressed(
        path,
        revision=np.str_(revision),
        traits=np.array(TRAITS),
        depth=depth,
        trait=trait,
        limit=limit,
        left=left,
        right=right,
        value=value,
    )


_Node = tuple[int, int, float, int, float]
"""The trait asked for, where to go up to the limit, the limit, where to go above it, the value."""


def _nodes(root: Mapping[str, Any]) -> Iterator[_Node]:
    """A tree's nodes, the root first; a leaf leads to itself."""
    waiting, count = [root], 1
    for at, node in enumerate(waiting):
        if "leaf_value" in node:
            yield 0, at, 0.0, at, node["leaf_value"]
            continue
        waiting += [node["left_child"], node["right_child"]]
        yield node["split_feature"], count, node["threshold"], count + 1, 0.0
        count += 2


def _depth(tree: Sequence[_Node], at: int) -> int:
    _, left, _, right, _ = tree[at]
    return 0 if left == at else 1 + max(_depth(tree, left), _depth(tree, right))


def main() -> None:
    """Grows the trees, says what they are worth by cross-validation, and writes them."""
    parser = argparse.ArgumentParser(prog="python -m index.training.order", description=__doc__)
    parser.add_argument(
        "--index", nargs=3, action="append", required=True, type=Path, metavar=("HOME", "QUERIES", "QRELS")
    )
    parser.add_argument("--out", type=Path, default=FILE)
    given = parser.parse_args()
    asked = [one for files in given.index for one in questions(*files)]
    with ArticleIndex.open(given.index[0][0]) as index:
        revision = index.manifest.revision
    before = np.array([one.score(one.fused) for one in asked])
    after = cross_validated(asked)
    for name in dict.fromkeys(one.of for one in asked):
        of = np.array([one.of == name for one in asked])
        sys.stdout.write(f"{name}: {of.sum()} questions, nDCG@10 {before[of].mean():.4f}")
        sys.stdout.write(f", learned {after[of].mean():.4f} by cross-validation\n")
    write([grown(asked, seed) for seed in _SEEDS], revision, given.out)


if __name__ == "__main__":
    main()
