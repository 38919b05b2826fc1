"""The best candidates of a question in a learned order.

Reads: candidates with their signals, a learned order. Writes: scores.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.articles.learned_order import LearnedOrder
from index.articles.lines import ArticleLines
from index.articles.reading import Reading
from index.articles.traits import traits

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Articles that both indexes propose for a question, by row, with what speaks for each."""

    rows: Sequence[int]
    signals: Mapping[str, Floats]
    fused: Floats

    def best(self, count: int) -> Candidates:
        """The best of them by their fused score, best first."""
        chosen = np.argsort(-self.fused, kind="stable")[:count]
        return Candidates(
            [self.rows[at] for at in chosen.tolist()],
            {name: values[chosen] for name, values in self.signals.items()},
            self.fused[chosen],
        )


def table(lines: ArticleLines, reading: Reading, found: Candidates) -> Floats:
    """What distinguishes candidates, a row each, as the learned order looks at them."""
    asked = reading.content or reading.syllables
    return traits(lines, asked, reading.term, found.rows, found.signals, found.fused)


def in_learned_order(
    lines: ArticleLines, reading: Reading, found: Candidates, order: LearnedOrder, count: int
) -> Candidates:
    """Candidates with the scores of the best `count` corrected; the others stay behind these."""
    best = found.best(len(found.rows))
    added = order.corrections(table(lines, reading, best.best(count)))
    scores = best.fused + added.min(initial=0.0)
    scores[: len(added)] = best.fused[: len(added)] + added
    return Candidates(best.rows, best.signals, np.asarray(scores, np.float32))
