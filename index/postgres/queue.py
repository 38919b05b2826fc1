"""Files that wait to be read, shared by workers on any number of machines.

A worker takes a file by a lease and renews it while it reads; where the worker dies, the lease ends and
another one takes the file. A file that ends several workers is given up with a reason. What was read stays
until the build that asked for it has it.

Reads: the shared database. Writes: rows of `cancu.job`.
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.errors import Unusable
from ingest.document import Document
from ingest.errors import Unreadable
from ingest.handed_back import handed, taken

if TYPE_CHECKING:
    import psycopg

LEASE_SECONDS = 60.0
_ATTEMPTS = 3
"""Workers that a file may end before it is given up."""
_OLD_DAYS = 7
"""What was read for a build that never came back is dropped after this."""
_TAKE = """
    UPDATE cancu.job SET state = 'leased', lease = %(lease)s, worker = %(worker)s, attempts = attempts + 1,
           until = now() + make_interval(secs => %(seconds)s)
    WHERE id = (
      SELECT id FROM cancu.job
      WHERE reader = %(reader)s AND state <> 'done' AND (state = 'waiting' OR until < now())
      ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, name, digest, model, model_key, content, attempts
"""

Vectors = dict[bytes, NDArray[np.float32]]
"""Vectors of passages, by the digest of what was embedded."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A file that shall be read."""

    name: str
    digest: str
    reader: str
    """The state of the reading code."""
    model: str
    """The setting of the model that its passages are embedded with."""
    model_key: str


@dataclass(frozen=True, slots=True)
class Job:
    """A file that a worker holds."""

    id: int
    lease: uuid.UUID
    asked: Asked
    content: bytes
    attempts: int
    """With this one."""


class Queue:
    """The queue, over a connection of the caller's own."""

    def __init__(self, db: psycopg.Connection[Any], lease_seconds: float = LEASE_SECONDS) -> None:
        self._db = db
        self.lease_seconds = lease_seconds

    def put(self, asked: Asked, content: bytes) -> None:
        """Asks for a file to be read; nothing where that was asked before."""
        self._db.execute(
            "INSERT INTO cancu.job(name, digest, reader, model, model_key, content)"
            " VALUES (%s, %s, %s, %s, %s, %b) ON CONFLICT DO NOTHING",
            (asked.name, asked.digest, asked.reader, asked.model, asked.model_key, content),
        )

    def take(self, worker: str, reader: str) -> Job | None:
        """A file for this worker, whose reading code is in this state; None where none waits."""
        lease = uuid.uuid4()
        row = self._db.execute(
            _TAKE,
            {"lease": lease, "worker": worker, "seconds": self.lease_seconds, "reader": reader},
            binary=True,
        ).fetchone()
        if row is None:
            return None
        key, name, digest, model, model_key, content, attempts = row
        job = Job(key, lease, Asked(name, digest, reader, model, model_key), bytes(content), attempts)
        if attempts <= _ATTEMPTS:
            return job
        why = f"bộ đọc đã hỏng {_ATTEMPTS} lần vì tệp này"
        self.finish(job, Unreadable(name, why, "hãy mở tệp, lưu lại thành bản mới rồi thử lại"))
        return self.take(worker, reader)

    def renew(self, job: Job) -> bool:
        """Lengthens a lease; False where another worker holds the file by now."""
        done = self._db.execute(
            "UPDATE cancu.job SET until = now() + make_interval(secs => %s) WHERE id = %s AND lease = %s"
            " AND state = 'leased'",
            (self.lease_seconds, job.id, job.lease),
        )
        return done.rowcount == 1

    def give_back(self, job: Job) -> None:
        """Lets another worker have a file that this one will not read."""
        self._db.execute(
            "UPDATE cancu.job SET state = 'waiting', attempts = attempts - 1, until = NULL"
            " WHERE id = %s AND lease = %s AND state = 'leased'",
            (job.id, job.lease),
        )

    def finish(self, job: Job, found: Document | Unreadable, vectors: Vectors | None = None) -> bool:
        """Keeps what a file holds, or why it cannot be read; False where another worker holds it by now."""
        done = self._db.execute(
            "UPDATE cancu.job SET state = 'done', content = NULL, found = %b, vectors = %b, until = NULL"
            " WHERE id = %s AND lease = %s AND state = 'leased'",
            (handed(found, Document), _packed_vectors(vectors or {}), job.id, job.lease),
        )
        return done.rowcount == 1

    def found(self, asked: Asked) -> tuple[Document | Unreadable, Vectors] | None:
        """What a worker found in a file; None while nobody has read it."""
        row = self._db.execute(
            "SELECT found, vectors FROM cancu.job WHERE digest = %s AND name = %s AND reader = %s"
            " AND model_key = %s AND state = 'done'",
            (asked.digest, asked.name, asked.reader, asked.model_key),
            binary=True,
        ).fetchone()
        if row is None:
            return None
        try:
            read: Document | Unreadable = taken(bytes(row[0]), Document, asked.name)
        except Unreadable as error:
            read = error
        return read, _unpacked_vectors(bytes(row[1]))

    def holds(self, asked: Asked) -> bool:
        """Whether a file is waiting, being read, or read."""
        row = self._db.execute(
            "SELECT 1 FROM cancu.job WHERE digest = %s AND name = %s AND reader = %s AND model_key = %s",
            (asked.digest, asked.name, asked.reader, asked.model_key),
        ).fetchone()
        return row is not None

    def forget(self, asked: Iterable[Asked]) -> None:
        """Drops what is published by now, and what nobody came back for."""
        for one in asked:
            self._db.execute(
                "DELETE FROM cancu.job WHERE digest = %s AND name = %s AND reader = %s AND model_key = %s",
                (one.digest, one.name, one.reader, one.model_key),
            )
        self._db.execute("DELETE FROM cancu.job WHERE at < now() - make_interval(days => %s)", (_OLD_DAYS,))

    def waiting(self) -> int:
        """How many files nobody has read yet."""
        row = self._db.execute("SELECT count(*) FROM cancu.job WHERE state <> 'done'").fetchone()
        return int(row[0]) if row else 0


def _packed_vectors(vectors: Vectors) -> bytes:
    out = io.BytesIO()
    searched = np.frombuffer(b"".join(vectors), np.uint8).reshape(len(vectors), -1 if vectors else 32)
    rows: Sequence[NDArray[np.float32]] = list(vectors.values())
    matrix = np.stack(rows) if rows else np.empty((0, 1), np.float32)
    np.savez(out, searched=searched, vectors=matrix.astype(np.float32))
    return out.getvalue()


def _unpacked_vectors(kept: bytes) -> Vectors:
    try:
        with np.load(io.BytesIO(kept), allow_pickle=False) as read:
            searched, matrix = read["searched"], read["vectors"]
    except (ValueError, KeyError, OSError) as error:
        raise Unusable(
            "Không dùng được kết quả của máy đọc", "vectơ không đọc được", "hãy chạy lại «cancu build»"
        ) from error
    return {bytes(key): vector for key, vector in zip(searched, matrix, strict=True)}
