"""The words of a query in a passage, for showing.

Reads: a text, what a query needs. Writes: Highlight records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.evidence import Need
from index.syllables import Syllable, syllables


@dataclass(frozen=True, slots=True)
class Highlight:
    """Words of the query in a result's text, code points of it, end exclusive."""

    start: int
    end: int


def highlights(text: str, asked: Sequence[Need]) -> tuple[Highlight, ...]:
    """The stretches of a text that hold the query's words or say the same, in order, none overlapping."""
    found = _syllables(text)
    run = [s.word for s in found]
    marked: set[int] = set()
    for need in asked:
        for at, word in enumerate(run):
            if word == need.word and (need.alone or _beside(run, at, need)):
                marked.add(at)
        for term, _ in need.same:
            starts = (at for at in range(len(run) - len(term) + 1) if tuple(run[at : at + len(term)]) == term)
            marked.update(i for at in starts for i in range(at, at + len(term)))
    spans: list[Highlight] = []
    for at in sorted(marked):
        if spans and at - 1 in marked and not text[spans[-1].end : found[at].start].strip():
            spans[-1] = Highlight(spans[-1].start, found[at].end)
        else:
            spans.append(Highlight(found[at].start, found[at].end))
    return tuple(spans)


@lru_cache(maxsize=1024)
def _syllables(text: str) -> tuple[Syllable, ...]:
    """A passage's syllables, remembered: search after search shows the same passages."""
    return tuple(syllables(text))


def _beside(run: Sequence[str], at: int, need: Need) -> bool:
    left = at > 0 and run[at - 1] == need.left
    return left or (at + 1 < len(run) and run[at + 1] == need.right)
