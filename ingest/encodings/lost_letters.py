"""The letter of TCVN3 that programs take for a soft hyphen: shown as one (`ng-êi`) or dropped (`ngêi`).

Reads: str. Writes: str.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.encodings.evidence import chunks
from ingest.encodings.tables import Encoding, codes_of
from ingest.syllables import is_common, is_syllable

_SOFT_HYPHEN = "\u00ad"
_SPLIT = re.compile(r"(?<![^\W\d_])([^\W\d_]*)-([^\W\d_]+)(?![^\W\d_])")
_WHOLE_WORD = re.compile(r"(?<![\w./-])[^\W\d_]+(?![\w/]|[.)]?-)")
_ENOUGH = 60
"""Marked words from which on a Vietnamese text without the letter is none that anybody wrote."""
_MISSED = 0.02
"""Share of words that the letter completes from which on it was dropped: a rare letter may just not occur."""
_LONGEST = 6
_CID = re.compile(r"\(cid:(\d{2,3})\)")


def with_codes(text: str) -> str:
    """A text with the codes that a PDF names (`(cid:173)`) as the characters they are."""
    return _CID.sub(lambda m: chr(int(m.group(1))) if int(m.group(1)) < 256 else m.group(), text)


def with_lost_letters(text: str, item: Encoding) -> str:
    """A converted text with the letter of the soft hyphen where a hyphen stands inside a syllable for it."""
    letter = codes_of(item).get(_SOFT_HYPHEN)
    if letter is None or "-" not in text:
        return text
    return _SPLIT.sub(lambda match: _joined(match, letter), text)


def is_dropped(texts: Sequence[str], item: Encoding) -> bool:
    """Whether converted texts lack the letter of the soft hyphen altogether: a program dropped them all."""
    letter = codes_of(item).get(_SOFT_HYPHEN)
    if letter is None or any(letter in text for text in texts):
        return False
    words = sum(1 for text in texts for _ in chunks(text))
    return words >= _ENOUGH and _completable(texts, letter) >= _MISSED * words


def _completable(texts: Sequence[str], letter: str) -> int:
    """Words that the letter would complete."""
    found = (match.group() for text in texts for match in _WHOLE_WORD.finditer(text))
    return sum(_completed(word, letter) is not None for word in found)


def with_dropped_letters(text: str, item: Encoding) -> tuple[str, int]:
    """A text with the dropped letter put back where one word alone can be meant, and in how many words.

    `ngời` is `người`, `nh` is `như`; a word that is common as it stands, or becomes several, is left.
    """
    letter = codes_of(item)[_SOFT_HYPHEN]
    count = 0

    def put_back(match: re.Match[str]) -> str:
        nonlocal count
        found = _completed(match.group(), letter)
        count += found is not None
        return found or match.group()

    return _WHOLE_WORD.sub(put_back, text), count


@lru_cache(maxsize=16384)
def _completed(word: str, letter: str) -> str | None:
    """The one syllable that a word becomes by the letter: a common one, or any where the word is none."""
    if is_common(word) or len(word) > _LONGEST or (word.isascii() and (word.isupper() or is_syllable(word))):
        return None
    upper = letter.upper() if len(word) > 1 and word.isupper() else letter
    made = {word[:at] + upper + word[at:] for at in range(len(word) + 1)}
    fits = [found for found in made if is_common(found)]
    if not fits and not is_syllable(word) and not word.isascii():
        fits = [found for found in made if is_syllable(found)]
    return fits[0] if len(fits) == 1 else None


def _joined(match: re.Match[str], letter: str) -> str:
    first, second = match.groups()
    if (first and is_syllable(first) and is_syllable(second)) or (not first and is_syllable(second)):
        return match.group()
    word = first + letter + second
    return word if is_syllable(word) else match.group()
