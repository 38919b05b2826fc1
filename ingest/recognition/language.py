"""How Vietnamese a text is, measured by how its words are spelled: a text layer that lies is not.

Reads: str. Writes: a share from 0 to 1.
"""

from __future__ import annotations

import re
import unicodedata

from ingest.syllables import is_syllable

_WORD = re.compile(r"[^\W\d_]+")
_SHORT_FORM = 6
"""Words in capitals up to this length may be short forms, which are spelled by no rule."""
_MARKED = 0.5
"""At least this part of the words of a Vietnamese text carries a mark; usually three quarters do."""


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
