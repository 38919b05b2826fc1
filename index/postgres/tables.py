"""The tables of a SQLite file become the tables of a schema, with their keys and indexes.

Texts are compared by their bytes on both sides (collation C). A table without a key of its own carries the
number of its rows as column `rowid`, so that both sides know their order. The zero character, which
PostgreSQL cannot keep, becomes the replacement character: places stay places.

Reads: a SQLite database. Writes: a schema.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

_TYPES = {"INTEGER": "bigint", "TEXT": 'text COLLATE "C"', "BLOB": "bytea", "REAL": "double precision"}


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    type: str
    required: bool
    key: int
    """Its place in the primary key, from 1; 0 where it is not in it."""


def copy_tables(source: sqlite3.Connection, db: psycopg.Connection[Any], schema: str) -> None:
    """Copies every table of a SQLite database into a schema that exists, inside the caller's transaction."""
    names = [
        str(row[0])
        for row in source.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
        )
    ]
    for name in names:
        columns = _columns(source, name)
        db.execute(_made(schema, name, columns).encode())
        _fill(source, db, schema, name, columns)
        for statement in _indexes(source, schema, name):
            db.execute(statement.encode())
        db.execute(f"ANALYZE {_named(schema)}.{_named(name)}".encode())


def _columns(source: sqlite3.Connection, table: str) -> list[_Column]:
    told = source.execute(f"PRAGMA table_info({_named(table)})").fetchall()
    columns = [_Column(str(t[1]), str(t[2]).upper(), bool(t[3]), int(t[5])) for t in told]
    if any(column.key for column in columns):
        return columns
    return [*columns, _Column("rowid", "INTEGER", True, 1)]


def _made(schema: str, table: str, columns: list[_Column]) -> str:
    parts = [
        f"{_named(c.name)} {_TYPES[c.type]}{' NOT NULL' if c.required or c.key else ''}" for c in columns
    ]
    key = sorted((c for c in columns if c.key), key=lambda c: c.key)
    parts.append(f"PRIMARY KEY ({', '.join(_named(c.name) for c in key)})")
    return f"CREATE TABLE {_named(schema)}.{_named(table)} ({', '.join(parts)})"


def _fill(
    source: sqlite3.Connection,
    db: psycopg.Connection[Any],
    schema: str,
    table: str,
    columns: list[_Column],
) -> None:
    listed = ", ".join(_named(c.name) for c in columns)
    key = ", ".join(_named(c.name) for c in sorted((c for c in columns if c.key), key=lambda c: c.key))
    rows = source.execute(f"SELECT {listed} FROM {_named(table)} ORDER BY {key}")  # noqa: S608 - names of the file
    with db.cursor().copy(f"COPY {_named(schema)}.{_named(table)} ({listed}) FROM STDIN".encode()) as copy:
        for row in rows:
            copy.write_row(list(_storable(row)))


def _storable(row: Iterable[Any]) -> Iterator[Any]:
    for value in row:
        yield value.replace("\0", "\ufffd") if isinstance(value, str) else value


def _indexes(source: sqlite3.Connection, schema: str, table: str) -> Iterator[str]:
    for told in source.execute(f"PRAGMA index_list({_named(table)})").fetchall():
        name, unique, origin = str(told[1]), bool(told[2]), str(told[3])
        if origin == "pk":
            continue
        listed = source.execute(f"PRAGMA index_info({_named(name)})").fetchall()
        columns = ", ".join(_named(str(column[2])) for column in listed)
        kind = "UNIQUE INDEX" if unique else "INDEX"
        yield f"CREATE {kind} ON {_named(schema)}.{_named(table)} ({columns})"


def _named(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
