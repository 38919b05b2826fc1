"""Files come into the store: which are new, which changed, which are known already, which cannot be read.

Reads: paths, the store. Writes: document rows and passages; outcomes.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Literal

from index import fingerprint
from index.directives import work_of
from index.passages import Draft, drafts
from index.rows import put_document, year_of
from index.store import transaction
from ingest import reading
from ingest.document import Document
from ingest.errors import Unreadable
from ingest.vocabulary import slug

Given = Literal["build", "add"]
Read = Callable[[Path], Document]
State = Literal["read", "unchanged", "same", "failed", "removed"]
_SUFFIXES = frozenset({".txt", ".md", ".markdown", ".docx", ".html", ".htm", ".xhtml", ".pdf"})
"""What is taken from a folder; a file that is named itself is tried whatever its name."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    path: str
    state: State
    document: str | None = None
    """The document that holds its words; for `same`, read from another file with the same content."""
    reason: str | None = None
    """Why it failed, one Vietnamese line."""
    warnings: tuple[str, ...] = ()


def default_paths() -> tuple[Path, ...]:
    """The documents that the program is born with."""
    return (Path(str(files("corpus").joinpath("documents"))),)


def listed(paths: Sequence[Path]) -> list[Path]:
    """The files that paths mean, folders searched through, each once, in a fixed order."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = (
            sorted(p for p in path.rglob("*") if p.is_file() and _taken(p, path)) if path.is_dir() else [path]
        )
        found.update(dict.fromkeys(p.resolve() for p in inside))
    return list(found)


def _taken(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    return path.suffix.lower() in _SUFFIXES and not hidden


def take(
    db: sqlite3.Connection,
    paths: Sequence[Path],
    given: Given,
    told: Callable[[int, int], None],
    before_reading: Callable[[], None],
    read: Read | None = None,
) -> Iterator[Outcome]:
    """Brings files into the store, each in a transaction of its own: a killed build keeps what it has read.

    `before_reading` is called before each file that is not known already; `read` reads it in place of
    `ingest.reading.read`.
    """
    for n, path in enumerate(paths):
        yield _take_one(db, path, given, before_reading, read or reading.read)
        told(n + 1, len(paths))


def _take_one(
    db: sqlite3.Connection, path: Path, given: Given, before_reading: Callable[[], None], reader: Read
) -> Outcome:
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
        known = _known(db, path, digest)
        if known:
            with transaction(db):
                _remember(db, path, known.document or "", given)
            return known
        before_reading()
        read = reader(path)
    except Unreadable as error:
        return Outcome(str(path), "failed", reason=str(error))
    except OSError as error:
        return Outcome(
            str(path), "failed", reason=str(Unreadable(path.name, _why(error), "hãy kiểm tra quyền đọc tệp"))
        )
    with transaction(db):
        key = _put(db, path, read)
        _remember(db, path, key, given)
        _forget_unheld(db)
    return Outcome(str(path), "read", key, warnings=read.warnings)


def _why(error: OSError) -> str:
    return f"hệ điều hành báo lỗi «{error.strerror or error}»"


def _known(db: sqlite3.Connection, path: Path, digest: str | None) -> Outcome | None:
    """The outcome for content that was read before by the same reader."""
    row = db.execute(
        "SELECT id FROM document WHERE digest = ? AND reader = ?", (digest, fingerprint.reader())
    ).fetchone()
    if row is None:
        return None
    held = db.execute("SELECT document FROM file WHERE path = ?", (str(path),)).fetchone()
    state: State = "unchanged" if held and held[0] == row["id"] else "same"
    return Outcome(str(path), state, row["id"])


def _remember(db: sqlite3.Connection, path: Path, document: str, given: Given) -> None:
    db.execute(
        "INSERT INTO file VALUES (?,?,?) ON CONFLICT(path) DO UPDATE SET document = excluded.document,"
        " given = CASE WHEN given = 'add' THEN 'add' ELSE excluded.given END",
        (str(path), document, given),
    )


def forget(db: sqlite3.Connection, kept: Sequence[Path]) -> list[Outcome]:
    """Drops the files of earlier builds that are no longer given; files that were added stay."""
    keep = {str(path) for path in kept}
    rows = db.execute("SELECT path, document FROM file WHERE given = 'build' ORDER BY path").fetchall()
    gone = [row for row in rows if row["path"] not in keep]
    with transaction(db):
        for row in gone:
            db.execute("DELETE FROM file WHERE path = ?", (row["path"],))
        _forget_unheld(db)
    return [Outcome(row["path"], "removed", row["document"]) for row in gone]


def _forget_unheld(db: sqlite3.Connection) -> None:
    """Removes documents that no file holds any more."""
    gone = "SELECT id FROM document WHERE id NOT IN (SELECT document FROM file)"
    db.execute(f"DELETE FROM passage WHERE kind <> 'directive' AND document IN ({gone})")  # noqa: S608 - constant
    db.execute(f"DELETE FROM document WHERE id IN ({gone})")  # noqa: S608 - constant


def _put(db: sqlite3.Connection, path: Path, read: Document) -> str:
    """Writes a document in place of what its file, or another with the same content, held before."""
    same = db.execute("SELECT id FROM document WHERE digest = ?", (read.digest,)).fetchone()
    held = db.execute(
        "SELECT document, (SELECT count(*) FROM file AS f WHERE f.document = file.document) AS files"
        " FROM file WHERE path = ?",
        (str(path),),
    ).fetchone()
    old = same["id"] if same else held["document"] if held and held["files"] == 1 else None
    key = old or _free_id(db, path, read)
    files_of = db.execute("SELECT path, given FROM file WHERE document = ?", (key,)).fetchall()
    db.execute("DELETE FROM passage WHERE kind <> 'directive' AND document = ?", (key,))
    db.execute("DELETE FROM document WHERE id = ?", (key,))
    work = work_of(read.head)
    put_document(db, key, read, fingerprint.reader(), work.id if work else None)
    db.executemany("INSERT INTO file VALUES (?,?,?)", [(f["path"], key, f["given"]) for f in files_of])
    put_passages(db, key, read, drafts(key, read))
    return key


def _free_id(db: sqlite3.Connection, path: Path, read: Document) -> str:
    """A slug of the file's name, made different by the content's digest where another document bears it."""
    stem = slug(path.stem) or "van-ban"
    taken = db.execute("SELECT 1 FROM document WHERE id = ?", (stem,)).fetchone()
    return f"{stem}-{read.digest[:8]}" if taken else stem


def put_passages(db: sqlite3.Connection, document: str, read: Document, found: Sequence[Draft]) -> None:
    """Writes the passages of a stored document, with the parties and the citations in them."""
    head = read.head
    year = year_of(head.date, head.number)
    citations = db.execute(
        "SELECT id, start, end FROM citation WHERE document = ? ORDER BY start", (document,)
    ).fetchall()
    tasks = _tasks(db, document)
    for one in found:
        task, assignment = tasks[one.task] if one.task else (None, None)
        key = put_passage(db, one, head.type, head.issuer, year, task, assignment)
        db.executemany(
            "INSERT INTO passage_citation VALUES (?,?)",
            [(key, c["id"]) for c in citations if c["start"] < one.end and one.start < c["end"]],
        )
        db.execute(
            "INSERT OR IGNORE INTO passage_party SELECT ?, role, agency FROM party"
            " WHERE assignment IN (SELECT id FROM assignment WHERE id = ?"
            " OR (? = 'unit' AND document = ? AND start < ? AND ? < end))",
            (key, assignment, one.kind, document, one.end, one.start),
        )


def put_passage(
    db: sqlite3.Connection,
    one: Draft,
    kind: str | None,
    issuer: str | None,
    year: int | None,
    task: int | None = None,
    assignment: int | None = None,
) -> int:
    """Writes one passage and gives its key; `kind`, `issuer` and `year` are those of its act."""
    key = db.execute(
        "INSERT INTO passage(kind, document, eid, start, end, page, heading, text, note, searched, type,"
        " issuer, year, task, assignment) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            *(one.kind, one.document, one.eid, one.start, one.end, one.page, one.heading, one.text, one.note),
            *(one.searched, kind, issuer, year, task, assignment),
        ),
    ).lastrowid
    return int(key or 0)


def _tasks(db: sqlite3.Connection, document: str) -> dict[tuple[int | None, int], tuple[int, int | None]]:
    """The ids of a document's tasks and of their assignments, by the positions of both."""
    rows = db.execute(
        "SELECT task.id, task.position, assignment, assignment.position AS place FROM task"
        " LEFT JOIN assignment ON assignment.id = assignment WHERE task.document = ?",
        (document,),
    )
    return {(row["place"], row["position"]): (row["id"], row["assignment"]) for row in rows}
