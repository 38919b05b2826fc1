"""What was found to name a body, and the words it is made of.

Reads: words with their marks. Writes: Mention records.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ingest.agency_names import bases
from ingest.agency_words import Word, words_of
from ingest.vocabulary import bodies

_SHORTEST = 3

Level = Literal["trung ương", "tỉnh", "thành phố", "huyện", "xã"]
"""The level of the office that issued a document."""
Kind = Literal["body", "group", "open"]
"""A body of the vocabulary, a set of bodies, or a name that grows from a head word."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A body named in words, with its place in them (code points, end exclusive)."""

    start: int
    end: int
    canonical: str
    known: bool
    kind: Kind = "body"


Found = tuple[int, tuple[Mention, ...]]
"""Index of the first word after what was found, and the bodies."""


def mention(line: Sequence[Word], at: int, stop: int, name: str, known: bool, kind: Kind = "body") -> Mention:
    """The words from one index to another as a mention."""
    return Mention(line[at].start, line[stop - 1].end, name, known, kind)


def member_at(line: Sequence[Word], at: int, *, whole: bool = False) -> Found | None:
    """The body at a word, by the whole grammar, which is imported late: names hold names."""
    from ingest.agency import agency_at

    return agency_at(line, at, whole=whole)


def printed_words(line: Sequence[Word], at: int, stop: int) -> str:
    """Words with their marks, as printed but for blanks."""
    out = line[at].text
    for word in line[at + 1 : stop]:
        mark = word.gap
        out += (
            f"{mark} " if mark in (",", ";") else f" {mark} " if mark in ("-", "–") else mark or " "
        ) + word.text
    return out


@cache
def _short_forms() -> re.Pattern[str]:
    forms = sorted(
        (f for b in bodies() for f in b.abbreviations if len(f) > _SHORTEST), key=len, reverse=True
    )
    return re.compile(r"\b(?:" + "|".join(map(re.escape, forms)) + r")\b")


def spelled_out(name: str) -> str:
    """A name with the short forms of bodies in it written out: `thuộc UBND tỉnh`."""
    return _short_forms().sub(_in_full, name)


def _in_full(short: re.Match[str]) -> str:
    hit = bases().longest(words_of(short.group()), 0)
    return hit[1].canonical if hit else short.group()
