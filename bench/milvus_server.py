"""A Milvus that several processes may ask: milvus-lite as a server of one's own, over a folder.

What milvus-lite keeps in a folder only one process may open; its own server lets others in by the network, as
Milvus does. It compares in Python, in one process: what it takes says nothing of a Milvus server.

Reads: nothing. Writes: a folder, which outlives the server.
"""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENT = """
import grpc
made = grpc.server
allowed = [("grpc.http2.min_ping_interval_without_data_ms", 5000), ("grpc.http2.max_ping_strikes", 0)]
grpc.server = lambda *given, options=(), **named: made(*given, options=[*options, *allowed], **named)
from milvus_lite.cmdline import main
main()
"""
"""Its clients ask every ten seconds whether it lives. Milvus lets them; gRPC's own limit, which milvus-lite
leaves as it is, is five minutes, and who asks more often is cut off in the middle of a request."""
_STARTS_WITHIN = 120.0
"""Seconds; what lies in the folder is read first."""


def installed() -> bool:
    """Whether there is what a server needs."""
    return all(importlib.util.find_spec(name) for name in ("pymilvus", "milvus_lite"))


@contextmanager
def milvus_server(folder: Path, port: int) -> Iterator[str]:
    """A server over a folder as long as the block lasts; gives its address.

    Raises RuntimeError where it ends before it answers, TimeoutError where it does not answer in time.
    """
    command = [sys.executable, "-c", _PATIENT, "server", "--data-dir", str(folder)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", str(port)], stdout=quiet, stderr=quiet
    ) as server:
        try:
            _wait(server, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"milvus-lite ended with status {server.returncode}")
        with socket.socket() as asked:
            if not asked.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)
    raise TimeoutError(f"milvus-lite does not answer within {_STARTS_WITHIN:.0f} s")
