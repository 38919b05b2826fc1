"""A document as one JSON object: the words and places that other programs rely on.

Names of fields are fixed; fields may be added. Offsets are code points of `text`, end exclusive.

Reads: Document. Writes: the read object (plain dicts, lists, strings and numbers).
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ingest.document import Assignment, Citation, Document, Effect, Head, Party, Task, Unit

ROLES = ("lead", "coordinate", "implement", "guide", "requested")


def as_json(document: Document) -> dict[str, Any]:
    """The read object of a document: its head, units, citations, relations, effects, assignments, targets, warnings.

    Beside what is promised it carries the stored text, the tasks that nobody is given, and the misprints that
    were read as something else. Every value is ready for `json.dumps`.
    """
    return {
        "document": _head(document),
        "units": [_unit(unit, document.text.printed) for unit in document.units],
        "citations": [_citation(citation) for citation in document.citations],
        "relations": [asdict(relation) for relation in document.relations],
        "effects": [_effect(effect, document) for effect in document.effects],
        "assignments": [_assignment(assignment) for assignment in document.assignments],
        "targets": [asdict(target) for target in document.targets],
        "unassigned": [_task(task) for task in document.unassigned],
        "repairs": [asdict(repair) for repair in document.text.repairs],
        "warnings": list(document.warnings),
        "text": document.text.printed,
    }


def _head(document: Document) -> dict[str, Any]:
    head: Head = document.head
    return {
        **asdict(head),
        "pages": document.pages,
        "source": document.source,
        "format": document.format,
        "digest": document.digest,
    }


def _unit(unit: Unit, printed: str) -> dict[str, Any]:
    return {**asdict(unit), "text": printed[unit.start : unit.end]}


def _citation(citation: Citation) -> dict[str, Any]:
    return {**asdict(citation), "provision": list(citation.provision)}


def _effect(effect: Effect, document: Document) -> dict[str, Any]:
    """What the text says of effect, with the words and the number (or name) of the act it is said of."""
    act = document.citations[effect.target] if effect.target is not None else None
    return {
        **{name: value for name, value in asdict(effect).items() if name not in ("target", "heading")},
        "provisions": list(effect.provisions),
        "target": (act.number or act.target_name or act.text) if act else "self",
        "evidence": document.text.printed[effect.start : effect.end],
    }


def _task(task: Task) -> dict[str, Any]:
    return asdict(task)


def _assignment(assignment: Assignment) -> dict[str, Any]:
    by_role: dict[str, tuple[Party, ...]] = {role: getattr(assignment, role) for role in ROLES}
    return {
        "section": assignment.section,
        "tasks": [_task(task) for task in assignment.tasks],
        "evidence": assignment.evidence,
        **{role: [party.name for party in parties] for role, parties in by_role.items()},
        "deadline": assignment.deadline,
        "start": assignment.start,
        "end": assignment.end,
        "form": assignment.form,
        "parties": [
            {"role": role, **asdict(party)} for role, parties in by_role.items() for party in parties
        ],
    }
