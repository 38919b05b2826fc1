"""Which encoding each piece of a file is in: by its words, by its font, and by what surrounds it.

Reads: Piece records. Writes: Encoding records, or None for text that stands in Unicode.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.encodings.evidence import Evidence, needs_nothing, read_in, unicode_words, weigh
from ingest.encodings.tables import Encoding, Hint, encodings, hint

_ALONE = 3
"""So many words that only become Vietnamese are needed where nothing but the words speaks."""
_SHARE = 0.75
_MUCH = 10.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A text whose letters are all in one encoding: a paragraph, a cell, a run in one font."""

    text: str
    font: str = ""
    foreign: bool = False
    """Whether its bytes are no Unicode, so that it must be in some other encoding."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An old encoding and how sure it is, from 0 to 1."""

    encoding: str
    sure: float


def old_encoding(text: str, font: str = "") -> Reading | None:
    """The encoding of before Unicode that a paragraph is in, by its words and the name of its font.

    None for a paragraph in Unicode, or where too little speaks for any. What is known of the rest of a file
    is not looked at: see `decide`.
    """
    hinted = hint(font)
    found = _by_words(Piece(text, font), hinted)
    if found is None:
        return None
    weight = found[1].gained * (2.0 if hinted else 1.0)
    return Reading(found[0].name, round(found[1].share * min(1.0, 0.4 + weight / _MUCH), 3))


def decide(pieces: Sequence[Piece]) -> list[Encoding | None]:
    """The encoding of every piece, in order: first where words are enough, then by fonts, then by neighbours.

    A font alone says nothing in a file in Unicode where no words confirm it: many a name is left over.
    """
    void = _void_fonts(pieces)
    hints = [None if piece.font in void else hint(piece.font) for piece in pieces]
    sure: list[Encoding | None] = [None] * len(pieces)
    in_unicode = [False] * len(pieces)
    for n, (piece, hinted) in enumerate(zip(pieces, hints, strict=True)):
        found = _by_words(piece, hinted)
        in_unicode[n] = found is None and unicode_words(piece.text) > 0
        sure[n] = found[0] if found is not None else None
    confirmed = {item for item in sure if item is not None}
    for n, hinted in enumerate(hints):
        if hinted is None or sure[n] is not None or in_unicode[n]:
            continue
        if hinted.encoding in confirmed or not any(in_unicode):
            sure[n] = hinted.encoding
    return _by_neighbours(pieces, sure, in_unicode)


def _void_fonts(pieces: Sequence[Piece]) -> set[str]:
    """The old fonts whose text was converted without them: most of their words stand in Unicode."""
    old: Counter[str] = Counter()
    new: Counter[str] = Counter()
    for piece in pieces:
        hinted = hint(piece.font)
        if hinted is not None:
            new[piece.font] += unicode_words(piece.text)
            evidence = weigh(piece.text, hinted.encoding)
            old[piece.font] += evidence.gained
            new[piece.font] += evidence.lost
    return {font for font, count in new.items() if count > old[font]}


def _by_words(piece: Piece, hinted: Hint | None) -> tuple[Encoding, Evidence] | None:
    """The encoding that the words of a piece are enough to tell, with their evidence."""
    if (piece.text.isascii() and piece.text.isprintable()) or needs_nothing(piece.text):
        return None
    weighed = [(item, weigh(piece.text, item)) for item in encodings()]
    best = max(weighed, key=lambda pair: _worth(pair, hinted))
    item, evidence = best
    by_font = hinted is not None and hinted.encoding is item
    enough = 1 if by_font or piece.foreign else _ALONE
    if evidence.rescued < enough or evidence.share < _SHARE or evidence.gained <= 2 * evidence.lost:
        return None
    if evidence.rescued <= 2 * unicode_words(piece.text):
        return None
    if not by_font and _is_contested(piece.text, best, weighed):
        return None
    return best


def _is_contested(
    text: str, best: tuple[Encoding, Evidence], weighed: Sequence[tuple[Encoding, Evidence]]
) -> bool:
    """Whether another encoding makes other words of a text that are as good."""
    item, evidence = best
    rivals = (other for other, its in weighed if other is not item and its.margin >= evidence.margin)
    return any(read_in(text, item) != read_in(text, other) for other in rivals)


def _worth(pair: tuple[Encoding, Evidence], hinted: Hint | None) -> float:
    item, evidence = pair
    return evidence.margin + evidence.share + (2 if hinted and hinted.encoding is item else 0)


def _by_neighbours(
    pieces: Sequence[Piece], sure: list[Encoding | None], in_unicode: Sequence[bool]
) -> list[Encoding | None]:
    """What is sure, and for the pieces of few words what the nearest pieces that are sure make likely."""
    if not any(sure):
        sure = _together(pieces, in_unicode)
    if not any(sure):
        return sure
    before = _nearest(sure, in_unicode, range(len(pieces)))
    after = _nearest(sure, in_unicode, range(len(pieces) - 1, -1, -1))
    all_old = not any(in_unicode)
    return [
        found if found is not None or known else _likely(piece, (before[n], after[n]), all_old)
        for n, (piece, found, known) in enumerate(zip(pieces, sure, in_unicode, strict=True))
    ]


def _together(pieces: Sequence[Piece], in_unicode: Sequence[bool]) -> list[Encoding | None]:
    """The encoding that all pieces of a file without Unicode tell together where none does alone."""
    found = None if any(in_unicode) else _by_words(Piece("\n".join(piece.text for piece in pieces)), None)
    if found is None:
        return [None] * len(pieces)
    return [found[0] if weigh(piece.text, found[0]).gained else None for piece in pieces]


def _nearest(
    sure: Sequence[Encoding | None], in_unicode: Sequence[bool], order: range
) -> list[Encoding | str | None]:
    """For every piece what the last sure one on the way to it is in, or `unicode`; None where none is."""
    result: list[Encoding | str | None] = [None] * len(sure)
    last: Encoding | str | None = None
    for n in order:
        result[n] = last
        if sure[n] is not None or in_unicode[n]:
            last = sure[n] or "unicode"
    return result


def _likely(piece: Piece, around: tuple[Encoding | str | None, ...], all_old: bool) -> Encoding | None:
    """The encoding of a piece of few words between two pieces that are sure."""
    candidates = [item for item in dict.fromkeys(around) if isinstance(item, Encoding)]
    if not candidates:
        return None
    weighed = [(item, weigh(piece.text, item)) for item in candidates]
    item, evidence = max(weighed, key=lambda pair: pair[1].margin)
    if not evidence.words or unicode_words(piece.text):
        return None
    if evidence.gained > 2 * evidence.lost or piece.foreign:
        return item
    undisputed = len({other for other in around if other is not None}) == 1
    return item if undisputed and (not evidence.lost or all_old) else None
