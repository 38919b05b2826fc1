"""The encodings of before Unicode: which codes stand for which letters, which fonts show them.

Reads: corpus/vocabulary/old_encodings.toml. Writes: Encoding records; str.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from ingest.vocabulary import records

SIGNS = "\u00a0‘’“”–—…•¹²³°×÷±"
"""Signs of Windows-1252 that are common in any text, and letters in some encodings."""
_SUBSET = re.compile(r"[A-Z]{6}\+")
_BETWEEN = re.compile(r"[ \n]+")
_CONTROL = re.compile("[\x80-\x9f]")


@dataclass(frozen=True, slots=True, eq=False)
class Encoding:
    """An encoding (see old_encodings.toml)."""

    name: str
    source: str
    codes: str
    letters: str
    examples: tuple[tuple[str, ...], ...]
    fonts: str = ""
    capital_fonts: str = ""
    capitals_as_small: bool = False
    """Whether capitals with a tone have the code of the small letter."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What a font's name says: the encoding of its text, and whether it shows all letters as capitals."""

    encoding: Encoding
    capitals: bool = False


@cache
def encodings() -> tuple[Encoding, ...]:
    """All encodings, those first that win where two read a text equally well."""
    return records("old_encodings.toml", "encoding", Encoding)


@cache
def encoding(name: str) -> Encoding:
    """The encoding of a name; raises KeyError where there is none."""
    return {item.name: item for item in encodings()}[name]


@cache
def hint(font: str) -> Hint | None:
    """What the name of a font says of its text: `.VnTimeH`, `ABCDEF+VNI-Times,Bold`; None for other fonts."""
    name = _SUBSET.sub("", font).replace(",", " ")
    for item in encodings():
        if item.fonts and re.match(item.fonts, name, re.IGNORECASE):
            capitals = bool(item.capital_fonts) and re.match(item.capital_fonts, name) is not None
            return Hint(item, capitals)
    return None


@cache
def codes_of(item: Encoding) -> dict[str, str]:
    """Codes and their letters; a capital with a small mark behind it (`Aù`) is the capital."""
    codes, letters = (_BETWEEN.split(part.strip(" \n")) for part in (item.codes, item.letters))
    table = dict(zip(codes, letters, strict=True))
    mixed = {code[0] + code[1:].lower(): letter for code, letter in table.items() if len(code) > 1}
    return mixed | table


def as_windows(text: str) -> str:
    """A text whose control characters stand for bytes, as Windows-1252 shows them where it has a sign."""
    return _CONTROL.sub(_windows, text)


def convert(chunk: str, item: Encoding, *, typography: bool = False) -> str:
    """A word as an encoding reads it, in NFC; with `typography` quotes, dashes and raised figures stay."""
    pattern, replacement = _converter(item, typography)
    return unicodedata.normalize("NFC", pattern.sub(replacement, chunk))


@cache
def _converter(item: Encoding, typography: bool) -> tuple[re.Pattern[str], Callable[[re.Match[str]], str]]:
    table = codes_of(item)
    known = sorted((c for c in table if not (typography and c in SIGNS)), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, known)))
    return pattern, lambda match: table[match.group()]


def _windows(match: re.Match[str]) -> str:
    byte = match.group().encode("latin-1")
    return byte.decode("cp1252", errors="ignore") or match.group()
