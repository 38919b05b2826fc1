"""The regions of a document: where its head ends, where its tail and its appendices begin, what it quotes.

Reads: Text; corpus/vocabulary/structure.toml. Writes: Piece records, one a line of the stored text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ingest.document import Row, Text
from ingest.numbering import DIVISIONS, Mark, marks
from ingest.paragraphs import expand
from ingest.vocabulary import records

BranchKind = Literal["annex", "form", "att"]
_OPEN, _CLOSE = "“", "”"
_QUOTE_REACH = 3000
"""Lines within which a quotation that a line opens must be closed."""
_ABOVE = 6
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
    quoted: bool = False

    @property
    def capitals(self) -> bool:
        """Whether the line is set in capitals throughout."""
        return self.words.isupper()


@cache
def landmark(name: str) -> re.Pattern[str]:
    """The compiled pattern of a landmark; KeyError for a name that the vocabulary lacks."""
    return {m.name: expand(m.pattern) for m in records("structure.toml", "landmark", Landmark)}[name]


def pieces(text: Text) -> list[Piece]:
    """The lines of a text with their enumerators, quotations and the beginnings of branches found."""
    rows = {row.start: row for row in text.rows}
    found: list[Piece] = []
    at = 0
    for line in text.matching.split("\n"):
        end = min(at + len(line) + 1, len(text.printed))
        if end > at:
            found.append(_piece(at, end, line, rows.get(at)))
        at = end
    _mark_quotations(found)
    _mark_branches(found)
    return found


def _piece(start: int, end: int, line: str, row: Row | None) -> Piece:
    words = line.strip()
    return Piece(start, end, words, row, () if row else marks(words))


def _mark_quotations(found: list[Piece]) -> None:
    """Marks the lines that a quotation carries into this document: they are not units of its own."""
    at = 0
    while at < len(found):
        opening = _opening(found[at].words)
        if opening is None or found[at].row:
            at += 1
            continue
        end = _closing(found, at)
        first = at if opening == 0 else at + 1
        for piece in found[first : end + 1]:
            piece.quoted = True
        at = max(end, at) + 1


def _opening(words: str) -> int | None:
    """Where a line opens a quotation that begins with a unit or a title; None where it does not."""
    at = words.rfind(_OPEN)
    if words.startswith((_OPEN, '"')) and _begins_unit(words[1:].lstrip()):
        return 0
    if at < 0 or _CLOSE in words[at:]:
        return None
    rest = words[at + 1 :].lstrip()
    return at if not rest or _begins_unit(rest) else None


def _begins_unit(rest: str) -> bool:
    return bool(rest) and bool(marks(rest) or landmark("annex").match(rest) or landmark("form").match(rest))


def _closing(found: Sequence[Piece], at: int) -> int:
    """The line that closes the quotation opened on line `at`; that line itself where none does."""
    depth = 0
    fallback: int | None = None
    straight = found[at].words.startswith('"')
    for n in range(at, min(at + _QUOTE_REACH, len(found))):
        words = found[n].words
        if straight:
            depth += words.count('"')
            if depth % 2 == 0:
                return n
            continue
        depth += words.count(_OPEN) - words.count(_CLOSE)
        if depth <= 0:
            return n
        if fallback is None and n > at and words.rstrip(" .;,").endswith(_CLOSE):
            fallback = n
    return at if fallback is None else fallback


def _mark_branches(found: list[Piece]) -> None:
    """Marks where appendices, forms and attached documents begin."""
    for n, piece in enumerate(found):
        if piece.row or piece.quoted:
            continue
        for kind in ("annex", "form"):
            if match := landmark(kind).match(piece.words):
                piece.branch, piece.number = kind, match.group("n")  # type: ignore[assignment]
                piece.marks = ()
        if landmark("attached").match(piece.words):
            _mark_attached(found, n)


def _mark_attached(found: list[Piece], note: int) -> None:
    """Marks the title above a note `(Ban hành kèm theo …)` as the beginning of an attached document."""
    first = note
    for n in range(note - 1, max(note - _ABOVE, 0) - 1, -1):
        piece = found[n]
        if piece.branch:
            return
        if piece.row or not piece.words or _ends_sentence(piece.words) or landmark("tail").match(piece.words):
            break
        if piece.marks and piece.marks[0].style in DIVISIONS:
            break
        if piece.capitals:
            first = n
    if first < note and first > 0:
        found[first].branch = "att"
        found[first].marks = ()


def _ends_sentence(words: str) -> bool:
    return words.endswith((".", ";", ":", "!", "?", "./"))
