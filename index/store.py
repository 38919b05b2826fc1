"""The store: one SQLite file that is the source of truth for everything an index knows.

`store.sql` beside this module is the schema. A generation carries a snapshot of the store without the
embeddings, so that its readers never see a build at work.

Reads: a path. Writes: connections, snapshots.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from index import disk
from index.errors import Unusable
from index.migrating import bring_forward, steps_of, version_of

VERSION = 2
"""Version of the schema; every rise comes with a step in `migrations/`."""
_WITHOUT = ("embedding", "sketch", "sqlite_sequence")
"""Tables that readers have no use for."""


def open_store(path: Path) -> sqlite3.Connection:
    """The store for writing, made where absent, brought forward where older.

    Raises Unusable where it cannot be used.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    db = _connect(path, f"file:{quote(str(path))}", timeout=30.0)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")  # what is acknowledged outlives a power cut
        db.execute("PRAGMA foreign_keys = ON")
        _make(db, path)
        db.executescript(files("index").joinpath("corrections.sql").read_text(encoding="utf-8"))
    except sqlite3.DatabaseError as error:
        db.close()
        with disk.told(f"Không ghi được kho {path}"):
            if disk.reason_of(error) is not None:
                raise
        raise _broken(path, str(error)) from error
    except Unusable:
        db.close()
        raise
    return db


@contextmanager
def looked_into(path: Path) -> Iterator[sqlite3.Connection | None]:
    """The store for reading alone, None where there is none; raises Unusable for another version."""
    if not path.is_file():
        yield None
        return
    db = _connect(path, f"file:{quote(str(path))}?mode=ro", timeout=30.0)
    try:
        if (found := db.execute("PRAGMA user_version").fetchone()[0]) != VERSION:
            raise _broken(path, f"thuộc phiên bản {found}, chương trình này dùng phiên bản {VERSION}")
        yield db
    except sqlite3.DatabaseError as error:
        raise _broken(path, str(error)) from error
    finally:
        db.close()


def open_snapshot(path: Path) -> sqlite3.Connection:
    """A generation's snapshot for reading; it never changes, so any number of connections share it.

    Raises Unusable where it is broken, or of a program whose store was another.
    """
    if not path.is_file():
        raise _broken(path, "thiếu tệp")
    db = _connect(path, f"file:{quote(str(path))}?mode=ro&immutable=1", timeout=5.0)
    if version_of(db) != VERSION:
        db.close()
        raise Unusable(
            f"Không dùng được chỉ mục {path.parent.name}",
            "chỉ mục do phiên bản khác của chương trình dựng",
            "hãy chạy «cancu build»; văn bản đã thêm vẫn còn trong kho",
        )
    db.execute("PRAGMA mmap_size = 1073741824")
    return db


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Everything inside is written together, or nothing of it."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def snapshot(db: sqlite3.Connection, path: Path) -> None:
    """Copies the store, without the embeddings, into a new file that needs no journal to be read."""
    path.unlink(missing_ok=True)
    sqlite3.connect(path).close()
    db.execute("ATTACH DATABASE ? AS copy", (str(path),))
    try:
        with transaction(db):
            _copy(db)
    finally:
        db.execute("DETACH DATABASE copy")


def _copy(db: sqlite3.Connection) -> None:
    made = (
        "SELECT type, name, tbl_name, sql FROM main.sqlite_master WHERE sql IS NOT NULL"
        " ORDER BY type = 'index', rowid"
    )
    for kind, name, table, sql in db.execute(made).fetchall():
        if table in _WITHOUT:
            continue
        db.execute(sql.replace(f"CREATE {kind.upper()} ", f"CREATE {kind.upper()} copy.", 1))
        if kind == "table":
            db.execute(f"INSERT INTO copy.{name} SELECT * FROM main.{name}")  # noqa: S608 - our own table names
    db.execute(f"PRAGMA copy.user_version = {VERSION}")


def _connect(path: Path, uri: str, timeout: float) -> sqlite3.Connection:
    try:
        db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=timeout, check_same_thread=False)
    except sqlite3.Error as error:
        raise _broken(path, str(error)) from error
    db.row_factory = sqlite3.Row
    return db


def _make(db: sqlite3.Connection, path: Path) -> None:
    if version_of(db):
        bring_forward(db, path, VERSION, steps_of("store"))
        return
    schema = files("index").joinpath("store.sql").read_text(encoding="utf-8")
    db.executescript(f"BEGIN IMMEDIATE;\n{schema}\nPRAGMA user_version = {VERSION};\nCOMMIT;")


def _broken(path: Path, why: str) -> Unusable:
    return Unusable(
        f"Không dùng được kho {path}",
        why,
        "hãy chạy «cancu restore» với bản sao lưu, hoặc dựng ở thư mục mới",
    )
