"""Files come into the store: which are new, which changed, which are known already, which cannot be read.

Reads: paths, the store. Writes: document rows and passages; outcomes.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Literal

from index import fingerprint
from index.corrected import corrected, corrections_of
from index.directives import work_of
from index.identity import identified
from index.joining import better, same_number_other_words, same_work
from index.passage_rows import put_passages
from index.passages import drafts
from index.rows import put_document
from index.store import transaction
from ingest import reading
from ingest.document import Document
from ingest.errors import Unreadable
from ingest.vocabulary import slug

Given = Literal["build", "add"]
Read = Callable[[Path], Document]
State = Literal["read", "unchanged", "same", "text", "form", "failed", "removed", "left", "new"]
"""`new`: would be read; `same`: bytes of another file; `text`: its letters; `form`: a form of a held work;
`left`: not taken from a folder."""
_ON_CONFLICT = (
    "ON CONFLICT(path) DO UPDATE SET document = excluded.document, digest = excluded.digest,"
    " reader = excluded.reader, format = excluded.format, pages = excluded.pages,"
    " given = CASE WHEN given = 'add' THEN 'add' ELSE excluded.given END"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    path: str
    state: State
    document: str | None = None
    """The document that holds its words; for `same`, `text` and `form`, with other files beside this one."""
    reason: str | None = None
    """Why it failed or was left, one Vietnamese line."""
    warnings: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    """What a person should look at."""
    format: str | None = None
    pages: int | None = None
    number: str | None = None
    type: str | None = None
    title: str | None = None
    seconds: float = 0.0
    """How long reading and storing took."""


def default_paths() -> tuple[Path, ...]:
    """The documents that the program is born with."""
    return (Path(str(files("corpus").joinpath("documents"))),)


def take(
    db: sqlite3.Connection,
    paths: Sequence[Path],
    given: Given,
    told: Callable[[int, int], None],
    before_reading: Callable[[], None],
    read: Read = reading.read,
) -> Iterator[Outcome]:
    """Brings files into the store, each in a transaction of its own: a killed build keeps what it has read.

    `before_reading` is called before each file that is not known already. An outcome is given only once it
    is stored.
    """
    for n, path in enumerate(paths):
        began = time.monotonic()
        outcome = _take_one(db, path, given, before_reading, read)
        yield replace(outcome, seconds=round(time.monotonic() - began, 3))
        told(n + 1, len(paths))


def reread(
    db: sqlite3.Connection, before_reading: Callable[[], None], read: Read = reading.read
) -> list[Outcome]:
    """Reads documents anew whose text came from a file that they have no more."""
    return [
        _take_one(db, Path(row["path"]), row["given"], before_reading, read, row["document"])
        for row in _without_their_text(db)
    ]


def _take_one(
    db: sqlite3.Connection,
    path: Path,
    given: Given,
    before_reading: Callable[[], None],
    reader: Read,
    at: str | None = None,
) -> Outcome:
    """Brings one file in; `at` is the document that it shall become the text of, where that is known."""
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
        known = _known(db, path, digest) if at is None else None
        if known:
            with transaction(db):
                held = _holding(db, path)
                _remember_copy(db, path, digest or "", known.document or "", given)
                _forget_unheld(db, held)
            return known
        before_reading()
        read = identified(reader(path))
    except Unreadable as error:
        return Outcome(str(path), "failed", reason=str(error))
    except OSError as error:
        return Outcome(
            str(path), "failed", reason=str(Unreadable(path.name, _why(error), "hãy kiểm tra quyền đọc tệp"))
        )
    with transaction(db):
        held = _holding(db, path)
        outcome = _store(db, path, read, at)
        _remember(db, path, outcome.document or "", given, read)
        _forget_unheld(db, held)
    return outcome


def _store(db: sqlite3.Connection, path: Path, read: Document, at: str | None) -> Outcome:
    """Stores what was read as a document of its own, or as another form of one that is held."""
    head = read.head
    outcome = Outcome(
        *(str(path), "read", None, None, read.warnings, doubts_of(read), read.format, read.pages),
        *(head.number, head.type, head.title),
    )
    if at is not None:
        return replace(outcome, document=_put(db, path, read, at))
    held = db.execute("SELECT digest, document FROM file WHERE path = ?", (str(path),)).fetchone()
    joined = same_work(db, read)
    if joined is None:
        other = same_number_other_words(db, read)
        key = _put(db, path, read)
        if other and other != key:
            said = f"cùng số, ký hiệu với «{other}» nhưng nội dung khác; hãy xem lại"
            outcome = replace(outcome, doubts=(*outcome.doubts, said))
        return replace(outcome, document=key)
    now = db.execute("SELECT digest, format FROM document WHERE id = ?", (joined.document,)).fetchone()
    own = held is not None and held["document"] == joined.document and held["digest"] == now["digest"]
    if own or read.digest == now["digest"] or better(read.format, now["format"]):
        _put(db, path, read, joined.document)
    alone = (
        own
        and db.execute("SELECT count(*) FROM file WHERE document = ?", (joined.document,)).fetchone()[0] == 1
    )
    how: State = joined.how if read.format == now["format"] else "form"
    state: State = "read" if alone or read.digest == now["digest"] else how
    doubts = (*outcome.doubts, *((joined.doubt,) if joined.doubt and state == "form" else ()))
    return replace(outcome, state=state, document=joined.document, doubts=doubts)


def doubts_of(read: Document) -> tuple[str, ...]:
    """What of a document's head a person should look at, in Vietnamese."""
    head = read.head
    found = []
    if head.number_read != "full":
        found.append(f"số, ký hiệu đọc chưa đủ ({head.number})" if head.number else "không thấy số, ký hiệu")
    found += [
        f"không thấy {name}" for name, value in (("tên loại", head.type), ("ngày", head.date)) if not value
    ]
    return tuple(found)


def _why(error: OSError) -> str:
    return f"hệ điều hành báo lỗi «{error.strerror or error}»"


def _known(db: sqlite3.Connection, path: Path, digest: str | None) -> Outcome | None:
    """The outcome for content that was read before by the same reader."""
    row = db.execute(
        "SELECT file.path, file.document, file.format, file.pages, number, type, title FROM file"
        " JOIN document ON document.id = file.document WHERE file.digest = ? AND file.reader = ?"
        " ORDER BY file.path <> ?, file.path",
        (digest, fingerprint.reader(), str(path)),
    ).fetchone()
    if row is None:
        return None
    state: State = "unchanged" if row["path"] == str(path) else "same"
    return Outcome(
        *(str(path), state, row["document"], None, (), (), row["format"], row["pages"]),
        *(row["number"], row["type"], row["title"]),
    )


def _remember(db: sqlite3.Connection, path: Path, document: str, given: Given, read: Document) -> None:
    values = (str(path), document, given, read.digest, fingerprint.reader(), read.format, read.pages)
    db.execute(f"INSERT INTO file VALUES (?,?,?,?,?,?,?) {_ON_CONFLICT}", values)  # noqa: S608 - constant


def _remember_copy(db: sqlite3.Connection, path: Path, digest: str, document: str, given: Given) -> None:
    """Remembers a file whose bytes another one has, as that one is remembered."""
    db.execute(
        "INSERT INTO file SELECT ?, document, ?, digest, reader, format, pages FROM file WHERE digest = ?"  # noqa: S608
        f" AND document = ? LIMIT 1 {_ON_CONFLICT}",
        (str(path), given, digest, document),
    )


def _without_their_text(db: sqlite3.Connection) -> list[sqlite3.Row]:
    """One file of each document whose text was read from a file that it has no more."""
    return db.execute(
        "SELECT min(path) AS path, given, document FROM file JOIN document ON document.id = file.document"
        " GROUP BY document.id"
        " HAVING sum(file.digest = document.digest) = 0"
    ).fetchall()


def forget(db: sqlite3.Connection, kept: Sequence[Path]) -> list[Outcome]:
    """Drops the files of earlier builds that are no longer given; files that were added stay."""
    keep = {str(path) for path in kept}
    rows = db.execute("SELECT path, document FROM file WHERE given = 'build' ORDER BY path").fetchall()
    gone = [row for row in rows if row["path"] not in keep]
    with transaction(db):
        for row in gone:
            db.execute("DELETE FROM file WHERE path = ?", (row["path"],))
        _forget_unheld(db, {row["document"] for row in gone})
    return [Outcome(row["path"], "removed", row["document"]) for row in gone]


def _holding(db: sqlite3.Connection, path: Path) -> set[str]:
    """The document, if any, that a file held before."""
    return {row["document"] for row in db.execute("SELECT document FROM file WHERE path = ?", (str(path),))}


def _forget_unheld(db: sqlite3.Connection, documents: Iterable[str]) -> None:
    """Removes those of these documents that no file holds any more."""
    for document in documents:
        if db.execute("SELECT 1 FROM file WHERE document = ? LIMIT 1", (document,)).fetchone() is None:
            db.execute("DELETE FROM passage WHERE kind <> 'directive' AND document = ?", (document,))
            db.execute("DELETE FROM document WHERE id = ?", (document,))


def _put(db: sqlite3.Connection, path: Path, read: Document, at: str | None = None) -> str:
    """Writes a document in place of what its file or an equal one held before; or `at` an id."""
    same = db.execute("SELECT id FROM document WHERE digest = ?", (read.digest,)).fetchone()
    held = db.execute(
        "SELECT document, (SELECT count(*) FROM file AS f WHERE f.document = file.document) AS files"
        " FROM file WHERE path = ?",
        (str(path),),
    ).fetchone()
    old = at or (same["id"] if same else held["document"] if held and held["files"] == 1 else None)
    key = old or _free_id(db, path, read)
    files_of = db.execute("SELECT * FROM file WHERE document = ?", (key,)).fetchall()
    db.execute("DELETE FROM passage WHERE kind <> 'directive' AND document = ?", (key,))
    db.execute("DELETE FROM document WHERE id = ?", (key,))
    read = replace(read, head=corrected(read.head, corrections_of(db, read.digest)))
    work = work_of(read.head)
    put_document(db, key, read, fingerprint.reader(), work.id if work else None)
    db.executemany("INSERT INTO file VALUES (?,?,?,?,?,?,?)", [tuple(f) for f in files_of])
    put_passages(db, key, read, drafts(key, read))
    return key


def _free_id(db: sqlite3.Connection, path: Path, read: Document) -> str:
    """A slug of the file's name, made different by the content's digest where another document bears it."""
    stem = slug(path.stem) or "van-ban"
    taken = db.execute("SELECT 1 FROM document WHERE id = ?", (stem,)).fetchone()
    return f"{stem}-{read.digest[:8]}" if taken else stem
