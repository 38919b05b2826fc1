"""The embedded engine and Milvus asked the same: the same answers, the same ranking, how long each takes.

Run `python -m bench.engines [GOLD.json …] [--milvus URI] [--keep]`, or the same with `--set DIR --cache DIR
[--questions N] [--acts] [--set-only]`. The plan is built on both engines, and every question of the files
and of the repository is asked of both. With `--set`, a retrieval set in BEIR layout is asked of both, by its
first N questions, with `--acts` among the articles of the acts that they are about; vectors of an index of
the set that `cancu evaluate` keeps in the cache are taken over. Without a URI, milvus-lite runs from a file.
Prints one row a figure; exit status 1 where an answer differs, or a metric by more than the bar.

Reads: questions, a set. Writes: indexes in a scratch folder and in the cache; with `--keep` a result.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any

from bench import measured
from bench.core import OWN_QUESTIONS, expected
from index import library
from index.asking import ask
from index.building import build
from index.engines.choice import SECONDS, SETTING
from index.engines.kept import drop_collections_of
from index.evaluation import kept, running
from index.evaluation.running import BenchmarkFiles, Conditions, Evaluation
from index.model import located

_PACKAGES = ("cancu", "faiss-cpu", "tantivy", "torch", "pymilvus", "milvus-lite")
_PATIENCE = "300"
"""Seconds: a large set in a file loads slowly, and nobody waits."""
ENGINES = ("embedded", "milvus")
Asked = tuple[list[dict[str, Any]], list[float]]
"""Answers, and the seconds of each."""


@contextmanager
def engine(name: str, uri: str) -> Iterator[None]:
    """Selects an engine for what is built and asked meanwhile."""
    before = {setting: os.environ.get(setting) for setting in (SETTING, SECONDS)}
    os.environ[SETTING] = "embedded" if name == "embedded" else f"milvus:{uri}"
    os.environ[SECONDS] = _PATIENCE
    try:
        yield
    finally:
        for setting, value in before.items():
            if value is None:
                del os.environ[setting]
            else:
                os.environ[setting] = value


def answers(home: Path, questions: Sequence[str]) -> Asked:
    """What is answered over the plan, by the engine that is selected."""
    build(home)
    with library.open(home) as opened:
        ask(opened, "chủ trì")
        told, seconds = [], []
        for question in questions:
            start = time.perf_counter()
            found = ask(opened, question).as_json()
            seconds.append(time.perf_counter() - start)
            told.append({name: value for name, value in found.items() if name != "took_ms"})
        return told, seconds


def of_files(files: Sequence[Path]) -> list[str]:
    """The questions of gold files."""
    return [one["q"] for file in files for one in json.loads(file.read_text(encoding="utf-8"))["questions"]]


def compared(questions: Sequence[str], uri: str, scratch: Path) -> dict[str, Any]:
    """How many answers of both engines are the same, to the last sign, and how long they took."""
    found: dict[str, Asked] = {}
    for name in ENGINES:
        with engine(name, uri):
            found[name] = answers(scratch / name, questions)
            for folder in (scratch / name / "generations").iterdir():
                drop_collections_of(folder)
    (plain, _), (other, _) = (found[name] for name in ENGINES)
    differing = [q for q, one, two in zip(questions, plain, other, strict=True) if one != two]
    times = {f"{name}_p50_ms": median(seconds) * 1000 for name, (_, seconds) in found.items()}
    return {"asked": len(questions), "same": len(questions) - len(differing), "differing": differing, **times}


def ranked(files: BenchmarkFiles, whole: Path, cache: Path, uri: str) -> dict[str, Evaluation]:
    """A set asked of both engines, each with a kept index of its own; vectors come from that of the whole."""
    found = {}
    for name in ENGINES:
        own = cache / name / kept.key(files.corpus, located())
        embedded = cache / kept.key(whole, located())
        if not own.exists() and embedded.exists():
            shutil.copytree(embedded, own)
        with engine(name, uri):
            found[name] = running.evaluate(files, Conditions(), cache=cache / name, progress=_Told(name))
    return found


class _Told:
    """Says on the error output how far a measurement of hours is, at every tenth of a stage."""

    def __init__(self, name: str) -> None:
        self._name, self._last, self._began = name, ("", -1), time.perf_counter()

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = stage, 10 * done // max(total, 1)
        if now != self._last:
            self._last = now
            seconds = time.perf_counter() - self._began
            print(f"{seconds:7.0f} s  {self._name}: {stage} {done}/{total}", file=sys.stderr, flush=True)


def part_of(whole: Path, count: int | None, scratch: Path, *, acts: bool) -> BenchmarkFiles:
    """A set by its first questions; with `acts`, only the articles of the acts that those are about."""
    corpus, queries, qrels = (whole / name for name in ("corpus.jsonl.xz", "queries.jsonl", "qrels.tsv"))
    lines = queries.read_text(encoding="utf-8").splitlines()[:count]
    (scratch / queries.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    if acts:
        asked = {json.loads(line)["_id"] for line in lines}
        judged = (line.split("\t") for line in qrels.read_text(encoding="utf-8").splitlines()[1:])
        wanted = {act_of(article) for question, article, _ in judged if question in asked}
        with (
            lzma.open(corpus, "rt", encoding="utf-8") as every,
            lzma.open(scratch / corpus.name, "wt", encoding="utf-8", preset=1) as part,
        ):
            part.writelines(line for line in every if act_of(json.loads(line)["_id"]) in wanted)
        corpus = scratch / corpus.name
    return BenchmarkFiles(corpus, scratch / queries.name, qrels)


def act_of(article: str) -> str:
    """The act of an article, whose id is `act#number`."""
    return article.partition("#")[0]


def _shown(figures: dict[str, Any]) -> bool:
    """Prints the figures; gives whether both engines agree."""
    good = True
    if told := figures.get("answers"):
        good = bool(told["same"] == told["asked"])
        print(f"{'same answers':24} {told['same']}/{told['asked']}")
        for name in ENGINES:
            print(f"{name + ' p50 ms':24} {told[name + '_p50_ms']:.1f}")
    for metric, (plain, other) in figures.get("metrics", {}).items():
        good &= abs(plain - other) <= expected("engines")["metric_difference"]
        print(f"{metric:24} {plain:.5f} {other:.5f}  {other - plain:+.5f}")
    for name, seconds in figures.get("seconds", {}).items():
        print(
            f"{name + ' query p50, p95 s':24} {seconds['per_query_p50']:.3f} {seconds['per_query_p95']:.3f}"
        )
    return good


def main() -> int:
    """Measure and print; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.engines", description=__doc__)
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--milvus", default="")
    parser.add_argument("--set", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--questions", type=int)
    parser.add_argument("--acts", action="store_true", help="only articles of the acts that are asked for")
    parser.add_argument("--set-only", action="store_true", help="nothing but the set is asked")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cancu-engines-") as folder:
        scratch = Path(folder)
        uri = options.milvus or str((options.cache or scratch) / "milvus.db")
        figures: dict[str, Any] = {}
        if not options.set_only:
            figures["answers"] = compared(of_files([OWN_QUESTIONS, *options.gold]), uri, scratch)
        if options.set:
            files = part_of(options.set, options.questions, scratch, acts=options.acts)
            found = ranked(files, options.set / "corpus.jsonl.xz", options.cache or scratch, uri)
            plain, other = (found[name] for name in ENGINES)
            figures["set"] = {"name": options.set.name, "articles": plain.corpus, "questions": plain.queries}
            figures["metrics"] = {name: (plain.metrics[name], other.metrics[name]) for name in plain.metrics}
            figures["seconds"] = {name: asdict(found[name].seconds) for name in ENGINES}
        good = _shown(figures)
    if options.keep:
        print(measured.keep("engines", "bench.engines", figures, _PACKAGES))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
