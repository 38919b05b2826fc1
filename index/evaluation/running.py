"""A retrieval set is asked of the program's own search, with the program's own settings, and scored.

Reads: a set in BEIR layout. Writes: Evaluation; a run in TREC's layout where one is wanted.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.articles.records import ArticleHit, Mode
from index.articles.searching import ArticleIndex
from index.engines.kept import drop_collections_of
from index.evaluation import beir, kept
from index.evaluation.kept import Progress
from index.evaluation.metrics import DEPTH, mean_scores
from index.evaluation.questions import Asked, Part, chosen
from index.model import located

_FIRST = "văn bản quy phạm pháp luật"
"""Asked before any question, so that the time which loading takes is not the first question's."""


@dataclass(frozen=True, slots=True)
class BenchmarkFiles:
    """Where a set lies."""

    corpus: Path
    queries: Path
    qrels: Path


@dataclass(frozen=True, slots=True)
class Conditions:
    """How a set is asked."""

    mode: Mode = "fused"
    marks: bool = True
    part: Part = "all"


@dataclass(frozen=True, slots=True)
class Seconds:
    """What it took; building counts whenever it was done."""

    index: float
    embed: float
    per_query_p50: float
    per_query_p95: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured."""

    queries: int
    corpus: int
    left_out: int
    """Questions of the part without any judgement."""
    metrics: dict[str, float]
    seconds: Seconds
    settings: dict[str, object]

    def as_json(self) -> dict[str, Any]:
        """The contract's object."""
        plain = asdict(self)
        plain["metrics"] = {name: round(value, 5) for name, value in self.metrics.items()}
        plain["seconds"] = {name: round(value, 5) for name, value in plain["seconds"].items()}
        return plain


def evaluate(
    files: BenchmarkFiles,
    conditions: Conditions,
    *,
    cache: Path | None = None,
    run: Path | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Measure; Unusable where a file cannot be used or no question is judged."""
    asked = chosen(
        beir.queries(files.queries), beir.qrels(files.qrels), conditions.part, marks=conditions.marks
    )
    model = located()
    if run is not None:
        run.touch()  # a place that cannot be written to is told now, and not when all is done
    with _folder(cache) as base:
        folder = base / kept.key(files.corpus, model) if cache else base
        built = kept.ready(
            folder, files.corpus, model, vectors=conditions.mode != "lexical", progress=progress
        )
        with ArticleIndex.open(folder / kept.INDEX) as index:
            found, times = _ask(index, asked, conditions.mode, progress)
            settings = dict(index.settings)
    if run is not None:
        beir.write_run(run, found)
    ranked = {query: [hit.id for hit in hits] for query, hits in found.items()}
    return Evaluation(
        len(asked.questions),
        built.articles,
        asked.unjudged,
        mean_scores(ranked, asked.qrels),
        Seconds(built.index_seconds, built.embed_seconds, _share(times, 0.5), _share(times, 0.95)),
        {**settings, **asdict(conditions), "depth": DEPTH, "index_from_cache": built.again},
    )


def _ask(
    index: ArticleIndex, asked: Asked, mode: Mode, progress: Progress | None
) -> tuple[dict[str, list[ArticleHit]], list[float]]:
    found: dict[str, list[ArticleHit]] = {}
    times: list[float] = []
    index.search(_FIRST, DEPTH, mode)
    for key, question in asked.questions.items():
        start = time.perf_counter()
        hits = index.search(question, DEPTH, mode)
        times.append(time.perf_counter() - start)
        found[key] = hits
        if progress is not None:
            progress("asking", len(found), len(asked.questions))
    return found, times


def _share(times: list[float], share: float) -> float:
    """The time that this share of the questions did not exceed."""
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


@contextmanager
def _folder(cache: Path | None) -> Iterator[Path]:
    if cache is not None:
        yield cache
        return
    with tempfile.TemporaryDirectory(prefix="cancu-evaluate-") as folder:
        try:
            yield Path(folder)
        finally:
            for built in (Path(folder) / kept.INDEX).glob("*"):
                drop_collections_of(built)
