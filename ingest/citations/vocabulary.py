"""What acts' numbers and names look like, as records of corpus/vocabulary.

Reads: document_types.toml, number_shapes.toml, named_acts.toml, citation_words.toml, citation_forms.toml.
Writes: frozen records, compiled patterns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ingest.document_types import types
from ingest.vocabulary import records, tables, wording

Family = Literal["normative", "assembly", "administrative", "party", "letter"]

LEAD = r"(?<![\d/\\])(?<!\d[.,\-])(?:(?<=[Ss]ố)|(?<=SỐ)|(?<![\w]))"
"""A number starts where no word, number or path goes on; `số` may be glued to it."""

ASSEMBLY_CODES = frozenset(("QH", "UBTVQH"))
"""The body's code stands where other numbers have the type's: several types carry it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of number, with its pattern's parts in braces."""

    id: str
    family: Family
    pattern: str
    form: str
    examples: tuple[str, ...]
    after_word: bool = False

    @property
    def compiled(self) -> re.Pattern[str]:
        """The pattern with its parts, not anchored."""
        return _compiled(self.pattern)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A code as some print it."""

    printed: str
    canonical: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the National Assembly with the years whose laws are all its own."""

    number: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class NamedAct:
    """An act whose name is a pattern of its own, with the year in its group `year` where it is printed."""

    id: str
    type: str
    name: str
    """What it is called however it is printed; empty where the printed words are the name."""
    pattern: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawName:
    """A law's name without its type: `Luật` + `Đất đai`."""

    type: str
    name: str


@cache
def shapes() -> tuple[Shape, ...]:
    """The shapes of numbers."""
    return records("number_shapes.toml", "shape", Shape)


@cache
def spellings() -> dict[str, str]:
    """Codes as printed, in capitals, to their canonical spelling."""
    return {s.printed: s.canonical for s in records("number_shapes.toml", "spelling", Spelling)}


@cache
def assembly_of(year: int) -> int | None:
    """The term of the National Assembly that passed a year's laws; None for a year of elections."""
    terms = records("number_shapes.toml", "term", Term)
    return next((t.number for t in terms if t.first <= year <= t.last), None)


@cache
def law_names() -> dict[tuple[str, str], tuple[str, ...]]:
    """Known names by type and first syllable, all in lower case, the longest first."""
    found: dict[tuple[str, str], list[str]] = {}
    for law in records("named_acts.toml", "law", LawName):
        name = law.name.lower()
        found.setdefault((law.type.lower(), re.split(r"[ ,]", name)[0]), []).append(name)
    return {kind: tuple(sorted(names, key=len, reverse=True)) for kind, names in found.items()}


@cache
def named_acts() -> tuple[tuple[NamedAct, re.Pattern[str]], ...]:
    """Acts with a name of their own, each with its pattern."""
    return tuple(
        (act, re.compile(rf"(?<!\w)(?:{act.pattern})"))
        for act in records("named_acts.toml", "named", NamedAct)
    )


@cache
def phrases(key: str) -> tuple[str, ...]:
    """A list of citation_words.toml, in its order."""
    return tuple(tables("citation_words.toml")[key])


@cache
def one_of(key: str) -> str:
    """A list of citation_words.toml as a pattern's alternatives, longest first."""
    return "|".join(re.escape(p).replace(r"\ ", " ") for p in sorted(phrases(key), key=len, reverse=True))


def words(table: str) -> re.Pattern[str]:
    """The words of a table of citation_forms.toml, whose records all mean the same."""
    return wording("citation_forms.toml", table)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    codes = {code for kind in types() for code in kind.every_code if code not in ASSEMBLY_CODES}
    codes |= {code.upper() for code in codes} | {s for s in ("ND", "QD") if s in spellings()}
    parts = dict(tables("number_shapes.toml")["parts"])
    parts["codes"] = "|".join(sorted(map(re.escape, codes), key=lambda c: (-len(c), c)))
    for _ in range(3):
        for name, part in parts.items():
            pattern = pattern.replace("{" + name + "}", part)
    return re.compile(pattern)
