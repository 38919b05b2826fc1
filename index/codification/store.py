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

from index.errors import Unusable

VERSION = 1
"""Version of the schema; a store of another version is imported anew."""


def folder(home: Path) -> Path:
    """Where a home keeps the codification."""
    return home / "codification"


def store_path(home: Path) -> Path:
    """The store of a home's codification."""
    return folder(home) / "articles.sqlite"


def open_store(home: Path) -> sqlite3.Connection:
    """The store for writing, made where absent; raises Unusable where it is no store of this version."""
    path = store_path(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    db = _connect(path, "rwc")
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        found = _version(db)
        if found == 0:
            schema = files("index.codification").joinpath("store.sql").read_text(encoding="utf-8")
            db.executescript(f"BEGIN IMMEDIATE;\n{schema}\nPRAGMA user_version = {VERSION};\nCOMMIT;")
        elif found != VERSION:
            raise _other_version(path, found)
    except sqlite3.DatabaseError as error:
        db.close()
        raise _broken(path, str(error)) from error
    except Unusable:
        db.close()
        raise
    return db


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that can only read; raises Unusable where there is no store of this version."""
    if not path.is_file():
        raise _broken(path, "thiếu tệp")
    db = _connect(path, "ro")
    try:
        found = _version(db)
        db.execute("PRAGMA mmap_size = 1073741824")
    except sqlite3.DatabaseError as error:
        db.close()
        raise _broken(path, str(error)) from error
    if found != VERSION:
        db.close()
        raise _other_version(path, found)
    return db


def is_begun(path: Path) -> bool:
    """Whether anything stands at a path that is more than a store about to be made."""
    if not path.is_file():
        return False
    with closing(_connect(path, "ro")) as db:
        try:
            return _version(db) != 0
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


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


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


def _other_version(path: Path, found: int) -> Unusable:
    return _broken(path, f"thuộc phiên bản {found}, chương trình này dùng phiên bản {VERSION}")


def _broken(path: Path, why: str) -> Unusable:
    remedy = f"hãy xóa thư mục {path.parent} rồi chạy lại «cancu import phapdien BoPhapDien.zip»"
    return Unusable(f"Không dùng được kho Bộ pháp điển {path}", why, remedy)
