"""Hostile files, made from a number each: real ones of every format, cut, flipped, nested, inflated, lying.

Reads: a seed. Writes: bytes and a name.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from bench.bombs import BOMBS, QUICK
from bench.damage import CHANGES
from bench.whole_files import whole_files

_BOMB = 0.25
"""Share of files that are made to do harm."""
_MOST = 8 << 20
"""Bytes that a changed file keeps."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file."""

    name: str
    kind: str
    """The format and what was done to it."""
    data: bytes


def hostile(seed: int) -> Hostile:
    """The hostile file of a number, always the same."""
    chance = random.Random(seed)
    if chance.random() < _BOMB:
        name, make = chance.choice(BOMBS)
        return Hostile(name, f"bomb {make.__name__.strip('_')}", make(chance))
    form, data = chance.choice(list(whole_files().items()))
    changes = []
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        change = chance.choice(CHANGES)
        changes.append(change.__name__.strip("_"))
        data = change(data, chance)
    return Hostile(f"{seed}.{form.split()[0]}", f"{form}: {', '.join(changes)}", data[:_MOST])


def is_bomb(seed: int) -> bool:
    """Whether the file of a number is made to do harm, and not a whole one changed."""
    return random.Random(seed).random() < _BOMB


def is_quick(seed: int) -> bool:
    """Whether a bomb is one that takes no more than a second to make and to read."""
    chance = random.Random(seed)
    chance.random()
    return chance.choice(BOMBS)[1] in QUICK
