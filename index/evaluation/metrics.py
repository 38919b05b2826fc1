"""How good a ranking is, as trec_eval counts it: nDCG, reciprocal rank, recall, first answer right.

Reads: ranked ids, grades. Writes: numbers between 0 and 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

Grades = Mapping[str, int]
"""Article id → how relevant it is; what is absent, 0 or less is not relevant."""


def relevant(grades: Grades) -> set[str]:
    """The ids that ought to be found."""
    return {article for article, grade in grades.items() if grade > 0}


def ndcg(ranked: Sequence[str], grades: Grades, depth: int) -> float:
    """Gain by grade, discounted by the logarithm of the rank, as a share of the best possible order's."""
    ideal = _discounted(sorted((max(grade, 0) for grade in grades.values()), reverse=True)[:depth])
    gained = _discounted(max(grades.get(article, 0), 0) for article in ranked[:depth])
    return gained / ideal if ideal else 0.0


def _discounted(gains: Iterable[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def reciprocal_rank(ranked: Sequence[str], grades: Grades, depth: int) -> float:
    """One over the rank of the first relevant article; 0 where none is among the first `depth`."""
    wanted = relevant(grades)
    return next((1 / rank for rank, article in enumerate(ranked[:depth], 1) if article in wanted), 0.0)


def recall(ranked: Sequence[str], grades: Grades, depth: int) -> float:
    """Share of the relevant articles that are among the first `depth`."""
    wanted = relevant(grades)
    return len(wanted.intersection(ranked[:depth])) / len(wanted) if wanted else 0.0


def accuracy(ranked: Sequence[str], grades: Grades, depth: int) -> float:
    """Whether a relevant article is among the first `depth`: 1 or 0."""
    return float(not relevant(grades).isdisjoint(ranked[:depth]))


METRICS: dict[str, tuple[Callable[[Sequence[str], Grades, int], float], int]] = {
    "ndcg@10": (ndcg, 10),
    "mrr@10": (reciprocal_rank, 10),
    "recall@10": (recall, 10),
    "recall@100": (recall, 100),
    "acc@1": (accuracy, 1),
}
DEPTH = max(depth for _, depth in METRICS.values())
"""How many articles a question must be answered with to be scored."""


def scores(ranked: Sequence[str], grades: Grades) -> dict[str, float]:
    """Every metric of one question's ranking, in which each article stands once."""
    return {name: metric(ranked, grades, depth) for name, (metric, depth) in METRICS.items()}


def mean_scores(run: Mapping[str, Sequence[str]], qrels: Mapping[str, Grades]) -> dict[str, float]:
    """Every metric's mean over the judged questions; one that the run leaves out counts as 0."""
    each = [scores(run.get(query, ()), grades) for query, grades in qrels.items()]
    return {name: sum(one[name] for one in each) / len(each) if each else 0.0 for name in METRICS}
