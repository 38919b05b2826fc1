"""Folders for the time being inside a home, held while work goes on, so that nobody takes them for leftovers.

Reads: a home. Writes: folders; removes those that killed work left behind.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def scratch(folder: Path, prefix: str) -> Iterator[Path]:
    """A folder for the time being inside another, held so that nobody takes it for a leftover."""
    with tempfile.TemporaryDirectory(prefix=prefix, dir=folder) as name:
        handle = os.open(name, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_SH)
            yield Path(name)
        finally:
            os.close(handle)


def leftovers(home: Path) -> list[Path]:
    """What a killed backup, a killed restoring or a killed upload left behind."""
    places = (".backup-*", ".restore-*", "uploads/.arriving-*")
    return [path for start in places for path in home.glob(start) if path.is_dir() and not _at_work(path)]


def _at_work(folder: Path) -> bool:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def sweep(home: Path) -> int:
    """Removes leftovers; gives how many there were."""
    found = leftovers(home)
    for path in found:
        shutil.rmtree(path, ignore_errors=True)
    return len(found)
