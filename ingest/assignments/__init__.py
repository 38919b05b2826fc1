"""Who does what: tasks with the bodies that lead, take part, do, guide or are asked, and by when.

Five forms are read, each in its module; where two could claim a paragraph the order is tables, notes, labels,
headings, sentences, so that what is printed beside a task goes before what a heading far above says.

Reads: Text, Unit records, Head. Writes: Assignment records, and the tasks that nobody is given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.agency import Level, opens_with_verb
from ingest.agency_words import words_of
from ingest.assignments.blocks import Block, blocks_of, task_of
from ingest.assignments.headings import HeadingReader
from ingest.assignments.labels import fields_of, find_labels
from ingest.assignments.notes import find_notes
from ingest.assignments.outline import Outline, outline_of
from ingest.assignments.sentences import find_sentences
from ingest.assignments.tables import find_tables
from ingest.assignments.vocabulary import listed, pattern
from ingest.document import Assignment, Head, Task, Text, Unit

_NORMATIVE = re.compile(r"\d+/\d{4}/")
_MANY_ARTICLES = 5
_HEAD_LENGTH = 1200
_SHORTEST_TASK = 30


def find(
    text: Text, units: Sequence[Unit], head: Head | None
) -> tuple[tuple[Assignment, ...], tuple[Task, ...]]:
    """The assignments of a document in its order, and its tasks for which it names nobody."""
    if not units:
        return (), ()
    blocks = blocks_of(text, units)
    level = document_level(head, text)
    outline = outline_of(blocks, text.matching)
    found: list[Assignment] = []
    free = {b.index for b in blocks}
    for assignment, index in find_tables(blocks, text, level):
        found.append(assignment)
        free.discard(index)
    body = frozenset(outline.headings | {i for i, kind in enumerate(outline.sections) if kind == "tail"})
    for assignment, taken in find_notes(blocks, text, level, body):
        found.append(assignment)
        free.difference_update(taken)
    for labelled, taken in find_labels(blocks, text, level, body):
        if labelled is not None:
            found.append(labelled)
            free.difference_update(taken)
    strict = _lays_down_rules(head, text, blocks)
    found += HeadingReader(blocks, outline, text, level, free, strict).read()
    for assignment, index in find_sentences(blocks, outline, text, level, free, strict):
        found.append(assignment)
        free.discard(index)
    found.sort(key=lambda a: (a.tasks[0].start, a.start))
    return tuple(found), tuple(_unassigned(blocks, outline, text, free))


def _lays_down_rules(head: Head | None, text: Text, blocks: Sequence[Block]) -> bool:
    """Whether the act is normative: its number holds its year, or it is articles without a head."""
    number = head.number if head else None
    if not number and (own := pattern("own_number").search(text.matching, 0, _HEAD_LENGTH)) is not None:
        number = own.group(1)
    if number:
        return _NORMATIVE.search(number) is not None
    return sum(b.kind == "article" for b in blocks) >= _MANY_ARTICLES


def document_level(head: Head | None, text: Text) -> Level | None:
    """The level of the office that issued a document: its issuer's, else the one that its words keep to."""
    issuer = head.issuer if head else None
    if issuer:
        m = pattern("level").search(issuer)
        if m is not None:
            word = m.group(1).lower()
            return "xã" if word in ("xã", "phường") else word  # type: ignore[return-value]
        if issuer.startswith(listed("central")):
            return "trung ương"
    levels = [m.lower() for m in pattern("own_body").findall(text.matching)]
    if not levels:
        return None
    return "tỉnh" if levels.count("tỉnh") >= levels.count("thành phố") else "thành phố"


def _unassigned(blocks: Sequence[Block], outline: Outline, text: Text, free: set[int]) -> list[Task]:
    """The tasks of the parts that set tasks, for which nobody is named."""
    out: list[Task] = []
    for block in blocks:
        if block.index not in free or block.index in outline.headings or block.row is not None:
            continue
        said = text.matching[block.body : block.end].strip()
        if (
            outline.sections[block.index] != "tasks"
            or len(said) < _SHORTEST_TASK
            or said.startswith("Trên đây")
        ):
            continue
        if said.endswith(":") or fields_of(text.matching, block) or not opens_with_verb(words_of(said[:200])):
            continue
        out.append(task_of(block, text))
    return out
