"""Drafts made from real documents with one known fault each: is it reported as its kind, and nothing else.

    python -m bench.seeded_faults --home HOME [--drafts 500] [--seed 1] [--documents FOLDER] [--keep]

A draft is a real document with one sentence more, whose citation is made from a record and then spoilt in a
known way (or left right). What is asked of the check: that citation's status; and no fault, beyond those
that the document had before, on any other.

Reads: an index, real documents. Writes: figures; with --keep bench/results/seeded_faults.json.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bench.core import expected, verdict
from bench.fault_kinds import KINDS, Seeded, possible
from bench.fault_records import Records
from bench.measured import REPOSITORY
from index import library as libraries
from index.citation_check import check, draft_of_file, draft_of_text
from index.citation_check.known import known_of
from index.citation_check.records import Item, Status
from index.library import Library

DOCUMENTS = REPOSITORY.parent / "shared" / "corpus" / "offices"
LARGEST = 60_000
FAULTS: frozenset[Status] = frozenset(
    ("ambiguous", "provision_not_found", "mismatch", "malformed", "unresolved_reference")
)
"""What is a fault of the draft; an act's fate and the limits of the records are none."""


@dataclass
class Outcome:
    """What was counted."""

    seeded: Counter[str] = field(default_factory=Counter)
    reported: Counter[str] = field(default_factory=Counter)
    untouched: int = 0
    new_faults: int = 0
    standing_faults: int = 0
    had: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    disturbed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def run(library: Library, documents: Sequence[Path], drafts: int, seed: int) -> Outcome:
    """Make and check the drafts."""
    records = Records(library, known_of(library))
    kinds = possible(records)
    outcome = Outcome(skipped=[kind.__name__ for kind in KINDS if kind not in kinds])
    texts = [draft_of_file(path.name, path.read_bytes()).given for path in documents]
    baselines: dict[tuple[int, date], list[Item]] = {}
    for n in range(drafts):
        rng = random.Random(seed * 1_000_003 + n)
        seeded = kinds[n % len(kinds)](records, rng)
        at_document = rng.randrange(len(texts))
        key = (at_document, seeded.as_of)
        if key not in baselines:
            baselines[key] = list(check(library, draft_of_text(texts[at_document]), seeded.as_of).items)
        _one(library, texts[at_document], baselines[key], seeded, rng, outcome)
    return outcome


def _one(
    library: Library,
    text: str,
    baseline: Sequence[Item],
    seeded: Seeded,
    rng: random.Random,
    outcome: Outcome,
) -> None:
    breaks = [
        i + 1 for i, c in enumerate(text) if c == "\n" and text[i + 1 : i + 3].strip() and i > len(text) // 10
    ]
    at = rng.choice(breaks)
    inserted = f"\n{seeded.sentence}\n\n"
    report = check(library, draft_of_text(text[:at] + inserted + text[at:]), seeded.as_of)
    end = at + len(inserted)
    inside = [i for i in report.items if at <= i.start < end]
    hit = next((i for i in inside if i.kind == seeded.item and seeded.cited in i.text), None)
    outcome.seeded[seeded.kind] += 1
    if hit is not None and hit.status == seeded.expected:
        outcome.reported[seeded.kind] += 1
    else:
        got = f"{hit.status}: {hit.reason}" if hit else f"no such citation in {[i.text for i in inside]}"
        outcome.missed.append(f"{seeded.kind}: {seeded.sentence} → {got}")
    before = {(i.start, i.end, i.kind): i.status for i in baseline}
    for item in report.items:
        if at <= item.start < end:
            continue
        moved = item.start - (len(inserted) if item.start >= end else 0)
        outcome.untouched += 1
        was = before.get((moved, moved + item.end - item.start, item.kind))
        if item.status in FAULTS:
            outcome.standing_faults += was == item.status
            if was == item.status:
                outcome.had[f"{item.status}: {item.text}: {item.reason}"] += 1
            if was != item.status:
                outcome.new_faults += 1
                outcome.disturbed.append(f"{item.text} {was} → {item.status}: {item.reason}")


def told(outcome: Outcome) -> dict[str, object]:
    """The figures."""
    by_status: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for kind, count in outcome.seeded.items():
        by_status[kind.partition(":")[0]][0] += outcome.reported[kind]
        by_status[kind.partition(":")[0]][1] += count
    seeded, reported = sum(outcome.seeded.values()), sum(outcome.reported.values())
    return {
        "drafts": seeded,
        "reported_as_their_kind": reported / seeded if seeded else 0.0,
        "not_reported_as_their_kind": (seeded - reported) / seeded if seeded else 1.0,
        "by_status": {status: f"{right}/{every}" for status, (right, every) in sorted(by_status.items())},
        "untouched": outcome.untouched,
        "new_faults_on_untouched": outcome.new_faults / max(1, outcome.untouched),
        "faults_the_documents_had": outcome.standing_faults / max(1, outcome.untouched),
        "statuses_without_records": outcome.skipped,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; exit status 1 where one is not what is expected of it (bench/expected.toml)."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--documents", type=Path, default=DOCUMENTS)
    parser.add_argument("--drafts", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args(arguments)
    paths = [p for p in sorted(options.documents.rglob("*.md")) if p.stat().st_size < LARGEST]
    if not paths:
        print(f"no documents in {options.documents}", file=sys.stderr)
        return 1
    with libraries.open(options.home) as library:
        outcome = run(library, paths, options.drafts, options.seed)
    for line in (*outcome.missed, *outcome.disturbed):
        print(line)
    for line, times in outcome.had.most_common():
        print(f"had before, {times} times: {line}")
    figures = told(outcome)
    for name, value in figures.items():
        print(f"{name}: {value}")
    if options.keep:
        from bench.measured import keep

        keep("seeded_faults", "bench.seeded_faults", figures)
    bars = expected("seeded_faults")
    return 0 if all(verdict(float(str(figures[name])), bar) == "OK" for name, bar in bars.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
