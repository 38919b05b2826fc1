"""A file that nobody vouches for is read in a process of its own, with limits of memory and of time.

Whatever the file does to the reader, the program that asked gets a document or one Unreadable. What the
process sends back is taken apart without letting it name any code but the records of a document.

Reads: a path. Writes: Document.
"""

from __future__ import annotations

import io
import os
import pickle
import resource
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.document import Document
from ingest.errors import Unreadable

MIB = 1024 * 1024
_TELL = "hãy mở tệp, lưu lại thành bản mới hoặc chia nhỏ rồi thử lại"
_RECORDS = "ingest."
_SECRETS = ("CANCU_TOKEN", "CANCU_STORE", "CANCU_ENGINE_TOKEN")
_PLAIN = {("builtins", name) for name in ("tuple", "list", "dict", "set", "frozenset", "range")}


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
            env=_environment(scratch),
            start_new_session=True,
        )
        try:
            process.wait(limits.seconds)
        except subprocess.TimeoutExpired:
            why = f"đọc quá {limits.seconds:.0f} giây"
            raise Unreadable(path.name, why, _TELL) from None
        finally:
            _end(process)
        return _taken(path, answer)


def _environment(scratch: str) -> dict[str, str]:
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
        kept = answer.read_bytes()
    except FileNotFoundError:
        why = "tệp làm bộ đọc hỏng hoặc cần quá nhiều bộ nhớ"
        raise Unreadable(path.name, why, _TELL) from None
    found = unpacked(kept, path.name)
    if isinstance(found, Unreadable):
        raise found
    return found


def packed(found: Document | Unreadable) -> bytes:
    """What a reader found, to be sent to another process or machine."""
    return pickle.dumps(found)


def unpacked(kept: bytes, name: str) -> Document | Unreadable:
    """What a reader found in the file of this name; raises Unreadable where it is none of our records."""
    try:
        found = _Records(io.BytesIO(kept)).load()
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError, MemoryError) as error:
        raise Unreadable(name, "bộ đọc trả về kết quả không hợp lệ", _TELL) from error
    if not isinstance(found, Document | Unreadable):
        raise Unreadable(name, "bộ đọc trả về kết quả không hợp lệ", _TELL)
    return found


class _Records(pickle.Unpickler):
    """Makes nothing but records: whoever took the process over cannot name a function to be called."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as pickle has it
        if (module, name) in _PLAIN or (module.startswith(_RECORDS) and "." not in name):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__.startswith((_RECORDS, "builtins")):
                return found
        raise pickle.UnpicklingError("no record")


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
        found = Unreadable(path.name, "cần quá nhiều bộ nhớ", _TELL)
    beside = answer.with_suffix(".part")
    beside.write_bytes(packed(found))
    beside.replace(answer)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
