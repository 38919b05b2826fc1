"""Form 3: a sentence that gives a body something to do: `Giao Sở Tư pháp chủ trì, phối hợp với …`.

Reads: blocks, Outline, Text. Writes: Assignment records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.agency import Level
from ingest.assignments.blocks import Block
from ingest.assignments.items import read_item
from ingest.assignments.outline import Outline
from ingest.assignments.subjects import plain_duty, subject_of
from ingest.assignments.vocabulary import pattern
from ingest.document import Assignment, Text


def find_sentences(
    blocks: Sequence[Block], outline: Outline, text: Text, level: Level | None, free: set[int], strict: bool
) -> Iterator[tuple[Assignment, int]]:
    """The assignments of items that open with a body and what it is to do, with the index of the block.

    `strict` is for acts that lay down rules: only `Giao …`, `có trách nhiệm`, `chủ trì` count there, and
    only for named bodies.
    """
    for block in blocks:
        if block.index not in free or block.row is not None or outline.sections[block.index] == "tail":
            continue
        basis = pattern("basis").match(text.matching, block.start, block.end)
        if basis and text.matching[block.end - 1] in ";,":
            continue
        subject = subject_of(text.matching, block.body, block.end, level)
        if subject is None or subject.alone:
            continue
        if text.matching[block.end - 1] == ":" and not outline.sections[block.index] and not subject.ordered:
            continue
        narrow = strict or outline.sections[block.index] == "no tasks"
        if (narrow and not plain_duty(subject)) or (strict and not any(m.known for m in subject.mentions)):
            continue
        for found in read_item(block, text, level, None, "sentence"):
            yield found, block.index
