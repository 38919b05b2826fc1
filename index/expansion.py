"""Abbreviations of a question, written out: `CA tỉnh` is Công an tỉnh, `ANTT` an ninh, trật tự.

A short form that is also a Vietnamese syllable (`ca`, `tu`) is one only where it is typed in capitals; `bcd`,
`antt` are short forms however they are typed, with marks or without.

Reads: a text, the vocabulary's abbreviations. Writes: Expansion records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from index.syllables import fold
from ingest.vocabulary import Abbreviation, abbreviations, agencies

_RUN = re.compile(r"[^\W_]+")
_JOINING = frozenset("/&-_")
"""Characters that join parts of numbers: what they touch is no short form by itself."""
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
    """The known short forms, found by their first run of letters (in lower case, with marks or without)."""

    beginning: Mapping[str, tuple[tuple[str, str], ...]]
    """First letters → (whole spelling in lower case, key of its meanings), the longest first."""
    meanings: Mapping[str, tuple[Abbreviation, ...]]


def _known() -> Iterable[Abbreviation]:
    yield from abbreviations()
    for agency in agencies():
        for short in agency.abbreviations:
            yield Abbreviation(short, agency.name, "agency", "", "")


@cache
def short_forms() -> ShortForms:
    """Every short form of the vocabulary: of words, and of agencies by their canonical names."""
    meanings: dict[str, list[Abbreviation]] = {}
    beginning: dict[str, set[tuple[str, str]]] = {}
    for known in _known():
        key = fold(known.short)
        same = meanings.setdefault(key, [])
        if all(known.meaning != other.meaning for other in same):
            same.append(known)
        for spelled in (known.short.lower(), key):
            if first := _RUN.search(spelled):
                beginning.setdefault(first.group(), set()).add((spelled, key))
    ordered = {
        first: tuple(sorted(forms, key=lambda f: (-len(f[0]), f))) for first, forms in beginning.items()
    }
    return ShortForms(ordered, {short: tuple(known) for short, known in meanings.items()})


def _chosen(known: tuple[Abbreviation, ...], around: str) -> str | None:
    fitting = [one for one in known if one.context and re.search(one.context, around)]
    if fitting:
        return fitting[0].meaning
    plain = [one for one in known if not one.context]
    return plain[0].meaning if plain else None


def expansions(text: str, syllables: Mapping[str, int]) -> tuple[Expansion, ...]:
    """The short forms in a text, each with the one meaning that its surroundings leave.

    `syllables` are those of the language: a short form that is one of them counts only in capitals.
    """
    forms = short_forms()
    lowered = text.lower()
    shouted = text.isupper()
    found: list[Expansion] = []
    at = 0
    if len(lowered) != len(text):  # a letter whose lower case is longer: offsets would not agree
        return ()
    for m in _RUN.finditer(lowered):
        if m.start() < at or m.group() not in forms.beginning:
            continue
        short = _short_at(lowered, m.start(), forms.beginning[m.group()])
        if short is None:
            continue
        spelled, key = short
        end = m.start() + len(spelled)
        a_word = spelled.isalpha() and spelled in syllables
        if a_word and (shouted or not text[m.start() : end].isupper()):
            continue
        around = lowered[max(0, m.start() - _AROUND) : end + _AROUND]
        if meaning := _chosen(forms.meanings[key], around):
            first, at = _with_repeated(lowered, at, m.start(), end, meaning.lower())
            found.append(Expansion(first, at, meaning))
    return tuple(found)


def _with_repeated(text: str, low: int, start: int, end: int, meaning: str) -> tuple[int, int]:
    """The place of a short form with the words beside it that its meaning says again: `Đài PT-TH tỉnh`."""
    head, _, _ = meaning.partition(" ")
    tail = meaning.rpartition(" ")[2]
    before, after = f"{head} ", f" {tail}"
    if text[low:start].endswith(before) and not text[low : start - len(before)][-1:].isalnum():
        start -= len(before)
    if text.startswith(after, end) and not text[end + len(after) : end + len(after) + 1].isalnum():
        end += len(after)
    return start, end


def _short_at(text: str, start: int, forms: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """The longest short form at a place, apart from letters, digits and what joins parts of numbers."""
    if start and _joined(text[start - 1]):
        return None
    for spelled, key in forms:
        end = start + len(spelled)
        if text.startswith(spelled, start) and not (end < len(text) and _joined(text[end])):
            return spelled, key
    return None


def _joined(character: str) -> bool:
    return character.isalnum() or character in _JOINING


def written_out(text: str, found: Iterable[Expansion]) -> str:
    """The text with its short forms replaced by what they stand for."""
    out: list[str] = []
    at = 0
    for one in found:
        out += [text[at : one.start], one.meaning]
        at = one.end
    return "".join([*out, text[at:]])
