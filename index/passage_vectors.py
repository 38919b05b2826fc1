"""The vectors of passages, kept in the store by what was embedded, so that nothing is embedded twice.

Reads: the store. Writes: the store; keys with their vectors.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors
from index.model import Model
from index.store import transaction


def lacking(db: sqlite3.Connection, model: Model) -> list[sqlite3.Row]:
    """What has no vector yet, long texts first."""
    return db.execute(
        "SELECT searched, kind, heading, text FROM passage WHERE searched NOT IN"
        " (SELECT searched FROM embedding WHERE model = ?) GROUP BY searched ORDER BY length(text) DESC",
        (model.key,),
    ).fetchall()


def keep(
    db: sqlite3.Connection,
    model: Model,
    searched: Sequence[bytes],
    computed: Iterable[Vectors],
    told: Callable[[int, int], None],
) -> None:
    """Stores vectors as they come, so that a killed build does not compute them again.

    `told` hears how many are stored, of how many.
    """
    at = 0
    told(at, len(searched))
    for part in computed:
        with transaction(db):
            db.executemany(
                "INSERT OR REPLACE INTO embedding VALUES (?,?,?)",
                [(model.key, searched[at + n], vector.tobytes()) for n, vector in enumerate(part)],
            )
        at += len(part)
        told(at, len(searched))


def stored(db: sqlite3.Connection, model: Model) -> tuple[NDArray[np.int64], Vectors]:
    """Keys of passages, in order, and their vectors, a row each."""
    rows = db.execute(
        "SELECT key, vector FROM passage JOIN embedding USING (searched) WHERE model = ? ORDER BY key",
        (model.key,),
    ).fetchall()
    keys = np.fromiter((row["key"] for row in rows), np.int64, len(rows))
    if not rows:
        return keys, np.empty((0, 1), np.float32)
    joined = np.frombuffer(b"".join(row["vector"] for row in rows), np.float32)
    return keys, joined.reshape(len(rows), -1)


def prune(db: sqlite3.Connection) -> None:
    """Drops vectors of words that no passage has any more."""
    with transaction(db):
        db.execute("DELETE FROM embedding WHERE searched NOT IN (SELECT searched FROM passage)")
