"""Where a run of one text stands in another that holds the same words, spaced and composed in another way.

The reader joins wrapped lines, evens spaces and composes letters; what was submitted keeps its own.

Reads: two strings. Writes: offsets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_PROBE = 24
_FURTHER = 20_000
"""Signs by which two texts are brought together again, and how far ahead they are looked for."""
_STEPS = 400
_BLOCK = 256
_COMBINING = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_CLUSTER = re.compile(rf"(?s:.)(?:{_COMBINING.pattern})*")
_MARKS = frozenset("*_|#")
_SILENT = "\u200b\ufeff\u00ad"


@dataclass(frozen=True, slots=True)
class Alignment:
    """Offsets of a read text in the given one."""

    places: tuple[int, ...]
    """The offset in `given` of each code point that was read; -1 where there is none."""
    given: str

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Where `read[start:end]` stands in the given text; None where its ends were not found there."""
        places = self.places[start:end]
        known = [p for p in places if p >= 0]
        if not known or places[0] < 0 or places[-1] < 0:
            return None
        last = known[-1] + 1
        while last < len(self.given) and unicodedata.combining(self.given[last]):
            last += 1
        return known[0], last


def align(read: str, given: str) -> Alignment:
    """Where each sign of `read` stands in `given`."""
    return Alignment(tuple(_aligned(read, given)), given)


def _signs(text: str) -> tuple[str, list[int]]:
    """The letters and signs of a text without spaces, composed, one code point each, and their offsets."""
    if _COMBINING.search(text) is None:
        kept = [at for at, sign in enumerate(text) if not (sign.isspace() or sign in _SILENT)]
        return "".join([text[at] for at in kept]), kept
    signs: list[str] = []
    offsets: list[int] = []
    for match in _CLUSTER.finditer(text):
        if not (match[0][0].isspace() or match[0][0] in _SILENT):
            signs.append(unicodedata.normalize("NFC", match[0])[0])
            offsets.append(match.start())
    return "".join(signs), offsets


def _aligned(read: str, given: str) -> Sequence[int]:
    """The offset in `given` of each code point of `read`; -1 where there is none."""
    ours, at_ours = _signs(read)
    theirs, at_theirs = _signs(given)
    found = [-1] * len(read)
    i = j = 0
    while i < len(ours) and j < len(theirs):
        if ours[i] != theirs[j]:
            if theirs[j] in _MARKS or ours[i] in _MARKS:  # emphasis and cell borders of either side
                i, j = (i, j + 1) if theirs[j] in _MARKS else (i + 1, j)
                continue
            step = _together(ours, theirs, i, j)
            i, j = step or (i + 1, j)
            continue
        same = _BLOCK if ours[i : i + _BLOCK] == theirs[j : j + _BLOCK] else 1
        same = min(same, len(ours) - i, len(theirs) - j)
        for ahead in range(same):
            found[at_ours[i + ahead]] = at_theirs[j + ahead]
        i, j = i + same, j + same
    return found


def _together(ours: str, theirs: str, i: int, j: int) -> tuple[int, int] | None:
    """The next places, from `i` and `j` on, where both texts go on with the same signs."""
    for ahead in range(i, min(i + _STEPS, len(ours))):
        at = theirs.find(ours[ahead : ahead + _PROBE], j, j + _FURTHER)
        if at >= 0:
            return ahead, at
    return None
