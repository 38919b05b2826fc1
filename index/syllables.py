"""Text as syllables: the unit in which Vietnamese is written, counted and compared.

Reads: any text. Writes: Syllable tuples with their spans, comparable spellings, spellings without marks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SYLLABLE = re.compile(r"[^\W_]+")
_OLD_TONE = {
    old + mark: new
    for old, news in {
        "o": {
            "à": "òa",
            "á": "óa",
            "ả": "ỏa",
            "ã": "õa",
            "ạ": "ọa",
            "è": "òe",
            "é": "óe",
            "ẻ": "ỏe",
            "ẽ": "õe",
            "ẹ": "ọe",
        },
        "u": {"ỳ": "ùy", "ý": "úy", "ỷ": "ủy", "ỹ": "ũy", "ỵ": "ụy"},
    }.items()
    for mark, new in news.items()
}
_OLD_TONE_AT_END = re.compile(rf"(?<!q)(?:{'|'.join(_OLD_TONE)})$")
_MARKS = re.compile(r"[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Syllable:
    """A run of letters or digits, in its comparable spelling, and where it stands."""

    word: str
    start: int
    end: int


@lru_cache(maxsize=50_000)
def comparable(word: str) -> str:
    """A syllable in lower case with one tone placement: `Hoà` is `hòa`, `Uỷ` is `ủy`; `quý` stays."""
    lowered = unicodedata.normalize("NFC", word).lower().replace("ð", "đ")
    return _OLD_TONE_AT_END.sub(lambda found: _OLD_TONE[found.group()], lowered)


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A syllable without its marks, đ made d: what a person types who types none."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", word.lower()))
    return bare.replace("đ", "d").replace("ð", "d")


def marked(word: str) -> bool:
    """Whether a syllable carries a mark of tone or vowel, or is written with đ."""
    return fold(word) != word.lower()


def syllables(text: str) -> list[Syllable]:
    """The syllables of a text in order, offsets in code points of the text."""
    return [Syllable(comparable(m.group()), m.start(), m.end()) for m in _SYLLABLE.finditer(text)]


def words(text: str) -> list[str]:
    """The comparable syllables of a text in order."""
    found = _SYLLABLE.findall(text)
    spelled = {word: comparable(word) for word in set(found)}
    return [spelled[word] for word in found]


def comparable_text(text: str) -> str:
    """A text with every syllable in its comparable spelling; offsets stay those of the composed text."""
    composed = unicodedata.normalize("NFC", text)
    return _SYLLABLE.sub(lambda found: _same_length(found.group()), composed)


def _same_length(word: str) -> str:
    spelled = comparable(word)
    return spelled if len(spelled) == len(word) else word
