"""Passages become rows of the store, with the parties and the citations in them.

Reads: drafts, the store. Writes: rows of passage, passage_citation, passage_party.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from index.passages import Draft
from index.rows import year_of
from ingest.document import Document


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
