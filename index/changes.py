"""What came, changed and went, generation by generation: the feed that other programs follow.

The feed lies in the snapshot of a generation, carried over from the one before and continued, so that it is
published with what it tells of, and a killed build leaves no trace in it.

A cursor names an entry by its number and its generation. Where an index was made anew or put back to an
older state, the entry of that number is another one, and the cursor is refused instead of skipping what came
between.

Reads: two generations, a cursor. Writes: entries of the feed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from index import generation
from index.errors import Unusable
from index.store import open_snapshot, transaction

if TYPE_CHECKING:
    from index.library import Library

ChangeKind = Literal["added", "changed", "removed"]
ChangeReason = Literal["content", "reading", "links"]
"""What differs: the file, the way it is read, or which acts its citations mean."""

_TABLES = """
CREATE TABLE change (
  number INTEGER PRIMARY KEY,
  generation TEXT NOT NULL, at TEXT NOT NULL,
  kind TEXT NOT NULL, document TEXT NOT NULL, reason TEXT NOT NULL, digest TEXT
);
CREATE TABLE document_state (
  document TEXT PRIMARY KEY, digest TEXT NOT NULL, reading TEXT NOT NULL, links TEXT NOT NULL
) WITHOUT ROWID;
CREATE TEMP TABLE state_now AS SELECT * FROM document_state WHERE 0;
"""
_DIFFERENCES = """
SELECT kind, document, reason, digest FROM (
  SELECT 'added' AS kind, document, 'content' AS reason, digest FROM state_now
    WHERE document NOT IN (SELECT document FROM document_state)
  UNION ALL
  SELECT 'changed', document, CASE WHEN old.digest <> new.digest THEN 'content'
      WHEN old.reading <> new.reading THEN 'reading' ELSE 'links' END, new.digest
    FROM document_state AS old JOIN state_now AS new USING (document)
    WHERE (old.digest, old.reading, old.links) <> (new.digest, new.reading, new.links)
  UNION ALL
  SELECT 'removed', document, 'content', NULL FROM document_state
    WHERE document NOT IN (SELECT document FROM state_now)
) ORDER BY document
"""
_KIND = "cancu-change"


class CursorGoneError(Exception):
    """The cursor belongs to a history that this index does not have: the caller must start over."""


class BadCursorError(ValueError):
    """The cursor is none of ours."""


@dataclass(frozen=True, slots=True)
class Change:
    """One document that came, changed or went."""

    cursor: str
    """What to send in order to be told what came after this entry."""
    kind: ChangeKind
    document: str
    reason: ChangeReason
    digest: str | None
    """SHA-256 of the file, in hexadecimal; None where the document went."""
    generation: str
    at: str
    """UTC, ISO: when that generation was built."""


@dataclass(frozen=True, slots=True)
class ChangePage:
    """A part of the feed, the oldest entry first."""

    changes: tuple[Change, ...]
    next: str
    """The cursor for the next question, also where nothing is new."""
    more: bool
    """Whether further entries are there already."""
    generation: str
    """The generation that is served."""


def record(folder: Path, served: Path | None, described: generation.Manifest) -> None:
    """Writes the feed into a generation about to be published: what `served` told, and what differs."""
    with closing(sqlite3.connect(generation.snapshot_path(folder), isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = OFF")  # publishing waits for the disk
        db.executescript(_TABLES)
        with transaction(db):
            if served is not None:
                _carry_over(db, served)
            _continue(db, _states(db), described.id, described.built)


def changes(library: Library, since: str | None = None, limit: int = 100) -> ChangePage:
    """What came after a cursor, at most `limit` entries; everything, from the first on, where none is given.

    Raises BadCursorError for what is no cursor and CursorGoneError for one of another history.
    """
    number = _number_after(library, since)
    rows = library.records.all(
        f"SELECT * FROM ({_feed(library)}) AS feed WHERE number > ? ORDER BY number LIMIT ?",  # noqa: S608 - constant
        number,
        limit + 1,
    )
    told = tuple(map(_change_of, rows[:limit]))
    following = told[-1].cursor if told else since or _cursor(0, "")
    return ChangePage(told, following, len(rows) > limit, library.manifest.id)


def latest(library: Library) -> str:
    """The cursor of the last entry: who takes an export of this library now follows the feed from there."""
    row = library.records.one(f"SELECT * FROM ({_feed(library)}) AS feed ORDER BY number DESC LIMIT 1")  # noqa: S608
    return _cursor(row["number"], row["generation"]) if row else _cursor(0, "")


def _carry_over(db: sqlite3.Connection, served: Path) -> None:
    """Takes over the feed of the generation before; of one without, that everything in it was added by it."""
    try:
        described = generation.manifest(served)
        with closing(open_snapshot(generation.snapshot_path(served))) as before:
            if not _has_feed(before):
                _continue(db, _states(before), described.id, described.built)
                return
            db.executemany(
                "INSERT INTO change VALUES (?,?,?,?,?,?,?)", before.execute("SELECT * FROM change")
            )
            db.executemany(
                "INSERT INTO document_state VALUES (?,?,?,?)", before.execute("SELECT * FROM document_state")
            )
    except (Unusable, sqlite3.DatabaseError):
        # A damaged generation tells nothing: the feed begins anew, and cursors of before are refused.
        db.execute("DELETE FROM change")
        db.execute("DELETE FROM document_state")


def _continue(db: sqlite3.Connection, states: Iterator[tuple[str, ...]], name: str, at: str) -> None:
    db.execute("DELETE FROM state_now")
    db.executemany("INSERT INTO state_now VALUES (?,?,?,?)", states)
    db.execute(
        f"INSERT INTO change(generation, at, kind, document, reason, digest)"  # noqa: S608 - constant
        f" SELECT ?, ?, * FROM ({_DIFFERENCES})",
        (name, at),
    )
    db.execute("DELETE FROM document_state")
    db.execute("INSERT INTO document_state SELECT * FROM state_now")


def _states(db: sqlite3.Connection) -> Iterator[tuple[str, ...]]:
    """What each document of a snapshot is: its file, how it was read, which acts its citations mean."""
    documents = db.execute("SELECT id, digest, reader FROM document ORDER BY id").fetchall()
    for key, content, reading in documents:
        links = hashlib.sha256()
        meant = db.execute("SELECT resolved, act FROM citation WHERE document = ? ORDER BY position", (key,))
        for resolved, act in meant:
            links.update(f"{resolved}\0{act}\n".encode())
        yield key, content, reading, links.hexdigest()


def _has_feed(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM sqlite_master WHERE name = 'change'").fetchone() is not None


def _feed(library: Library) -> str:
    """The feed as a query; in a generation that an earlier program built, everything was added by it."""
    if library.records.has("change"):
        return "SELECT * FROM change"
    name, at = (value.replace("'", "''") for value in (library.manifest.id, library.manifest.built))
    return (
        f"SELECT row_number() OVER (ORDER BY id) AS number, '{name}' AS generation, '{at}' AS at,"  # noqa: S608
        " 'added' AS kind, id AS document, 'content' AS reason, digest FROM document"
    )


def _change_of(row: sqlite3.Row) -> Change:
    told = {name: row[name] for name in ("kind", "document", "reason", "digest", "generation", "at")}
    return Change(cursor=_cursor(row["number"], row["generation"]), **told)


def _cursor(number: int, name: str) -> str:
    return base64.urlsafe_b64encode(f"{_KIND}:{number}:{name}".encode()).decode().rstrip("=")


def _number_after(library: Library, since: str | None) -> int:
    if since is None:
        return 0
    try:
        words = base64.b64decode(since + "=" * (-len(since) % 4), altchars=b"-_", validate=True).decode(
            "ascii"
        )
    except (binascii.Error, ValueError) as error:
        raise BadCursorError(since) from error
    kind, _, rest = words.partition(":")
    number, _, name = rest.partition(":")
    if kind != _KIND or not (number.isascii() and number.isdigit()) or len(number) > 15:
        raise BadCursorError(since)
    if int(number) == 0 and not name:
        return 0
    query = f"SELECT generation FROM ({_feed(library)}) AS feed WHERE number = ?"  # noqa: S608 - constant
    row = library.records.one(query, int(number))
    if row is None or row["generation"] != name:
        raise CursorGoneError(since)
    return int(number)
