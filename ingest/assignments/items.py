"""One printed item (a numbered paragraph, a lettered item, a bullet) becomes its assignments.

It is one assignment, cut only where another sentence has another body, another role of its body or another
date.

Reads: an item's words with its subject. Writes: Assignment records.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.agency import Level, Mention, agency_at, opens_with_verb
from ingest.agency_words import Word
from ingest.assignments.blocks import PARAGRAPH, Block, section_of, task_of
from ingest.assignments.parties import assignment
from ingest.assignments.predicate import Reading, plain_words, read_predicate, sentences
from ingest.assignments.subjects import Subject, subject_of
from ingest.deadlines import find_deadline
from ingest.document import Assignment, AssignmentForm, Task, Text

_LONGEST_PARTNER = 24
_NEAR = 400
_NEAREST = 200
"""Letters around a semicolon that are looked at, so that a long list is read in linear time."""
_SEMICOLON = re.compile(r";\s+")


@dataclass(frozen=True, slots=True)
class Bearer:
    """The bodies that items are read for, with the words that name them."""

    mentions: tuple[Mention, ...]
    requested: bool = False
    words: tuple[int, int] | None = None
    """Where they are printed, if not in the item itself."""
    base: Reading | None = None
    """What a line above the items says of them: `Sở Y tế chủ trì, phối hợp với Sở Tài chính:`."""


@dataclass(slots=True)
class _Part:
    start: int
    end: int
    bearer: Bearer
    reading: Reading
    due: tuple[int, int] | None
    coordinate: list[Mention] = field(default_factory=list)
    guide: bool = False
    acts: bool = True
    """Whether the sentence says what is to be done, in a verb at its head."""


def read_item(
    block: Block,
    text: Text,
    level: Level | None,
    bearer: Bearer | None,
    form: AssignmentForm,
    more: Sequence[Task] = (),
) -> list[Assignment]:
    """The assignments of an item; `bearer` is whom a heading names, `more` are tasks that go with it."""
    parts: list[_Part] = []
    for start, end in _pieces(text.matching, block.body, block.end, level):
        subject = subject_of(text.matching, start, end, level)
        if subject is not None and (
            subject.alone
            or (
                parts
                and not subject.ordered
                and not _duty(subject)
                and not (bearer is None and _another(subject, parts[-1].bearer))
                and text.matching[start - 2 : start] != "; "
            )
        ):
            subject = None
        if subject is not None and bearer is not None and subject.bare_order and block.depth < PARAGRAPH:
            subject = None
        who = (
            Bearer(subject.mentions, subject.requested)
            if subject
            else (parts[-1].bearer if parts else bearer)
        )
        if who is None or (parts and end == block.end and text.matching[end - 1] == ":"):
            continue
        line = subject.line if subject else plain_words(text.matching, start, end)
        reading = _with_base(read_predicate(line, text.matching, level), who.base)
        due = find_deadline(text.matching, start, end)
        acts = subject is not None or opens_with_verb(line)
        part = _Part(start, end, who, reading, due, list(reading.coordinate), reading.guide, acts)
        if parts and _same(parts[-1], part):
            _join(parts[-1], part)
        else:
            parts.append(part)
    return [_assignment(p, i, block, text, form, more) for i, p in enumerate(parts)]


def _pieces(text: str, start: int, end: int, level: Level | None) -> list[tuple[int, int]]:
    """The sentences of an item, cut at a semicolon too where a body with a task comes behind it."""
    found: list[tuple[int, int]] = []
    for a, b in sentences(text, start, end):
        at = a
        for m in _SEMICOLON.finditer(text, a, b):
            if _new_subject(text, m.end(), b, level) and not _only_bodies(text, at, m.start(), level):
                found.append((at, m.end()))
                at = m.end()
        found.append((at, b))
    return found


def _new_subject(text: str, start: int, end: int, level: Level | None) -> bool:
    """Whether the words behind a semicolon begin with a body and what it is to do."""
    subject = subject_of(text, start, min(end, start + _NEAR), level)
    return subject is not None and not subject.alone and subject.at_head


def _only_bodies(text: str, start: int, end: int, level: Level | None) -> bool:
    """Whether the words before a semicolon are the beginning of one list of bodies."""
    before = subject_of(text, start, end, level) if end - start < _NEAR else None
    near = plain_words(text, max(start, end - _NEAREST), end)
    return (before is not None and before.alone) or _ends_in_partners(near)


def _ends_in_partners(line: Sequence[Word]) -> bool:
    """Whether the last words are `phối hợp với` and a body, so that the list of partners goes on."""
    last = range(max(0, len(line) - _LONGEST_PARTNER), len(line))
    at = next(
        (i for i in reversed(last) if line[i].lower == "hợp" and i and line[i - 1].lower == "phối"), None
    )
    if at is None:
        return False
    return any(
        (hit := agency_at(line, i)) is not None and hit[0] == len(line) for i in range(at + 1, len(line))
    )


def _duty(subject: Subject) -> bool:
    """Whether a later sentence gives its own subject something to do, in words that leave no doubt."""
    words = [w.lower for w in subject.line[:6]]
    return any(
        pair
        in (
            ("chủ", "trì"),
            ("trách", "nhiệm"),
            ("phối", "hợp"),
            ("tổng", "hợp"),
            ("báo", "cáo"),
            ("chủ", "động"),
        )
        for pair in pairwise(words)
    )


def _another(subject: Subject, before: Bearer) -> bool:
    """Whether a later sentence of an item is about a named body, and not the same ones as before."""
    if not subject.at_head or not any(m.known and m.kind != "group" for m in subject.mentions):
        return False
    return {m.canonical for m in subject.mentions} != {m.canonical for m in before.mentions}


def _with_base(reading: Reading, base: Reading | None) -> Reading:
    if base is None or reading.explicit or not base.explicit:
        return reading
    return replace(base, words=reading.words)


def _same(before: _Part, part: _Part) -> bool:
    mine = [m.canonical for m in before.bearer.mentions]
    if mine != [m.canonical for m in part.bearer.mentions]:
        return False
    if before.due and part.due and part.acts:
        return False
    if before.reading.subject == part.reading.subject or part.reading.subject == "guide":
        return True
    return not part.reading.explicit and before.reading.subject != "coordinate"


def _join(before: _Part, part: _Part) -> None:
    before.end = part.end
    before.due = before.due or part.due
    before.coordinate += part.coordinate
    before.guide = before.guide or part.guide


def _assignment(
    part: _Part, index: int, block: Block, text: Text, form: AssignmentForm, more: Sequence[Task]
) -> Assignment:
    who, subject = part.bearer.mentions, part.reading.subject
    roles: dict[str, list[Mention]] = {subject: list(who)}
    for role, bodies in (("coordinate", part.coordinate), ("lead", part.reading.lead)):
        own = {m.canonical for m in roles.get(role, [])}
        roles.setdefault(role, []).extend(m for m in bodies if m.canonical not in own)
    if part.guide:
        roles["guide"] = list(who)
    if part.bearer.requested:
        roles["requested"] = list(who)
    task = task_of(block, text, start=part.start if index else None, end=_trimmed(text, part.start, part.end))
    evidence = [part.bearer.words] if part.bearer.words else []
    evidence.append((task.start, task.end))
    deadline = text.printed[slice(*part.due)] if part.due else None
    tasks = [task, *(more if not index else ())]
    return assignment(section_of(block), tasks, roles, text, evidence, form, deadline)


def _trimmed(text: Text, start: int, end: int) -> int:
    return start + len(text.printed[start:end].rstrip())
