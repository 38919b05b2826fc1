"""The lines of a document: where appendices begin, what is quoted, which Điều are its own.

Reads: Text; corpus/vocabulary/structure.toml. Writes: Piece records, one a line of the stored text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ingest.document import Row, Text
from ingest.document_types import type_of_heading
from ingest.numbering import DIVISIONS, Mark, follows, marks
from ingest.paragraphs import expand
from ingest.quotations import mark_quotations
from ingest.vocabulary import records

BranchKind = Literal["annex", "form", "att"]
_ABOVE = 8
"""Lines above `(Ban hành kèm theo …)` that can be the attached document's title."""


@dataclass(frozen=True, slots=True)
class Landmark:
    """A line that opens another region (see structure.toml)."""

    name: str
    pattern: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()


@dataclass(slots=True)
class Piece:
    """A line of the stored text and what it is told to be before its place in the tree is known."""

    start: int
    end: int
    words: str
    row: Row | None = None
    marks: tuple[Mark, ...] = ()
    branch: BranchKind | None = None
    """The kind of branch that begins here."""
    number: str | None = None
    """The branch's number as printed."""
    title_lines: int = 0
    """How many lines below this one are the branch's title, where a note tells it."""
    quoted: bool = False

    @property
    def capitals(self) -> bool:
        """Whether the line is set in capitals, but for a code or a unit (`QĐ-TTg`, `IoT`)."""
        if self.words.isupper():
            return True
        letters = [c for c in self.words if c.isalpha()]
        return len(letters) > 20 and sum(c.isupper() for c in letters) * 10 >= len(letters) * 9

    @property
    def article(self) -> Mark | None:
        """The enumerator of the Điều that begins here."""
        return self.marks[0] if self.marks and self.marks[0].style == "article" else None


@cache
def landmarks() -> dict[str, re.Pattern[str]]:
    """The compiled patterns of structure.toml by name."""
    return {m.name: expand(m.pattern) for m in records("structure.toml", "landmark", Landmark)}


def is_landmark(name: str, words: str) -> bool:
    """Whether a line is a landmark of a name; KeyError for a name that the vocabulary lacks."""
    return bool(landmarks()[name].match(words))


def pieces(text: Text) -> list[Piece]:
    """The lines of a text with their enumerators, quotations and the beginnings of branches found."""
    rows = {row.start: row for row in text.rows}
    found: list[Piece] = []
    at = 0
    for line in text.matching.split("\n"):
        end = min(at + len(line) + 1, len(text.printed))
        if end > at:
            row = rows.get(at)
            words = line.strip()
            found.append(Piece(at, end, words, row, () if row else marks(words)))
        at = end
    mark_quotations(found)
    _mark_branches(found)
    _drop_false_articles(found)
    return found


def _mark_branches(found: list[Piece]) -> None:
    """Marks where appendices, forms and attached documents begin."""
    inside = signed = False
    for n, piece in enumerate(found):
        if piece.row or piece.quoted or not piece.words:
            continue
        signed = signed or is_landmark("tail", piece.words)
        if signed and not inside and piece.capitals and is_landmark("attachment", piece.words):
            piece.branch, piece.marks = "att", ()
            signed = False
        for kind in ("annex", "form"):
            if match := landmarks()[kind].match(piece.words):
                piece.branch, piece.number = kind, match.group("n")
                piece.marks = ()
                inside = True
        if not inside and is_landmark("attached", piece.words):
            _mark_attached(found, n)


def _mark_attached(found: list[Piece], note: int) -> None:
    """Marks the title above a note `(Ban hành kèm theo …)` as the beginning of an attached document."""
    first = note
    for n in range(note - 1, max(note - _ABOVE, 0) - 1, -1):
        piece = found[n]
        if piece.branch:
            piece.title_lines = note - n
            return
        if piece.marks and piece.marks[0].style in DIVISIONS:
            return
        if piece.row or not _can_be_title(piece.words):
            break
        if piece.capitals:
            first = n
            if type_of_heading(piece.words):
                break
    if 0 < first < note:
        found[first].branch = "att"
        found[first].marks = ()
        found[first].title_lines = note - first


def _can_be_title(words: str) -> bool:
    if not words or words.endswith((".", ";", ":", "!", "?", "./")):
        return False
    return not any(is_landmark(name, words) for name in ("tail", "signatory", "motto"))


def _drop_false_articles(found: Sequence[Piece]) -> None:
    """Takes the enumerator from a line `Điều 1.` that breaks off a sentence and not the row of Điều."""
    run: list[Piece] = []
    candidates = [piece for piece in found if piece.branch or (piece.article and not piece.quoted)]
    for n, piece in enumerate(candidates):
        following = candidates[n + 1].article if n + 1 < len(candidates) else None
        restarts = _restarts(piece, run[-1].article if run else None, following)
        if piece.branch or restarts:
            _keep_increasing(run)
            run = []
        if not piece.branch:
            run.append(piece)
    _keep_increasing(run)


def _restarts(piece: Piece, last: Mark | None, following: Mark | None) -> bool:
    """Whether Điều 1 begins another row of Điều; a bare `Điều 1.` within a row that goes on does not."""
    mark = piece.article
    if mark is None or mark.value != (1,):
        return False
    bare = not piece.words[mark.end :].strip()
    if bare and last and following and follows(last, following) == 0:
        return False
    return following is None or following.value <= (2,)


def _keep_increasing(run: Sequence[Piece]) -> None:
    """Keeps the enumerators of the longest rising sequence of Điều, drops the others."""
    values = [(mark.value[0], mark.sub) for piece in run if (mark := piece.article)]
    keep = set(longest_rising(values))
    for n, piece in enumerate(run):
        if n not in keep:
            piece.marks = ()


def longest_rising(values: Sequence[tuple[int, int]]) -> list[int]:
    """The places of the longest strictly rising subsequence: of least values, of equal ones the first."""
    tails: list[tuple[int, int]] = []
    places: list[int] = []
    before: list[int] = []
    for n, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(places[at - 1] if at else -1)
        if at == len(tails):
            tails.append(value)
            places.append(n)
        elif value < tails[at]:
            tails[at], places[at] = value, n
    chain: list[int] = []
    at = places[-1] if places else -1
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]
