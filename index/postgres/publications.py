"""What is published: whole things, each put beside the served one and then served, in one transaction.

Whoever opens a publication holds a shared lock on its name as long as its connection lives; what is neither
served nor held, and was replaced a while ago, is removed by the next builder.

Reads: SQLite files, folders. Writes: schemas, files, the alias.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from index.postgres.contents import forget_unused, put_files
from index.postgres.tables import copy_tables

if TYPE_CHECKING:
    import psycopg

Kind = Literal["generation", "store", "codification", "articles"]
KEPT_SECONDS = 600.0
"""How long a replaced publication stays, even where nobody is seen to hold it."""
_HELD = 0x43616E
"""Class of the locks by which publications are held."""
_READERS = "cancu_reader"
"""A role of this name may read what is published, where the database has it."""


@dataclass(frozen=True, slots=True)
class Publication:
    """Something published, whole."""

    id: str
    kind: Kind
    tables: str | None
    """The schema of its tables."""
    described: str


def publish(
    db: psycopg.Connection[Any],
    kind: Kind,
    name: str,
    described: str,
    *,
    tables: Sequence[sqlite3.Connection] = (),
    files: Iterable[tuple[str, Path]] = (),
) -> None:
    """Puts tables and files into the database and serves them, inside the caller's transaction."""
    schema = schema_of(name) if tables else None
    if schema is not None:
        db.execute(f"CREATE SCHEMA {schema}".encode())
        for source in tables:
            copy_tables(source, db, schema)
    db.execute(
        "INSERT INTO cancu.publication(id, kind, tables, described) VALUES (%s, %s, %s, %s)",
        (name, kind, schema, described),
    )
    put_files(db, name, files)
    _let_read(db, schema)
    serve(db, kind, name)


def serve(db: psycopg.Connection[Any], kind: Kind, name: str) -> None:
    """Points the alias of a kind at a publication, inside the caller's transaction."""
    db.execute(
        "UPDATE cancu.publication SET replaced = now() WHERE kind = %s AND id <> %s AND replaced IS NULL",
        (kind, name),
    )
    db.execute("UPDATE cancu.publication SET replaced = NULL WHERE id = %s", (name,))
    db.execute(
        "INSERT INTO cancu.served VALUES (%s, %s)"
        " ON CONFLICT (kind) DO UPDATE SET publication = excluded.publication",
        (kind, name),
    )


def served(db: psycopg.Connection[Any]) -> Mapping[str, Publication]:
    """What is served of each kind now, read in one statement."""
    rows = db.execute(
        "SELECT id, publication.kind, tables, described FROM cancu.served"
        " JOIN cancu.publication ON publication.id = served.publication"
    ).fetchall()
    return {row[1]: Publication(*row) for row in rows}


def held(db: psycopg.Connection[Any], name: str) -> bool:
    """Takes the lock that keeps a publication; False where it was removed just before."""
    db.execute("SELECT pg_advisory_lock_shared(%s, %s)", (_HELD, _key(name)))
    return db.execute("SELECT 1 FROM cancu.publication WHERE id = %s", (name,)).fetchone() is not None


def remove_unused(db: psycopg.Connection[Any], kept_seconds: float = KEPT_SECONDS) -> list[str]:
    """Removes what was replaced a while ago and nobody holds; gives the names."""
    rows = db.execute(
        "SELECT id, tables FROM cancu.publication WHERE id NOT IN (SELECT publication FROM cancu.served)"
        " AND replaced < now() - make_interval(secs => %s) ORDER BY id",
        (kept_seconds,),
    ).fetchall()
    removed = [name for name, schema in rows if _removed(db, name, schema)]
    if removed:
        forget_unused(db)
    return removed


def _removed(db: psycopg.Connection[Any], name: str, schema: str | None) -> bool:
    with db.transaction():
        free = db.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", (_HELD, _key(name))).fetchone()
        if free is None or not free[0]:
            return False
        if schema is not None:
            db.execute(f"DROP SCHEMA IF EXISTS {safe(schema)} CASCADE".encode())
        db.execute("DELETE FROM cancu.publication WHERE id = %s", (name,))
    return True


def schema_of(name: str) -> str:
    """The schema for the tables of a publication."""
    return safe("cancu_" + re.sub(r"[^a-z0-9]+", "_", name.lower()))


def safe(schema: str) -> str:
    """A schema that may stand in a statement; raises ValueError for a name that is none of ours."""
    if not re.fullmatch(r"cancu_[a-z0-9_]{1,50}", schema):
        raise ValueError(schema)
    return schema


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big", signed=True)


def _let_read(db: psycopg.Connection[Any], schema: str | None) -> None:
    if not db.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (_READERS,)).fetchone():
        return
    for place in filter(None, ("cancu", schema)):
        db.execute(f"GRANT USAGE ON SCHEMA {place} TO {_READERS}".encode())
    if schema is not None:
        db.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {_READERS}".encode())
    shown = "cancu.store, cancu.publication, cancu.served, cancu.content, cancu.file"
    db.execute(f"GRANT SELECT ON {shown} TO {_READERS}".encode())
