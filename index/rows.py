"""A Document becomes rows of the store.

Reads: Document. Writes: rows of document, unit, citation, relation, effect, agency, assignment, task,
party, target.
"""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import asdict, astuple

from index.likeness import letters_digest, sketch
from index.records import ROLES
from ingest.document import Assignment, Citation, Document, Head, Task

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def year_of(date: str | None, number: str | None) -> int | None:
    """The year of an act: that of its date, else the one its number holds."""
    for text in (date, number):
        if text and (found := _YEAR.search(text)):
            return int(found.group())
    return None


def dumps(value: object) -> str:
    """JSON as the store keeps it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def put_document(db: sqlite3.Connection, key: str, document: Document, reader: str, work: str | None) -> None:
    """Writes a document's rows; the caller has removed what the key held before and holds the transaction."""
    text, head = document.text, document.head
    db.execute(
        "INSERT INTO document VALUES (?,?,?,?,?,?, ?,?,?,?,?,?,?,?,?, ?,?, ?,?,?,?,?,?, ?,?)",
        (
            *(key, document.digest, reader, document.source, document.format, document.pages),
            *(
                head.number,
                head.number_read,
                head.type,
                head.date,
                head.issuer,
                head.title,
                head.signer,
                head.place,
            ),
            *(head.language, year_of(head.date or head.year, head.number), work),
            *(text.printed, None if text.matching == text.printed else text.matching),
            dumps([astuple(o) for o in text.origins]),
            dumps([astuple(r) for r in text.repairs]),
            dumps([astuple(r) for r in text.rows]),
            dumps(document.warnings),
            dumps(asdict(document.stated)) if document.stated else None,
            letters_digest(text.printed),
        ),
    )
    db.executemany(
        "INSERT INTO sketch VALUES (?,?)", [(value, key) for value in sorted(sketch(text.matching))]
    )
    db.executemany(
        "INSERT INTO unit VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        [(key, n, *astuple(unit)) for n, unit in enumerate(document.units)],
    )
    for n, citation in enumerate(document.citations):
        put_citation(db, key, n, citation)
    db.executemany(
        "INSERT INTO relation VALUES (?,?,?,?,?,?,?,?)",
        [(key, n, *astuple(relation)) for n, relation in enumerate(document.relations)],
    )
    db.executemany(
        "INSERT INTO effect VALUES (?,?,?,?,?,?,?,?,?,?,?,?,NULL)",
        [
            (
                *(key, n, effect.kind, effect.start, effect.end, effect.target, dumps(effect.provisions)),
                *(effect.partly, effect.day, effect.counted, effect.exception, dumps(effect.heading)),
            )
            for n, effect in enumerate(document.effects)
        ],
    )
    for n, assignment in enumerate(document.assignments):
        _put_assignment(db, key, n, assignment)
    for n, task in enumerate(document.unassigned):
        _put_task(db, key, None, n, task)
    db.executemany(
        "INSERT INTO target VALUES (?,?,?,?,?,?,?,?,?)",
        [(key, n, *astuple(target)) for n, target in enumerate(document.targets)],
    )


def put_citation(db: sqlite3.Connection, document: str, position: int, citation: Citation) -> None:
    """Writes one citation; which act it means is decided when all documents are known."""
    *before, provision, target, resolved, reason = astuple(citation)
    db.execute(
        "INSERT INTO citation(document, position, text, start, end, kind, unit, page, number, number_read,"
        " type, date, issuer, title, target_name, provision, target, resolved, reason)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (document, position, *before, dumps(provision), target, resolved, reason),
    )


def _put_assignment(db: sqlite3.Connection, document: str, position: int, assignment: Assignment) -> None:
    key = db.execute(
        "INSERT INTO assignment(document, position, section, evidence, start, end, form, deadline)"
        " VALUES (?,?,?,?,?,?,?,?)",
        (
            *(document, position, assignment.section, assignment.evidence, assignment.start, assignment.end),
            *(assignment.form, assignment.deadline),
        ),
    ).lastrowid
    for n, task in enumerate(assignment.tasks):
        _put_task(db, document, key, n, task)
    for role in ROLES:
        for n, party in enumerate(getattr(assignment, role)):
            db.execute(
                "INSERT INTO agency VALUES (?,?) ON CONFLICT DO UPDATE"
                " SET known = max(known, excluded.known)",
                (party.name, party.known),
            )
            db.execute(
                "INSERT INTO party VALUES (?,?,?,?,?,?,?)",
                (key, role, n, party.name, party.printed, party.start, party.end),
            )


def _put_task(
    db: sqlite3.Connection, document: str, assignment: int | None, position: int, task: Task
) -> None:
    db.execute(
        "INSERT INTO task(document, assignment, position, text, start, end, unit, page)"
        " VALUES (?,?,?,?,?,?,?,?)",
        (document, assignment, position, *astuple(task)),
    )


HEAD_COLUMNS = tuple(name for name in Head.__dataclass_fields__ if name not in ("year", "year_told_by"))
"""The columns of `document` that hold one field of its head each."""


def head_of(row: sqlite3.Row) -> Head:
    """A document row's head."""
    year = None if row["date"] or row["year"] is None else str(row["year"])
    return Head(**{name: row[name] for name in HEAD_COLUMNS}, year=year)
