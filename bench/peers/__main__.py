"""Ask every peer the same questions and print what each finds, how fast and with how much memory.

Run `python -m bench.peers --set alqac2025 [--peers cancu,bm25s-syllables,…] [--part held-out] [--no-marks]`.
`--longest` cuts what a model sees of an article; `--articles` leaves only the judged articles and the first
of the others in the corpus, which makes the questions easier, and the result's `corpus` says so.

Reads: ../shared/bench, or `--sets`. Writes: a table; with `--keep` bench/results/peers-*.json.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from bench import measured
from bench.peers.asking import PEERS, Conditions, PeerFigures, measure
from index.evaluation.metrics import METRICS

_PACKAGES = ("bm25s", "lancedb", "txtai", "sentence-transformers", "underthesea")
_HEADING = (
    f"{'peer':16} {'set':14} {' '.join(f'{name:>10}' for name in METRICS)}"
    f" {'index s':>9} {'p50 ms':>8} {'p95 ms':>8} {'MiB':>7}"
)


def _row(found: PeerFigures) -> str:
    scores = " ".join(f"{value:10.4f}" for value in found.metrics.values())
    took = f"{found.index_seconds:9.1f} {found.p50_ms:8.1f} {found.p95_ms:8.1f} {found.resident_mib:7.0f}"
    return f"{found.peer:16} {found.set:14} {scores} {took}"


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.peers")
    parser.add_argument("--sets", type=Path, default=measured.SETS, help="folder of the sets")
    parser.add_argument("--set", action="append", help="a set's name; may be repeated")
    parser.add_argument("--peers", default=",".join(PEERS), help=f"by commas: {', '.join(PEERS)}")
    parser.add_argument("--part", default="held-out", choices=("train", "held-out", "all"))
    parser.add_argument("--no-marks", action="store_true", help="ask without marks")
    parser.add_argument("--longest", type=int, default=512, help="tokens of an article that a model sees")
    parser.add_argument("--articles", type=int, help="articles at most")
    parser.add_argument("--vectors", type=Path, default=Path.home() / ".cache" / "cancu" / "peers")
    parser.add_argument("--keep", action="store_true", help="write the figures to bench/results/")
    return parser.parse_args(given)


def main(given: list[str] | None = None) -> int:
    """Measure and print; 1 where a peer is unknown, not installed or fails; the others are measured."""
    options = _arguments(sys.argv[1:] if given is None else given)
    names = options.peers.split(",")
    if unknown := [name for name in names if name not in PEERS]:
        print(f"no such peer: {', '.join(unknown)}; there are {', '.join(PEERS)}", file=sys.stderr)
        return 1
    conditions = Conditions(
        options.part, not options.no_marks, options.longest, options.articles, options.vectors
    )
    failed = False
    figures: list[dict[str, object]] = []
    print(_HEADING, flush=True)
    for one in options.set or ("alqac2025",):
        if not (options.sets / one).is_dir():
            print(
                f"skipped {one}: {measured.relative(str(options.sets / one))} is not there", file=sys.stderr
            )
            continue
        for name in names:
            try:
                found = measured.alone(measure, name, options.sets / one, conditions)
            except Exception as error:
                print(f"{name:16} {one:14} FAIL {type(error).__name__}: {error}", flush=True)
                failed = True
                continue
            print(_row(found), flush=True)
            figures.append(asdict(found))
    if options.keep and figures:
        print(measured.keep("peers", "bench.peers", figures, _PACKAGES))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
