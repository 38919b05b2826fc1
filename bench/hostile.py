"""Hostile files are read in processes of their own, within bounds: `python -m bench.hostile`.

A file may be read or refused with one line; anything else (another exception, a death, a hang, memory beyond
the bound, a connection, a file opened that was not given) is a finding, told with its seed.

Reads: hostile_inputs. Writes: bench/results/hostile-*.json; exit status 1 where there are findings.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import queue
import resource
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.hostile_inputs import hostile
from bench.measured import REPOSITORY, keep

SECONDS = 60
"""Processor time for one file."""
MEMORY = 2 << 30
"""Address space of a process, bytes; an interpreter with its libraries takes about a tenth."""


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one file."""

    seed: int
    end: str
    """`read`, `refused`, or what is a finding."""
    seconds: float = 0.0
    """Processor time."""
    memory_mib: int = 0
    """Greatest resident memory of the process so far."""


def run(seeds: Sequence[int], seconds: int = SECONDS, memory: int = MEMORY) -> Iterator[Read]:
    """What becomes of the files of some seeds; a new process after a death or a hang."""
    left = list(seeds)
    while left:
        done = 0
        for read in _batch(left, seconds, memory):
            yield read
            done += 1
        left = left[done:]


def side_by_side(seeds: Sequence[int], jobs: int) -> Iterator[Read]:
    """What becomes of the files of some seeds, several processes at once; in no order."""
    found: queue.Queue[Read] = queue.Queue()

    def one(part: Sequence[int]) -> None:
        for read in run(part):
            found.put(read)

    for at in range(jobs):
        threading.Thread(target=one, args=(seeds[at::jobs],), daemon=True).start()
    for _ in seeds:
        yield found.get()


def _batch(seeds: list[int], seconds: int, memory: int) -> Iterator[Read]:
    command = [
        sys.executable,
        "-m",
        "bench.hostile",
        "--work",
        ",".join(map(str, seeds[:200])),
        str(seconds),
        str(memory),
    ]
    process = subprocess.Popen(
        command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout
    watched = selectors.DefaultSelector()
    watched.register(process.stdout, selectors.EVENT_READ)
    expected = iter(seeds[:200])
    try:
        for seed in expected:
            if not watched.select(seconds * 10):
                yield Read(seed, "hang")
                return
            line = process.stdout.readline()
            if not line:
                yield Read(seed, f"death {process.wait()}")
                return
            yield Read(**json.loads(line))
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        process.wait()
        watched.close()
        process.stdout.close()


def work(seeds: list[int], seconds: int, memory: int) -> None:
    """In a process of its own: reads the files of some seeds and says of each how it ended, a line each."""
    from ingest import reading
    from ingest.errors import Unreadable

    out = os.fdopen(os.dup(1), "w")
    with tempfile.TemporaryDirectory() as place:
        _read_once(Path(place))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        signal.signal(signal.SIGPROF, _late)
        guard = _Guard(place)
        sys.addaudithook(guard)
        for seed in seeds:
            made = hostile(seed)
            path = Path(place) / made.name
            path.write_bytes(made.data)
            began, end = time.process_time(), "read"
            guard.on = True
            try:
                signal.setitimer(signal.ITIMER_PROF, seconds)
                reading.read(path)
            except Unreadable as error:
                end = "refused" if "\n" not in str(error) else "refused in several lines"
            except _LateError:
                end = "late"
            except BaseException as error:
                end = f"{type(error).__name__}: {str(error)[:200]}"
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
                guard.on = False
            end = guard.seen.pop() if guard.seen else end
            path.unlink()
            took = round(time.process_time() - began, 3)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            out.write(json.dumps(asdict(Read(seed, end, took, peak))) + "\n")
            out.flush()


def _read_once(place: Path) -> None:
    """Loads what reading loads, so that no library's own files are taken for a finding."""
    from bench.whole_files import whole_files
    from ingest import reading
    from ingest.errors import Unreadable

    for form, data in whole_files().items():
        path = place / f"a.{form.split()[0]}"
        path.write_bytes(data)
        with contextlib.suppress(Unreadable):
            reading.read(path)


class _LateError(BaseException):
    """The time of a file is over."""


def _late(number: int, frame: object) -> None:
    del number, frame
    raise _LateError


class _Guard:
    """Sees connections, programs started, and files opened outside the place and the installed libraries."""

    def __init__(self, place: str) -> None:
        self.on = False
        self.seen: list[str] = []
        self._allowed = (
            place,
            sys.prefix,
            sys.base_prefix,
            str(REPOSITORY),
            "/dev/null",
            "/proc/self",
            "/tmp",
        )

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.on:
            return
        if event in ("socket.connect", "socket.getaddrinfo", "urllib.Request", "os.system", "os.exec"):
            self.seen.append(f"{event} {arguments!r}"[:200])
        elif event == "open" and isinstance(arguments[0], str | bytes):
            path = os.fsdecode(arguments[0])
            if not os.path.realpath(path).startswith(self._allowed):
                self.seen.append(f"open {path}"[:200])


def main() -> int:
    """Reads the files and keeps the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--work", nargs=3)
    given = parser.parse_args()
    if given.work:
        seeds, seconds, memory = given.work
        work([int(seed) for seed in seeds.split(",")], int(seconds), int(memory))
        return 0
    reads: list[Read] = []
    began = time.monotonic()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):  # what was read so far is told and kept
        for read in side_by_side(range(given.first, given.first + given.files), given.jobs):
            reads.append(read)
            if read.end not in ("read", "refused"):
                print(read.seed, hostile(read.seed).kind, read.end, flush=True)
    findings = [read for read in reads if read.end not in ("read", "refused")]
    figures = {
        "files": len(reads),
        "first_seed": given.first,
        "ends": dict(Counter(read.end.split(":")[0] for read in reads)),
        "findings": [{**asdict(read), "kind": hostile(read.seed).kind} for read in findings],
        "slowest": [
            {**asdict(r), "kind": hostile(r.seed).kind} for r in sorted(reads, key=lambda r: -r.seconds)[:10]
        ],
        "memory_mib": max(read.memory_mib for read in reads),
        "limits": {"seconds": SECONDS, "memory_mib": MEMORY >> 20},
        "seconds": round(time.monotonic() - began, 1),
    }
    print(json.dumps({k: v for k, v in figures.items() if k != "findings"}, ensure_ascii=False, indent=1))
    keep("hostile", "bench.hostile", figures, ("pdfplumber", "python-docx", "selectolax", "lxml"))
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
