"""Enumerators: what stands before a part's words and where it stands in its sequence.

Vietnamese lists run a b c d đ e g h i k l m n o p q r s t u v x y; `C.`, `D.`, `I.`, `V.`, `X.` can be
letters or Roman numerals and `i)`, `v)`, `x)` likewise, so that one can have two readings, told apart by
the sequence that it continues.

Reads: lines of the comparable text; corpus/vocabulary/structure.toml. Writes: Mark records.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ingest.numerals import LETTERS, roman
from ingest.paragraphs import expand
from ingest.vocabulary import records

Style = Literal[
    "part", "chapter", "section", "subsection", "article", "upper", "roman", "decimal", "bracket", "paren",
    "letter", "letter decimal", "letter paren", "small roman", "capital decimal",
    "star", "dash", "plus", "dot",
]  # fmt: skip

BULLETS = ("star", "dash", "plus", "dot")
DIVISIONS = ("part", "chapter", "section", "subsection", "article")
_ALPHABET = "abcdđefghijklmnopqrstuvwxyz"
"""Lists follow LETTERS; some go on to those that are passed over there."""
_ORDINALS = {
    "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip
_LONGEST = 400
"""Characters of a line that can hold an enumerator with its title."""


@dataclass(frozen=True, slots=True)
class Label:
    """A kind of numbered part (see structure.toml)."""

    style: str
    pattern: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """One reading of an enumerator."""

    style: Style
    value: tuple[int, ...]
    """Place in its sequence; 2.1.3 is (2, 1, 3)."""
    sub: int
    """Place among units inserted behind that one: 15a is 1, 15 is 0."""
    number: str
    """As printed, without brackets and dots around it."""
    end: int
    """Where the words after it start, from the start of the line."""

    @property
    def first(self) -> bool:
        """Whether a sequence begins with it."""
        return self.value[-1] == 1 and self.sub == 0


@cache
def labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The styles of enumerators with their compiled patterns."""
    return tuple((label.style, expand(label.pattern)) for label in records("structure.toml", "label", Label))


def marks(line: str) -> tuple[Mark, ...]:
    """The readings of the enumerator that a line starts with, likeliest first; none where there is none."""
    if not line or not (line[0].isalnum() or line[0] in "(-–—−+*§❖➢►•·●○▪■◦▫"):
        return ()
    head = line[:_LONGEST]
    for style, pattern in labels():
        if found := pattern.match(head):
            return tuple(_readings(style, found))
    return ()


def follows(last: Mark, mark: Mark) -> int:
    """How many places `mark` skips after `last`: 0 for the next, -1 where it does not come after it."""
    if last.value[:-1] != mark.value[:-1]:
        return -1
    if last.value[-1] == mark.value[-1]:
        return 0 if mark.sub > last.sub else -1
    gap = mark.value[-1] - last.value[-1] - 1
    if mark.style in ("letter", "letter paren", "upper") and gap > 0:
        between = _ALPHABET[last.value[-1] : mark.value[-1] - 1]
        gap -= sum(letter not in LETTERS for letter in between)
        gap -= mark.style == "upper" and "đ" in between
    return gap if gap >= 0 else -1


def _readings(style: str, found: re.Match[str]) -> list[Mark]:
    groups = found.groupdict()
    number = groups.get("n") or groups.get("w") or ""
    suffix = groups.get("s") or ""
    end = found.start(group) if (group := _title(groups)) else found.end()
    if style in ("capital", "letter", "letter paren"):
        return _lettered(style, number, suffix, end)
    if style == "small roman":
        return [Mark("small roman", (roman(number),), 0, number, end)] if roman(number) else []
    if style in BULLETS:
        return [Mark(style, (1,), 0, number, end)]  # type: ignore[arg-type]
    value = _value(number)
    if not value or (style == "decimal" and not _plausible(value, number)):
        return []
    return [Mark(style, value, _sub(suffix), number + suffix, end)]  # type: ignore[arg-type]


def _title(groups: dict[str, str | None]) -> str | None:
    return next((name for name in ("t", "u") if groups.get(name)), None)


def _lettered(style: str, number: str, suffix: str, end: int) -> list[Mark]:
    """Readings of `C.` (letter, Roman numeral) and of `i)`, the numeral first where it begins a sequence."""
    as_letter: Style = {"capital": "upper", "letter": "letter", "letter paren": "letter paren"}[style]  # type: ignore[assignment]
    as_numeral: Style = "roman" if style == "capital" else "small roman"
    found: list[Mark] = []
    if len(number) == 1 and number.lower() in _ALPHABET:
        found.append(
            Mark(as_letter, (_ALPHABET.index(number.lower()) + 1,), _sub(suffix), number + suffix, end)
        )
    if (value := roman(number)) and not suffix:
        found.insert(0 if value == 1 or style == "capital" else 1, Mark(as_numeral, (value,), 0, number, end))
    return found


def _value(number: str) -> tuple[int, ...]:
    """The place of 12, 2.1.3, IV, `nhất`, A.1 or a.2 in its sequence; () for what has none."""
    value: list[int] = []
    for part in re.split(r"[.-]", number):
        if part.isdigit():
            value.append(int(part))
        elif part.lower() in _ORDINALS:
            value.append(_ORDINALS[part.lower()])
        elif numeral := roman(part):
            value.append(numeral)
        elif len(part) == 1 and part.lower() in _ALPHABET:
            value.append(_ALPHABET.index(part.lower()) + 1)
        else:
            return ()
    return tuple(value)


def _plausible(value: tuple[int, ...], number: str) -> bool:
    """Whether digits can number a part: no thousands (1.200.000), no zero, no leading zeros behind a dot."""
    behind = number.split(".")[1:]
    return all(0 < part < 400 for part in value) and not any(
        len(p) > 2 or (p[0] == "0" and p != "0") for p in behind
    )


def _sub(suffix: str) -> int:
    """The order of the suffix of an inserted unit: none 0, a 1, a1 and b later ones."""
    order = 0
    for c in suffix.lower()[:2]:
        order = order * 40 + (int(c) + 1 if c.isdigit() else _ALPHABET.find(c) + 11 if c in _ALPHABET else 39)
    return order
