"""Retrieval under every condition of `bench/retrieval.toml`, against the expected scores.

Run `python -m bench.retrieval [--set alqac2025] [--condition fused] [--cache DIR] [--keep]`. The command
`cancu evaluate` is run as a user would run it; indexes are kept between runs. Prints one row a condition: OK,
close, FAIL, or new where nothing is expected yet; exit status 1 if any row fails.

Reads: ../shared/bench, or `--sets`; bench/retrieval.toml. Writes: a table; with `--keep`
bench/results/retrieval-*.json.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench import measured
from index.evaluation.beir import packed
from ingest.vocabulary import record

CONDITIONS = Path(__file__).with_name("retrieval.toml")
_PACKAGES = ("cancu", "faiss-cpu", "sentence-transformers", "tantivy", "torch", "underthesea")


@dataclass(frozen=True, slots=True)
class Condition:
    """One way of asking."""

    name: str
    mode: str
    marks: bool = True


@dataclass(frozen=True, slots=True)
class Bars:
    """What is asked, and what decides a verdict."""

    sets: tuple[str, ...]
    metric: str
    part: str
    tolerance: float
    close: float

    def verdict(self, score: float, expected: float | None) -> str:
        """OK, close, FAIL or new."""
        if expected is None:
            return "new"
        if score >= expected - self.tolerance:
            return "OK"
        return "close" if score >= expected - self.close else "FAIL"


@dataclass(frozen=True, slots=True)
class Expected:
    """The score of a condition on a set, from a run that was looked at."""

    set: str
    condition: str
    score: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The file of conditions."""

    settings: Bars
    condition: tuple[Condition, ...]
    expected: tuple[Expected, ...] = ()

    def bar(self, name: str, condition: Condition) -> float | None:
        """What a condition is expected to score on a set; None where nothing is."""
        found = (one.score for one in self.expected if (one.set, one.condition) == (name, condition.name))
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Row:
    """What one condition came to on one set."""

    set: str
    condition: str
    verdict: str
    score: float
    expected: float | None
    measured: dict[str, Any]
    """The object that `cancu evaluate` printed."""


def plan(file: Path = CONDITIONS) -> Plan:
    """The conditions and what they are held to; an expectation that fits no condition and set is refused."""
    read: Plan = record(Plan, tomllib.loads(file.read_text(encoding="utf-8")), file.name)
    known = {(name, condition.name) for name in read.settings.sets for condition in read.condition}
    if strange := [one for one in read.expected if (one.set, one.condition) not in known]:
        raise ValueError(f"{file.name}: nothing is measured that fits {strange}")
    return read


def command(condition: Condition, folder: Path, part: str, cache: Path) -> list[str]:
    """The command line that measures a condition on a set."""
    files = {
        "--corpus": packed(folder / "corpus.jsonl"),
        "--queries": packed(folder / "queries.jsonl"),
        "--qrels": packed(folder / "qrels.tsv"),
        "--cache": cache,
    }
    options = [str(word) for pair in files.items() for word in pair]
    bare = [] if condition.marks else ["--no-marks"]
    program = str(Path(sys.executable).with_name("cancu"))
    return [program, "evaluate", *options, "--mode", condition.mode, "--part", part, *bare, "--json"]


def measure(condition: Condition, folder: Path, bars: Bars, cache: Path, expected: float | None) -> Row:
    """Run a condition on a set; a command that ends badly is a FAIL with its words."""
    run = subprocess.run(
        command(condition, folder, bars.part, cache), capture_output=True, text=True, check=False
    )
    if run.returncode:
        return Row(folder.name, condition.name, "FAIL", 0.0, expected, {"error": run.stderr.strip()[-500:]})
    found = json.loads(run.stdout)
    score = found["metrics"][bars.metric]
    return Row(folder.name, condition.name, bars.verdict(score, expected), score, expected, found)


def _line(row: Row, metric: str) -> str:
    if "error" in row.measured:
        return f"{row.set:14} {row.condition:22} {row.verdict:6} {row.measured['error']}"
    rest = " ".join(
        f"{name} {value:.4f}" for name, value in row.measured["metrics"].items() if name != metric
    )
    bar = "-" if row.expected is None else f"{row.expected:.4f}"
    p50, p95 = (row.measured["seconds"][f"per_query_{p}"] * 1000 for p in ("p50", "p95"))
    return (
        f"{row.set:14} {row.condition:22} {metric} {row.score:.4f}   expected {bar:>6}   {row.verdict:6}"
        f" {rest}   p50 {p50:.0f} ms p95 {p95:.0f} ms"
    )


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.retrieval")
    parser.add_argument("--sets", type=Path, default=measured.SETS, help="folder of the sets")
    parser.add_argument("--set", action="append", help="a set's name; may be repeated; all if none")
    parser.add_argument("--condition", action="append", help="a condition's name; may be repeated")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "cancu" / "evaluate")
    parser.add_argument("--conditions", type=Path, default=CONDITIONS, help="the file of conditions")
    parser.add_argument("--keep", action="store_true", help="write the figures to bench/results/")
    return parser.parse_args(given)


def main(given: list[str] | None = None) -> int:
    """Measure and print; the exit status says whether every bar holds."""
    options = _arguments(sys.argv[1:] if given is None else given)
    held = plan(options.conditions)
    rows: list[Row] = []
    for name in options.set or held.settings.sets:
        folder = options.sets / name
        if not folder.is_dir():
            print(f"skipped {name}: {measured.relative(str(folder))} is not there", flush=True)
            continue
        for condition in held.condition:
            if options.condition and condition.name not in options.condition:
                continue
            bar = held.bar(name, condition)
            rows.append(measure(condition, folder, held.settings, options.cache, bar))
            print(_line(rows[-1], held.settings.metric), flush=True)
    if options.keep and rows:
        print(measured.keep("retrieval", "bench.retrieval", [asdict(row) for row in rows], _PACKAGES))
    return 1 if any(row.verdict == "FAIL" for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
