"""Who wrote what and when: one JSON object a line, on the disk before the answer goes out.

It names documents by id and digest, never by their words.

Reads: writes. Writes: `audit.jsonl` in the home.
"""

from __future__ import annotations

import fcntl
import json
import os
from datetime import UTC, datetime
from pathlib import Path

from search_api.service.tracing import caller, request_id

NAME = "audit.jsonl"
COMMAND = "cancu"
"""Who writes from the command line: whoever has the account that owns the home."""


def record(home: Path, action: str, by: str | None = None, **what: str | int | bool | None) -> None:
    """Add a line; raises OSError where it cannot be written, and then nothing may be acknowledged."""
    line = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "action": action,
        "by": caller.get() if by is None else by,
        "request_id": request_id.get(),
        **what,
    }
    data = (json.dumps(line, ensure_ascii=False) + "\n").encode()
    handle = os.open(home / NAME, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        size = os.fstat(handle).st_size
        if size and os.pread(handle, 1, size - 1) != b"\n":
            data = b"\n" + data  # a power cut in the middle of a line spoils that line only
        os.write(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)
