"""A store of an earlier version is brought forward, step by step, and a copy of what it was is kept.

The steps are SQL files beside the schemas: `migrations/store-2.sql` leads a store of version 1 to version 2.
A program that is older than a store leaves it alone and says so.

Reads: an open store, the steps. Writes: the store, a copy beside it.
"""

from __future__ import annotations

import itertools
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from index.errors import Unusable

Steps = Callable[[int], str | None]
"""Gives the SQL that leads to a version from the one before; None where there is no such step."""


def steps_of(name: str) -> Steps:
    """The steps that come with the program for one kind of store."""

    def step(version: int) -> str | None:
        place = files("index").joinpath("migrations", f"{name}-{version}.sql")
        return place.read_text(encoding="utf-8") if place.is_file() else None

    return step


def version_of(db: sqlite3.Connection) -> int:
    """The version of a store's schema; 0 where nothing is in it yet."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def bring_forward(db: sqlite3.Connection, path: Path, version: int, steps: Steps) -> Path | None:
    """Leads a store to this version; gives the copy of what it was, None where there was nothing to do.

    Raises Unusable, and leaves the store as it was, where the store is newer than the program, where a step
    is missing, or where one fails.
    """
    found = version_of(db)
    if found == version:
        return None
    if found > version:
        raise newer(path, found, version)
    wanted = {number: steps(number) for number in range(found + 1, version + 1)}
    if None in wanted.values():
        why = f"thuộc phiên bản {found}, chương trình này dùng phiên bản {version} và không đổi lên được"
        raise Unusable(
            f"Không dùng được kho {path}", why, f"hãy dựng lại ở thư mục mới; giữ {path} làm bản lưu"
        )
    kept = _keep(db, path, found)
    try:
        for number, step in wanted.items():
            _step(db, number, step or "")
    except sqlite3.Error as error:
        why = f"chưa đổi lên được phiên bản {version} ({error})"
        raise Unusable(f"Không dùng được kho {path}", why, f"kho giữ nguyên, bản lưu ở {kept}") from error
    return kept


def newer(path: Path, found: int, version: int) -> Unusable:
    """What an older program says of a newer store."""
    why = f"do chương trình mới hơn tạo ra (kho phiên bản {found}, chương trình này biết đến {version})"
    return Unusable(f"Không dùng được kho {path}", why, "hãy cập nhật chương trình; kho không bị thay đổi")


def unused(path: Path) -> Path:
    """A name like this one that no file has: a clock that was set back gives the same moment twice."""
    names = (path.with_stem(f"{path.stem}-{n}") for n in itertools.count(2))
    return next(name for name in itertools.chain([path], names) if not name.exists())


def copy_store(db: sqlite3.Connection, to: Path) -> None:
    """Copies a store that may be written to meanwhile, and waits until the copy is on the disk."""
    to.unlink(missing_ok=True)
    with closing(sqlite3.connect(to)) as copy:
        db.backup(copy)
    with to.open("rb") as file:
        os.fsync(file.fileno())


def _keep(db: sqlite3.Connection, path: Path, found: int) -> Path:
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S}"
    kept = unused(path.with_name(f"{path.stem}-v{found}-{stamp}{path.suffix}"))
    copy_store(db, kept)
    return kept


def _step(db: sqlite3.Connection, number: int, sql: str) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        if version_of(db) < number:  # another process may have been quicker
            for statement in _statements(sql):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number:d}")
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _statements(sql: str) -> Iterator[str]:
    held = ""
    for line in sql.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""
    if held.strip() and not all(
        line.lstrip().startswith("--") or not line.strip() for line in held.splitlines()
    ):
        yield held
