"""A build lets workers read its files, and reads what no worker has taken itself.

Reads: paths, the queue. Writes: jobs; documents; vectors in the store.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from index import fingerprint
from index.model import Model
from index.postgres.database import Database
from index.postgres.queue import Asked, Queue, Vectors
from index.postgres.working import work_one
from index.postgres.writing import Writing
from index.store import transaction
from ingest.document import Document
from ingest.errors import Unreadable

_LARGEST = 256 << 20
"""Bytes of a file that travels through the database; the builder reads a larger one itself."""
_PAUSE = 0.2

Read = Callable[[Path], Document]


@contextmanager
def queued(
    writing: Writing | None, store: sqlite3.Connection, model: Model, files: Sequence[Path], local: Read
) -> Iterator[Read]:
    """A reader whose files are already waiting for workers; `local` reads what cannot be sent.

    `local` reads everything where the build is for no other machine.

    Raises Away where the database goes away; what workers have read is there for the next build.
    """
    if writing is None:
        yield local
        return
    database = writing.database
    with closing(database.connect()) as db, database.told():
        queue = Queue(db)
        waiting = dict(_put(queue, store, model, files))

        def read(path: Path) -> Document:
            asked = waiting.get(path)
            if asked is None:
                return local(path)
            with database.told():
                answer = _found(queue, database, asked)
            if answer is None:
                return local(path)
            found, vectors = answer
            if isinstance(found, Unreadable):
                raise found
            _keep(store, model, vectors)
            return replace(found, source=str(path))

        yield read
        queue.forget(waiting.values())


def _put(
    queue: Queue, store: sqlite3.Connection, model: Model, files: Sequence[Path]
) -> Iterator[tuple[Path, Asked]]:
    """Puts the files that the store does not know; those that cannot be opened are left to be told."""
    reader = fingerprint.reader()
    for path in files:
        try:
            if path.stat().st_size > _LARGEST:
                continue
            content = path.read_bytes()
        except OSError:
            continue
        digest = hashlib.sha256(content).hexdigest()
        known = "SELECT 1 FROM file WHERE digest = ? AND reader = ?"
        if store.execute(known, (digest, reader)).fetchone() is None:
            asked = Asked(path.name, digest, reader, model.setting, model.key)
            queue.put(asked, content)
            yield path, asked


def _found(queue: Queue, database: Database, asked: Asked) -> tuple[Document | Unreadable, Vectors] | None:
    """What was found in a file, once it is; None where somebody took it off the queue."""
    while queue.holds(asked):
        found = queue.found(asked)
        if found is not None:
            return found
        if work_one(queue, database, embed=False) is None:
            time.sleep(_PAUSE)  # workers have the rest
    return None


def _keep(store: sqlite3.Connection, model: Model, vectors: Vectors) -> None:
    with transaction(store):
        store.executemany(
            "INSERT OR IGNORE INTO embedding VALUES (?,?,?)",
            [(model.key, searched, vector.tobytes()) for searched, vector in vectors.items()],
        )
