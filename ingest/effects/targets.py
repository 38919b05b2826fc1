"""Which acts, and which parts of them, a stretch of a sentence is about.

A citation inside another act's title is not meant, nor one in passing (`đã được sửa đổi, bổ sung một số
điều theo Luật số …`), nor the text itself.

Reads: the matching text, Citations. Writes: Target records.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.citations import details
from ingest.document import Citation
from ingest.effects.titles import Titles
from ingest.effects.vocabulary import words

_UPPER = re.compile(r"Điều \S+.*")
_LABEL = re.compile(r"(?:điểm|khoản|Điều) \S+")
_BRACKET = re.compile(r"\([^()\n]*$")
_CLOSED = re.compile(r"[^()\n]*\)")


@dataclass(frozen=True, slots=True)
class Target:
    """An act that is meant, as the place of its citation, with the parts that are."""

    position: int | None
    """None: the act is the one that is being amended there."""
    provisions: tuple[str, ...]
    partly: bool
    start: int
    reach: int
    heading: tuple[int, int] | None = None
    """The words above that name the act, where the sentence names parts only."""


class Cited:
    """A text's citations, to be looked up by place."""

    def __init__(self, text: str, citations: Sequence[Citation]) -> None:
        self.text = text
        self.citations = citations
        self._acts = [
            n for n, c in enumerate(citations) if c.kind in ("number", "name") and c.target != "self"
        ]
        self._act_starts = [citations[n].start for n in self._acts]
        self._parts = [n for n, c in enumerate(citations) if c.kind == "provision"]
        self._part_starts = [citations[n].start for n in self._parts]

    def acts(self, start: int, end: int) -> Iterator[tuple[int, Citation]]:
        """The acts cited in a stretch, with their positions, without those between quotation marks."""
        for at in range(bisect_left(self._act_starts, start), bisect_left(self._act_starts, end)):
            act = self.citations[self._acts[at]]
            if not self._quoted(start, act.start):
                yield self._acts[at], act

    def parts(self, start: int, end: int) -> Iterator[Citation]:
        """The provisions cited in a stretch, without those between quotation marks."""
        for at in range(bisect_left(self._part_starts, start), bisect_left(self._part_starts, end)):
            part = self.citations[self._parts[at]]
            if not self._quoted(start, part.start):
                yield part

    def _quoted(self, start: int, at: int) -> bool:
        """Whether a quotation opens last before a place; marks are not counted, as many files lack one."""
        return self.text.rfind("“", start, at) > self.text.rfind("”", start, at)

    def targets(self, start: int, end: int) -> list[Target]:
        """The acts that a stretch is about, in order, each with the parts named for it."""
        found: list[Target] = []
        reached = before = start
        of: str | None = None
        spread = False  # `một số quy định của` an act holds for those that are listed behind it
        passing, titles = _Passing(self.text), Titles(self.text, start)
        for position, act in self.acts(start, end):
            inside = act.start < reached
            if not inside and (passing.covers(act) or (found and passing.leads(act, reached))):
                reached = passing.end
                continue
            if titles.hold(act, reached, of):
                reached = reached if inside else max(reached, min(titles.end, end))
                continue
            if _BRACKET.search(self.text, max(start, act.start - 200), act.start) and found:
                closed = _CLOSED.match(self.text, act.end)
                passing.open(closed.end() if closed else act.end)
                reached = max(reached, passing.end)
                continue
            since = reached if found else start
            provisions = self._of(act, before)
            partly = bool(provisions) or bool(words("partly").search(self.text, since, act.start))
            of_list = partly and not provisions
            partly = partly or bool(words("part_of").search(self.text, since, act.start))
            if spread and not partly:
                of_list = partly = bool(words("list_joint").fullmatch(self.text, found[-1].reach, act.start))
            spread, of, before = of_list, act.type, act.end
            reach = max(act.end, min(details.read(self.text, act.end).end, end))
            found.append(Target(position, provisions, partly, act.start, reach))
            passing.open(reach)
            reached = max(reach, passing.end)
        return found

    def provisions(self, start: int, end: int) -> tuple[str, ...]:
        """The provisions named in a stretch; of `khoản 4 sau khoản 3 Điều 3` only the new one."""
        parts = list(self.parts(start, end))
        if len(parts) > 1 and words("inserted").fullmatch(self.text, parts[0].end, parts[1].start):
            whole = _UPPER.search(parts[1].provision[-1]) if parts[1].provision else None
            new = _LABEL.match(parts[0].provision[0]) if parts[0].provision else None
            if new:
                upper = _above(new.group(), whole.group() if whole else "", parts[1].provision[-1])
                return (f"{new.group()} {upper}".strip(),)
        return tuple(dict.fromkeys(p for part in parts for p in part.provision))

    def _of(self, act: Citation, since: int) -> tuple[str, ...]:
        """The provisions named for an act before it: said to be the act's, or right before it."""
        known = {act.number, act.target_name, act.target} - {None}
        parts = list(self.parts(since, act.start))
        edge, first = act.start, act.start
        for part in reversed(parts):
            near = part.end >= edge or words("belonging").fullmatch(self.text, part.end, edge)
            joined = any(
                words(joint).fullmatch(self.text, part.end, edge) for joint in ("part_joint", "inserted")
            )
            if not (part.target in known or near or joined):
                break
            edge = first = part.start
        return self.provisions(first, act.start) if first < act.start else ()


def _above(label: str, upper: str, whole: str) -> str:
    """What a new unit is put into: an article's clause into the article, a point into the clause."""
    if label.startswith("điểm"):
        return re.sub(r"^điểm \S+ ", "", whole)
    return upper if label.startswith("khoản") else ""


_LEAD = 140
"""Code points before an act in which such words stand."""


class _Passing:
    """Acts named in passing, as those that amended another: a list behind `đã được sửa đổi … theo`."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._list_at: int | None = None
        self._last = False
        self._type = ""

    @property
    def end(self) -> int:
        """How far the words in passing reach; 0 where there are none."""
        return self._list_at or 0

    def open(self, reach: int) -> None:
        """Looks behind an act for the words that lead such a list in."""
        m = words("passing").match(self._text, reach)
        self._list_at = m.end() if m else None
        self._last, self._type = False, ""

    def leads(self, act: Citation, since: int) -> bool:
        """Whether words that lead such a list in stand right before an act, the first of the list."""
        window = max(since, act.start - _LEAD)
        if not any(not self._text[m.end() : act.start].strip() for m in self._passing(window, act.start)):
            return False
        self._last, self._type = False, act.type or "?"
        self._list_at = details.read(self._text, act.end).end
        return True

    def _passing(self, start: int, end: int) -> Iterator[re.Match[str]]:
        return words("passing").finditer(self._text, start, end)

    def covers(self, act: Citation) -> bool:
        """Whether an act belongs to the list that is open, which it then carries on."""
        if self._list_at is None:
            return False
        gap = self._text[self._list_at : act.start]
        first = not self._type
        joined = not gap.strip() if first else bool(words("list_joint").fullmatch(gap)) and not self._last
        same = first or (act.type or "") == self._type
        if not (joined and same):
            self._list_at = None
            return False
        self._last = not first and bool(words("last_joint").fullmatch(gap))
        self._type = act.type or "?"
        self._list_at = details.read(self._text, act.end).end
        return True
