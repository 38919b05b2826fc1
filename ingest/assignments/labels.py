"""Form 2: lines that name their field: `Đơn vị chủ trì: …`, `Đơn vị phối hợp: …`, `Thời gian thực hiện: …`.

A run of such lines governs every task back to the run or heading before it; labels behind a task in one
paragraph govern that paragraph.

Reads: blocks, Text. Writes: Assignment records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.agency import Level, Mention, list_of_agencies
from ingest.assignments.blocks import Block, section_of, task_of
from ingest.assignments.notes import read_note
from ingest.assignments.parties import anybody, assignment
from ingest.assignments.subjects import subject_of
from ingest.assignments.vocabulary import ROLES, label_of
from ingest.document import Assignment, Task, Text

_LABEL = re.compile(
    r"(?:(?<=[.;)\]])|(?<=[.;)\]] )|(?<=- )|(?<=\A))\s*"
    r"([^\W\d_][^:.;()\n]{2,60}?(?:\([^:.;()\n]{1,20}\))?)\s*:"
)


_COVERED = 0.4
"""How much of a value must be names for it to be a list of bodies."""


@dataclass(frozen=True, slots=True)
class Field:
    """A label in a block with its value."""

    name: str
    start: int
    value: int
    end: int


def fields_of(text: str, block: Block) -> list[Field]:
    """The labelled fields of a block, in order."""
    body = text[block.body : block.end]
    hits = [(m, name) for m in _LABEL.finditer(body) if (name := label_of(m.group(1))) is not None]
    found: list[Field] = []
    for i, (m, name) in enumerate(hits):
        end = hits[i + 1][0].start(1) if i + 1 < len(hits) else len(body)
        found.append(Field(name, block.body + m.start(1), block.body + m.end(), block.body + end))
    return found


def find_labels(
    blocks: Sequence[Block], text: Text, level: Level | None, headings: frozenset[int]
) -> Iterator[tuple[Assignment | None, list[int]]]:
    """Every run of label lines with the indexes of the blocks that it takes; None where it names no body."""
    fields = [fields_of(text.matching, b) if b.row is None else [] for b in blocks]
    since = at = 0
    while at < len(blocks):
        if not _labelled(fields[at]):
            since = at + 1 if at in headings else since
            at += 1
            continue
        run = _run(blocks, fields, at, text)
        lines = [blocks[i] for i in run]
        before = fields[at][0].start
        inline = before > blocks[at].body and len(text.matching[blocks[at].body : before].split()) > 3
        if inline:
            tasks, taken = [task_of(blocks[at], text, end=before)], []
        else:
            taken = [i for i in range(since, at) if i not in headings and blocks[i].row is None]
            tasks = _tasks([blocks[i] for i in taken], fields, text)
        yield _assignment(lines, fields, tasks, text, level), [*taken, *run]
        since = at = run[-1] + 1


def _labelled(fields: Sequence[Field]) -> bool:
    return any(f.name in ROLES or f.name == "deadline" for f in fields)


def _run(blocks: Sequence[Block], fields: Sequence[Sequence[Field]], at: int, text: Text) -> list[int]:
    """The indexes of the label lines from one on, with the list lines under a label that has no value."""
    run = [at]
    while run[-1] + 1 < len(blocks):
        nxt = run[-1] + 1
        names = {f.name for f in fields[nxt]}
        again = names & {f.name for i in run for f in fields[i] if f.value < f.end and _value(f, text)}
        if (
            blocks[nxt].row is not None
            or not names
            or "task" in names
            or (again and again & {"lead", "deadline"})
        ):
            break
        if not (_labelled(fields[nxt]) or "product" in names):
            break
        run.append(nxt)
    return run


def _value(field: Field, text: Text) -> str:
    return text.matching[field.value : field.end].strip(" .;")


def _tasks(blocks: Sequence[Block], fields: Sequence[Sequence[Field]], text: Text) -> list[Task]:
    """The tasks before a run of labels; a line that is only `Nhiệm vụ:` is none."""
    mine = [b for b in blocks if not (fields[b.index] and not _value(fields[b.index][-1], text))]
    return [task_of(b, text) for b in mine]


def _assignment(
    lines: Sequence[Block],
    fields: Sequence[Sequence[Field]],
    tasks: Sequence[Task],
    text: Text,
    level: Level | None,
) -> Assignment | None:
    roles: dict[str, list[Mention]] = {}
    deadline: str | None = None
    for field in (f for b in lines for f in fields[b.index]):
        if field.name == "deadline":
            deadline = deadline or text.printed[field.value : field.end].strip(" .;:\n") or None
        elif field.name in ROLES:
            for role, who in value_roles(text.matching, field.value, field.end, field.name, level).items():
                roles.setdefault(role, []).extend(who)
    if not anybody(roles) or not tasks:
        return None
    start = next(f.start for f in fields[lines[0].index])
    return assignment(section_of(lines[0]), tasks, roles, text, [(start, lines[-1].end)], "labels", deadline)


def value_roles(text: str, start: int, end: int, role: str, level: Level | None) -> dict[str, list[Mention]]:
    """The bodies of a label's value or a cell in its role, or in the roles that the value prints."""
    if re.search(r"chủ trì|phối hợp", text[start:end]):
        own = read_note(text, start, end, level)
        if anybody(own):
            return own
    found = list_of_agencies(text, start, end, level)
    named = sum(m.end - m.start for m in found)
    if found and named >= _COVERED * len(text[start:end].strip()):
        return {role: found}
    subject = subject_of(text, start, end, level)
    return {role: list(subject.mentions)} if subject is not None and subject.at_head else {}
