"""Kill work at random instants, and look at what is left: `python -m bench.kills [ROUNDS] [--keep]`.

Each round starts one kind of work (build, add, import, backup, restore) in a process of its own and kills it with
SIGKILL after a random share of the time that such work takes. Afterwards a reader that was open must still be
answered, the home must open, `doctor` must find nothing that it cannot mend, and nothing that was acknowledged
may be missing. Vectors are made without a model: what is tested are files, not meanings.

Reads: nothing. Writes: one line a failure, a summary; bench/results/ with `--keep`; exit status 1 if anything failed.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

import numpy as np

from index import backup, building, faults, library
from index.codification.articles import build_articles
from index.codification.importing import import_release
from index.codification.reading import find as find_codification
from index.embedding import Vectors
from index.model import Model
from index.records import Filters

ROUNDS = 200
KINDS = ("build", "add", "import", "backup", "restore")
_WORDS = ("hòa giải", "tuyên truyền", "cai nghiện", "phòng cháy", "đăng ký", "giáo dục", "kiểm tra", "thống kê")
_AGENCIES = ("Sở Tư pháp", "Công an tỉnh", "Sở Y tế", "Sở Tài chính")
_CONTEXT = multiprocessing.get_context("forkserver")
_LONGEST = 60.0


class ByDigest:
    """Stands in for EmbeddingProcess."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def __enter__(self) -> ByDigest:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def begin(self) -> None:
        """Nothing has to be started."""

    def passages(self, texts: Sequence[str]) -> Iterator[Vectors]:
        """A fixed vector for each text."""
        for at in range(0, len(texts), 8):
            seeds = [int.from_bytes(hashlib.sha256(t.encode()).digest()[:4], "big") for t in texts[at : at + 8]]
            made = np.stack([np.random.default_rng(seed).standard_normal(64) for seed in seeds])
            yield (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


@dataclass
class Told:
    """What became of all rounds."""

    rounds: int = 0
    killed: Counter[str] = field(default_factory=Counter)
    finished: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    mended: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def plan(number: int) -> str:
    """A made plan; each number gives another one."""
    chosen = random.Random(number)
    items = "\n\n".join(
        f"- Tổ chức {chosen.choice(_WORDS)} tại địa bàn số {number} lần {n}.\n\n({chosen.choice(_AGENCIES)} chủ trì)"
        for n in range(chosen.randint(2, 12))
    )
    return f"ỦY BAN NHÂN DÂN TỈNH\nSố: {number}/KH-UBND\n\nKẾ HOẠCH\nCông tác năm 2024\n\nI. NHIỆM VỤ\n\n1. Công việc\n\n{items}\n"


def release(path: Path, number: int) -> Path:
    """A made release of the codification in the publisher's layout, a few subjects."""
    from tests.writers.codification import two_subjects, write_release

    made = write_release(path, *two_subjects())
    with zipfile.ZipFile(made, "a") as archive:
        archive.comment = str(number).encode()  # another digest, so that it is another release
    return made


def work(kind: str, home: Path, files: Path, number: int, said: Connection) -> None:
    """One piece of work; says `begun`, then what is acknowledged."""
    building.EmbeddingProcess = ByDigest  # type: ignore[misc, assignment]
    said.send("begun")
    if kind == "build":
        (files / f"built-{number % 7}.txt").write_text(plan(number), encoding="utf-8")
        report = building.build(home, [files])
        said.send([o.document for o in report.outcomes if o.state in ("read", "unchanged", "same")])
    elif kind == "add":
        path = home.parent / f"added-{number}.txt"
        path.write_text(plan(number), encoding="utf-8")
        report = building.add(home, [path])
        said.send([o.document for o in report.outcomes])
    elif kind == "import":
        import_release(home, release(home.parent / "release.zip", number), processes=1)
        build_articles(home, vectors=False)
        said.send(["codification"])
    elif kind == "backup":
        backup.back_up(home, home.parent / "backup.tar")
        said.send([])
    else:
        backup.restore(home, home.parent / "first.tar")
        said.send([])
    said.close()


def run(rounds: int, seed: int, folder: Path) -> Told:
    """All rounds on one home; gives what became of them."""
    chosen, told = random.Random(seed), Told()
    home, files = folder / "home", folder / "files"
    files.mkdir()
    _CONTEXT.set_forkserver_preload(["bench.kills", "ingest.reading", "index.lexical", "index.vectors"])
    lasting = {kind: _whole(kind, home, files, n, told) for n, kind in enumerate(KINDS)}
    wanted = _documents(home)
    for number in range(100, 100 + rounds):
        kind = chosen.choice(KINDS)
        if kind == "restore":
            backup.back_up(home, folder / "first.tar")  # what is there now, so that nothing acknowledged may go
        acknowledged = _killed(kind, home, files, number, chosen.uniform(0, 1.1 * lasting[kind]), told)
        wanted |= {name for name in acknowledged if name != "codification"}
        told.failures += [f"round {number}, {kind}: {line}" for line in _left(home, wanted, acknowledged, told)]
        told.rounds += 1
    told.acknowledged = len(wanted)
    return told


def _whole(kind: str, home: Path, files: Path, number: int, told: Told) -> float:
    """Seconds that a kind of work takes when nobody kills it."""
    if kind == "restore":
        backup.back_up(home, home.parent / "first.tar")
    began = time.monotonic()
    if _killed(kind, home, files, number, _LONGEST, told) is None:
        raise RuntimeError(f"{kind} does not run")
    return time.monotonic() - began


def _killed(kind: str, home: Path, files: Path, number: int, after: float, told: Told) -> list[str]:
    """Runs work and kills it after some seconds; gives what it acknowledged before."""
    mine, other = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=work, args=(kind, home, files, number, other), daemon=True)
    process.start()
    other.close()
    acknowledged: list[str] | None = None
    with suppress(EOFError):
        mine.recv()
        if mine.poll(after):
            acknowledged = cast(list[str], mine.recv())
    process.kill()
    process.join()
    (told.killed if acknowledged is None else told.finished)[kind] += 1
    return acknowledged or []


def _documents(home: Path) -> set[str]:
    with library.open(home) as opened:
        return {document.id for document in opened.documents()}


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
            told.mended[fault.part] += 1
            fault.mend()
    yield from (f"still there after mending: {fault.part}: {fault.words}" for fault in faults.find(home))
    if lost := wanted - _documents(home):
        yield f"acknowledged but missing: {sorted(lost)}"
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

    building.EmbeddingProcess = ByDigest  # type: ignore[misc, assignment]
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    seed = numbers[1] if len(numbers) > 1 else random.randrange(10**6)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        told = run(numbers[0] if numbers else ROUNDS, seed, Path(folder))
    for line in told.failures:
        print("FAIL", line)
    figures = {**asdict(told), "seed": seed, "seconds": round(time.monotonic() - began)}
    print(figures)
    if "--keep" in sys.argv:
        keep("kills", "bench.kills", figures)
    return 1 if told.failures else 0


if __name__ == "__main__":
    sys.exit(main())
