"""How much two documents say the same, whatever form each has: a digest of the letters, and a sketch.

A sketch holds the least hashes of a text's runs of syllables (bottom-k sketch; A. Broder, "On the
resemblance and containment of documents", 1997): the share that two sketches have in common estimates the
share of the runs that the texts have. Marks are left out, since a recognised scan errs there most.

Reads: strings. Writes: digests, sketches, shares.
"""

from __future__ import annotations

import hashlib
import heapq
import re
import unicodedata

from ingest.vocabulary import slug

_RUN = 3
"""Syllables of a run: one misread letter spoils three runs, and chance makes few runs equal."""
_KEPT = 96
"""Hashes of a sketch: the share is then right to about five hundredths."""
_ENOUGH = 24
"""Runs below which a text is too short to tell anything by its likeness."""
_SYLLABLE = re.compile(r"[^\W_]+")

Sketch = frozenset[int]


def letters_digest(text: str) -> str:
    """SHA-256 of a text's letters and figures in hexadecimal: equal where only spaces and signs differ."""
    normal = unicodedata.normalize("NFC", text).casefold()
    return hashlib.sha256("".join(_SYLLABLE.findall(normal)).encode()).hexdigest()


def sketch(text: str) -> Sketch:
    """The sketch of a text; empty where it is too short."""
    syllables = slug(text).split("-")
    runs = {" ".join(syllables[n : n + _RUN]) for n in range(len(syllables) - _RUN + 1)}
    return frozenset(heapq.nsmallest(_KEPT, map(_hash, runs))) if len(runs) >= _ENOUGH else frozenset()


def likeness(one: Sketch, other: Sketch) -> float:
    """The estimated share of runs that two texts have in common, 0 to 1."""
    if not one or not other:
        return 0.0
    least = heapq.nsmallest(min(len(one), len(other)), one | other)
    return sum(value in one and value in other for value in least) / len(least)


def _hash(run: str) -> int:
    """64 bits, signed, as SQLite keeps whole numbers."""
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big", signed=True)
