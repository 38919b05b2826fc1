"""What adding files would do, found out without reading or writing anything but their bytes.

Reads: paths, the store. Writes: outcomes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from sqlite3 import Connection

from index import fingerprint
from index.folders import gathered
from index.generation import store_path
from index.intake import Outcome
from index.store import looked_into
from ingest.errors import Unreadable
from ingest.formats import read_bytes


def foreseen(home: Path, paths: Sequence[Path]) -> tuple[Outcome, ...]:
    """One outcome for each file: `new`, `unchanged`, `same`, `left`, or `failed` where it cannot be opened.

    That two files are forms of one work shows only when they are read. Raises Unusable for a bad store.
    """
    found = gathered(paths)
    outcomes = [Outcome(left.path, "left", reason=left.reason) for left in found.left]
    known: dict[str, str] = {}
    with looked_into(store_path(home)) as db:
        outcomes += [_one(db, path, known) for path in found.files]
    return tuple(outcomes)


def _one(db: Connection | None, path: Path, known: dict[str, str]) -> Outcome:
    try:
        digest = hashlib.sha256(read_bytes(path)).hexdigest()
    except Unreadable as error:
        return Outcome(str(path), "failed", reason=str(error))
    held = _held(db, digest, path) if db is not None else None
    if held is not None:
        return Outcome(str(path), "unchanged" if held[0] == str(path) else "same", held[1])
    if digest in known:
        return Outcome(str(path), "same", reason=f"cùng nội dung với {known[digest]}")
    known[digest] = str(path)
    return Outcome(str(path), "new")


def _held(db: Connection, digest: str, path: Path) -> tuple[str, str] | None:
    row = db.execute(
        "SELECT path, document FROM file WHERE digest = ? AND reader = ? ORDER BY path <> ?, path",
        (digest, fingerprint.reader(), str(path)),
    ).fetchone()
    return (row["path"], row["document"]) if row else None
