"""One peer is asked one set: what it finds, how fast, with how much memory.

Reads: a set in BEIR layout. Writes: PeerFigures.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.core import memory_mib
from bench.peers import bm25, cancu, e5, fts5, lancedb_hybrid, txtai_hybrid
from bench.peers.peer import Peer, Settings
from index.articles.records import ArticleText
from index.evaluation import beir
from index.evaluation.metrics import DEPTH, mean_scores
from index.evaluation.questions import Asked, Part, chosen

PEERS: dict[str, Callable[[Settings], Peer]] = {
    "cancu": cancu.CanCu,
    "cancu-lexical": cancu.lexical,
    "bm25s-syllables": bm25.by_syllables,
    "bm25s-words": bm25.by_words,
    "fts5": fts5.Fts5,
    "e5-small": e5.E5,
    "txtai-hybrid": txtai_hybrid.Txtai,
    "lancedb-hybrid": lancedb_hybrid.LanceDb,
}
_FIRST = "văn bản quy phạm pháp luật"
"""Asked before any question, so that the time which loading takes is not the first question's."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is asked of all peers alike."""

    part: Part
    marks: bool
    longest: int
    """Tokens of an article that a model sees."""
    articles: int | None
    """Articles at most."""
    vectors: Path
    """Where computed vectors are kept between runs."""


@dataclass(frozen=True, slots=True)
class PeerFigures:
    """What one peer did with one set."""

    peer: str
    set: str
    queries: int
    corpus: int
    metrics: dict[str, float]
    index_seconds: float
    """Vectors that were kept from another run are not computed again and cost nothing here."""
    p50_ms: float
    p95_ms: float
    resident_mib: float


def measure(name: str, folder: Path, conditions: Conditions) -> PeerFigures:
    """One peer on one set; best run in a process of its own."""
    asked = chosen(
        beir.queries(folder / "queries.jsonl"),
        beir.qrels(folder / "qrels.tsv"),
        conditions.part,
        marks=conditions.marks,
    )
    articles = corpus(folder, asked, conditions.articles)
    with tempfile.TemporaryDirectory() as own:
        peer = PEERS[name](Settings(Path(own), conditions.vectors, conditions.longest))
        start = time.perf_counter()
        peer.index(articles)
        seconds = time.perf_counter() - start
        peer.search(_FIRST, DEPTH)
        times, run = [], {}
        for key, question in asked.questions.items():
            start = time.perf_counter()
            run[key] = [article for article, _ in peer.search(question, DEPTH)]
            times.append((time.perf_counter() - start) * 1000)
    times.sort()
    return PeerFigures(
        name,
        folder.name,
        len(asked.questions),
        len(articles),
        {metric: round(value, 5) for metric, value in mean_scores(run, asked.qrels).items()},
        seconds,
        times[len(times) // 2],
        times[int(len(times) * 0.95)],
        memory_mib(os.getpid()),
    )


def corpus(folder: Path, asked: Asked, most: int | None) -> list[ArticleText]:
    """The articles of a set; where there may be only so many, all judged ones and the first of the others."""
    listed = list(beir.articles(beir.packed(folder / "corpus.jsonl")))
    if most is None or len(listed) <= most:
        return listed
    judged = {article for grades in asked.qrels.values() for article in grades}
    room = max(most - sum(article.id in judged for article in listed), 0)
    others = {article.id for article in [a for a in listed if a.id not in judged][:room]}
    return [article for article in listed if article.id in judged or article.id in others]
