"""What a full or read-only disk says, in words for the person who asked.

Reads: exceptions of the system, of SQLite and of the engines. Writes: Unusable.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from index.errors import Unusable

FULL = "ổ đĩa đã đầy"
READ_ONLY = "ổ đĩa hoặc thư mục không cho ghi"
BROKEN = "ổ đĩa báo lỗi khi đọc ghi"
_BY_NUMBER = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
    errno.EIO: BROKEN,
}
_BY_WORDS = {
    "no space left": FULL,
    "disk is full": FULL,
    "file too large": FULL,
    "quota exceeded": FULL,
    "read-only file system": READ_ONLY,
    "readonly database": READ_ONLY,
    "permission denied": READ_ONLY,
    "disk i/o error": BROKEN,
}
"""The engines and SQLite give words, not numbers."""
_REMEDIES = {
    FULL: "hãy giải phóng chỗ trống rồi chạy lại; những gì đã có được giữ nguyên",
    READ_ONLY: "hãy kiểm tra quyền ghi của thư mục rồi chạy lại; những gì đã có được giữ nguyên",
    BROKEN: "hãy kiểm tra ổ đĩa rồi chạy lại; những gì đã có được giữ nguyên",
}


def reason_of(error: BaseException) -> str | None:
    """What the disk said; None where the error is about something else."""
    number = error.errno if isinstance(error, OSError) else None
    if number in _BY_NUMBER:
        return _BY_NUMBER[number]
    if isinstance(error, OSError | sqlite3.Error | ValueError | RuntimeError):
        said = str(error).lower()
        return next((reason for words, reason in _BY_WORDS.items() if words in said), None)
    return None


@contextmanager
def told(what: str) -> Iterator[None]:
    """Turns what the disk says inside into Unusable; other errors pass."""
    try:
        yield
    except (OSError, sqlite3.Error, ValueError, RuntimeError) as error:
        reason = reason_of(error)
        if reason is None:
            raise
        raise Unusable(what, reason, _REMEDIES[reason]) from error
