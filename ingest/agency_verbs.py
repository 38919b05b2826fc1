"""Verbs at the head of a task, told from the names that begin like them.

Reads: words with their marks. Writes: answers.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.agency_names import adverbs, listed, phrases, verbs
from ingest.agency_words import Word


def begins_verb(line: Sequence[Word], at: int) -> bool:
    """Whether a verb of the vocabulary, in lower case, starts at a word."""
    if line[at].capital or (at and line[at - 1].lower == "ban" and line[at].lower in listed("behind_ban")):
        return False
    hit = verbs().longest(line, at, strict=True) or adverbs().longest(line, at, strict=True)
    return hit is not None and line[at].lower != "và"


def opens_with_verb(line: Sequence[Word]) -> bool:
    """Whether a sentence begins with a verb of the vocabulary, its capital letter aside."""
    if not line:
        return False
    return (
        verbs().longest(line, 0, strict=True) is not None
        or adverbs().longest(line, 0, strict=True) is not None
    )


def is_no_name(line: Sequence[Word], at: int) -> bool:
    """Whether words that begin like the name of a body are none: `hội nghị`, `bộ máy`."""
    return phrases("not_names").longest(line, at, strict=True) is not None


def begins_longer_verb(line: Sequence[Word], at: int, stop: int) -> bool:
    """Whether a noun is the first syllable of something else: `ban` of `ban hành`, `bộ` of `bộ máy`."""
    verb = verbs().longest(line, at, strict=True)
    return (verb is not None and verb[0] > stop) or (stop - at == 1 and is_no_name(line, at))


def capital_verb(line: Sequence[Word], at: int, stop: int) -> bool:
    """Whether a capital letter only begins a sentence: `Tổ chức …`, `Báo cáo …`, `Phòng ngừa …`."""
    verb = verbs().longest(line, at, strict=True)
    second = line[at + 1] if at + 1 < len(line) else None
    if verb is None or verb[0] <= stop or second is None:
        return False
    return second.text.isupper() or not second.capital
