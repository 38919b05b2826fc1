"""What every step of the search over articles is worth, and what it costs: the table of ablations.

Run `python -m bench.ablations [--set codification] [--cache DIR] [--keep]` after `python -m bench.retrieval`,
whose indexes it uses. Each row leaves something out, or does it another way; scores are of the questions
that nothing was tuned on, without the learned order unless a row names it; times are of one question inside
the process.

Reads: ../shared/bench, kept indexes. Writes: a table; with `--keep` bench/results/ablations-*.json.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from bench import measured
from index.articles.heading import act_title, act_titles, own_title
from index.articles.lexical import ArticleWords, FieldWeights, Searched, write
from index.articles.records import ArticleHit, ArticleText, Mode
from index.articles.searching import ArticleIndex
from index.evaluation import beir, kept
from index.evaluation.metrics import mean_scores
from index.evaluation.questions import Asked, chosen
from index.model import located
from index.syllables import words
from index.weights import ArticleWeights, weights
from ingest import words as segmenter

_DEPTH = 100
_PACKAGES = ("cancu", "faiss-cpu", "sentence-transformers", "tantivy", "torch", "underthesea")
_SEGMENTED_BELOW = 10_000
"""Articles up to which the segmenter's row is measured: it takes an hour for seventy thousand."""


@dataclass(frozen=True, slots=True)
class Row:
    """A way of searching and what it came to."""

    set: str
    way: str
    metrics: dict[str, float]
    p50_ms: float
    p95_ms: float


Search = Callable[[str], list[str]]


def ways(index: ArticleIndex) -> Iterator[tuple[str, Search]]:
    """The program's own search, and others with a step left out or changed."""
    own = weights().articles
    plain = replace(own, ordered=0)

    def by(mode: Mode, used: ArticleWeights) -> Search:
        return lambda question: _ids(index.find(index.read(question), _DEPTH, mode, used))

    yield "words: syllables alone", by("lexical", replace(own, pair=0.0))
    yield "words: pairs alone", by("lexical", replace(own, syllable=0.0))
    yield "words: syllables and pairs", by("lexical", own)
    yield "words: heading fields besides", by("lexical", replace(own, heading=0.3, heading_pair=0.3))
    yield "meaning alone", by("dense", own)
    yield "words and meaning, no late comparison", by("fused", replace(plain, late=0.0))
    yield "words and late comparison", by("fused", replace(plain, meaning=0.0))
    yield "meaning and late comparison, no words", by("fused", replace(plain, words=0.0))
    yield "no comparison with titles", by("fused", replace(plain, title=0.0))
    no_lines = replace(plain, line=0.0, alike=0.0, whole=0.0)
    yield "no comparison line by line", by("fused", no_lines)
    yield "late comparison of 30 candidates", by("fused", replace(plain, compared=30))
    yield "late comparison of 150 candidates", by("fused", replace(plain, compared=150))
    yield "all, by weights alone", by("fused", plain)
    yield "learned order of 20 candidates", by("fused", replace(own, ordered=20))
    yield "learned order of 100 candidates", by("fused", replace(own, ordered=100))
    yield "all, as shipped", by("fused", own)


def without(articles: list[ArticleText], folder: Path) -> Iterator[tuple[str, Search]]:
    """Lexical searches that need an index of their own."""
    titles = act_titles(articles)
    own = weights().articles
    both = FieldWeights(own.syllable, own.pair, 0.0, 0.0)
    untitled = [Searched(n, "", own_title(one), one.text) for n, one in enumerate(articles)]
    yield "words: no title of the act", _lexical(folder / "plain", untitled, articles, both, words)
    if len(articles) <= _SEGMENTED_BELOW:
        whole = [
            Searched(n, act_title(one, titles), own_title(one), _segmented(one.text))
            for n, one in enumerate(articles)
        ]
        alone = FieldWeights(1.0, 0.0, 0.0, 0.0)
        yield "words: underthesea's alone", _lexical(folder / "words", whole, articles, alone, _words)


def _lexical(
    folder: Path,
    searched: list[Searched],
    articles: list[ArticleText],
    fields: FieldWeights,
    tokens: Callable[[str], list[str]],
) -> Search:
    write(folder, searched)
    index = ArticleWords(folder)
    return lambda question: [articles[row].id for row, _ in index.search(tokens(question), fields, _DEPTH)]


def _segmented(text: str) -> str:
    """The text with each word of several syllables written as one run of letters."""
    return " ".join(_words(text))


def _words(text: str) -> list[str]:
    return ["".join(words(word)) for word in segmenter.segment([text])[0] if words(word)]


def _ids(hits: list[ArticleHit]) -> list[str]:
    return [hit.id for hit in hits]


def measure(name: str, way: str, search: Search, asked: Asked) -> Row:
    """Ask every question one after another."""
    run: dict[str, list[str]] = {}
    times: list[float] = []
    search("Trách nhiệm của Bộ Y tế")
    for number, question in asked.questions.items():
        start = time.perf_counter()
        run[number] = search(question)
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    metrics = {key: round(value, 4) for key, value in mean_scores(run, asked.qrels).items()}
    at = [times[int(len(times) * share)] for share in (0.5, 0.95)]
    return Row(name, way, metrics, round(at[0], 1), round(at[1], 1))


def main() -> int:
    """Measures every way on every set."""
    parser = argparse.ArgumentParser(prog="python -m bench.ablations", description=__doc__)
    parser.add_argument("--sets", type=Path, default=measured.SETS)
    parser.add_argument("--set", action="append")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "cancu" / "evaluate")
    parser.add_argument("--keep", action="store_true")
    given = parser.parse_args()
    rows: list[Row] = []
    for name in given.set or ("codification", "alqac2025"):
        for row in _rows(name, given.sets / name, given.cache):
            rows.append(row)
            figures = " ".join(f"{key} {value:.4f}" for key, value in row.metrics.items())
            sys.stdout.write(f"{row.set:13} {row.way:40} {figures}  p50 {row.p50_ms} p95 {row.p95_ms} ms\n")
            sys.stdout.flush()
    if given.keep:
        print(measured.keep("ablations", "bench.ablations", [asdict(row) for row in rows], _PACKAGES))
    return 0


def _rows(name: str, folder: Path, cache: Path) -> Iterator[Row]:
    corpus = beir.packed(folder / "corpus.jsonl")
    asked = chosen(
        beir.queries(beir.packed(folder / "queries.jsonl")),
        beir.qrels(beir.packed(folder / "qrels.tsv")),
        "held-out",
        marks=True,
    )
    with ArticleIndex.open(cache / kept.key(corpus, located()) / kept.INDEX) as index:
        for way, search in ways(index):
            yield measure(name, way, search, asked)
    with tempfile.TemporaryDirectory(prefix="cancu-ablations-") as held:
        for way, search in without(list(beir.articles(corpus)), Path(held)):
            yield measure(name, way, search, asked)


if __name__ == "__main__":
    sys.exit(main())
