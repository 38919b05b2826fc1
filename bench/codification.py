"""Measure the codification as a user meets it: import, words ready, vectors complete, serve, ask.

Run `python -m bench.codification BoPhapDien.zip [--home DIR] [--queries queries.jsonl] [--keep]`. In a home
where the release is imported already, only what is left is done and its times are small. Prints one row a
figure: measured, expected, OK / close / FAIL; exit status 1 if any row fails.

Reads: a release, questions. Writes: a home; a table; with `--keep` bench/results/codification-*.json.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench import measured
from bench.core import cancu, expected, memory_mib, serve_and_ask, timed, verdict
from index.articles import folder as folders
from index.articles.searching import ArticleIndex
from index.codification.articles import articles_home
from index.evaluation import beir
from index.evaluation.questions import without_marks

_LOOKED_EVERY = 0.5
_PACKAGES = ("cancu", "faiss-cpu", "sentence-transformers", "tantivy", "torch")
_ASKED = 300


def imported(home: Path, release: Path) -> dict[str, float]:
    """Runs the import; seconds until words and vectors are served, and the most memory of its processes."""
    start = time.perf_counter()
    process = subprocess.Popen(
        cancu(home, "import", "phapdien", str(release)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    words, most = 0.0, 0.0
    while process.poll() is None:
        if not words and folders.served(articles_home(home)) is not None:
            words = time.perf_counter() - start
        most = max(most, sum(map(_memory, [process.pid, *_children(process.pid)])))
        time.sleep(_LOOKED_EVERY)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, "cancu import")
    return {
        "words_ready_seconds": words or time.perf_counter() - start,
        "vectors_complete_seconds": time.perf_counter() - start,
        "import_mib": most,
    }


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _memory(pid: int) -> float:
    try:
        return memory_mib(pid, "VmRSS")
    except OSError:
        return 0.0


def asked(home: Path, questions: list[str]) -> dict[str, float]:
    """Milliseconds of fused queries inside this process, and of restoring marks."""
    with ArticleIndex.open(articles_home(home)) as index:
        index.search("Trách nhiệm của Bộ Y tế", 10)
        times = sorted(_milliseconds(partial(index.search, one, 10)) for one in questions)
        bare = sorted(_milliseconds(partial(index.read, without_marks(one))) for one in questions)
    return {
        "query_p50_ms": times[len(times) // 2],
        "query_p95_ms": times[int(len(times) * 0.95)],
        "marks_p50_ms": bare[len(bare) // 2],
        "marks_p95_ms": bare[int(len(bare) * 0.95)],
    }


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> int:
    """Measures and prints; the exit status says whether every bar holds."""
    parser = argparse.ArgumentParser(prog="python -m bench.codification", description=__doc__)
    parser.add_argument("release", type=Path)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--queries", type=Path, default=measured.SETS / "codification" / "queries.jsonl")
    parser.add_argument("--keep", action="store_true")
    given = parser.parse_args()
    questions = list(beir.queries(given.queries).values())[:_ASKED]
    with tempfile.TemporaryDirectory() as temporary:
        home: Path = given.home or Path(temporary)
        figures = imported(home, given.release)
        figures["import_again_seconds"] = timed(cancu(home, "import", "phapdien", str(given.release)))
        subprocess.run(cancu(home, "build"), check=True, capture_output=True)
        figures |= measured.alone(asked, home, questions)
        figures |= serve_and_ask(home, questions)
    bars = expected("codification")
    words = {name: verdict(value, bars.get(name)) for name, value in figures.items()}
    for name, value in figures.items():
        print(f"{name:26} {value:10.2f}   expected ≤ {bars.get(name, '-'):>8}   {words[name]}")
    if given.keep:
        print(measured.keep("codification", "bench.codification", figures, _PACKAGES))
    return 1 if "FAIL" in words.values() else 0


if __name__ == "__main__":
    sys.exit(main())
