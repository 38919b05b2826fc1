"""The records of a publication, asked in SQL by any number of threads.

Nothing in a schema changes once it is published, so that every query may be asked again.

Reads: a schema of the shared database. Writes: rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, cast

from index.postgres.database import Database
from index.postgres.dialect import Row, translated
from index.postgres.kept_rows import KeptRows
from index.snapshot import Table


class PostgresRecords:
    """Stands where `index.snapshot.Snapshot` stands; its rows answer as sqlite3.Row does.

    Every question raises Away while the database is away, and is answered again once it is back.
    """

    def __init__(self, database: Database, schema: str) -> None:
        self.schema = schema
        self._database = database
        self._pool = database.pool(schema)
        self._kept = KeptRows()

    def connection(self) -> sqlite3.Connection:
        """What `execute` may be called on; raises Away where nothing can be asked now."""
        self.reach()
        return cast(sqlite3.Connection, _Asking(self))

    def reach(self) -> None:
        """Raises Away where nothing can be asked now."""
        self._found("SELECT 1", ())

    def close(self) -> None:
        """Closes every connection."""
        self._pool.close()

    def version(self) -> int:
        """Always the same: what is published does not change."""
        return 0

    def has(self, table: str) -> bool:
        """Whether there is such a table."""
        return self.one("SELECT to_regclass(?) IS NOT NULL", f"{self.schema}.{table}")[0] is True  # type: ignore[index]

    def count(self, table: Table) -> int:
        """How many rows a table has."""
        return int(self.all(f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608 - one of the names above

    def all(self, query: str, *values: object) -> list[sqlite3.Row]:
        """All rows of a query."""
        return cast(list[sqlite3.Row], self.found(query, values))

    def one(self, query: str, *values: object) -> sqlite3.Row | None:
        """The first row of a query."""
        found = self.found(query, values)
        return cast(sqlite3.Row, found[0]) if found else None

    def among(self, query: str, keys: Sequence[int]) -> list[sqlite3.Row]:
        """Rows for many keys; the query ends with IN."""
        if not keys:
            return []
        return cast(list[sqlite3.Row], self._found(f"{query.removesuffix('IN')}= ANY(?)", [list(keys)]))

    def found(self, query: str, values: Sequence[object]) -> list[Row]:
        """All rows of a query; those of a small answer are kept."""
        asked = (query, *values)
        if (kept := self._kept.get(asked)) is not None:
            return kept
        rows = self._found(query, values)
        self._kept.keep(asked, rows)
        return rows

    def _found(self, query: str, values: Sequence[object]) -> list[Row]:
        """Asks; a connection that broke meanwhile is replaced once."""
        import psycopg

        with self._database.told():
            try:
                return self._asked(query, values)
            except psycopg.OperationalError as error:
                if isinstance(error, psycopg.errors.QueryCanceled):
                    raise
                self._pool.check()  # the others lie broken in the pool too
                return self._asked(query, values)

    def _asked(self, query: str, values: Sequence[object]) -> list[Row]:
        with self._pool.connection() as db:
            return cast(list[Row], db.execute(translated(query), values or None).fetchall())


class _Asking:
    def __init__(self, records: PostgresRecords) -> None:
        self._records = records

    def execute(self, query: str, values: Sequence[object] = ()) -> _Found:
        return _Found(self._records.found(query, values))


class _Found:
    """The rows of a query, as a cursor gives them."""

    def __init__(self, rows: list[Row]) -> None:
        self._rows = iter(rows)

    def fetchone(self) -> Any:  # noqa: ANN401 - a row or None, as a cursor
        return next(self._rows, None)

    def fetchall(self) -> list[Row]:
        return list(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return self._rows
