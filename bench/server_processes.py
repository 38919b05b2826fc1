"""What a server and the processes that it keeps take, all of them together.

Memory that several of them share (the files of a library, of an index) counts once: each process has its
part of it, which Linux calls proportional (`/proc/PID/smaps_rollup`).

Reads: /proc. Writes: figures.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OFTEN = 0.1
"""Seconds between two looks at a peak."""


def processes(pid: int) -> list[int]:
    """A process and all that descend from it and are there now."""
    found = [pid]
    for one in found:
        for told in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += [int(child) for child in told.read_text(encoding="utf-8").split()]
            except OSError:  # a thread that ended
                continue
    return found


def held_mib(pid: int, kind: str = "Pss") -> float:
    """MiB that they hold now; of `Anonymous` kind without the files that are mapped."""
    return sum(_of_one(one, kind) for one in processes(pid)) / 1024


def _of_one(pid: int, kind: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:  # it ended
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{kind}:")), 0)


@contextmanager
def peak_mib(pid: int) -> Iterator[list[float]]:
    """The most that they held meanwhile, at the looks that were taken, in a list of one number."""
    most, ended = [held_mib(pid)], threading.Event()

    def look() -> None:
        while not ended.wait(_OFTEN):
            most[0] = max(most[0], held_mib(pid))

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield most
    finally:
        ended.set()
        looking.join()


def cpu_seconds(pid: int) -> float:
    """Processor time that they have taken, those included that have ended, whoever else used the machine."""
    ticks = 0
    for one in processes(pid):
        try:
            told = Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(int(part) for part in told[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")
