"""Batches whose questions are each other's hard negatives.

A made question is put beside those of look-alike articles and of the same act, so that the passages of a
batch, which count as wrong for every question but their own, are hard without being embedded for that
alone. Questions of people bring wrong passages of their own.

Reads: Material. Writes: Batch records.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.training.made_questions import Pair
from index.training.material import Material

_GROUP = 4
_LOOK_ALIKES = 8
_OF_ACT = 4
_WRONG = 2
"""Wrong passages that a person's question brings."""
_NEAR = 5.0
"""Mean rank of the wrong passages drawn, exponentially distributed."""
_FIRST_WINDOW = 0.7


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions, their passages in the same order, further wrong passages; articles of all passages."""

    questions: tuple[str, ...]
    passages: tuple[str, ...]
    articles: tuple[int, ...]


@dataclass(slots=True)
class _Deck:
    """Pairs drawn without putting back, shuffled anew when none is left."""

    pairs: tuple[Pair, ...]
    chance: random.Random
    left: list[int] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def draw(self) -> int:
        while True:
            if not self.left:
                self.left = list(range(len(self.pairs)))
                self.chance.shuffle(self.left)
                self.used.clear()
            at = self.left.pop()
            if at not in self.used:
                self.used.add(at)
                return at


def batches(material: Material, steps: int, size: int, asked: int, seed: int) -> Iterator[Batch]:
    """`steps` batches of `size` questions, `asked` of them by people."""
    chance = random.Random(seed)  # noqa: S311 - drawn for a training
    made, people = _Deck(material.made, chance), _Deck(material.asked, chance)
    of_article: dict[int, list[int]] = defaultdict(list)
    for at, pair in enumerate(material.made):
        of_article[pair.article].append(at)
    of_act: dict[str, list[int]] = defaultdict(list)
    for article, act in enumerate(material.acts):
        of_act[act].append(article)
    for _ in range(steps):
        pairs = [material.asked[people.draw()] for _ in range(asked if material.asked else 0)]
        wrong = [one for pair in pairs for one in _wrong(pair, chance)]
        while len(pairs) < size:
            room = min(_GROUP, size - len(pairs))
            pairs += [material.made[at] for at in _group(material, made, of_article, of_act, room, chance)]
        yield Batch(
            tuple(pair.question for pair in pairs),
            (*(pair.passage for pair in pairs), *(_window(material, at, chance) for at in wrong)),
            (*(pair.article for pair in pairs), *wrong),
        )


def _group(
    material: Material,
    deck: _Deck,
    of_article: dict[int, list[int]],
    of_act: dict[str, list[int]],
    size: int,
    chance: random.Random,
) -> list[int]:
    group = [deck.draw()]
    article = material.made[group[0]].article
    look_alikes = list(material.neighbours[article][:_LOOK_ALIKES])
    chance.shuffle(look_alikes)
    siblings = of_act[material.acts[article]]
    near = look_alikes[:size] + chance.sample(siblings, min(_OF_ACT, len(siblings)))
    chance.shuffle(near)
    for other in near:
        if len(group) == size:
            break
        free = next((at for at in of_article[other] if at not in deck.used), None)
        if free is not None:
            deck.used.add(free)
            group.append(free)
    return group


def _wrong(pair: Pair, chance: random.Random) -> list[int]:
    last = len(pair.negatives) - 1
    if last < 0:
        return []
    return [pair.negatives[min(last, int(chance.expovariate(1 / _NEAR)))] for _ in range(_WRONG)]


def _window(material: Material, article: int, chance: random.Random) -> str:
    shown = material.windows[article]
    return shown[0] if chance.random() < _FIRST_WINDOW else chance.choice(shown)
