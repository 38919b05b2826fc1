"""Abbreviations of a question, written out: `CA tỉnh` is Công an tỉnh, `ANTT` an ninh, trật tự.

A short form that is also a Vietnamese syllable (`ca`, `tu`) is one only where it is typed in capitals; `bcd`, `antt`
are short forms however they are typed, with marks or without.

Reads: a text, the vocabulary's abbreviations. Writes: Expansion records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from index.syllables import fold
from ingest.vocabulary import Abbreviation, abbreviations, agencies

_AROUND = 60
"""Characters on either side that decide between several meanings."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """A short form in a text and what it stands for."""

    start: int
    end: int
    meaning: str


@dataclass(frozen=True, slots=True)
class ShortForms:
    """The known short forms, by their spelling without marks and in lower case."""

    pattern: re.Pattern[str]
    meanings: Mapping[str, tuple[Abbreviation, ...]]


def _of_agencies() -> Iterable[Abbreviation]:
    for agency in agencies():
        for short in agency.abbreviations:
            yield Abbreviation(short, agency.name, "agency", "", "")


@cache
def short_forms() -> ShortForms:
    """Every short form of the vocabulary: of words, and of agencies by their canonical names."""
    meanings: dict[str, list[Abbreviation]] = {}
    for known in (*abbreviations(), *_of_agencies()):
        same = meanings.setdefault(fold(known.short), [])
        if all(known.meaning != other.meaning for other in same):
            same.append(known)
    spelled = {
        short for known in (*abbreviations(), *_of_agencies()) for short in (known.short, fold(known.short))
    }
    joined = "|".join(re.escape(s).replace(r"\ ", r"\s") for s in sorted(spelled, key=lambda s: (-len(s), s)))
    pattern = re.compile(rf"(?<![\w/&-])(?:{joined})(?![\w/&-])", re.IGNORECASE)
    return ShortForms(pattern, {short: tuple(known) for short, known in meanings.items()})


def _chosen(known: tuple[Abbreviation, ...], around: str) -> str | None:
    fitting = [one for one in known if one.context and re.search(one.context, around)]
    if fitting:
        return fitting[0].meaning
    plain = [one for one in known if not one.context]
    return plain[0].meaning if plain else None


def expansions(
    text: str, syllables: Mapping[str, int], forms: ShortForms | None = None
) -> tuple[Expansion, ...]:
    """The short forms in a text, each with the one meaning that its surroundings leave.

    `syllables` are the syllables that the corpus knows: a short form that is one of them counts only in capitals.
    """
    forms = forms or short_forms()
    shouted = text.isupper()
    found: list[Expansion] = []
    for m in forms.pattern.finditer(text):
        short = m.group()
        a_word = short.isalpha() and short.lower() in syllables
        if a_word and (shouted or not short.isupper()):
            continue
        around = text[max(0, m.start() - _AROUND) : m.end() + _AROUND].lower()
        meaning = _chosen(forms.meanings.get(fold(re.sub(r"\s", " ", short)), ()), around)
        if meaning:
            found.append(Expansion(m.start(), m.end(), meaning))
    return tuple(found)


def written_out(text: str, found: Iterable[Expansion]) -> str:
    """The text with its short forms replaced by what they stand for."""
    out: list[str] = []
    at = 0
    for one in found:
        out += [text[at : one.start], one.meaning]
        at = one.end
    return "".join([*out, text[at:]])
