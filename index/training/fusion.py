"""The weights by which signals are fused, looked for on the questions that may be tuned on.

    python -m index.training.fusion --index HOME QUERIES QRELS [--index HOME QUERIES QRELS …]

Every home is an article index that `cancu evaluate --cache` keeps. Prints the weights that rank best on all
sets together, and how the program's own rank; writing them into weights.toml is left to a person.

Reads: article indexes, questions with judgements. Writes: lines.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.articles.searching import ArticleIndex
from index.evaluation import beir
from index.evaluation.metrics import ndcg
from index.training.partition import held_out
from index.weights import weights

_DEPTH = 10
_CANDIDATES = 300
_MEANING = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0, 2.5, 3.0)
_TITLE = (0.0, 0.1, 0.2, 0.3, 0.5, 0.8)
_LATE = (0.0, 0.3, 0.6, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question's candidates, signals (words, meaning, title, late; a row each), and judgements."""

    ids: list[str]
    signals: NDArray[np.float32]
    grades: Mapping[str, int]

    def score(self, by: NDArray[np.float32]) -> float:
        """nDCG@10 of the order that these weights give."""
        order = np.argsort(-(self.signals @ by), kind="stable")[:_DEPTH]
        return ndcg([self.ids[at] for at in order], self.grades, _DEPTH)


def weighed(home: Path, queries: Path, qrels: Path, *, tuned: bool = True) -> list[Weighed]:
    """The candidates of a set's questions: of those that may be tuned on, or of those kept."""
    grades = beir.qrels(qrels)
    found: list[Weighed] = []
    with ArticleIndex.open(home) as index:
        for number, question in beir.queries(queries).items():
            if held_out(number) is tuned or not grades.get(number):
                continue
            hits = index.search(question, _CANDIDATES)
            rows = [(s.words, s.meaning, s.title, s.late) for hit in hits if (s := hit.signals)]
            found.append(Weighed([hit.id for hit in hits], np.array(rows, np.float32), grades[number]))
    return found


def best(sets: Iterable[list[Weighed]]) -> tuple[float, tuple[float, float, float]]:
    """The best mean over sets of the mean nDCG@10, and the weights of meaning, title and late beside 1."""
    each = list(sets)

    def mean(meaning: float, title: float, late: float) -> float:
        by = np.array([1.0, meaning, title, late], np.float32)
        return float(np.mean([np.mean([one.score(by) for one in of_set]) for of_set in each]))

    return max((mean(*by), by) for by in product(_MEANING, _TITLE, _LATE))


def main() -> None:
    """Prints the best weights."""
    parser = argparse.ArgumentParser(prog="python -m index.training.fusion", description=__doc__)
    parser.add_argument(
        "--index", nargs=3, action="append", required=True, type=Path, metavar=("HOME", "QUERIES", "QRELS")
    )
    sets = [weighed(*files) for files in parser.parse_args().index]
    used = weights().articles
    own = np.array([used.words, used.meaning, used.title, used.late], np.float32)
    for of_set in sets:
        score = float(np.mean([one.score(own) for one in of_set]))
        sys.stdout.write(f"{len(of_set)} questions: {score:.4f} by the program's weights\n")
    score, (meaning, title, late) = best(sets)
    sys.stdout.write(f"best: words = 1.0, meaning = {meaning}, title = {title}, late = {late}: {score:.4f}\n")


if __name__ == "__main__":
    main()
