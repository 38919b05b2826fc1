"""The weights by which signals are fused, looked for on questions that the model was not trained on.

    python -m index.training.fusion --index HOME QUERIES QRELS [--index HOME QUERIES QRELS …]

Every HOME is the folder `index` of what `cancu evaluate --cache` keeps. One weight after another is changed
a little as long as all sets together rank better by it (coordinate ascent), starting from the program's.
Writing the result into weights.toml is left to a person.

Reads: article indexes, questions with judgements. Writes: lines.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.articles.fusion import SIGNALS
from index.articles.searching import ArticleIndex
from index.evaluation import beir
from index.training import judged
from index.training.partition import weighed_on
from index.weights import weights

_CANDIDATES = 300
_STEPS = (-0.4, -0.2, -0.1, -0.05, 0.05, 0.1, 0.2, 0.4)
_ROUNDS = 6
_WORTH = 1e-5

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question's candidates, their signals (a row each, columns as in SIGNALS), and the judgements."""

    ids: list[str]
    signals: Floats
    grades: Mapping[str, int]

    def score(self, by: Floats) -> float:
        """nDCG@10 of the order that these weights give."""
        return judged.score(self.ids, self.signals @ by, self.grades)


def weighed(home: Path, queries: Path, qrels: Path) -> list[Weighed]:
    """The candidates of the questions of a set that weights may be looked for on."""
    grades = beir.qrels(qrels)
    found: list[Weighed] = []
    with ArticleIndex.open(home) as index:
        for number, question in beir.queries(queries).items():
            if not weighed_on(number) or not grades.get(number):
                continue
            best = index.candidates(index.read(question), _CANDIDATES)
            signals = np.stack([best.signals[name] for name in SIGNALS], axis=1)
            found.append(Weighed([index.ids[row] for row in best.rows], signals, grades[number]))
    return found


def mean_score(sets: Sequence[Sequence[Weighed]], by: Floats) -> float:
    """The mean over sets of the mean nDCG@10."""
    return float(np.mean([np.mean([one.score(by) for one in of_set]) for of_set in sets]))


def best(sets: Sequence[Sequence[Weighed]], start: Floats) -> tuple[float, Floats]:
    """The best mean, and its weights; that of the words stays as it is."""
    found, reached = start.copy(), mean_score(sets, start)
    for _ in range(_ROUNDS):
        before = reached
        for at in range(1, len(found)):
            for step in _STEPS:
                tried = found.copy()
                tried[at] = max(0.0, tried[at] + step)
                score = mean_score(sets, tried)
                if score > reached + _WORTH:
                    reached, found = score, tried
        if reached == before:
            break
    return reached, found


def main() -> None:
    """Prints the best weights."""
    parser = argparse.ArgumentParser(prog="python -m index.training.fusion", description=__doc__)
    parser.add_argument(
        "--index", nargs=3, action="append", required=True, type=Path, metavar=("HOME", "QUERIES", "QRELS")
    )
    given = parser.parse_args().index
    sets = [weighed(*files) for files in given]
    used = weights().articles
    own = np.array([getattr(used, name) for name in SIGNALS], np.float32)
    for files, of_set in zip(given, sets, strict=True):
        score = float(np.mean([one.score(own) for one in of_set]))
        sys.stdout.write(f"{files[1].parent.name}: {len(of_set)} questions, {score:.4f} by own weights\n")
    score, found = best(sets, own)
    told = ", ".join(f"{name} = {value:.2f}" for name, value in zip(SIGNALS, found, strict=True))
    sys.stdout.write(f"best {score:.4f}: {told}\n")


if __name__ == "__main__":
    main()
