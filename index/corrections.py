"""What could not be read in a document's head waits for a person, and what a person fills in is kept.

A correction belongs to the content of a file. It outlives the reading of that file, and says who made it,
when, and what stood there before.

Reads: a home, a person's words. Writes: corrections in the store, a new generation.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from index import disk, generation
from index.building import add
from index.corrected import FIELDS, Correction, Field, corrected
from index.directives import work_of
from index.errors import Unusable
from index.postgres.writing import Writing, shared
from index.rows import head_of, year_of
from index.store import open_store, transaction
from index.stored import StoredDocument
from ingest.citations.number import find
from ingest.document import Head
from ingest.document_types import type_named
from ingest.letters import clean

LONGEST = 500
"""Code points of a value or a name."""
_RECOGNISED = ("scan", "image")
"""Formats of recognised documents: a part that is absent there was perhaps not read."""
FIELD_NAMES: Mapping[str, str] = {
    "number": "số, ký hiệu",
    "type": "tên loại",
    "date": "ngày",
    "issuer": "cơ quan ban hành",
    "title": "trích yếu",
}


class BadCorrection(Unusable):
    """A value that cannot stand in a document's head."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document with parts of its head unread."""

    document: StoredDocument
    unread: tuple[Field, ...]


def waiting(documents: Iterable[StoredDocument]) -> list[Waiting]:
    """The documents that wait for a person, each with the parts of its head that are unread."""
    found = ((document, unread_parts(document.head, document.format)) for document in documents)
    return [Waiting(document, unread) for document, unread in found if unread]


def unread_parts(head: Head, file_format: str) -> tuple[Field, ...]:
    """What a person has to read in a head: a number with a blank in it; of a scan what is absent."""
    unread: list[Field] = ["number"] if head.number_read == "partial" else []
    if file_format in _RECOGNISED:
        unread += [field for field in FIELDS if field != "title" and not getattr(head, field)]
    return tuple(unread)


def fill(home: Path, document: str, values: Mapping[str, str], who: str) -> tuple[Correction, ...]:
    """Keeps what a person read in a document's head, and publishes it; gives what was changed.

    Raises BadCorrection for a value that cannot be and Unusable where there is no such document or no
    index, or where a build is at work.
    """
    who = _name(who)
    given = {field: checked(field, value) for field, value in values.items()}
    if not given:
        raise BadCorrection(
            "Không có gì để điền", "chưa nêu giá trị nào", "hãy nêu ít nhất một phần cần điền"
        )
    with shared(home) as writing:
        return _filled(home, document, given, who, writing)


def _filled(
    home: Path, document: str, given: Mapping[str, str], who: str, writing: Writing | None
) -> tuple[Correction, ...]:
    if generation.current(home) is None:
        raise Unusable(f"Chưa có chỉ mục ở {home}", "chưa dựng lần nào", "hãy chạy «cancu build» trước")
    with (
        disk.told("Không ghi được phần đầu văn bản"),
        generation.building(home),
        closing(open_store(generation.store_path(home))) as db,
        transaction(db),
    ):
        row = db.execute("SELECT * FROM document WHERE id = ?", (document,)).fetchone()
        if row is None:
            raise Unusable(
                f"Không có văn bản «{document}»", "chỉ mục không có mã này", "hãy xem mã ở «cancu waiting»"
            )
        made = _kept(db, row, given, who)
        _apply(db, row["id"], corrected(head_of(row), made))
    add(home, [], within=writing)
    return made


def _name(who: str) -> str:
    name = clean(who)
    if not name or len(name) > LONGEST:
        raise BadCorrection("Chưa ghi nhận", "thiếu tên người điền", "hãy nêu tên người đã đọc bản gốc")
    return name


def checked(field: str, value: str) -> str:
    """A value as it is kept; raises BadCorrection where it cannot be what the field names."""
    value = clean(value)
    if field not in FIELDS or not value or len(value) > LONGEST:
        raise _bad(field, "để trống hoặc quá dài", "hãy ghi đúng như bản gốc")
    if field == "number":
        return _number(value)
    if field == "date":
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise _bad(field, "không phải ngày", "hãy ghi dạng 2025-10-08") from error
    if field == "type":
        kind = type_named(value)
        if kind is None:
            raise _bad(
                field, "không phải tên loại văn bản đã biết", "hãy ghi như Quyết định, Kế hoạch, Công văn"
            )
        return kind.name
    return value


def _number(value: str) -> str:
    """A whole number as the shapes of numbers know it: `143/QĐ-UBQGNCT`, `12-NQ/TW`."""
    tidy = re.sub(r"\s", "", value)
    # Behind the word, since the number of a letter is one only there.
    if "…" in tidy or not any(found.number == tidy for found in find(f"Công văn số {tidy}")):
        raise _bad("number", "không phải số, ký hiệu đầy đủ", "hãy ghi như 143/QĐ-TTg hoặc 12-NQ/TW")
    return tidy


def _bad(field: str, why: str, remedy: str) -> BadCorrection:
    return BadCorrection(f"Không nhận {FIELD_NAMES.get(field, field)}", why, remedy)


def _kept(
    db: sqlite3.Connection, row: sqlite3.Row, given: Mapping[str, str], who: str
) -> tuple[Correction, ...]:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    made = tuple(Correction(field, given[field], row[field], who, at) for field in FIELDS if field in given)
    db.executemany(
        "INSERT INTO correction(digest, field, value, before, who, at) VALUES (?,?,?,?,?,?)",
        [(row["digest"], c.field, c.value, c.before, c.who, c.at) for c in made],
    )
    return made


def _apply(db: sqlite3.Connection, document: str, head: Head) -> None:
    """Writes a head, and what else is kept of it, over that of a stored document."""
    work = work_of(head)
    year = year_of(head.date or head.year, head.number)
    db.execute(
        "UPDATE document SET number = ?, number_read = ?, type = ?, date = ?, issuer = ?, title = ?,"
        " year = ?, work = ? WHERE id = ?",
        (
            *(head.number, head.number_read, head.type, head.date, head.issuer, head.title, year),
            *(work.id if work else None, document),
        ),
    )
    db.execute(
        "UPDATE passage SET type = ?, issuer = ?, year = ? WHERE document = ? AND kind <> 'directive'",
        (head.type, head.issuer, year, document),
    )
