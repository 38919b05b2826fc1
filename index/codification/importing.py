"""A release of the codification is imported: what is new enters, what changed is replaced, what left is kept.

Each subject is one transaction, so an import that is killed at any point loses nothing, and the next one
goes on. An article that a newer release lacks stays, marked as no longer in force since that release.

Reads: a home, an archive. Writes: the store of the codification; ImportReport.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from index import fingerprint
from index.codification.pages import PageRead, read_pages
from index.codification.store import importing, open_store
from index.codification.writing import mark_unchanged, put_subject, remove_subjects
from index.errors import Unusable
from index.store import transaction
from ingest.codification.release import Release, list_release

PROCESSES = 2

Progress = Callable[[int, int, str], None]
"""Told how many bytes of how many are dealt with, and of which subject."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, interruptions included."""

    release: str
    """SHA-256 of the archive."""
    dated: str
    added: int
    changed: int
    unchanged: int
    left: int
    """Articles that the release before had and this one lacks; they are kept, as no longer in force."""
    articles: int
    """Articles in force now."""
    acts: int
    subjects: int
    repeated: int
    """Articles that the release prints twice, kept once."""
    failed: tuple[str, ...]
    """For each page that could not be read, one line; its articles stay as they were."""
    seconds: float

    @property
    def changes(self) -> int:
        """How many articles differ from before."""
        return self.added + self.changed + self.left


def import_release(
    home: Path, path: Path, progress: Progress | None = None, *, processes: int = PROCESSES
) -> ImportReport:
    """Imports a release, or goes on where an import of the same one stopped.

    Raises Unreadable where the archive is no release, Unusable where another import is at work.
    """
    began = time.monotonic()
    release = list_release(path)
    try:
        return _import(home, path, release, progress or _silent, processes, began)
    except sqlite3.Error as error:
        remedy = "hãy kiểm tra chỗ trống trên đĩa rồi chạy lại; những gì đã nhập được giữ lại"
        raise Unusable("Không nhập hết Bộ pháp điển", f"không ghi được kho ({error})", remedy) from error


def _import(
    home: Path, path: Path, release: Release, tell: Progress, processes: int, began: float
) -> ImportReport:
    with importing(home), closing(open_store(home)) as db:
        held = _held(db, release)
        if held is not None:
            return _nothing_new(db, held, release, began)
        run = _begin(db, release)
        failed = _read(db, run, release, path, tell, processes)
        _finish(db, run, release, complete=not failed)
        return _report(db, run, release, failed, began)


def _silent(done: int, total: int, label: str) -> None:
    del done, total, label


def _held(db: sqlite3.Connection, release: Release) -> int | None:
    """The import that left the store as this release is, read by the present code; None where none did."""
    row = db.execute("SELECT * FROM release WHERE state != 'abandoned' ORDER BY id DESC LIMIT 1").fetchone()
    if row is None or (row["state"], row["digest"]) != ("done", release.digest):
        return None
    reader = fingerprint.codification()
    stale = db.execute("SELECT 1 FROM subject WHERE present AND reader != ? LIMIT 1", (reader,)).fetchone()
    return None if stale else int(row["id"])


def _nothing_new(db: sqlite3.Connection, run: int, release: Release, began: float) -> ImportReport:
    told = _report(db, run, release, (), began)
    return replace(told, added=0, changed=0, left=0, unchanged=told.articles)


def _begin(db: sqlite3.Connection, release: Release) -> int:
    """The id of this import: that of one of the same release that was not finished, or a new one."""
    with transaction(db):
        row = db.execute("SELECT id, digest FROM release WHERE state = 'importing'").fetchone()
        if row and row["digest"] == release.digest:
            return int(row["id"])
        db.execute("UPDATE release SET state = 'abandoned' WHERE state = 'importing'")
        made = db.execute(
            "INSERT INTO release (digest, name, dated, state) VALUES (?,?,?,'importing')",
            (release.digest, release.name, release.dated),
        )
        return int(made.lastrowid or 0)


def _read(
    db: sqlite3.Connection, run: int, release: Release, path: Path, tell: Progress, processes: int
) -> tuple[str, ...]:
    """Brings every subject of the release up to date; gives a line for each page that could not be read."""
    reader = fingerprint.codification()
    rows = db.execute("SELECT id, digest, reader, release FROM subject WHERE present").fetchall()
    known = {row["id"]: row["digest"] for row in rows if row["reader"] == reader}
    finished = {row["id"] for row in rows if row["release"] == run and row["reader"] == reader}
    pages = [page for page in release.pages if page.id not in finished]
    done = release.size - sum(page.size for page in pages)
    failed: list[str] = []
    tell(done, release.size, "")
    for read in read_pages(path, pages, known, processes):
        _take(db, run, read, reader, failed)
        done += read.page.size
        tell(done, release.size, read.subject.number if read.subject else "")
    return tuple(failed)


def _take(db: sqlite3.Connection, run: int, read: PageRead, reader: str, failed: list[str]) -> None:
    if read.failure:
        failed.append(read.failure)
        return
    with transaction(db):
        if read.subject is None:
            mark_unchanged(db, run, read.page.id)
        else:
            put_subject(db, run, read.subject, read.digests, reader)


def _finish(db: sqlite3.Connection, run: int, release: Release, *, complete: bool) -> None:
    """Marks what left with its subject; the import stays open where a page could not be read."""
    with transaction(db):
        vanished = remove_subjects(db, run, [page.id for page in release.pages])
        db.executemany("INSERT OR REPLACE INTO topic VALUES (?,?)", release.topics)
        db.execute("UPDATE release SET vanished = vanished + ? WHERE id = ?", (vanished, run))
        if complete:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            db.execute("UPDATE release SET state = 'done', finished = ? WHERE id = ?", (now, run))


def _report(
    db: sqlite3.Connection, run: int, release: Release, failed: tuple[str, ...], began: float
) -> ImportReport:
    counted = db.execute(
        "SELECT total(added) AS added, total(changed) AS changed, total(unchanged) AS unchanged,"
        " total(gone) AS gone, total(repeated) AS repeated, count(*) AS subjects"
        " FROM subject WHERE release = ? AND present",
        (run,),
    ).fetchone()
    vanished = db.execute("SELECT vanished FROM release WHERE id = ?", (run,)).fetchone()[0]
    return ImportReport(
        release=release.digest,
        dated=release.dated,
        added=int(counted["added"]),
        changed=int(counted["changed"]),
        unchanged=int(counted["unchanged"]),
        left=int(counted["gone"]) + int(vanished),
        articles=db.execute("SELECT count(*) FROM article WHERE in_force").fetchone()[0],
        acts=db.execute("SELECT count(*) FROM act").fetchone()[0],
        subjects=int(counted["subjects"]),
        repeated=int(counted["repeated"]),
        failed=failed,
        seconds=time.monotonic() - began,
    )
