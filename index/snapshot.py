"""Records of a generation or of the codification, asked in SQL by any number of threads.

Reads: a snapshot of the store, the codification's store. Writes: rows.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, Protocol

from index.store import open_snapshot

_ASKED_AT_ONCE = 500
"""Keys that one query names; SQLite has a limit."""

Table = Literal["document", "passage", "directive", "citation", "assignment", "task"]


class Records(Protocol):
    """What readers ask for records; `index.postgres.records` has the other one.

    Queries are in the SQL that SQLite and PostgreSQL both understand: truth is `<> 0`, every order is whole.
    """

    def connection(self) -> sqlite3.Connection:
        """What `execute` may be called on by this thread."""
        ...

    def close(self) -> None:
        """Lets go of it; nothing may be asked after."""
        ...

    def reach(self) -> None:
        """Raises Away where nothing can be asked now."""
        ...

    def version(self) -> int:
        """Changes for this thread when the records do."""
        ...

    def has(self, table: str) -> bool:
        """Whether there is such a table."""
        ...

    def count(self, table: Table) -> int:
        """How many rows a table has."""
        ...

    def all(self, query: str, *values: object) -> list[sqlite3.Row]:
        """All rows of a query."""
        ...

    def one(self, query: str, *values: object) -> sqlite3.Row | None:
        """The first row of a query."""
        ...

    def among(self, query: str, keys: Sequence[int]) -> list[sqlite3.Row]:
        """Rows for many keys; the query ends with IN."""
        ...


class Snapshot:
    """Keeps one connection for each thread that asks."""

    def __init__(self, path: Path, connect: Callable[[Path], sqlite3.Connection] = open_snapshot) -> None:
        self.path = path
        self._connect = connect
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._opening = threading.Lock()

    def connection(self) -> sqlite3.Connection:
        """The calling thread's connection, which can only read."""
        found: sqlite3.Connection | None = getattr(self._local, "db", None)
        if found is None:
            found = self._local.db = self._connect(self.path)
            with self._opening:
                self._connections.append(found)
        return found

    def close(self) -> None:
        """Closes every thread's connection."""
        with self._opening:
            for db in self._connections:
                db.close()
            self._connections.clear()

    def reach(self) -> None:
        """Raises Unusable where the file cannot be opened."""
        self.connection()

    def version(self) -> int:
        """Changes for this thread when another connection has written."""
        return int(self.all("PRAGMA data_version")[0][0])

    def has(self, table: str) -> bool:
        """Whether there is such a table; a snapshot that an earlier program made may lack one."""
        return self.one("SELECT 1 FROM sqlite_master WHERE name = ?", table) is not None

    def count(self, table: Table) -> int:
        """How many rows a table has."""
        return int(self.all(f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608 - one of the names above

    def all(self, query: str, *values: object) -> list[sqlite3.Row]:
        """All rows of a query."""
        return self.connection().execute(query, values).fetchall()

    def one(self, query: str, *values: object) -> sqlite3.Row | None:
        """The first row of a query."""
        row: sqlite3.Row | None = self.connection().execute(query, values).fetchone()
        return row

    def among(self, query: str, keys: Sequence[int]) -> list[sqlite3.Row]:
        """Rows for many keys; the query ends with IN."""
        rows: list[sqlite3.Row] = []
        for at in range(0, len(keys), _ASKED_AT_ONCE):
            part = keys[at : at + _ASKED_AT_ONCE]
            rows += self.all(f"{query} ({','.join('?' * len(part))})", *part)
        return rows
