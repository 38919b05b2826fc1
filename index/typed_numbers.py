"""Numbers of acts as people type them: `nd 49/2020`, `Nghị định 49`, `NQ 12`, `124/TT-BCA`, `ke hoach 74`.

A typed number leaves parts out; it fits every act that it does not contradict.

Reads: a question in its comparable spelling, the types of documents; corpus/vocabulary/question_words.toml.
Writes: TypedNumber; whether an act fits one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from index.syllables import fold
from ingest.vocabulary import wording

_DATE = re.compile(r"(?<![\w/.-])\d{1,2}[/.-]\d{1,2}(?:[/.-](?:19|20)\d\d)?(?![\w/-])")
_NUMBER = (
    r"(?P<number>\d{1,5})(?P<letters>[a-zđ]{2,5}(?=[-/]))?(?:/(?P<year>(?:19|20)\d\d))?"
    r"(?P<rest>(?:\s?[/-]\s?[a-zđ][\wđ&]{0,15}){0,5})"
)
_PART = re.compile(r"[a-z][\w&]*")
_FIRST_YEAR, _LAST_YEAR = 1945, 2100


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """What a question says of an act's number; None and empty stand for what it leaves out."""

    text: str
    number: int
    year: int | None
    type: str | None
    codes: tuple[str, ...]
    """Parts after the number, without marks, in lower case: `nd`, `cp`."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NumberParts:
    """An act's own number taken apart."""

    number: int
    year: int | None
    codes: tuple[str, ...]


def _codes(rest: str) -> tuple[str, ...]:
    return tuple(_PART.findall(fold(rest)))


@lru_cache(maxsize=4)
def _pattern(types: tuple[str, ...]) -> re.Pattern[str]:
    named = "|".join(
        re.escape(word).replace(r"\ ", " ") for word in sorted(types, key=lambda word: -len(word))
    )
    lead = rf"(?:(?<![^\W_])(?P<type>{named})(?:\s?(?:số|so)\b)?[\s:.]{{0,3}})?"
    return re.compile(
        rf"{lead}(?<![\w/-]){_NUMBER}(?![\w%])|(?<![^\W_])(?P<glued>{named})(?P<number2>\d{{1,5}})(?![\w%])"
    )


def typed_numbers(text: str, types: Mapping[str, str]) -> tuple[TypedNumber, ...]:
    """The act numbers in a question, in order.

    `text` is in its comparable spelling; `types` gives, for each way to write a type (name or code, with
    marks or without), the type's name. A bare number without a type, a year or a code is no act's number,
    nor is a date.
    """
    counted = wording("question_words.toml", "counted")
    dates = [m.span() for pattern in (_DATE, counted) for m in pattern.finditer(text)]
    found: list[TypedNumber] = []
    for m in _pattern(tuple(types)).finditer(text):
        read = _read(m, types)
        if read and not any(start < read.end and read.start < end and not read.type for start, end in dates):
            found.append(read)
    return tuple(found)


def _read(m: re.Match[str], types: Mapping[str, str]) -> TypedNumber | None:
    if m["glued"]:
        return TypedNumber(m.group(), int(m["number2"]), None, types[m["glued"]], (), m.start(), m.end())
    codes = _codes((m["letters"] or "") + " " + (m["rest"] or ""))
    year = int(m["year"]) if m["year"] else None
    number = int(m["number"])
    if not (m["type"] or codes or year):
        return None
    if not (codes or year) and _FIRST_YEAR <= number <= _LAST_YEAR:
        return None
    return TypedNumber(m.group().strip(), number, year, types.get(m["type"] or ""), codes, m.start(), m.end())


_ACT = re.compile(r"(\d{1,6})(?:/((?:19|20)\d\d))?(.*)", re.DOTALL)


@lru_cache(maxsize=16_384)
def parts(number: str) -> NumberParts | None:
    """An act's number taken apart, or None where it does not begin with digits."""
    m = _ACT.match(number.strip())
    return NumberParts(int(m[1]), int(m[2]) if m[2] else None, _codes(m[3])) if m else None


def fits(typed: TypedNumber, number: str, kind: str | None, year: int | None, named: str = "") -> bool:
    """Whether an act may be the one whose number was typed.

    `kind` is the act's type, `year` that of its date, `named` its title: a plan or scheme known by another
    number than its own (`Đề án 06`) is found by its name.
    """
    own = parts(number) if number else None
    if named and typed.type and _in_name(typed, named):
        return True
    if own is None or own.number != typed.number:
        return False
    if typed.type and kind and typed.type.casefold() != kind.casefold():
        return False
    known_year = own.year or year
    if typed.year and known_year and typed.year != known_year:
        return False
    return set(typed.codes) <= set(own.codes) or "".join(typed.codes) == "".join(own.codes)


def _in_name(typed: TypedNumber, named: str) -> bool:
    wanted = f"{typed.type} {typed.number:02d}".casefold()
    name = named.casefold()
    return wanted in name and re.search(rf"(?<!\w){re.escape(wanted)}(?![\w/-])", name) is not None
