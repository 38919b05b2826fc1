"""The store of the codification: one SQLite file of its own, apart from the documents of the office.

It has releases of its own and tens of thousands of articles, so it is not copied with every generation.
Readers see what the last finished transaction left, while an import goes on.

Reads: a home. Writes: connections.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from index import disk
from index.errors import Unusable
from index.migrating import bring_forward, newer, steps_of, version_of

VERSION = 1
"""Version of the schema; every rise comes with a step in `index/migrations/`."""


def folder(home: Path) -> Path:
    """Where a home keeps the codification."""
    return home / "codification"


def store_path(home: Path) -> Path:
    """The store of a home's codification."""
    return folder(home) / "articles.sqlite"


def open_store(home: Path) -> sqlite3.Connection:
    """The store for writing, made where absent, brought forward where older.

    Raises Unusable where it cannot be used.
    """
    path = store_path(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    db = _connect(path, "rwc")
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")  # what is acknowledged outlives a power cut
        if version_of(db) == 0:
            schema = files("index.codification").joinpath("store.sql").read_text(encoding="utf-8")
            db.executescript(f"BEGIN IMMEDIATE;\n{schema}\nPRAGMA user_version = {VERSION};\nCOMMIT;")
        else:
            bring_forward(db, path, VERSION, steps_of("codification"))
    except sqlite3.DatabaseError as error:
        db.close()
        with disk.told(f"Không ghi được kho Bộ pháp điển {path}"):
            if disk.reason_of(error) is not None:
                raise
        raise _broken(path, str(error)) from error
    except Unusable:
        db.close()
        raise
    return db


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that can only read; raises Unusable where there is no store that this program reads.

    A store of an earlier version is brought forward first.
    """
    if not path.is_file():
        raise _broken(path, "thiếu tệp")
    db, found = _opened(path)
    if found not in (0, VERSION):
        db.close()
        if found > VERSION:
            raise newer(path, found, VERSION)
        open_store(path.parent.parent).close()
        db, found = _opened(path)
    if found != VERSION:
        db.close()
        raise _broken(path, "chưa nhập lần nào")
    return db


def _opened(path: Path) -> tuple[sqlite3.Connection, int]:
    """A reading connection and the version that it found."""
    failed: sqlite3.Error | None = None
    # Where nothing may be written, SQLite cannot make the file by which readers and a writer agree; nobody
    # writes there, so that nothing has to be agreed on.
    for mode in ("ro", "ro&immutable=1"):
        db = _connect(path, mode)
        try:
            found = version_of(db)
            db.execute("PRAGMA mmap_size = 1073741824")
        except sqlite3.DatabaseError as error:
            db.close()
            failed = failed or error
            if (disk.reason_of(error) is None and "unable to open" not in str(error)) or _journal_waits(path):
                break
        else:
            return db, found
    raise _broken(path, str(failed)) from failed


def _journal_waits(path: Path) -> bool:
    journal = path.with_name(path.name + "-wal")
    return journal.is_file() and journal.stat().st_size > 0


def is_begun(path: Path) -> bool:
    """Whether anything stands at a path that is more than a store about to be made."""
    if not path.is_file():
        return False
    with closing(_connect(path, "ro")) as db:
        try:
            return version_of(db) != 0
        except sqlite3.DatabaseError:  # no database: whoever opens it is told so
            return True


@contextmanager
def importing(home: Path) -> Iterator[None]:
    """Lets one import at a time work on a home; raises Unusable where another is at work."""
    folder(home).mkdir(parents=True, exist_ok=True)
    with (folder(home) / "import.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            why = "một lần nhập khác đang chạy trên thư mục này"
            raise Unusable(
                f"Không nhập được Bộ pháp điển vào {home}", why, "hãy đợi lần ấy xong rồi chạy lại"
            ) from None
        yield


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    try:
        db = sqlite3.connect(
            f"file:{quote(str(path))}?mode={mode}",
            uri=True,
            isolation_level=None,
            timeout=30.0,
            check_same_thread=False,
        )
    except sqlite3.Error as error:
        raise _broken(path, str(error)) from error
    db.row_factory = sqlite3.Row
    return db


def _broken(path: Path, why: str) -> Unusable:
    remedy = f"hãy khôi phục bản sao lưu, hoặc chuyển thư mục {path.parent} đi rồi nhập lại Bộ pháp điển"
    return Unusable(f"Không dùng được kho Bộ pháp điển {path}", why, remedy)
