"""A process that has the reader loaded and lets a child of its own read each draft, with limits.

A new process would take longer to load the reader than most drafts take to be read. This one loads it once,
does nothing else, and forks: the child has a draft through a socket, no file but those of the program, and
limits of memory, time and what it may write; what it hands back goes the same way. Nothing of a draft is
written to a disk: only what LibreOffice converts lies in files, in memory where the machine has room for it
there, and they go with the child.

Reads: tasks as bytes. Writes: what they give, as bytes.
"""

from __future__ import annotations

import gc
import os
import resource
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from ingest.confined import LONGEST_ANSWER, MIB, Confinement, environment

Task = Callable[[bytes], bytes]
_ORDER = struct.Struct("!dQQ")
"""Seconds, bytes of memory, bytes of a file."""
_PIECE = 1 << 20
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - folders of unguessable names, for their owner only
_ROOM_THERE = 512 * MIB
_LAST = 2.0
"""Seconds beyond a child's time in which its end must be noticed."""


class BrokenError(Exception):
    """The child ended without an answer."""


class TooLongError(Exception):
    """The child was ended at its limit of time."""


class ReadingRoom:
    """A way to the process that `module` keeps; it is started by the first task, and again if it is gone."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._starting = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def open(self) -> None:
        """Start the process without waiting until it has loaded."""
        with self._starting:
            self._open()

    def close(self) -> None:
        """End the process and everything that is being read."""
        with self._starting:
            self._close()

    def give(self, task: str, data: bytes, limits: Confinement) -> bytes:
        """What a task makes of some bytes; raises BrokenError or TooLongError."""
        until = time.monotonic() + limits.seconds + _LAST
        mine = self._ordered(limits)
        with mine:
            try:
                return _asked(mine, task.encode() + b"\n" + data, until)
            except TimeoutError:
                raise TooLongError from None
            except (OSError, EOFError):
                if time.monotonic() >= until - _LAST:
                    raise TooLongError from None
                raise BrokenError from None

    def _ordered(self, limits: Confinement) -> socket.socket:
        """A socket to a child that is being made; the other end goes to the process that makes it."""
        order = _ORDER.pack(limits.seconds, limits.memory, limits.written)
        mine, theirs = socket.socketpair()
        with theirs:
            for _ in range(2):  # where the process is gone, once more
                with self._starting, suppress(OSError):
                    socket.send_fds(self._open(), [order], [theirs.fileno()])
                    return mine
        mine.close()
        raise BrokenError

    def _open(self) -> socket.socket:
        if self._process is not None and self._control is not None and self._process.poll() is None:
            return self._control
        self._close()
        mine, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - this very program
                [sys.executable, "-m", self._module],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=environment(tempfile.gettempdir()),
                start_new_session=True,
            )
        self._control = mine
        return mine

    def _close(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._process = self._control = None


def _asked(way: socket.socket, sent: bytes, until: float) -> bytes:
    """Send everything, then receive everything; raises TimeoutError, OSError, EOFError."""
    way.settimeout(_left(until))
    way.sendall(sent)
    way.shutdown(socket.SHUT_WR)
    came, size = [], 0
    while True:
        way.settimeout(_left(until))
        piece = way.recv(_PIECE)
        if not piece:
            break
        came.append(piece)
        size += len(piece)
        if size > LONGEST_ANSWER:
            raise EOFError
    if not came:
        raise EOFError
    return b"".join(came)


def _left(until: float) -> float:
    return max(0.001, until - time.monotonic())


def keep(tasks: Mapping[str, Task]) -> None:
    """The process: makes a child for every order on its standard input, ends those whose time is over.

    Returns when the other end is closed. Call it with everything loaded, and from a process without threads.
    """
    control = socket.socket(fileno=os.dup(0))
    children: dict[int, tuple[float, Path]] = {}
    gc.freeze()  # what is loaded stays as it is, so that children share its memory
    while True:
        ready, _, _ = select.select([control], [], [], 0.05 if children else None)
        _end_children(children, time.monotonic())
        if not ready:
            continue
        order, handles, _, _ = socket.recv_fds(control, _ORDER.size, 1)
        if not order:
            break
        seconds, memory, written = _ORDER.unpack(order)
        scratch = _scratch()
        try:
            child = os.fork()
        except OSError:  # no room for a further process: who asked is told by the end of its socket
            os.close(handles[0])
            continue
        if child == 0:
            control.close()
            _read(tasks, handles[0], scratch, Confinement(seconds, memory, written))
        os.close(handles[0])
        children[child] = (time.monotonic() + seconds, scratch)
    _end_children(children, float("inf"))


def _end_children(children: dict[int, tuple[float, Path]], now: float) -> None:
    """Forget children that ended, with their files and what they started; end those whose time is over."""
    for child, (until, scratch) in list(children.items()):
        if now < until and os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            continue
        for end in (os.killpg, os.kill):  # before it has a session of its own there is no group
            with suppress(ProcessLookupError, PermissionError):
                end(child, signal.SIGKILL)
        os.waitpid(child, 0)
        shutil.rmtree(scratch, ignore_errors=True)
        del children[child]


def _scratch() -> Path:
    """A folder for what a child writes, in memory where there is room; none that is there if no disk has."""
    there = None
    with suppress(OSError):
        room = os.statvfs(_IN_MEMORY)
        if room.f_bavail * room.f_frsize >= _ROOM_THERE and os.access(_IN_MEMORY, os.W_OK):
            there = _IN_MEMORY
    try:
        return Path(tempfile.mkdtemp(prefix="cancu-draft-", dir=there))
    except OSError:
        return Path("/nonexistent")


def _read(tasks: Mapping[str, Task], handle: int, scratch: Path, limits: Confinement) -> None:
    """The child: one task, then its end."""
    status = 1
    try:
        os.setsid()
        os.chdir(scratch if scratch.is_dir() else "/")
        tempfile.tempdir = str(scratch)
        _bound(limits)
        with socket.socket(fileno=handle) as way:
            given = bytearray()
            while piece := way.recv(_PIECE):
                given += piece
            task, _, data = bytes(given).partition(b"\n")
            del given
            way.sendall(tasks[task.decode()](data))
        status = 0
    finally:
        os._exit(status)


def _bound(limits: Confinement) -> None:
    with suppress(OSError), Path("/proc/self/oom_score_adj").open("w") as file:
        file.write("1000")  # where memory is short, this one goes first
    cores = os.cpu_count() or 1
    time_of_processor = int(limits.seconds * cores) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (time_of_processor, time_of_processor))
    signal.alarm(int(limits.seconds + _LAST) + 1)  # where the process that would end it is gone
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # None at all until it is known that a program needs files: `may_write`.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits.written))


def may_write(needed: bool) -> None:
    """Let the child write files, or take the possibility from it for good."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    now = most if needed else 0
    resource.setrlimit(resource.RLIMIT_FSIZE, (now, now))
