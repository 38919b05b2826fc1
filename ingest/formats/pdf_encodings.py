"""Text layers of PDF pages in encodings of before Unicode, told font by font.

A font without a map to Unicode gives the codes of its encoding, as `.VnTime` does. What is decided together
is what one font writes on one line.

Reads: words of pdfplumber with their letters. Writes: the same words with their letters in Unicode.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from ingest.document import Line, Source
from ingest.encodings.converting import convert
from ingest.encodings.lost_letters import with_codes
from ingest.encodings.places import ranges

_GAP = "  "
PlumberWord: TypeAlias = dict[str, Any]
"""A word as pdfplumber gives it, with its letters under `chars`."""


def in_unicode(words: Sequence[PlumberWord]) -> tuple[str, ...]:
    """Put the letters of words into Unicode where they or their fonts show an old encoding.

    Gives the names of the encodings found. A word's converted text stands in the first of its letters that
    were converted together.
    """
    runs = [run for word in words for run in _runs(word["chars"])]
    if all(letter["text"].isascii() and ":" not in letter["text"] for run in runs for letter in run):
        return ()
    lines = [list(group) for _, group in groupby(runs, key=_font_and_line)]
    texts = [[with_codes("".join(letter["text"] for letter in run)) for run in line] for line in lines]
    before = tuple(
        Line(_GAP.join(parts), fonts=((0, str(line[0][0]["fontname"])),))
        for line, parts in zip(lines, texts, strict=True)
    )
    source, names = convert(Source("", "pdf", before))
    for line, old, new in zip(lines, before, source.lines, strict=True):
        pieces = new.text.split(_GAP)
        if new.text != old.text and len(pieces) == len(line):
            for run, text in zip(line, pieces, strict=True):
                _put(run, text)
    return names


def _font_and_line(run: Sequence[dict[str, Any]]) -> tuple[str, int]:
    """What the letters of a run have in common with others whose encoding is theirs."""
    return str(run[0]["fontname"]), round(float(run[0]["bottom"]) / 3)


def told(pages: Iterable[tuple[int, tuple[str, ...]]]) -> list[str]:
    """What a reader should know of pages, given by number, whose text was converted."""
    places: dict[str, list[int]] = {}
    for number, names in pages:
        for name in names:
            places.setdefault(name, []).append(number)
    return [f"Đã chuyển mã {name} sang Unicode: trang {ranges(numbers)}." for name, numbers in places.items()]


def _runs(letters: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The letters of a word that are in one font and not figures, which may be raised."""
    groups = groupby(letters, key=lambda letter: (str(letter["fontname"]), letter["text"].isdecimal()))
    return [list(group) for (_, figures), group in groups if not figures]


def _put(run: Sequence[dict[str, Any]], text: str) -> None:
    for letter in run:
        letter["text"] = ""
    run[0]["text"] = text
