"""Kill work at random instants: `python -m bench.kills [ROUNDS [SEED [MINUTES]]] [--keep]`.

Each round starts one kind of work (build, add, import, correction, backup, restore) in a process of its
own and kills it with SIGKILL after a random share of the time that such work takes. Afterwards the home must
open and answer, `doctor` must find nothing that it cannot mend, and nothing that
was acknowledged may be missing. Vectors are made without a model: what is tested are files, not meanings.

Reads: nothing. Writes: one line a failure, a summary; bench/results/ with `--keep`; exit status 1 if
anything failed.
"""

from __future__ import annotations

import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import cast

from bench.killed_work import CORRECTED, ByDigest, correction, work
from index import backup, building, faults, library
from index.codification.reading import find as find_codification
from index.records import Filters

ROUNDS = 200
KINDS = ("build", "add", "import", "correct", "backup", "restore")
_CONTEXT = multiprocessing.get_context("forkserver")
_LONGEST = 60.0
BEYOND = 1.12
"""Some rounds end before they are killed, so that there is something that was acknowledged."""


@dataclass
class Told:
    """What became of all rounds."""

    rounds: int = 0
    killed: dict[str, int] = field(default_factory=dict)
    """Rounds in which the work was killed before it was done, by kind."""
    finished: dict[str, int] = field(default_factory=dict)
    acknowledged: int = 0
    """Documents that were acknowledged, all of which must be there."""
    corrections: int = 0
    """The same of corrections."""
    mended: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)


def run(rounds: int, seed: int, folder: Path, minutes: float = 600.0) -> Told:
    """All rounds on one home, or as many as the minutes allow; gives what became of them."""
    until = time.monotonic() + 60 * minutes
    chosen, told = random.Random(seed), Told()
    home, files = folder / "home", folder / "files"
    files.mkdir()
    _CONTEXT.set_forkserver_preload(["bench.killed_work", "ingest.reading", "index.lexical", "index.vectors"])
    setattr(building, "EmbeddingProcess", ByDigest)  # noqa: B010 - its type is another
    for first in (0, 10):  # the first time pays for what is loaded once
        lasting = {kind: _whole(kind, home, files, first + n, told) for n, kind in enumerate(KINDS)}
    told.killed.clear()
    told.finished.clear()
    wanted = _documents(home) | _corrections(home)
    for number in range(100, 100 + rounds):
        kind = chosen.choice(KINDS)
        if kind == "restore":
            backup.back_up(
                home, folder / "first.tar"
            )  # what is there now, so that nothing acknowledged may go
        after = chosen.uniform(0, BEYOND * lasting[kind])
        acknowledged, took = _killed(kind, home, files, number, after, told)
        # A home grows and a machine has other work: the time that work takes is looked at again.
        lasting[kind] = (lasting[kind] + took) / 2 if acknowledged is not None else max(lasting[kind], after)
        acknowledged = acknowledged or []
        wanted |= {name for name in acknowledged if name != "codification"}
        told.failures += [
            f"round {number}, {kind}: {line}" for line in _left(home, wanted, acknowledged, told)
        ]
        told.rounds += 1
        if time.monotonic() > until:
            break
    told.acknowledged = sum(not name.startswith(CORRECTED) for name in wanted)
    told.corrections = len(wanted) - told.acknowledged
    return told


def _whole(kind: str, home: Path, files: Path, number: int, told: Told) -> float:
    """Seconds that a kind of work takes when nobody kills it."""
    if kind == "restore":
        backup.back_up(home, home.parent / "first.tar")
    acknowledged, took = _killed(kind, home, files, number, _LONGEST, told)
    if acknowledged is None:
        raise RuntimeError(f"{kind} does not run to its end")
    return took


def _killed(
    kind: str, home: Path, files: Path, number: int, after: float, told: Told
) -> tuple[list[str] | None, float]:
    """Runs work and kills it after some seconds; gives what it acknowledged before, None if nothing yet.

    With the seconds from its beginning.
    """
    mine, other = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=work, args=(kind, home, files, number, other), daemon=True)
    process.start()
    other.close()
    acknowledged: list[str] | None = None
    began = time.monotonic()
    try:
        mine.recv()
        began = time.monotonic()
        if mine.poll(after):
            acknowledged = cast(list[str], mine.recv())
    except EOFError:
        process.join(10)
        told.failures.append(f"round {number}, {kind}: ended by itself with status {process.exitcode}")
    took = time.monotonic() - began
    process.kill()
    process.join()
    _count(told.killed if acknowledged is None else told.finished, kind)
    return acknowledged, took


def _count(counts: dict[str, int], name: str) -> None:
    counts[name] = counts.get(name, 0) + 1


def _documents(home: Path) -> set[str]:
    with library.open(home) as opened:
        return {document.id for document in opened.documents()}


def _corrections(home: Path) -> set[str]:
    with library.open(home) as opened:
        made = opened.records.all("SELECT digest, value FROM correction")
        return {correction(row["digest"], row["value"]) for row in made}


def _unapplied(home: Path) -> Iterator[str]:
    """Documents whose heads do not say what persons filled in last."""
    with library.open(home) as opened:
        for document in opened.documents():
            titles = [c.value for c in opened.corrections(document.digest) if c.field == "title"]
            if titles and document.head.title != titles[-1]:
                yield f"the title of {document.id} is not the one that was filled in last"


def _left(home: Path, wanted: set[str], acknowledged: list[str], told: Told) -> Iterator[str]:
    """What is wrong after a kill."""
    try:
        with library.open(home) as opened:
            if not opened.engine.lexical("công việc", Filters(), 3):
                yield "nothing is found"
    except Exception as error:
        yield f"does not open: {error}"
    for fault in faults.find(home):
        if fault.mend is None:
            yield f"cannot be mended: {fault.part}: {fault.words}"
        else:
            _count(told.mended, fault.part)
            fault.mend()
    yield from (f"still there after mending: {fault.part}: {fault.words}" for fault in faults.find(home))
    if lost := wanted - _documents(home) - _corrections(home):
        yield f"acknowledged but missing: {sorted(lost)}"
    yield from _unapplied(home)
    held = find_codification(home)
    if held is None or not held.count:
        yield "the codification is gone"
    elif "codification" in acknowledged and not (held.release and held.release.finished):
        yield "an acknowledged import is not finished"
    if held is not None:
        held.close()


def main() -> int:
    """Run the rounds and print what became of them."""
    from bench.measured import keep

    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    seed = numbers[1] if len(numbers) > 1 else random.randrange(10**6)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        minutes = float(numbers[2]) if len(numbers) > 2 else 600.0
        told = run(numbers[0] if numbers else ROUNDS, seed, Path(folder), minutes)
    for line in told.failures:
        print("FAIL", line)
    figures = {**asdict(told), "seed": seed, "seconds": round(time.monotonic() - began)}
    print(figures)
    if "--keep" in sys.argv:
        keep("kills", "bench.kills", figures)
    return 1 if told.failures else 0


if __name__ == "__main__":
    sys.exit(main())
