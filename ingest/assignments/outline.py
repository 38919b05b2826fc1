"""What the blocks of a document are to whoever looks for tasks: headings, sections, the tail.

Reads: blocks, Text. Writes: Outline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.assignments.blocks import PARAGRAPH, Block
from ingest.assignments.subjects import subject_of
from ingest.assignments.vocabulary import pattern, section_kinds

_CLOSED = (".", ";", ",", "...", "…", "./.")
_LONG_HEADING = 330
_NAMES_A_SECTION = 170


@dataclass(frozen=True, slots=True)
class Outline:
    """Headings by index, and for every block what its section says of it."""

    headings: frozenset[int]
    sections: tuple[str, ...]
    """`tasks`, `no tasks`, `tail` or '' for each block."""


def outline_of(blocks: Sequence[Block], text: str) -> Outline:
    """The headings, sections and tail of a document's blocks."""
    headings = frozenset(b.index for b in blocks if is_heading(blocks, b, text))
    return Outline(headings, tuple(_sections(blocks, text, headings)))


def is_heading(blocks: Sequence[Block], block: Block, text: str) -> bool:
    """Whether a block names what stands below it instead of being a task."""
    if block.row is not None or block.depth >= PARAGRAPH:
        return False
    words = text[block.body : block.end].rstrip()
    if block.kind in ("part", "letter part", "roman", "article") and len(words) < _LONG_HEADING:
        return True
    following = blocks[block.index + 1] if block.index + 1 < len(blocks) else None
    if following is None or following.depth <= block.depth or block.kind not in ("number", "letter"):
        return False
    if not words.endswith(_CLOSED) and not (words.endswith(":") and block.kind == "letter"):
        return len(words) < 2 * _LONG_HEADING
    marked = following.depth < PARAGRAPH and following.row is None
    return block.kind == "number" and marked and len(words) < _LONG_HEADING


def section_kind(words: str) -> str:
    """What a heading says of the section: `tasks`, `no tasks` or ''."""
    hits = [(m.start(), name) for name, pattern in section_kinds() if (m := pattern.search(words))]
    return min(hits)[1] if hits else ""


def _names_a_section(text: str, block: Block, words: str) -> bool:
    """Whether a heading is short, and no sentence that gives a body something to do."""
    if len(words) >= _NAMES_A_SECTION:
        return False
    subject = subject_of(text, block.body, block.end, None)
    return subject is None or subject.alone


def _sections(blocks: Sequence[Block], text: str, headings: frozenset[int]) -> list[str]:
    out: list[str] = []
    open_headings: list[tuple[int, str]] = []
    tail = False
    for block in blocks:
        words = text[block.body : block.end]
        tail = (tail or pattern("recipients").match(words) is not None) and block.kind != "part"
        while open_headings and block.depth < PARAGRAPH and open_headings[-1][0] >= block.depth:
            open_headings.pop()
        inherited = open_headings[-1][1] if open_headings else ""
        if block.index in headings:
            kind = section_kind(words) if _names_a_section(text, block, words) else ""
            inherited = kind or inherited
            open_headings.append((block.depth, inherited))
        out.append("tail" if tail and block.row is None else inherited)
    return out
