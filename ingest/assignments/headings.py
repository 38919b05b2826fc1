"""Form 4: a heading that is an agency, or a line that hands a list to one, with that agency's tasks below.

Reads: blocks, Outline, Text. Writes: Assignment records.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.agency import Level, Mention, agency_at, begins_verb, list_of_agencies, opens_with_verb
from ingest.agency_words import Line
from ingest.assignments.blocks import BULLET, PARAGRAPH, Block, below, task_of
from ingest.assignments.items import Bearer, read_item
from ingest.assignments.outline import Outline, section_kind
from ingest.assignments.parties import assignment
from ingest.assignments.predicate import Reading, agency_run, plain_words, read_predicate
from ingest.assignments.subjects import Subject, plain_duty, subject_of
from ingest.assignments.vocabulary import listed
from ingest.document import Assignment, Text

_BRACKETS = re.compile(r"\(([^()]{10,400})\)\s*:?$")
_COVERED = 0.75
_TRIVIAL = 7
"""Words of a predicate that only opens a list: `có trách nhiệm thực hiện các nhiệm vụ sau:`."""


@dataclass(slots=True)
class HeadingReader:
    """Walks the blocks below agency headings; what it takes is not read again."""

    blocks: Sequence[Block]
    outline: Outline
    text: Text
    level: Level | None
    free: set[int]
    """Blocks that no note, label or table governs."""
    strict: bool = False
    """Whether the act lays down rules: then only known bodies with a plain duty are given tasks."""
    found: list[Assignment] = field(default_factory=list)

    def bearer_at(self, index: int) -> tuple[Bearer, bool] | None:
        """The agency that a block names for what is below it, and whether it has a task of its own."""
        block = self.blocks[index]
        if block.row is not None or self.outline.sections[index] == "tail":
            return None
        subject = subject_of(self.text.matching, block.body, block.end, self.level) or self._loose(block)
        if subject is None or not self._serious(subject, index):
            return None
        children = self._governed(index) if self._hands_on(block, subject) else below(self.blocks, index)
        span = (block.body, block.end)
        if subject.alone and block.depth >= BULLET and not self._opens_list(index, children):
            return None
        if subject.alone:
            return Bearer(
                self._in_brackets(block, subject) or subject.mentions, subject.requested, span
            ), False
        if children and (group := self._whole_group(block, subject)) is not None:
            return Bearer((group,), subject.requested, span), False
        if children and self._goes_on_in_bullets(block, children):
            named = (subject.mentions[0].start, subject.mentions[-1].end)
            return Bearer(subject.mentions, subject.requested, named), True
        if not children or not self.text.matching[block.start : block.end].rstrip().endswith(":"):
            return None
        base = read_predicate(subject.line, self.text.matching, self.level)
        return Bearer(subject.mentions, subject.requested, span, base), len(
            subject.line
        ) > _TRIVIAL and not base.explicit

    def _in_brackets(self, block: Block, subject: Subject) -> tuple[Mention, ...]:
        """The bodies that a heading lists behind their common name: `Các cơ quan đăng ký (Sở X, Ban Y):`."""
        if len(subject.mentions) > 1 or subject.mentions[0].kind != "group":
            return ()
        listed = _BRACKETS.search(self.text.matching, block.body, block.end)
        if listed is None:
            return ()
        found = list_of_agencies(self.text.matching, *listed.span(1), self.level)
        return tuple(found) if len(found) > 1 and found[0].known else ()

    def _hands_on(self, block: Block, subject: Subject) -> bool:
        """Whether a line gives its body the list below it, and does not say what the body itself decides."""
        words = self.text.matching[block.body : block.end].rstrip(" :")
        return subject.ordered or (words.endswith(" sau") and not words.endswith(" như sau"))

    def _governed(self, index: int) -> range:
        """The blocks below one; below an unnumbered line with a colon the list that follows it."""
        block = self.blocks[index]
        found = below(self.blocks, index)
        following = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        if block.kind or found or following is None or following.kind not in ("number", "letter", "bullet"):
            return found
        if self.text.matching[block.end - 1] != ":":
            return found
        stop = index + 1
        while stop < len(self.blocks) and self.blocks[stop].depth >= following.depth:
            stop += 1
        return range(index + 1, stop)

    def _goes_on_in_bullets(self, block: Block, children: range) -> bool:
        """Whether a task is followed by bullets that are all tasks without a body of their own."""
        words = self.text.matching[block.start : block.end].rstrip()
        if self.strict or block.kind not in ("number", "letter") or not words.endswith((".", ";")):
            return False
        if self.outline.sections[block.index] != "tasks":
            return False
        return all(
            b.kind == "bullet" and b.index in self.free and self._plain_task(b)
            for b in (self.blocks[i] for i in children)
        )

    def _plain_task(self, block: Block) -> bool:
        words = plain_words(self.text.matching, block.body, block.end)
        return (
            opens_with_verb(words)
            and subject_of(self.text.matching, block.body, block.end, self.level) is None
        )

    def _opens_list(self, index: int, children: range) -> bool:
        """Whether a bullet that is only a body has a list of its own, not just text behind it."""
        colon = self.text.matching[self.blocks[index].end - 1] == ":"
        return bool(children) and (colon or self.blocks[children.start].depth < PARAGRAPH)

    def _whole_group(self, block: Block, subject: Subject) -> Mention | None:
        """A heading that describes a set of bodies at length: `Các chủ đầu tư xây dựng hạ tầng`."""
        words = self.text.matching[block.body : block.end].rstrip(" :")
        first = subject.mentions[0]
        if (
            block.index not in self.outline.headings
            or words.endswith((".", ";"))
            or len(subject.mentions) > 1
        ):
            return None
        if first.kind != "group" or read_predicate(subject.line, self.text.matching, self.level).explicit:
            return None
        if subject.line[0].lower in listed("hands_over") or first.start != block.body:
            return None
        if "," in words and not first.canonical.endswith(listed("unfinished")):
            return None
        printed = self.text.printed[first.start : block.body + len(words)]
        return replace(
            first, end=block.body + len(words), canonical=printed[0].lower() + " ".join(printed[1:].split())
        )

    def _loose(self, block: Block) -> Subject | None:
        """A heading that is a list of bodies but for a word or two."""
        words = self.text.matching[block.body : block.end].rstrip()
        if block.kind not in ("number", "letter") or not (
            words.endswith(":") or block.index in self.outline.headings
        ):
            return None
        line = plain_words(self.text.matching, block.body, block.end)
        if not line or agency_at(line, 0) is None or any(begins_verb(line, i) for i in range(len(line))):
            return None
        found = list_of_agencies(self.text.matching, block.body, block.end, self.level)
        covered = sum(m.end - m.start for m in found)
        return Subject(tuple(found), False, False, Line(), True) if covered > len(words) * _COVERED else None

    def _serious(self, subject: Subject, index: int) -> bool:
        """A heading of common nouns (`Cấp xã`) is an agency only where tasks are given out."""
        if self.strict and not (
            any(m.known for m in subject.mentions) and (subject.alone or plain_duty(subject))
        ):
            return False
        if any(m.kind != "group" for m in subject.mentions) or subject.ordered:
            return self.outline.sections[index] != "no tasks" or subject.ordered
        return self.outline.sections[index] == "tasks"

    def read(self) -> list[Assignment]:
        """The assignments below every agency heading, in order."""
        index = 0
        while index < len(self.blocks):
            named = self.bearer_at(index) if index in self.free else None
            if named is None:
                index += 1
                continue
            index = self._below(index, *named)
        return self.found

    def _below(self, index: int, bearer: Bearer, own: bool) -> int:
        """Reads what stands under a heading; the index after it."""
        self.free.discard(index)
        if own:
            self.found += read_item(self.blocks[index], self.text, self.level, None, "sentence")
        reach = self._reach(index)
        at = index + 1
        while at < reach:
            inner = self.bearer_at(at) if at in self.free else None
            if inner is not None and not _partners_only(bearer):
                at = self._below(at, *inner)
            else:
                at = self._item(at, bearer, reach)
        return max(at, index + 1)

    def _reach(self, index: int) -> int:
        """Where the tasks of a heading end: the next heading as high, the tail, a table."""
        block = self.blocks[index]
        stop = self._governed(index).stop
        for i in range(index + 1, stop):
            other = self.blocks[i]
            if other.row is not None or self.outline.sections[i] == "tail" or self._closing(other, block):
                return i
        return stop

    def _closing(self, other: Block, heading: Block) -> bool:
        words = self.text.matching[other.start : other.start + 60]
        return other.kind == "" and words.startswith(
            (
                "Trên đây",
                "Trong quá trình",
                "Quá trình thực hiện",
                "Yêu cầu",
                "Các cơ quan, đơn vị",
                "Căn cứ Kế hoạch",
            )
        )

    def _item(self, at: int, bearer: Bearer, reach: int) -> int:
        block = self.blocks[at]
        if at not in self.free:
            return at + 1
        self.free.discard(at)
        children = range(at + 1, min(below(self.blocks, at).stop, reach))
        words = self.text.matching[block.body : block.end].rstrip()
        base = self._dangling(block)
        if base is not None and children:
            return self._partner_items(children, bearer, base)
        if words.endswith(":") and children and not self._heading_like(block, words):
            return self._group(block, children, bearer)
        if at in self.outline.headings and not words.endswith((".", ";")) and children:
            return at + 1
        self.found += read_item(block, self.text, self.level, bearer, "heading")
        return at + 1

    def _heading_like(self, block: Block, words: str) -> bool:
        return block.kind == "number" and len(words) < 100 and bool(section_kind(words))

    def _group(self, block: Block, children: range, bearer: Bearer) -> int:
        """A line that ends in a colon governs its bullets: one assignment for all of them."""
        free = [i for i in children if i in self.free and self.blocks[i].row is None]
        tasks = [task_of(self.blocks[i], self.text) for i in free]
        self.free.difference_update(free)
        self.found += read_item(block, self.text, self.level, bearer, "heading", tasks)
        return children.stop

    def _dangling(self, block: Block) -> Reading | None:
        """`Chủ trì, phối hợp` with its partners in the bullets below."""
        words = self.text.matching[block.body : block.end].strip(" .:;").lower()
        if words in (
            "chủ trì, phối hợp",
            "chủ trì, phối hợp với",
            "phối hợp",
            "phối hợp với",
            "chủ trì phối hợp",
            "chủ trì phối hợp với",
        ):
            return Reading("lead" if words.startswith("chủ trì") else "implement", explicit=True)
        return None

    def _partner_items(self, children: range, bearer: Bearer, base: Reading) -> int:
        for i in children:
            block = self.blocks[i]
            if i not in self.free:
                continue
            self.free.discard(i)
            line = plain_words(self.text.matching, block.body, block.end)
            _, partners = agency_run(line, 0, self.text.matching, self.level)
            roles = {base.subject: list(bearer.mentions), "coordinate": partners}
            if bearer.requested:
                roles["requested"] = list(bearer.mentions)
            task = task_of(block, self.text)
            evidence = [bearer.words] if bearer.words else []
            self.found.append(
                assignment(
                    block.unit.section,
                    [task],
                    roles,
                    self.text,
                    [*evidence, (task.start, task.end)],
                    "heading",
                )
            )
        return children.stop


def _partners_only(bearer: Bearer) -> bool:
    """Whether the line above wants its bullets read as items of its own agency."""
    return bearer.base is not None and bearer.base.explicit and bool(bearer.base.coordinate)
