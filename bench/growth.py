"""How time and memory grow with the number of units, and which kind of vector index suits which number.

Run `python -m bench.growth [--sizes 10000,69000,1000000] [--vectors real.npy] [--articles corpus.jsonl.xz]`.
Units past the real ones are made from them (`bench/made_units.py` says how), and so are their vectors;
without `--vectors` clustered random ones stand in, which is said in the result. Without `--articles` only
vectors are measured. One thread searches; index files lie in a temporary folder.

Reads: vectors (.npy), articles. Writes: a table; with `--keep` bench/results/growth-*.json.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from bench import made_units, measured, vector_kinds
from bench.core import memory_mib

SIZES = (10_000, 69_000, 1_000_000)
QUESTIONS = 200


@dataclass(frozen=True, slots=True)
class LexicalFigures:
    """What the program's own lexical search did at one size."""

    articles: int
    build_seconds: float
    folder_mib: float
    resident_mib: float
    p50_ms: float
    p95_ms: float


def vector_growth(
    real: vector_kinds.Matrix, sizes: list[int], kinds: list[str], folder: Path
) -> Iterator[vector_kinds.KindFigures]:
    """The figures of every kind at every size."""
    chosen = [kind for kind in vector_kinds.KINDS if not kinds or kind.name in kinds]
    chance = np.random.default_rng(2)
    origins = real[chance.integers(0, len(real), QUESTIONS)]
    np.save(folder / "asked.npy", made_units.noised(origins, made_units.ASKED_NOISE, chance))
    for size in sizes:
        made_units.made_vectors(real, size, folder / "vectors.npy")
        yield from vector_kinds.compared(folder / "vectors.npy", folder / "asked.npy", folder, chosen)


def lexical_growth(corpus: Path, sizes: list[int], folder: Path) -> Iterator[LexicalFigures]:
    """The figures of the program's lexical search at every size; the titles of articles are the questions."""
    for size in sizes:
        place = folder / f"articles-{size}"
        seconds = measured.alone(_build_lexical, corpus, size, place)
        mib = sum(f.stat().st_size for f in place.rglob("*") if f.is_file()) / 2**20
        yield LexicalFigures(size, seconds, mib, *measured.alone(_search_lexical, corpus, place))


def _build_lexical(corpus: Path, size: int, place: Path) -> float:
    from index.articles.building import build
    from index.evaluation.beir import articles

    real = list(islice(articles(corpus), size))
    start = time.perf_counter()
    build(place, made_units.made_articles(real, size), vectors=False)
    return time.perf_counter() - start


def _search_lexical(corpus: Path, place: Path) -> tuple[float, float, float]:
    from index.articles.searching import ArticleIndex
    from index.evaluation.beir import articles

    asked = [a.title or a.text[:100] for a in islice(articles(corpus), 0, QUESTIONS * 10, 10)]
    times = []
    with ArticleIndex.open(place) as index:
        index.search("văn bản", 10, "lexical")  # what is loaded once is no part of a query
        for question in asked:
            start = time.perf_counter()
            index.search(question, 100, "lexical")
            times.append((time.perf_counter() - start) * 1000)
        held = memory_mib(os.getpid())
    p50, p95 = np.quantile(times, [0.5, 0.95]).tolist()
    return held, p50, p95


def _row(values: dict[str, object]) -> str:
    return "  ".join(f"{v:>10.2f}" if isinstance(v, float) else f"{v!s:>10}" for v in values.values())


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.growth")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of units, by commas")
    parser.add_argument("--vectors", type=Path, help="real vectors, .npy")
    parser.add_argument("--articles", type=Path, help="real articles: a corpus in BEIR layout")
    parser.add_argument("--kinds", default="", help="kinds of vector index, by commas; all if empty")
    parser.add_argument("--folder", type=Path, help="where the temporary folder is made")
    parser.add_argument("--keep", action="store_true", help="write the figures to bench/results/")
    return parser.parse_args(given)


def main(given: list[str] | None = None) -> int:
    """Measure and print."""
    options = _arguments(sys.argv[1:] if given is None else given)
    sizes = [int(n) for n in options.sizes.split(",")]
    kinds = [name for name in options.kinds.split(",") if name]
    real = np.load(options.vectors) if options.vectors else made_units.clustered(20_000)
    figures: dict[str, object] = {"vectors_from": "real" if options.vectors else "clustered random"}
    figures |= {"real_vectors": len(real), "noise": made_units.NOISE, "asked_noise": made_units.ASKED_NOISE}
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        for name, rows in (
            ("vectors", vector_growth(real, sizes, kinds, Path(folder))),
            ("lexical", lexical_growth(options.articles, sizes, Path(folder)) if options.articles else ()),
        ):
            listed: list[dict[str, object]] = []
            for row in rows:
                if not listed:
                    print("  ".join(f"{key:>10}" for key in asdict(row)))
                listed.append(asdict(row))
                print(_row(listed[-1]), flush=True)
            figures[name] = listed
    if options.keep:
        print(measured.keep("growth", "bench.growth", figures, ("faiss-cpu", "numpy")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
