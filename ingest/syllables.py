"""Whether a word is built as a Vietnamese syllable is, and whether it is a common one.

Reads: a word; corpus/vocabulary/syllables.toml. Writes: bool.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.vocabulary import record, tables

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{_TONES}]")
_ON_CONSONANT = re.compile(f"[^aeiouy\u0302\u0306\u031b][{_TONES}]")
_SHARP_OR_HEAVY = frozenset("\u0301\u0323")


@dataclass(frozen=True, slots=True)
class Syllable:
    """The parts that syllables are built of (see syllables.toml)."""

    onsets: str
    rhymes: str
    only_sharp_or_heavy: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word can be a Vietnamese syllable: `Nghiêng`, `uỷ`; small and capital letters are one.

    The tone may stand on any vowel of the rhyme (`hoà`, `hòa`). A word that is built so need not exist.
    """
    if len(word) > 7:
        return False
    apart = unicodedata.normalize("NFD", word.lower())
    tones = _TONE.findall(apart)
    if len(tones) > 1 or _ON_CONSONANT.search(apart):
        return False
    plain, stopped = _plain()
    bare = unicodedata.normalize("NFC", _TONE.sub("", apart))
    if bare not in plain:
        return False
    return bare not in stopped or (bool(tones) and tones[0] in _SHARP_OR_HEAVY)


@lru_cache(maxsize=65536)
def is_common(word: str) -> bool:
    """Whether a word is one of the marked syllables that legal texts use most, wherever its tone is put."""
    return _apart(word) in _common()


def _apart(word: str) -> tuple[str, str]:
    """A word without its tones, and the tones."""
    letters = unicodedata.normalize("NFD", word.lower())
    return _TONE.sub("", letters), "".join(_TONE.findall(letters))


@cache
def _common() -> frozenset[tuple[str, str]]:
    words: str = tables("syllables.toml")["common"]["syllables"]
    return frozenset(map(_apart, words.split()))


@cache
def _plain() -> tuple[frozenset[str], frozenset[str]]:
    """All syllables without tone, and among them those that take two tones only."""
    parts = record(Syllable, tables("syllables.toml")["syllable"], "corpus/vocabulary/syllables.toml")
    onsets = ("", *parts.onsets.split())
    rhymes = parts.rhymes.split()
    whole = frozenset(onset + rhyme for onset in onsets for rhyme in rhymes)
    return whole, frozenset(word for word in whole if word.endswith(parts.only_sharp_or_heavy))
