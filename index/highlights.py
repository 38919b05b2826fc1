"""The words of a query in a passage, for showing.

Reads: a text, what a query needs. Writes: Highlight records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    found, places = _read(text)
    marked: set[int] = set()
    for need in asked:
        marked.update(at for at in places.get(need.word, ()) if need.alone or _beside(found, at, need))
        for term, _ in need.same:
            marked.update(
                i
                for at in places.get(term[0], ())
                if _holds(found, at, term)
                for i in range(at, at + len(term))
            )
    spans: list[Highlight] = []
    for at in sorted(marked):
        if spans and at - 1 in marked and not text[spans[-1].end : found[at].start].strip():
            spans[-1] = Highlight(spans[-1].start, found[at].end)
        else:
            spans.append(Highlight(found[at].start, found[at].end))
    return tuple(spans)


@lru_cache(maxsize=1024)
def _read(text: str) -> tuple[tuple[Syllable, ...], Mapping[str, tuple[int, ...]]]:
    """A passage's syllables and where each word stands among them, remembered: passages come again."""
    found = tuple(syllables(text))
    places: dict[str, list[int]] = {}
    for at, one in enumerate(found):
        places.setdefault(one.word, []).append(at)
    return found, {word: tuple(where) for word, where in places.items()}


def _beside(found: Sequence[Syllable], at: int, need: Need) -> bool:
    left = at > 0 and found[at - 1].word == need.left
    return left or (at + 1 < len(found) and found[at + 1].word == need.right)


def _holds(found: Sequence[Syllable], at: int, term: Sequence[str]) -> bool:
    return tuple(one.word for one in found[at : at + len(term)]) == tuple(term)
