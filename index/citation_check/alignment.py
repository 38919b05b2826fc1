"""Where a run of one text stands in another that holds the same words, spaced and composed in another way.

The reader joins wrapped lines, evens spaces and composes letters; what was submitted keeps its own.

Reads: two strings. Writes: offsets.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_PROBE = 24
_FURTHER = 20_000
"""Signs by which two texts are brought together again, and how far ahead they are looked for."""
_STEPS = 400


class Alignment:
    """Offsets of `read` in `given`."""

    def __init__(self, read: str, given: str) -> None:
        self._places = _aligned(read, given)
        self._given = given

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Where `read[start:end]` stands in the given text; None where its ends were not found there."""
        places = self._places[start:end]
        known = [p for p in places if p >= 0]
        if not known or places[0] < 0 or places[-1] < 0:
            return None
        last = known[-1] + 1
        while last < len(self._given) and unicodedata.combining(self._given[last]):
            last += 1
        return known[0], last


def _signs(text: str) -> tuple[list[str], list[int]]:
    """The letters and signs of a text without spaces, composed, each with its offset."""
    signs: list[str] = []
    offsets: list[int] = []
    at = 0
    while at < len(text):
        if text[at].isspace() or text[at] in "\u200b\ufeff\u00ad":
            at += 1
            continue
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        sign = text[at] if end == at + 1 else unicodedata.normalize("NFC", text[at:end])
        signs.append(sign)
        offsets.append(at)
        at = end
    return signs, offsets


def _aligned(read: str, given: str) -> Sequence[int]:
    """The offset in `given` of each code point of `read`; -1 where there is none."""
    ours, at_ours = _signs(read)
    theirs, at_theirs = _signs(given)
    joined = "".join(s[0] for s in theirs)
    found = [-1] * len(read)
    i = j = 0
    while i < len(ours) and j < len(theirs):
        if ours[i] == theirs[j]:
            found[at_ours[i]] = at_theirs[j]
            i, j = i + 1, j + 1
            continue
        step = _together(ours, joined, i, j)
        if step is None:
            i += 1
            continue
        i, j = step
    return found


def _together(ours: list[str], joined: str, i: int, j: int) -> tuple[int, int] | None:
    """The next places, from `i` and `j` on, where both texts go on with the same signs."""
    for ahead in range(i, min(i + _STEPS, len(ours))):
        probe = "".join(s[0] for s in ours[ahead : ahead + _PROBE])
        at = joined.find(probe, j, j + _FURTHER)
        if at >= 0:
            return ahead, at
    return None
