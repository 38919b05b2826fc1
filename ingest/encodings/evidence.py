"""How well a text reads in an encoding: which of its words become Vietnamese, which cease to be.

Reads: str. Writes: Evidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ingest.encodings.tables import SIGNS, Encoding, as_windows, codes_of, convert
from ingest.syllables import is_common, is_syllable

_WORD = re.compile(r"[^\t-\r -@\[-`{-\x7f]+")
_ASCII = re.compile(r"[A-Za-z]+")
_UNICODE = re.compile(
    r"[\u0100-\u0151\u0154-\u015f\u0162-\u0177\u0179-\u017c\u017f-\u0191\u0193-\u02c5\u0300-\u036f\u1ea0-\u1eff]"
)
"""Letters that no old encoding shows: where they stand in a word, it is Unicode."""
_EDGES = "“”‘’«»–—…•·\u00a0§×÷±"
_OPENING = "“‘"
_LIST_LETTERS = ("đ", "Đ")
"""Letters of lists that old encodings write with a code of their own: `điểm “đ”` is no `đễ`."""
_TRAILING = "²³¹°®™†‡"
_PARTS = re.compile(r"[–—…’‘“”\u00a0]+")
_SHORT_FORM = re.compile(r"[A-ZĐƯ]*Đ[A-ZĐƯ]*")
_LETTERS = re.compile(r"[^\W\d_]+")
_ALONE = re.compile(rf"(?:^|(?<=[^\W\d_]{{2}} ))[{SIGNS}](?= [^\W\d_]{{2}})")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Counts of the words that an encoding would change."""

    words: int = 0
    gained: int = 0
    """Words that are better Vietnamese as the encoding reads them."""
    lost: int = 0
    """Words that are better Vietnamese as they stand."""
    good: int = 0
    """Words that are Vietnamese as the encoding reads them."""
    rescued: int = 0
    """Words that are Vietnamese only as the encoding reads them."""
    margin: int = 0
    """How much better all of them are as the encoding reads them, in steps of `likelihood`."""

    @property
    def share(self) -> float:
        """The part of the words that are Vietnamese as the encoding reads them, from 0 to 1."""
        return self.good / self.words if self.words else 0.0


@lru_cache(maxsize=65536)
def is_unicode(chunk: str) -> bool:
    """Whether a word holds a letter that only Unicode has."""
    return _UNICODE.search(chunk) is not None


def unicode_words(text: str) -> int:
    """How many Vietnamese words of a text can only be Unicode."""
    return sum(1 for chunk in chunks(text) if is_unicode(chunk) and reads(chunk))


def needs_nothing(text: str) -> bool:
    """Whether a text is in Unicode without a doubt: some of its words can only be, and all others read."""
    found = list(chunks(text))
    return any(map(is_unicode, found)) and all(map(reads, found))


def chunks(text: str) -> Iterator[str]:
    """The words of a text that hold more than ASCII letters, whatever signs stand for their letters."""
    return (word for word in _WORD.findall(text) if not _ASCII.fullmatch(word))


def replaced(text: str, read: Callable[[str], str]) -> str:
    """A text with those words read in another way."""
    return _WORD.sub(
        lambda match: match.group() if _ASCII.fullmatch(match.group()) else read(match.group()), text
    )


def weigh(text: str, item: Encoding) -> Evidence:
    """What speaks for a text being in an encoding, and what against it."""
    words = gained = lost = good = rescued = margin = 0
    for chunk in chunks(text):
        better, is_good = _change(chunk, item)
        if better is None:
            continue
        words += 1
        good += is_good
        gained += better > 0
        lost += better < 0
        rescued += is_good and not reads(chunk)
        margin += better
    return Evidence(words, gained, lost, good, rescued, margin)


@lru_cache(maxsize=131072)
def _change(chunk: str, item: Encoding) -> tuple[int | None, bool]:
    """How much likelier a word becomes in an encoding (None: it stays), and whether it is one there."""
    read = chunk if is_unicode(chunk) else as_read(chunk, item)
    if read == chunk:
        return None, False
    return likelihood(read) - likelihood(chunk), reads(read)


def read_in(text: str, item: Encoding) -> str:
    """A text as an encoding reads it; words with letters that only Unicode has stay."""
    read = replaced(text, lambda chunk: chunk if is_unicode(chunk) else as_read(chunk, item))
    letters = codes_of(item)
    return _ALONE.sub(lambda match: _word_of_a_sign(match, letters), read)


def _word_of_a_sign(match: re.Match[str], letters: Mapping[str, str]) -> str:
    """The word that a sign standing alone among capitals is: VISCII's `Ở` looks like a dash."""
    around = match.string[max(0, match.start() - 3) : match.end() + 3]
    letter = letters.get(match.group(), match.group())
    return letter if around.upper() == around and is_common(letter) else match.group()


@lru_cache(maxsize=65536)
def as_read(chunk: str, item: Encoding) -> str:
    """A word as an encoding reads it; quotes, dashes and raised figures stay where only that makes a word."""
    chunk = as_windows(chunk)
    core = chunk.strip(SIGNS)
    if not core:
        return chunk
    whole = convert(chunk, item)
    letter = convert(core, item)
    if core != chunk and letter in _LIST_LETTERS and likelihood(whole) < 2:
        return chunk.replace(core, letter, 1)
    if core == chunk:
        return whole if reads(whole) else _parted(chunk, whole, item)
    if reads(whole) and not (chunk[0] in _OPENING and likelihood(whole) < 2):
        return whole
    start = chunk.index(core)
    inner = core if core.isascii() else as_read(core, item)
    if core.isascii() or reads(inner):
        return chunk[:start] + inner + chunk[start + len(core) :]
    return whole if reads(whole) else _parted(chunk, whole, item)


def _parted(chunk: str, whole: str, item: Encoding) -> str:
    """The word with the signs inside it left alone, where that makes words; else `whole`."""
    kept = convert(chunk, item, typography=True)
    return kept if reads(kept) else whole


@lru_cache(maxsize=65536)
def reads(chunk: str) -> bool:
    """Whether a word with the signs around it is Vietnamese: syllables, or a short form such as `NĐ`."""
    core = chunk.strip(_EDGES).rstrip(_TRAILING + _EDGES)
    if not core:
        return True
    if core.isascii() and chunk.rstrip(_EDGES)[-1:] in _TRAILING:
        return core.isalpha()
    return all(_is_word(part) for part in _PARTS.split(core) if part)


@lru_cache(maxsize=65536)
def likelihood(chunk: str) -> int:
    """0 for what is no Vietnamese word, 1 for what can be one, 2 for one of the common ones."""
    if not reads(chunk):
        return 0
    parts = _LETTERS.findall(chunk)
    return 2 if parts and all(map(is_common, parts)) else 1


def _is_word(part: str) -> bool:
    if _LETTERS.fullmatch(part) is None:
        return False
    return is_syllable(part) or _SHORT_FORM.fullmatch(part) is not None
