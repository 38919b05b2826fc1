"""The learned order of the best candidates: trees grown on questions of people.

    python -m index.training.order --index HOME QUERIES QRELS … [--beside HOME QUERIES QRELS …]
        [--written HOME QUESTIONS …] [--out FILE]

Every HOME is the folder `index` of what `cancu evaluate --cache` keeps, those of `--index` made with the
model that the order is for. Its signals are better for questions that it learned from than they will be for
others, so these are left out; `--beside` adds all questions as they look to another model, which has not
remembered them, and `--written` questions that were written of articles, as they look to a model that has not
learned from these. Questions that are held out are not looked at. LambdaMART starts from the fused score, so
that the trees learn to correct it.

Reads: article indexes, questions with judgements. Writes: the trees, as arrays; lines.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
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
from index.training import judged
from index.training.partition import held_out, weighed_on
from index.training.written import written
from index.weights import weights

_SEEDS = (1, 2, 3)
_FOLDS = 5
_SCALE = 28.0
"""What a difference of 1 in the fused score is, in the units in which trees learn."""
_STRENGTH = 1.5
"""What the trees' corrections count: so few trees, learning so slowly, correct too little."""
_TREES = 100
_OWN = 2.0
"""What a question counts as it looks to the model that the order is for; to another model 1."""
_GROWTH = {
    "objective": "lambdarank",
    "lambdarank_truncation_level": 12,
    "num_leaves": 15,
    "learning_rate": 0.06,
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
class Judged:
    """A question's candidates: ids, what distinguishes them, their fused score, which are right."""

    of: str
    number: str
    ids: list[str]
    table: Floats
    fused: Floats
    grades: Mapping[str, int]
    counts: float = 1.0
    """What the question counts."""

    @property
    def right(self) -> Floats:
        """1 for each candidate that answers the question."""
        return np.array([self.grades.get(one, 0) > 0 for one in self.ids], np.float32)

    def score(self, scores: Floats) -> float:
        """nDCG@10 of the order that scores give."""
        return judged.score(self.ids, scores, self.grades)


def questions(files: Sequence[Path], counts: float, wanted: Callable[[str], bool]) -> Iterator[Judged]:
    """The candidates of the questions of a set that are wanted, by their id."""
    home, queries, qrels = files
    grades = beir.qrels(qrels)
    asked = [
        (number, question, grades[number])
        for number, question in beir.queries(queries).items()
        if wanted(number) and grades.get(number)
    ]
    return _judged(home, queries.parent.name, asked, counts)


def written_questions(home: Path, file: Path) -> Iterator[Judged]:
    """The candidates of written questions."""
    asked = [(one.number, one.text, {one.article: 1}) for one in written(file)]
    return _judged(home, f"written {file.stem}", asked, 1.0)


def _judged(
    home: Path, of: str, asked: Sequence[tuple[str, str, Mapping[str, int]]], counts: float
) -> Iterator[Judged]:
    count = weights().articles.ordered
    with ArticleIndex.open(home) as index:
        for number, question, grades in asked:
            reading = index.read(question)
            found = index.candidates(reading, count)
            ids = [index.ids[row] for row in found.rows]
            looked_at = table(index.lines, reading, found)
            yield Judged(of, number, ids, looked_at, found.fused, grades, counts)


def _not_held_out(number: str) -> bool:
    return not held_out(number)


def grown(asked: Sequence[Judged], seed: int) -> Any:  # noqa: ANN401 - a lightgbm.Booster
    """Trees of one seed."""
    import lightgbm

    some = [one for one in asked if one.right.any()]
    data = lightgbm.Dataset(
        np.concatenate([one.table for one in some]),
        np.concatenate([one.right for one in some]),
        group=[len(one.ids) for one in some],
        init_score=np.concatenate([one.fused * _SCALE for one in some]),
        weight=np.concatenate([np.full(len(one.ids), one.counts) for one in some]),
    )
    seeds = dict.fromkeys(("seed", "bagging_seed", "feature_fraction_seed"), seed)
    return lightgbm.train(_GROWTH | seeds, data, _TREES)


def cross_validated(asked: Sequence[Judged]) -> Floats:
    """nDCG@10 of each question by trees that were grown on others, whichever model it was asked with."""
    numbers = sorted({one.number for one in asked})
    of_number = dict(zip(numbers, np.random.default_rng(0).integers(0, _FOLDS, len(numbers)), strict=True))
    fold = np.array([of_number[one.number] for one in asked])
    scores = np.zeros(len(asked), np.float32)
    for one in range(_FOLDS):
        trees = [grown([asked[at] for at in np.flatnonzero(fold != one).tolist()], seed) for seed in _SEEDS]
        for at in np.flatnonzero(fold == one).tolist():
            added = np.mean([tree.predict(asked[at].table) for tree in trees], axis=0) / _SCALE * _STRENGTH
            scores[at] = asked[at].score(asked[at].fused + added)
    return scores


def write(boosters: Sequence[Any], revision: str, path: Path) -> None:
    """Writes the mean of boosters as arrays (see `index.articles.learned_order`)."""
    told = [tree for one in boosters for tree in one.dump_model()["tree_info"]]
    leaves = max(tree["num_leaves"] for tree in told)
    trait = np.zeros((len(told), leaves - 1), np.int16)
    limit = np.zeros((len(told), leaves - 1), np.float32)
    wants = np.zeros((len(told), leaves, leaves - 1), np.int8)
    value = np.zeros((len(told), leaves), np.float32)
    for number, tree in enumerate(told):
        for at, (gives, asked) in enumerate(_leaves(tree["tree_structure"], ())):
            value[number, at] = gives / _SCALE / len(boosters) * _STRENGTH
            for question, yes in asked:
                node = question["split_index"]
                trait[number, node] = question["split_feature"]
                limit[number, node] = _at_most(question["threshold"])
                wants[number, at, node] = 1 if yes else -1
    np.savez_compressed(
        path,
        revision=np.str_(revision),
        traits=np.array(TRAITS),
        trait=trait,
        limit=limit,
        path=wants,
        value=value,
    )


_Way = tuple[tuple[Mapping[str, Any], bool], ...]
"""The questions on the way to a leaf, with the answers that lead there."""


def _leaves(node: Mapping[str, Any], asked: _Way) -> Iterator[tuple[float, _Way]]:
    if "leaf_value" in node:
        yield node["leaf_value"], asked
        return
    yield from _leaves(node["left_child"], (*asked, (node, True)))
    yield from _leaves(node["right_child"], (*asked, (node, False)))


def _at_most(limit: float) -> np.float32:
    """The largest number in single precision that is no greater: traits are in single precision."""
    found = np.float32(limit)
    return found if found <= limit else np.nextafter(found, np.float32(-np.inf))


def main() -> None:
    """Grows the trees, says what they are worth by cross-validation, and writes them."""
    parser = argparse.ArgumentParser(prog="python -m index.training.order", description=__doc__)
    for name, needed in (("--index", True), ("--beside", False)):
        parser.add_argument(
            name,
            nargs=3,
            action="append",
            default=[],
            required=needed,
            type=Path,
            metavar=("HOME", "QUERIES", "QRELS"),
        )
    parser.add_argument(
        "--written", nargs=2, action="append", default=[], type=Path, metavar=("HOME", "QUESTIONS")
    )
    parser.add_argument("--out", type=Path, default=FILE)
    given = parser.parse_args()
    asked = [one for files in given.index for one in questions(files, _OWN, weighed_on)]
    asked += [one for files in given.beside for one in questions(files, 1.0, _not_held_out)]
    asked += [one for files in given.written for one in written_questions(*files)]
    with ArticleIndex.open(given.index[0][0]) as index:
        revision = index.manifest.revision
    before = np.array([one.score(one.fused) for one in asked])
    after = cross_validated(asked)
    for name, counts in dict.fromkeys((one.of, one.counts) for one in asked):
        of = np.array([(one.of, one.counts) == (name, counts) for one in asked])
        beside = "" if counts == _OWN else " beside"
        sys.stdout.write(f"{name}{beside}: {of.sum()} questions, nDCG@10 {before[of].mean():.4f}, ")
        sys.stdout.write(f"in learned order {after[of].mean():.4f} by cross-validation\n")
    write([grown(asked, seed) for seed in _SEEDS], revision, given.out)


if __name__ == "__main__":
    main()
