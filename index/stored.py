"""Rows of the store become records again.

Reads: rows. Writes: stored records, which carry the records of a Document with their place in the library.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from operator import itemgetter

from index.records import ROLES, Passage
from index.rows import HEAD_COLUMNS, head_of
from ingest.document import (
    Assignment,
    Citation,
    Head,
    Origin,
    Party,
    Relation,
    Repair,
    Row,
    Target,
    Task,
    Text,
    Unit,
)

_PASSAGE = itemgetter(*Passage.__dataclass_fields__)
WITHOUT_TEXT = ", ".join(
    ("id", "source", "format", "pages", "digest", "year", "work", "warnings", *HEAD_COLUMNS)
)
"""The columns of `document` that a StoredDocument is made of."""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document of the library, without its text."""

    id: str
    source: str
    format: str
    pages: int | None
    digest: str
    head: Head
    year: int | None
    work: str | None
    """The act that it is the text of."""
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentSource:
    """A file that a document was read from, or another form or copy of it."""

    path: str
    format: str
    pages: int | None
    digest: str


@dataclass(frozen=True, slots=True)
class StoredCitation:
    """A citation, in which document it stands and which directive it means."""

    id: int
    document: str
    citation: Citation
    act: str | None
    """Directive id; None where the text does not decide."""


@dataclass(frozen=True, slots=True)
class StoredTask:
    """A task and the assignment that names who does it."""

    id: int
    document: str
    task: Task
    assignment: int | None
    """None where nobody is named."""


@dataclass(frozen=True, slots=True)
class StoredAssignment:
    """An assignment and the document that makes it."""

    id: int
    document: str
    assignment: Assignment


@dataclass(frozen=True, slots=True)
class StoredRelation:
    """A relation and the document that states it."""

    document: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Directive:
    """An act that is catalogued or cited; `Library.catalogue.get(id)` is its Work where one is known."""

    id: str
    number: str | None
    type: str | None
    date: str | None
    issuer: str | None
    title: str | None
    name: str | None
    """What it is cited by where it is cited by name."""
    year: int | None
    catalogued: bool
    document: str | None
    """The document of the library that is its text."""


@dataclass(frozen=True, slots=True)
class AgencyCount:
    """An agency of the library, and in how many assignments it has each role."""

    name: str
    known: bool
    roles: dict[str, int]


def document_of(row: sqlite3.Row) -> StoredDocument:
    """A row of `document`."""
    return StoredDocument(
        *(
            row["id"],
            row["source"],
            row["format"],
            row["pages"],
            row["digest"],
            head_of(row),
            row["year"],
            row["work"],
        ),
        tuple(json.loads(row["warnings"])),
    )


def text_of(row: sqlite3.Row) -> Text:
    """The text of a row of `document`."""
    return Text(
        row["printed"],
        row["printed"] if row["matching"] is None else row["matching"],
        tuple(Origin(*origin) for origin in json.loads(row["origins"])),
        tuple(Repair(*repair) for repair in json.loads(row["repairs"])),
        tuple(
            Row(start, end, table, tuple((a, b) for a, b in cells), tuple(merged))
            for start, end, table, cells, merged in json.loads(row["table_rows"])
        ),
    )


def unit_of(row: sqlite3.Row) -> Unit:
    """A row of `unit`."""
    return Unit(**{name: row[name] for name in Unit.__dataclass_fields__})


def citation_of(row: sqlite3.Row) -> StoredCitation:
    """A row of `citation`."""
    fields = {name: row[name] for name in Citation.__dataclass_fields__}
    fields["provision"] = tuple(json.loads(row["provision"]))
    return StoredCitation(row["id"], row["document"], Citation(**fields), row["act"])


def relation_of(row: sqlite3.Row) -> StoredRelation:
    """A row of `relation`."""
    return StoredRelation(
        row["document"], Relation(**{name: row[name] for name in Relation.__dataclass_fields__})
    )


def target_of(row: sqlite3.Row) -> Target:
    """A row of `target`."""
    return Target(**{name: row[name] for name in Target.__dataclass_fields__})


def task_of(row: sqlite3.Row) -> StoredTask:
    """A row of `task`."""
    task = Task(**{name: row[name] for name in Task.__dataclass_fields__})
    return StoredTask(row["id"], row["document"], task, row["assignment"])


def assignment_of(row: sqlite3.Row, tasks: list[sqlite3.Row], parties: list[sqlite3.Row]) -> StoredAssignment:
    """A row of `assignment` with its tasks and parties (joined with `agency`), both in order."""
    by_role = {role: tuple(_party_of(p) for p in parties if p["role"] == role) for role in ROLES}
    assignment = Assignment(
        section=row["section"],
        tasks=tuple(task_of(t).task for t in tasks),
        evidence=row["evidence"],
        start=row["start"],
        end=row["end"],
        form=row["form"],
        lead=by_role["lead"],
        coordinate=by_role["coordinate"],
        implement=by_role["implement"],
        guide=by_role["guide"],
        requested=by_role["requested"],
        deadline=row["deadline"],
    )
    return StoredAssignment(row["id"], row["document"], assignment)


def _party_of(row: sqlite3.Row) -> Party:
    return Party(row["agency"], row["printed"], bool(row["known"]), row["start"], row["end"])


def directive_of(row: sqlite3.Row) -> Directive:
    """A row of `directive`."""
    fields = {name: row[name] for name in Directive.__dataclass_fields__ if name != "catalogued"}
    return Directive(**fields, catalogued=bool(row["catalogued"]))


def passage_of(row: sqlite3.Row) -> Passage:
    """A row of `passage`."""
    return Passage(*_PASSAGE(row))
