"""What of a document can be found: its tasks, and the other units cut to a length that a model sees whole.

Words of a unit that a task or its note already holds are not searched twice.

Reads: a document's text, units, assignments, tasks. Writes: drafts of passages.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.records import PassageKind
from ingest.document import Document, Task, Text, Unit
from ingest.text import repaired

_WINDOW = 1_000
"""Code points of a passage: within 256 tokens, the shortest window of the models in use."""
_OVERLAP = 150
_HEADING = 240
"""Code points kept of the headings above a passage; the nearest count most."""
_NEAR_HEADING = 130
"""Code points of the nearest headings that the model sees; more would drown the words."""
_NAME = 300
"""Code points of an act's description that the model sees: what it is, and a sentence that cites it."""
_ABOVE = " › "
_LEAD_IN = 200
"""Length up to which the own words of a unit without heading serve as a heading of what stands below it."""
_NOTES = ("note", "labels")
"""Forms of assignment whose words are nothing but who does the task; they are searched with the task."""
_SENTENCE_END = re.compile(r"[.;:!?]\s|\n")
_MARK = re.compile(r"^\s*(?:[-+•*–]|\(?[\wĐđ]{1,4}(?:\.\d+)*[.)/])\s+")


@dataclass(frozen=True, slots=True)
class Draft:
    """A passage before it has a key."""

    kind: PassageKind
    document: str
    eid: str | None
    start: int
    end: int
    page: int | None
    heading: str
    text: str
    note: str = ""
    task: tuple[int | None, int] | None = None
    """Of a task: its assignment's position (None: unassigned) and its own."""

    @property
    def embedded(self) -> str:
        """What the model sees: the headings, then the words."""
        return embedded_text(self.kind, self.heading, self.text)

    @property
    def searched(self) -> bytes:
        """Digest of what the model sees."""
        return hashlib.sha256(self.embedded.encode("utf-8", "replace")).digest()


def embedded_text(kind: str, heading: str, text: str) -> str:
    """What the model sees: the nearest headings, then the words; of an act, what it is called."""
    if kind == "directive":
        return text[:_NAME]
    near = _joined(heading.split(_ABOVE), _NEAR_HEADING) or heading.rpartition(_ABOVE)[2][:_NEAR_HEADING]
    return f"{near}\n{text}" if near else text


def drafts(document: str, read: Document) -> list[Draft]:
    """The passages of a document in the order of its text."""
    headings = _headings(read.text, read.units)
    tasks = [
        _task(document, read, task, headings, (n, m), _note(read, assignment.start, assignment.end, task))
        for n, assignment in enumerate(read.assignments)
        for m, task in enumerate(assignment.tasks)
    ]
    tasks += [_task(document, read, task, headings, (None, n), "") for n, task in enumerate(read.unassigned)]
    notes = [(a.start, a.end) for a in read.assignments if a.form in _NOTES]
    covered = _Covered([*((draft.start, draft.end) for draft in tasks), *notes])
    units = [draft for unit in read.units for draft in _unit(document, read.text, unit, headings, covered)]
    return sorted([*tasks, *units], key=lambda draft: (draft.start, draft.end))


def _task(
    document: str,
    read: Document,
    task: Task,
    headings: dict[str, str],
    place: tuple[int | None, int],
    note: str,
) -> Draft:
    words = repaired(read.text, task.start, task.end).strip()
    return Draft(
        *(
            "task",
            document,
            task.unit,
            task.start,
            task.end,
            task.page,
            headings.get(task.unit, ""),
            words,
            note,
            place,
        )
    )


def _note(read: Document, start: int, end: int, task: Task) -> str:
    apart = end <= task.start or task.end <= start
    return repaired(read.text, start, end).strip() if apart else ""


def _headings(text: Text, units: Sequence[Unit]) -> dict[str, str]:
    """For each unit, the headings above it from the outside in, the outermost left out for length."""
    by_eid = {unit.eid: unit for unit in units}
    own: dict[str, str] = {}
    above: dict[str, tuple[str, ...]] = {}
    for unit in units:
        own[unit.eid] = _own_heading(text, unit)
        parent = by_eid.get(unit.parent or "")
        if parent is None or parent.eid not in above:
            above[unit.eid] = ()
        else:
            above[unit.eid] = (*above[parent.eid], own[parent.eid]) if own[parent.eid] else above[parent.eid]
    return {eid: _joined(chain) for eid, chain in above.items()}


def _own_heading(text: Text, unit: Unit) -> str:
    if unit.heading:
        return " ".join(unit.heading.split())[:_HEADING]
    words = repaired(text, unit.start, unit.end).strip()
    return _MARK.sub("", " ".join(words.split())) if len(words) <= _LEAD_IN else ""


def _joined(chain: Iterable[str], room: int = _HEADING) -> str:
    """The innermost headings that there is room for, from the outside in."""
    kept: list[str] = []
    for heading in reversed(list(chain)):
        if len(heading) > room:
            break
        kept.append(heading)
        room -= len(heading) + len(_ABOVE)
    return _ABOVE.join(reversed(kept))


class _Covered:
    """Spans, merged, and how much of a span they cover."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        merged: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self.merged = merged

    def left(self, start: int, end: int) -> list[tuple[int, int]]:
        """What of a span is not covered."""
        first = max(0, bisect_right(self.merged, (start, start)) - 1)
        last = bisect_left(self.merged, (end, end))
        free: list[tuple[int, int]] = []
        at = start
        for a, b in self.merged[first:last]:
            if a > at:
                free.append((at, min(a, end)))
            at = max(at, b)
        if at < end:
            free.append((at, end))
        return free


def _unit(document: str, text: Text, unit: Unit, headings: dict[str, str], covered: _Covered) -> list[Draft]:
    out: list[Draft] = []
    for a, b in covered.left(unit.start, unit.end):
        for start, end in windows(text.printed, a, b):
            words = repaired(text, start, end).strip()
            if sum(c.isalnum() for c in words) > 2:  # more than a number or a bullet
                out.append(
                    Draft(
                        "unit", document, unit.eid, start, end, unit.page, headings.get(unit.eid, ""), words
                    )
                )
    return out


def windows(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans that cover start..end, each short enough for a model, cut at sentences, overlapping a little."""
    if end - start <= _WINDOW:
        return [(start, end)]
    spans: list[tuple[int, int]] = []
    at = start
    while end - at > _WINDOW:
        cut = _cut(text, at + _WINDOW // 2, at + _WINDOW)
        spans.append((at, cut))
        back = text.rfind(" ", cut - _OVERLAP, cut - 1)
        at = back + 1 if back > at else cut
    return [*spans, (at, end)]


def _cut(text: str, low: int, high: int) -> int:
    """Behind the last end of a sentence in a stretch, else behind its last space, else at its end."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text, low, high)]
    if ends:
        return ends[-1]
    space = text.rfind(" ", low, high)
    return space + 1 if space >= low else high
