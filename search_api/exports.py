"""Everything that an index holds of one kind, line by line: for programs as JSON, for spreadsheets as CSV.

One document at a time is in memory, however many there are.

Reads: the library. Writes: lines of JSON, rows of CSV.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, get_args

from ingest.contract import ROLES
from ingest.document import Assignment, Task
from search_api import holdings
from search_api.api.schemas.base import Model
from search_api.api.schemas.documents import CitationRead
from search_api.api.schemas.exports import (
    Exported,
    ExportedCitation,
    ExportedDocument,
    ExportedRelation,
    ExportedTask,
    ExportedUnit,
    ExportFormat,
)
from search_api.api.sheets import harmless

if TYPE_CHECKING:
    from index.library import Library
    from index.stored import StoredDocument

_BLOCK_BYTES = 64 * 1024
"""About so much is handed on at once."""
_NOT_IN_TABLES = {"text"}
"""Of a document: a whole text is longer than a cell of a spreadsheet can be."""

MODELS: dict[Exported, type[Model]] = {
    "documents": ExportedDocument,
    "units": ExportedUnit,
    "citations": ExportedCitation,
    "relations": ExportedRelation,
    "tasks": ExportedTask,
}


def exported(library: Library, what: Exported, shape: ExportFormat) -> Iterator[bytes]:
    """All records of a kind, by document and then in the order of the text, in blocks of whole lines."""
    lines = _csv(library, what) if shape == "csv" else _jsonl(library, what)
    block = bytearray()
    for line in lines:
        block += line
        if len(block) >= _BLOCK_BYTES:
            yield bytes(block)
            block.clear()
    if block:
        yield bytes(block)


def records(library: Library, what: Exported) -> Iterator[Model]:
    """All records of a kind, by document and then in the order of the text."""
    of_document = _OF_DOCUMENT[what]
    for stored in library.each_document():
        yield from of_document(library, stored)


def _jsonl(library: Library, what: Exported) -> Iterator[bytes]:
    for record in records(library, what):
        yield record.model_dump_json().encode() + b"\n"


def _csv(library: Library, what: Exported) -> Iterator[bytes]:
    hidden = _NOT_IN_TABLES if what == "documents" else set()
    names = [name for name in MODELS[what].model_fields if name not in hidden]
    columns = sorted(
        names, key=lambda name: name not in ("id", "document")
    )  # where a row belongs comes first
    # The mark by which Excel knows UTF-8.
    yield b"\xef\xbb\xbf" + _row(columns)
    for record in records(library, what):
        yield _row([_cell(getattr(record, name)) for name in columns])


def _row(cells: list[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | int):
        return str(value).lower()
    return harmless("; ".join(map(_said, value)) if isinstance(value, list) else str(value))


def _said(one: object) -> str:
    """One of several in a cell; what has parts of its own, such as a correction, as JSON."""
    return one.model_dump_json() if isinstance(one, Model) else str(one)


def _document(library: Library, stored: StoredDocument) -> Iterator[Model]:
    yield ExportedDocument(
        **holdings.summary(library, stored).model_dump(),
        digest=stored.digest,
        warnings=list(stored.warnings),
        text=library.text(stored.id).printed,
    )


def _units(library: Library, stored: StoredDocument) -> Iterator[Model]:
    printed = library.text(stored.id).printed
    for unit in library.units(stored.id):
        told = {name: getattr(unit, name) for name in unit.__dataclass_fields__}
        yield ExportedUnit(**told, text=printed[unit.start : unit.end], document=stored.id)


def _citations(library: Library, stored: StoredDocument) -> Iterator[Model]:
    for one in library.citations(document=stored.id):
        told = CitationRead.model_validate(one.citation).model_dump()
        yield ExportedCitation(**told, document=stored.id, act=one.act)


def _relations(library: Library, stored: StoredDocument) -> Iterator[Model]:
    for one in library.relations(stored.id):
        told = {name: getattr(one.relation, name) for name in one.relation.__dataclass_fields__}
        yield ExportedRelation(**told, document=stored.id)


def _tasks(library: Library, stored: StoredDocument) -> Iterator[Model]:
    sections = {unit.eid: unit.section for unit in library.units(stored.id)}
    given = [
        (task, a.assignment) for a in library.assignments(document=stored.id) for task in a.assignment.tasks
    ]
    free = [(t.task, None) for t in library.tasks(stored.id, assigned=False)]
    for task, assignment in sorted([*given, *free], key=lambda pair: (pair[0].start, pair[0].end)):
        yield _task(stored.id, task, assignment, sections.get(task.unit, ""))


def _task(document: str, task: Task, assignment: Assignment | None, section: str) -> ExportedTask:
    by_role = {role: [p.name for p in getattr(assignment, role)] if assignment else [] for role in ROLES}
    return ExportedTask(
        document=document,
        section=assignment.section if assignment else section,
        eid=task.unit,
        task=task.text,
        start=task.start,
        end=task.end,
        page=task.page,
        **by_role,
        deadline=assignment.deadline if assignment else None,
        evidence=assignment.evidence if assignment else None,
        unassigned=assignment is None,
    )


_OF_DOCUMENT: dict[Exported, Callable[..., Iterator[Model]]] = {
    "documents": _document,
    "units": _units,
    "citations": _citations,
    "relations": _relations,
    "tasks": _tasks,
}
KINDS: tuple[Exported, ...] = get_args(Exported)
SHAPES: tuple[ExportFormat, ...] = get_args(ExportFormat)
