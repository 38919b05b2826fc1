"""A worker: takes files from the shared queue, reads them, embeds what can be found in them, gives that back.

A file that ended a worker before is read in a process of its own, with limits, so that it ends no other.

Reads: the queue. Writes: documents and vectors in it.
"""

from __future__ import annotations

import os
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from index import fingerprint
from index.embedding import Embedder
from index.errors import Away, Unusable
from index.model import located
from index.passages import drafts
from index.postgres.database import Database
from index.postgres.queue import LEASE_SECONDS, Asked, Job, Queue, Vectors
from ingest import reading
from ingest.confined import read_confined
from ingest.document import Document
from ingest.errors import Unreadable

_PAUSE = 1.0
"""Seconds after which an empty queue, or a database that is away, is asked again."""
_NAME = 200


@dataclass(frozen=True, slots=True)
class Done:
    """A file that a worker is done with."""

    name: str
    reason: str | None
    """Why it cannot be read; None where it was."""
    passages: int
    """How many were embedded."""


Told = Callable[[Done], None]


def work(
    database: Database,
    told: Told,
    stop: threading.Event,
    *,
    once: bool = False,
    lease_seconds: float = LEASE_SECONDS,
) -> int:
    """Works until it is stopped, or, `once`, until no file waits; gives how many files were done.

    While the database is away, it waits for it; raises Away where it is so from the beginning.
    """
    with closing(database.connect()) as db:
        database.make(db)
    done = 0
    while not stop.is_set():
        try:
            with closing(database.connect()) as db, database.told():
                queue = Queue(db, lease_seconds)
                while not stop.is_set() and (one := work_one(queue, database)) is not None:
                    told(one)
                    done += 1
            if once:
                break
        except Away:
            pass  # what was being read is read again by whoever is first
        stop.wait(_PAUSE)
    return done


def work_one(queue: Queue, database: Database, *, embed: bool = True) -> Done | None:
    """Takes one file, reads it and gives it back; None where none waits."""
    job = queue.take(f"{socket.gethostname()}:{os.getpid()}", fingerprint.reader())
    if job is None:
        return None
    with _renewed(job, database, queue.lease_seconds):
        found = _read(job)
        vectors = _embedded(job.asked, found) if embed and isinstance(found, Document) else {}
    queue.finish(job, found, vectors)
    return Done(job.asked.name, str(found) if isinstance(found, Unreadable) else None, len(vectors))


def _read(job: Job) -> Document | Unreadable:
    with tempfile.TemporaryDirectory(prefix="cancu-work-") as scratch:
        path = Path(scratch) / (Path(job.asked.name).name[-_NAME:] or "tệp")
        path.write_bytes(job.content)
        try:
            read = reading.read(path) if job.attempts == 1 else read_confined(path)
        except Unreadable as error:
            return error
    return replace(read, source=job.asked.name)


def _embedded(asked: Asked, read: Document) -> Vectors:
    """Vectors of a document's passages; none where this machine has another model."""
    embedder = _embedder(asked.model, asked.model_key)
    if embedder is None:
        return {}
    wanted = {draft.searched: draft.embedded for draft in drafts("", read)}
    if not wanted:
        return {}
    return dict(zip(wanted, embedder.passages(list(wanted.values())), strict=True))


@lru_cache(maxsize=1)
def _embedder(setting: str, key: str) -> Embedder | None:
    try:
        model = located(setting)
    except Unusable:
        return None
    return Embedder(model, os.cpu_count() or 1, light=False) if model.key == key else None


@contextmanager
def _renewed(job: Job, database: Database, lease_seconds: float) -> Iterator[None]:
    """Keeps a lease alive from beside, since reading a scan takes longer than a lease."""
    ended = threading.Event()

    def renew() -> None:
        while not ended.wait(lease_seconds / 3):
            try:
                with closing(database.connect()) as db, database.told():
                    if not Queue(db, lease_seconds).renew(job):
                        return
            except Unusable:
                continue  # tried again; a lease that ended meanwhile is noticed by whoever finishes

    thread = threading.Thread(target=renew, name="renew-lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
