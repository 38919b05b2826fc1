"""A file that nobody vouches for is read in a process of its own, with limits of memory and of time.

Whatever the file does to the reader, the program that asked gets a document or one Unreadable. What the
process sends back is records and nothing else (`handed_back.py`). Drafts, which may not lie on a disk and
must be quick, are read by children of a process that is ready: `reading_room.py`.

Reads: a path. Writes: Document.
"""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ingest.document import Document
from ingest.errors import Unreadable
from ingest.handed_back import TELL, handed, taken

MIB = 1024 * 1024
_SECRETS = ("CANCU_TOKEN", "CANCU_STORE", "CANCU_ENGINE_TOKEN")
LONGEST_ANSWER = 1024 * MIB
"""Bytes that are taken back."""


@dataclass(frozen=True, slots=True)
class Confinement:
    """How much reading one file may take."""

    seconds: float = 300.0
    """Time by the clock; programs that the reader starts end with it."""
    memory: int = 3072 * MIB
    """Address space of the process, and of each program that it starts."""
    written: int = 1024 * MIB
    """The longest file that it may write."""


def read_confined(path: Path, confinement: Confinement | None = None) -> Document:
    """The document in a file; raises Unreadable where it cannot be read, or not within the limits."""
    limits = confinement or Confinement()
    with tempfile.TemporaryDirectory(prefix="cancu-read-") as scratch:
        answer = Path(scratch) / "answer"
        process = subprocess.Popen(  # noqa: S603 - this very program
            [
                sys.executable,
                "-m",
                "ingest.confined",
                str(path),
                str(answer),
                str(limits.memory),
                str(limits.written),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=scratch,
            env=environment(scratch),
            start_new_session=True,
        )
        try:
            process.wait(limits.seconds)
        except subprocess.TimeoutExpired:
            raise too_long(path.name, limits.seconds) from None
        finally:
            _end(process)
        return _taken(path, answer)


def environment(scratch: str) -> dict[str, str]:
    """What the process is told: where this program lies and its settings, none of its secrets."""
    kept = {k: v for k, v in os.environ.items() if k not in _SECRETS}
    root = str(Path(__file__).resolve().parent.parent)
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join([root, *filter(None, [kept.get("PYTHONPATH")])]),
        "TMPDIR": scratch,
    }


def _end(process: subprocess.Popen[bytes]) -> None:
    # Its own session: with it end the programs that it started.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _taken(path: Path, answer: Path) -> Document:
    try:
        # Whoever took the reader over may have put a link or a pipe there.
        handle = os.open(answer, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        raise broken(path.name) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise broken(path.name)
    with os.fdopen(handle, "rb") as file:
        return taken(file.read(LONGEST_ANSWER), Document, path.name)


def broken(name: str) -> Unreadable:
    """What is said of a file whose reader ended without a word."""
    return Unreadable(name, "tệp làm bộ đọc hỏng hoặc cần quá nhiều bộ nhớ", TELL)


def too_much_memory(name: str) -> Unreadable:
    """What is said of a file whose reader came to the end of its memory."""
    return Unreadable(name, "cần quá nhiều bộ nhớ", TELL)


def too_long(name: str, seconds: float) -> Unreadable:
    """What is said of a file whose reader came to the end of its time."""
    return Unreadable(name, f"đọc quá {seconds:.0f} giây", TELL)


def _serve(path: Path, answer: Path, memory: int, written: int) -> None:
    """The process: one file in, a document or Unreadable out, in one rename."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from ingest import reading

    found: Document | Unreadable
    try:
        found = reading.read(path)
    except Unreadable as error:
        found = error
    except (MemoryError, RecursionError):
        found = too_much_memory(path.name)
    beside = answer.with_suffix(".part")
    beside.write_bytes(handed(found, Document))
    beside.replace(answer)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
