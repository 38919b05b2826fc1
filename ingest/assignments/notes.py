"""Form 1: a note in brackets that says who leads, who takes part and who does it.

It governs every task back to the note or heading before it; a note at the end of a paragraph governs that
paragraph.

Reads: blocks, Text. Writes: Assignment records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.agency import Level, Mention, agency_at, at_level, begins_verb, share_place, unlisted_at
from ingest.agency_words import Word, words_of
from ingest.assignments.blocks import Block, section_of, task_of
from ingest.assignments.parties import anybody, assignment
from ingest.assignments.vocabulary import openings, role_words
from ingest.deadlines import find_deadline
from ingest.document import Assignment, Text

_WHOLE = re.compile(r"\(.{3,1500}\)[.;,/\s]*")
_AT_END = re.compile(r"\(([^()]{3,800}(?:\([^()]{0,80}\)[^()]{0,400})?)\)[.;,/\s]*\Z")


@dataclass(slots=True)
class _Reader:
    """The state while a note is read from left to right."""

    level: Level | None
    roles: dict[str, list[Mention]] = field(default_factory=dict)
    pending: list[Mention] = field(default_factory=list)
    held: list[Mention] = field(default_factory=list)
    """Who takes part with the bodies that follow, until the role is known."""
    last: list[Mention] = field(default_factory=list)
    with_partners: bool = False
    asking: bool = False

    def give(self, role: str, who: Sequence[Mention]) -> None:
        have = self.roles.setdefault(role, [])
        have += [m for m in who if m.canonical not in {h.canonical for h in have}]

    def body(self, mentions: Sequence[Mention]) -> None:
        self.pending += mentions
        if self.asking:
            self.give("requested", mentions)

    def role(self, role: str, together: bool) -> None:
        """A role word: `together` where bodies follow it that it names as partners."""
        if role == "coordinate" and together:
            self.held, self.pending, self.with_partners = self.pending, [], True
        elif self.with_partners:
            self._close(role)
        elif self.pending:
            self.give(role, self.pending)
            self.last, self.pending = self.pending, []
        elif role in ("guide", "lead") and self.last:
            self.give(role, self.last)

    def _close(self, role: str) -> None:
        if role == "lead":
            self.last = [*self.held, *self.pending]
            self.give("lead", self.last)
        else:
            self.give("coordinate", self.pending)
            self.give("implement", self.held)
            self.last = self.held
        self.pending, self.held, self.with_partners = [], [], False

    def finish(self) -> dict[str, list[Mention]]:
        if self.with_partners:
            self._close("implement")
        return self.roles


def read_note(text: str, start: int, end: int, level: Level | None) -> dict[str, list[Mention]]:
    """The roles that the words of a note give; empty where they give none."""
    line = words_of(text, start, end)
    reader = _Reader(level)
    at = 0
    while at < len(line):
        if ";" in line[at].gap:
            reader.asking = False
        at = _step(line, at, reader, text)
    roles = reader.finish()
    return {role: share_place(who, text) for role, who in roles.items() if who}


def _step(line: Sequence[Word], at: int, reader: _Reader, text: str) -> int:
    """Reads one thing of a note and gives the index after it."""
    if (
        (word := openings().longest(line, at, strict=True)) is not None
        and word[1] in ("request", "order")
        and not reader.pending
    ):
        reader.asking = word[1] == "request"
        return word[0]
    if (role := role_words().longest(line, at, strict=True)) is not None and not line[at].capital:
        after = role[0] + (role[0] < len(line) and line[role[0]].lower in ("với", "cùng"))
        follows = after < len(line) and not line[after].gap and agency_at(line, after) is not None
        reader.role(role[1], follows)
        return after if role[1] == "coordinate" else role[0]
    hit = agency_at(line, at)
    if hit is None and (at == 0 or line[at].gap) and not begins_verb(line, at):
        hit = unlisted_at(line, at, text)
    if hit is None:
        return at + 1
    reader.body([at_level(m, reader.level) for m in hit[1]])
    return hit[0]


def note_in(text: str, block: Block) -> tuple[int, int, bool] | None:
    """Where a note stands in a block, and whether it is the whole block."""
    words = text[block.start : block.end]
    if _WHOLE.fullmatch(words) and words.count("(") >= 1:
        return block.start, block.end, True
    m = _AT_END.search(text[max(block.start, block.end - 1300) : block.end])
    if m is None:
        return None
    shift = max(block.start, block.end - 1300)
    return shift + m.start(), block.end, False


def _opens(text: str, start: int, end: int) -> bool:
    """Whether the words in brackets begin with a body or a request to one; `(khi Bộ Công an …)` does not."""
    line = words_of(text, start, min(end, start + 300))
    if not line:
        return False
    opening = openings().longest(line, 0, strict=True)
    if opening is not None:
        return opening[1] in ("request", "order")
    return agency_at(line, 0) is not None or unlisted_at(line, 0, text) is not None


def find_notes(
    blocks: Sequence[Block], text: Text, level: Level | None, headings: frozenset[int]
) -> Iterator[tuple[Assignment, list[int]]]:
    """Every note with the indexes of the blocks that it takes (itself and its tasks)."""
    since = 0
    for block in blocks:
        if block.index in headings:
            since = block.index + 1
            continue
        place = note_in(text.matching, block) if block.row is None else None
        if place is None:
            continue
        roles = (
            read_note(text.matching, place[0], place[1], level) if _opens(text.matching, *place[:2]) else {}
        )
        if not anybody(roles):
            continue
        if place[2]:
            mine = [b for b in blocks[since : block.index] if b.index not in headings and b.row is None]
            tasks = [task_of(b, text) for b in mine]
        else:
            mine, tasks = [], [task_of(block, text, end=place[0])]
        since = block.index + 1
        if not tasks or not any(t.text for t in tasks):
            continue
        span = (place[0], place[0] + len(text.printed[place[0] : place[1]].rstrip()))
        due = find_deadline(text.matching, *span)
        deadline = text.printed[slice(*due)] if due else None
        where = section_of(mine[-1] if mine else block)
        yield (
            assignment(where, tasks, roles, text, [span], "note", deadline),
            [*(b.index for b in mine), block.index],
        )
