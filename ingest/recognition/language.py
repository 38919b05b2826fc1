"""How Vietnamese a text is, measured by how its words are spelled: a text layer that lies is not.

Reads: str; corpus/vocabulary/syllables.toml. Writes: a share from 0 to 1.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.vocabulary import records

_WORD = re.compile(r"[^\W\d_]+")
_TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0303": "ngã", "\u0309": "hỏi", "\u0323": "nặng"}
_STOPPED = re.compile(r"(?:c|ch|p|t)$")
_SHORT_FORM = 6
"""Words in capitals up to this length may be short forms, which are spelled by no rule."""
_MARKED = 0.5
"""At least this part of the words of a Vietnamese text carries a mark; usually three quarters do."""


@dataclass(frozen=True, slots=True)
class SyllablePart:
    """The forms that one part of a syllable may have."""

    id: str
    forms: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word, in any capitals, is spelled as a Vietnamese syllable is."""
    onsets, rhymes = _forms()
    bare, tones = _without_tone(word.lower())
    if len(tones) > 1:
        return False
    for cut in range(min(3, len(bare)) + 1):
        rhyme = bare[cut:]
        if bare[:cut] in onsets and rhyme in rhymes:
            return not _STOPPED.search(rhyme) or tones in ({"sắc"}, {"nặng"})
    return False


def words_in(text: str) -> int:
    """How many words a text has."""
    return sum(1 for _ in _WORD.finditer(text))


def vietnamese(text: str) -> float:
    """The part of the words that are Vietnamese syllables, less where hardly any word carries a mark.

    Short forms count neither way. Good print gives 0.9 and more, a garbled text layer less than a half.
    """
    words = [word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if not _is_short_form(word)]
    if not words:
        return 0.0
    valid = sum(map(is_syllable, words)) / len(words)
    marked = sum(not word.isascii() and is_syllable(word) for word in words) / len(words)
    return valid * min(1.0, marked / _MARKED)


def _is_short_form(word: str) -> bool:
    return word.isupper() and len(word) <= _SHORT_FORM and not is_syllable(word)


def _without_tone(word: str) -> tuple[str, frozenset[str]]:
    letters = unicodedata.normalize("NFD", word)
    tones = frozenset(_TONES[letter] for letter in letters if letter in _TONES)
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES)), tones


@cache
def _forms() -> tuple[frozenset[str], frozenset[str]]:
    parts = {part.id: frozenset(part.forms) for part in records("syllables.toml", "part", SyllablePart)}
    return parts["onset"], parts["rhyme"]
