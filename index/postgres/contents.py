"""Files in the shared database, kept by what is in them.

Reads: files of a folder; the database. Writes: rows of `cancu.content` and `cancu.file`; files.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from index.errors import Away, Unusable
from index.wholeness import sha256_of

if TYPE_CHECKING:
    import psycopg

_PIECE = 4 << 20


def put_files(db: psycopg.Connection[Any], publication: str, given: Iterable[tuple[str, Path]]) -> None:
    """Puts files, each under a relative path, into a publication, inside the caller's transaction."""
    for name, path in given:
        digest = sha256_of(path)
        _put(db, digest, path)
        db.execute(
            "INSERT INTO cancu.file(publication, path, digest, size) VALUES (%s, %s, %s, %s)",
            (publication, name, digest, path.stat().st_size),
        )


def _put(db: psycopg.Connection[Any], digest: str, path: Path) -> None:
    if db.execute("SELECT 1 FROM cancu.content WHERE digest = %s LIMIT 1", (digest,)).fetchone():
        return
    with path.open("rb") as file:
        part = 0
        while (piece := file.read(_PIECE)) or part == 0:
            db.execute("INSERT INTO cancu.content VALUES (%s, %s, %b)", (digest, part, piece))
            part += 1


def fetch_files(db: psycopg.Connection[Any], publication: str, folder: Path) -> None:
    """Writes the files of a publication into a folder; raises Away where some are gone or not whole."""
    listed = db.execute(
        "SELECT path, digest FROM cancu.file WHERE publication = %s ORDER BY path", (publication,)
    ).fetchall()
    for name, digest in listed:
        _fetch(db, str(digest), _inside(folder, str(name)))


def _inside(folder: Path, name: str) -> Path:
    """The place of a file; raises Unusable for a path that leads out of the folder."""
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts:
        raise Unusable("Không dùng được kho chung", "có tệp mang đường dẫn lạ", "hãy dựng lại chỉ mục")
    return folder.joinpath(*parts)


def _fetch(db: psycopg.Connection[Any], digest: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}-{uuid.uuid4().hex[:8]}")
    whole = hashlib.sha256()
    part = 0
    with beside.open("wb") as file:
        while row := db.execute(
            "SELECT data FROM cancu.content WHERE digest = %s AND part = %s", (digest, part), binary=True
        ).fetchone():
            whole.update(row[0])
            file.write(row[0])
            part += 1
    if whole.hexdigest() != digest or part == 0:
        beside.unlink()
        raise Away("Không lấy được tệp từ kho chung", "tệp không còn hoặc không nguyên vẹn", "hãy thử lại")
    os.replace(beside, path)  # noqa: PTH105 - over what is there, in one step


def forget_unused(db: psycopg.Connection[Any]) -> None:
    """Drops contents that no publication has any more."""
    db.execute("DELETE FROM cancu.content WHERE digest NOT IN (SELECT digest FROM cancu.file)")
