"""A stretch of text as words with what stands between them, and phrases looked up in it word by word.

Marks between the words of a phrase (hyphens, commas, `và`, `&`) are passed over, so that one entry holds
for every way of writing `Văn hóa, Thể thao và Du lịch`.

Reads: text. Writes: Word records and Phrases lookups.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

_WORD = re.compile(r"\w+")
_LIGHT = frozenset({"", ",", "-", "–", "&", "/", "."})
"""Marks that may stand inside a name."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its letters in lower case, its place, and the marks between it and the word before."""

    text: str
    lower: str
    start: int
    end: int
    gap: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


class Line(list[Word]):
    """Words in a row, with what was found at their places, so that no place is read twice."""

    def __init__(self, words: Iterable[Word] = ()) -> None:
        super().__init__(words)
        self.found: dict[tuple[int, bool], object] = {}
        self.depth = 0


def words_of(text: str, start: int = 0, end: int | None = None) -> Line:
    """The words of text[start:end], with places in `text`."""
    found = Line()
    at = start
    for m in _WORD.finditer(text, start, len(text) if end is None else end):
        found.append(Word(m.group(), m.group().lower(), m.start(), m.end(), text[at : m.start()].strip()))
        at = m.end()
    return found


class Phrases(Generic[T]):
    """Phrases with what they stand for; the longest one at a place is found in time linear in its length."""

    def __init__(self, entries: Iterable[tuple[str, T]] = ()) -> None:
        self._root: dict[str, object] = {}
        for phrase, value in entries:
            self.add(phrase, value)

    def add(self, phrase: str, value: T) -> None:
        """Enter a phrase; the first entry of a phrase stays."""
        node = self._root
        for word in words_of(phrase):
            if word.lower == "và":
                continue
            node = node.setdefault(word.lower, {})  # type: ignore[assignment]
        if node is not self._root:
            node.setdefault("", value)

    def longest(self, words: Sequence[Word], at: int, *, strict: bool = False) -> tuple[int, T] | None:
        """The longest phrase that starts at a word: where it ends (word index, exclusive) and its value.

        With `strict` only hyphens and blanks may stand between the words.
        """
        node: dict[str, object] = self._root
        found: tuple[int, T] | None = None
        light = frozenset({"", "-", "–"}) if strict else _LIGHT
        i = at
        while i < len(words):
            word = words[i]
            if i > at and word.gap not in light:
                break
            if word.lower == "và" and i > at and not strict:
                i += 1
                continue
            step = node.get(word.lower)
            if not isinstance(step, dict):
                break
            node = step
            i += 1
            if "" in node:
                found = (i, node[""])  # type: ignore[assignment]
        return found
