"""Letters of TCVN3 that programs take for a soft hyphen: `ng-êi` and `ng(cid:173)êi` are `người`.

Reads: str. Writes: str.
"""

from __future__ import annotations

import re

from ingest.encodings.tables import Encoding, codes_of
from ingest.syllables import is_syllable

_SOFT_HYPHEN = "\u00ad"
_SPLIT = re.compile(r"(?<![^\W\d_])([^\W\d_]*)-([^\W\d_]+)(?![^\W\d_])")
_CID = re.compile(r"\(cid:(\d{2,3})\)")


def with_codes(text: str) -> str:
    """A text with the codes that a PDF names instead of showing (`(cid:173)`) as the characters they are."""
    return _CID.sub(lambda m: chr(int(m.group(1))) if int(m.group(1)) < 256 else m.group(), text)


def with_lost_letters(text: str, item: Encoding) -> str:
    """A converted text with the letter of the soft hyphen where a hyphen stands inside a syllable for it."""
    letter = codes_of(item).get(_SOFT_HYPHEN)
    if letter is None or "-" not in text:
        return text
    return _SPLIT.sub(lambda match: _joined(match, letter), text)


def _joined(match: re.Match[str], letter: str) -> str:
    first, second = match.groups()
    if (first and is_syllable(first) and is_syllable(second)) or (not first and is_syllable(second)):
        return match.group()
    word = first + letter + second
    return word if is_syllable(word) else match.group()
