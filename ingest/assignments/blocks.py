"""The paragraphs of a document as a list with their depth, for reading who does what.

A block is one line of the stored text. Its depth follows from how it opens (`II.`, `2.`, `2.1.`, `a)`,
`-`), so that what stands below a heading can be walked without knowing the family of the document.

Reads: Text, Unit records. Writes: Block records.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Row, Task, Text, Unit

PARAGRAPH = 12
BULLET = 10
_NONE = ""

_MARKS: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    ("part", 0, re.compile(r"(?:PHỤ LỤC|Phụ lục|PHẦN|Phần|CHƯƠNG|Chương)\b[^\n]{0,12}")),
    ("letter part", 1, re.compile(r"[A-HĐ][.)]\s+(?=\S)")),
    ("roman", 2, re.compile(r"[IVX]{1,6}\s?[.)\-/]\s*(?=\S)")),
    ("article", 3, re.compile(r"(?:Mục|MỤC|Điều)\s+(?:\d+[a-zđ]?|[IVX]+)\s?[.:]?\s*")),
    ("number", 4, re.compile(r"\d{1,3}(?:\.\d{1,3}){0,4}\s?[.)\-/:]?\s+(?=\S)|\d{1,3}[.)](?=[^\d\s])")),
    ("letter", 9, re.compile(r"[a-zđ]\d?\s?[.)]\s*(?=\S)")),
    ("bullet", BULLET, re.compile(r"[-–•*·●▪]\s*(?=\S)")),
    ("sub-bullet", BULLET + 1, re.compile(r"[+o○]\s+(?=\S)")),
)


@dataclass(frozen=True, slots=True)
class Block:
    """One line: where it is, how it opens, where its own words begin."""

    index: int
    start: int
    body: int
    """Where the words after the number, letter or bullet begin."""
    end: int
    kind: str
    number: str
    depth: int
    unit: Unit
    row: Row | None = None


def blocks_of(text: Text, units: Sequence[Unit]) -> list[Block]:
    """The lines of a text that hold words, in order."""
    rows = {r.start: r for r in text.rows}
    starts = [u.start for u in units]
    found: list[Block] = []
    for line, start, end in _lines(text.matching):
        unit = units[max(0, bisect_right(starts, start) - 1)]
        row = rows.get(line) or rows.get(start)
        kind, depth, body, number = (
            ("row", PARAGRAPH, start, _NONE) if row else _mark(text.matching, start, end)
        )
        found.append(Block(len(found), start, body, end, kind, number, depth, unit, row))
    return found


def _lines(text: str) -> Iterator[tuple[int, int, int]]:
    """Where each line with words begins, and the place of its words: an empty first cell leaves a blank."""
    at = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            start = at + len(line) - len(line.lstrip())
            yield at, start, start + len(words)
        at += len(line)


def _mark(text: str, start: int, end: int) -> tuple[str, int, int, str]:
    """How a line opens: kind, depth, where its words begin, its number as printed."""
    for kind, depth, pattern in _MARKS:
        m = pattern.match(text, start, end)
        if m is None:
            continue
        number = m.group().strip().rstrip(".)-/: ")
        if kind == "number":
            depth += min(number.count("."), 4)
        return kind, depth, m.end(), number
    return "", PARAGRAPH, start, _NONE


def below(blocks: Sequence[Block], at: int) -> range:
    """The indexes of the blocks under a block: up to the next one as deep or less deep."""
    depth = blocks[at].depth
    stop = at + 1
    while stop < len(blocks) and blocks[stop].depth > depth:
        stop += 1
    return range(at + 1, stop)


def task_of(block: Block, text: Text, start: int | None = None, end: int | None = None) -> Task:
    """The words of a block, from its number on, as a task; of a bullet without its mark."""
    begin = (
        start
        if start is not None
        else (block.body if block.kind in ("bullet", "sub-bullet") else block.start)
    )
    stop = block.end if end is None else end
    printed = text.printed[begin:stop]
    begin += len(printed) - len(printed.lstrip())
    printed = printed.strip()
    return Task(printed, begin, begin + len(printed), block.unit.eid, block.unit.page)


def section_of(block: Block) -> str:
    """The place as people write it."""
    return block.unit.section
