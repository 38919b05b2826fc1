"""Batches of questions, each with the passage that answers it and some that look alike.

The passages of a batch count as wrong for every question but those that they answer. A part of the
questions is written as people write in haste: a syllable with wrong marks or none, a word left out.

Reads: Material. Writes: Batch records.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from index.syllables import fold
from index.training.records import Material

One = TypeVar("One")
_NEAR = 6.0
"""Mean rank of the look-alikes drawn, exponentially distributed."""
_MISTYPED = 0.15
_SHORTENED = 0.15
"""Shares of the questions that are written in haste."""
_OF_SYLLABLES = 0.15
"""The share of a question's syllables that is then left out or mistyped."""
_SHORTEST = 6
"""Words of a question that can lose one."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions; passages by number: the right one of each question first, in order, then look-alikes."""

    questions: tuple[str, ...]
    passages: tuple[int, ...]
    answers: tuple[tuple[int, ...], ...]
    """The articles that answer each question."""


@dataclass(slots=True)
class Deck(Generic[One]):
    """Cards drawn without putting back, shuffled anew when none is left."""

    cards: Sequence[One]
    chance: random.Random
    left: list[int] = field(default_factory=list)

    def draw(self) -> One:
        """The next card."""
        if not self.left:
            self.left = list(range(len(self.cards)))
            self.chance.shuffle(self.left)
        return self.cards[self.left.pop()]


def batches(material: Material, size: int, asked: int, wrong: int, seed: int) -> Iterator[Batch]:
    """Batches of `size` questions without end, `asked` of them by people, each with `wrong` look-alikes."""
    chance = random.Random(seed)  # noqa: S311 - drawn for a training
    made, people = Deck(material.made, chance), Deck(material.asked, chance)
    if not material.asked:
        asked = 0
    while True:
        drawn = [people.draw() for _ in range(asked)] + [made.draw() for _ in range(size - asked)]
        look_alikes = [at for question in drawn for at in some(question.wrong, wrong, chance)]
        yield Batch(
            tuple(hasty(question.text, material.unmarked, chance) for question in drawn),
            (*(question.right for question in drawn), *look_alikes),
            tuple(question.answers for question in drawn),
        )


def some(wrong: Sequence[int], count: int, chance: random.Random) -> list[int]:
    """Different ones, those in front, the likest, most often."""
    left = list(wrong)
    return [
        left.pop(min(len(left) - 1, int(chance.expovariate(1 / _NEAR))))
        for _ in range(min(count, len(wrong)))
    ]


def hasty(text: str, unmarked: Mapping[str, Sequence[str]], chance: random.Random) -> str:
    """A question as it is, or with some syllables mistyped, or with some left out."""
    drawn = chance.random()
    if drawn < _MISTYPED:
        return " ".join(
            _mistyped(word, unmarked, chance) if chance.random() < _OF_SYLLABLES else word
            for word in text.split()
        )
    said = text.split()
    if drawn < _MISTYPED + _SHORTENED and len(said) >= _SHORTEST:
        return " ".join(word for word in said if chance.random() >= _OF_SYLLABLES)
    return text


def _mistyped(word: str, unmarked: Mapping[str, Sequence[str]], chance: random.Random) -> str:
    plain = fold(word)
    return chance.choice([plain, *unmarked.get(plain, ())])
