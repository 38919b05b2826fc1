"""Letters: what is no letter goes, and what is written in several ways is made comparable.

Reads: str; corpus/vocabulary/lookalikes.toml, misprints.toml. Writes: str of the same length, Repair records.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.document import Repair
from ingest.vocabulary import records

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
_SYMBOL_FONT = str.maketrans(
    {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "▪", "\uf0fc": "•", "\uf02d": "-", "\uf02b": "+"}
)
"""Signs that Word keeps in the private area of its symbol fonts."""
_TONED = "àáảãạèéẻẽẹỳýỷỹỵ"
_LETTER = r"[^\W\d_]"
_LATE_TONE = re.compile(rf"(?<![qQ])[oOuU][{_TONED}{_TONED.upper()}](?!{_LETTER})")
_EARLY_TONE = re.compile(
    r"(?<![qQ])(?:[òóỏõọÒÓỎÕỌ][aeAE](?=[ncmptiyoNCMPTIYO])|[ùúủũụÙÚỦŨỤ][yY](?=[ntpuNTPU]))"
)
_WORD = re.compile(r"[^\s,;:()\[\]“”\"«»]+")
_PLAIN_LATIN = re.compile(r"[A-Za-z0-9\u00c0-\u024f\u1ea0-\u1ef9]")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Letters that look like others: `printed` and `read` correspond letter for letter."""

    name: str
    printed: str
    read: str
    examples: tuple[tuple[str, ...], ...]
    counter_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Misprint:
    """Wrong words that leave no doubt about the right ones (see misprints.toml)."""

    name: str
    printed: str
    replace: tuple[str, ...]
    examples: tuple[tuple[str, ...], ...]
    counter_examples: tuple[str, ...] = ()
    before: str = ""
    after: str = ""


def clean(text: str) -> str:
    """One line without what is no letter: NFC, no control or zero-width characters, single spaces.

    The letters and their order stay as they are.
    """
    text = text.translate(_SYMBOL_FONT)
    if not text.isascii() or not text.isprintable():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return " ".join(text.split())


def comparable(text: str) -> str:
    """The text as parsers look at it, of the same length: one tone placement, no look-alike letters."""
    if not text.isascii():
        everywhere, between, in_latin = _lookalikes()
        text = everywhere[0].sub(lambda letter: everywhere[1][ord(letter.group())], text)
        text = between.sub("-", text)
        text = _early_to_late(_LATE_TONE.sub(_early, text))
        if _OTHER_SCRIPT.search(text):
            text = _WORD.sub(lambda word: _latin(word.group(), in_latin), text)
    return text


def misprints(text: str) -> Iterator[Repair]:
    """The known misprints of a comparable text, in order, none overlapping another."""
    end = 0
    found = [
        (match.start(), match.end(), wrong, right)
        for pattern, wrong, right in _misprints()
        for match in pattern.finditer(text)
    ]
    for start, stop, wrong, right in sorted(found, key=lambda hit: hit[:2]):
        printed = text[start:stop]
        repaired = wrong.sub(right, printed, count=1)
        if start >= end and repaired != printed:
            yield Repair(start, stop, printed, repaired)
            end = stop


@cache
def _lookalikes() -> tuple[tuple[re.Pattern[str], dict[int, str]], re.Pattern[str], dict[int, str]]:
    def table(name: str) -> dict[int, str]:
        rows = records("lookalikes.toml", name, Lookalike)
        return {ord(a): b for row in rows for a, b in zip(row.printed, row.read, strict=True)}

    def letters(read: dict[int, str]) -> str:
        return "".join(re.escape(chr(code)) for code in read)

    everywhere = table("everywhere")
    between = re.compile(rf"(?<=\w)[{letters(table('between'))}](?=\w)")
    return (re.compile(f"[{letters(everywhere)}]"), everywhere), between, table("in_latin")


@cache
def _misprints() -> tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(f"{m.before}(?:{m.printed}){m.after}"), re.compile(m.replace[0]), m.replace[1])
        for m in records("misprints.toml", "misprint", Misprint)
    )


def _early(match: re.Match[str]) -> str:
    """`oà` → `òa`: the tone moves to the first vowel of an open syllable."""
    first, second = match.group()[0], unicodedata.normalize("NFD", match.group()[1])
    return unicodedata.normalize("NFC", first + second[1:]) + second[0]


def _early_to_late(text: str) -> str:
    """`òan` → `oàn`: the tone moves to the second vowel of a closed syllable, where it alone can stand."""

    def late(match: re.Match[str]) -> str:
        first, second = unicodedata.normalize("NFD", match.group()[0]), match.group()[1]
        return first[0] + unicodedata.normalize("NFC", second + first[1:])

    return _EARLY_TONE.sub(late, text)


def _latin(word: str, table: dict[int, str]) -> str:
    """A word with its look-alikes read as Latin, where some letter is Latin and none is foreign."""
    if not _OTHER_SCRIPT.search(word) or not _PLAIN_LATIN.search(word):
        return word
    read = word.translate(table)
    return word if _OTHER_SCRIPT.search(read) else read
