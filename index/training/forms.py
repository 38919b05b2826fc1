"""The forms that questions take, drawn by their weights.

Reads: index/training/questions.toml. Writes: Forms.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Forms:
    """Forms with how often each is drawn."""

    forms: tuple[str, ...]
    weights: tuple[float, ...]

    def draw(self, chance: random.Random) -> str:
        """One form."""
        return chance.choices(self.forms, self.weights)[0]


@cache
def forms(kind: str) -> Forms:
    """The forms of one list of questions.toml; KeyError where there is none of that name."""
    text = files("index.training").joinpath("questions.toml").read_text(encoding="utf-8")
    drawn = [
        (form, record["weight"] / len(record["forms"]))
        for record in tomllib.loads(text)[kind]
        for form in record["forms"]
    ]
    return Forms(tuple(form for form, _ in drawn), tuple(weight for _, weight in drawn))


def asked(kind: str, subject: str, chance: random.Random) -> str:
    """A question about a subject, whose first letter is small where it does not stand first."""
    form = forms(kind).draw(chance)
    return form.format(subject if form.startswith("{") else lowered(subject))


def lowered(words: str) -> str:
    """The words with a small first letter, unless they begin with a short form in capitals."""
    return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words
