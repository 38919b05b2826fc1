"""What a draft that took its reader over could do: tasks for a reading room. Run by tests/test_confined_drafts.py."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

from ingest import reading_room
from ingest.document import Head
from ingest.handed_back import handed


def crash(_):
    os.kill(os.getpid(), signal.SIGSEGV)


def memory(_):
    return bytes(len([bytearray(1 << 24) for _ in range(1 << 20)]))


def noise(_):
    return b"not a record"


def function(_):
    return b"+" + pickle.dumps(print)


def other_record(_):
    return handed(Head(number="1/KH-UBND"), Head)


def nothing(_):
    return b""


def without_end(data):
    """Goes on, as does a program that it started; both tell who they are."""
    reading_room.may_write(True)
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as started:
        Path(data.decode()).write_text(f"{os.getpid()} {started.pid}")
        time.sleep(60)


def turning(_):
    while True:
        pass


def writes(_):
    reading_room.may_write(False)
    try:
        Path("left").write_bytes(b"words of a draft")
    except OSError:
        return b"refused"
    return b"written"


def ends_the_keeper(_):
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)


def told(_):
    return f"{os.getpid()} {os.environ.get('CANCU_TOKEN')} {len([*Path('/proc/self/fd').iterdir()])}".encode()


if __name__ == "__main__":
    reading_room.keep({
        task.__name__: task
        for task in (crash, memory, noise, function, other_record, nothing, without_end, turning, writes, ends_the_keeper, told)
    })  # fmt: skip
