"""What a generation holds, as one digest, computed when it is built and again when it is checked.

Reads: the store or a snapshot. Writes: a digest.
"""

from __future__ import annotations

import hashlib
import sqlite3

_HELD = (
    "SELECT id, digest, reader FROM document ORDER BY id",
    "SELECT id, number, type, date, issuer, title, document FROM directive ORDER BY id",
    "SELECT id, resolved, act FROM citation ORDER BY id",
    "SELECT key, hex(searched), note FROM passage ORDER BY key",
)


def corpus_digest(db: sqlite3.Connection, corrections: bool | None = None) -> str:
    """SHA-256 over documents, directives, what citations mean, passages and corrections, in hexadecimal.

    `corrections` tells whether there is a table of them, where the records are no SQLite file.
    """
    digest = hashlib.sha256()
    for query in _HELD:
        for row in db.execute(query):
            digest.update(repr(tuple(row)).encode("utf-8", "replace"))
    if corrections is None:
        # Absent in a generation that an earlier version of the program published.
        corrections = bool(db.execute("SELECT 1 FROM sqlite_master WHERE name = 'correction'").fetchone())
    if corrections:
        for row in db.execute("SELECT digest, field, value, who, at FROM correction ORDER BY id"):
            digest.update(repr(tuple(row)).encode("utf-8", "replace"))
    return digest.hexdigest()
