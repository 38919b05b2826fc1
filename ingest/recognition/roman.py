"""Roman numerals are read again: one stroke more or less is another congress, another legislature.

The Vietnamese model has learned few of them and loses strokes (XIII is read XII); the English one reads
them well. A numeral is changed only where the English readings agree by majority and a Vietnamese reading
bears them out; where they contradict each other it stays as it was read, and is named as doubtful.

Reads: a prepared page and its lines; corpus/vocabulary/recognised_heads.toml. Writes: its lines, doubtful
words.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from ingest.numerals import roman
from ingest.recognition.preparation import Prepared
from ingest.recognition.readings import readings
from ingest.recognition.tesseract import ENGLISH, VIETNAMESE, Bounds, ReadLine, ReadWord
from ingest.vocabulary import tables

_MOST = 12
"""Numerals of a page that are read again: each costs six calls of Tesseract, and a page has one or two."""
_BEFORE, _BEHIND = 2, 1
"""Words that are read with it: a line is read better than a piece of one."""


def numerals_again(
    page: Prepared, lines: Sequence[ReadLine], bounds: Bounds
) -> tuple[list[ReadLine], tuple[str, ...]]:
    """The lines with their Roman numerals as the readings bear them out, and the words that stay in doubt."""
    result = list(lines)
    doubtful: list[str] = []
    places = [
        (n, at)
        for n, line in enumerate(result)
        for at in range(1, len(line.words))
        if _counts(line.words, at)
    ]
    for n, at in places[:_MOST]:
        words = result[n].words
        around = words[max(0, at - _BEFORE) : at + 1 + _BEHIND]
        first = words[at].text
        of = [
            [_last(reading) for reading in readings(page, around, bounds, lang)]
            for lang in (VIETNAMESE, ENGLISH)
        ]
        numeral = settled(first, *of)
        if numeral is None:
            doubtful.append(" ".join(word.text for word in around))
        else:
            result[n] = _with(result[n], at, numeral)
    return result, tuple(doubtful)


def settled(first: str, vietnamese: Sequence[str | None], english: Sequence[str | None]) -> str | None:
    """The numeral that readings bear out; None where they leave a doubt.

    What the page was read as first counts as a Vietnamese reading.
    """
    counted = Counter(reading for reading in english if reading).most_common(1)
    own = _read(first)
    if not counted or counted[0][1] * 2 <= len(english):
        return None
    best = counted[0][0]
    return best if best in (own, *vietnamese) else None


def _counts(words: Sequence[ReadWord], at: int) -> bool:
    """Whether a word is a numeral behind one that such numerals follow."""
    before = words[at - 1].text.strip("“\"'(,").lower()
    found = _numeral().fullmatch(words[at].text)
    return found is not None and before in _after() and (len(found["n"]) > 1 or found["n"] in "IVX")


def _last(reading: str) -> str | None:
    """The last numeral of a reading."""
    return next((found for word in reversed(reading.split()) if (found := _read(word))), None)


def _read(word: str) -> str | None:
    """A word as the Roman numeral that it is or is misread for; None for what is none."""
    found = _numeral().fullmatch(word)
    if found is None:
        return None
    numeral = "".join(_strokes().get(letter, letter) for letter in found["n"])
    return numeral if roman(numeral) else None


def _with(line: ReadLine, at: int, numeral: str) -> ReadLine:
    word = line.words[at]
    found = _numeral().fullmatch(word.text)
    text = f"{found['open']}{numeral}{found['close']}" if found else numeral
    words = (*line.words[:at], dataclasses.replace(word, text=text), *line.words[at + 1 :])
    return dataclasses.replace(line, words=words)


@cache
def _after() -> frozenset[str]:
    return frozenset(tables("recognised_heads.toml")["roman"]["after"])


@cache
def _numeral() -> re.Pattern[str]:
    """A word that is a numeral, or what one is misread for, with the marks around it."""
    letters = re.escape("IVX" + "".join(_strokes()))
    return re.compile(rf"(?P<open>[(“\"'‘`]*)(?P<n>[{letters}]{{1,7}})(?P<close>[.,;:)”\"'’]*)")


@cache
def _strokes() -> dict[str, str]:
    read: dict[str, str] = tables("recognised_heads.toml")["roman"]["read"]
    return read
