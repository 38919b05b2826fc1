"""The words of a PDF page, without the raised figures that refer to its footnotes.

Reads: a page of pdfplumber. Writes: Word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, TypeAlias

from ingest.formats.pdf_encodings import in_unicode

PlumberPage: TypeAlias = Any
"""A page as pdfplumber gives it, without types."""

_SMALL = 0.8
"""A raised figure is smaller than this part of the letters that it stands with."""
_RAISED = 0.2
"""It stands higher than they do by this part of their size."""
_MEASURED = re.compile(r"(?<![^\W\d_])[cdkm]?m$")
"""Units whose raised figure is a power: m2, km2, đồng/m3."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and the box around it, in points from the page's top left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    sure: float = 1.0
    """How sure the reading is, from 0 to 1: below 1 where the word was recognised in an image."""


def read_words(page: PlumberPage) -> list[Word]:
    """The words of a page; `dụng²` is `dụng` where the page has a note 2.

    Consolidated texts mark what was amended so: left in, the figure would change a number (`khoản 1¹⁴`).
    """
    return words_and_encodings(page)[0]


def words_and_encodings(page: PlumberPage) -> tuple[list[Word], tuple[str, ...]]:
    """The words of a page, and the encodings of before Unicode that some of them were in."""
    found = page.extract_words(return_chars=True, x_tolerance=2, use_text_flow=False)
    encodings = in_unicode(found)
    words = [_word(word["chars"]) for word in found]
    if not words:
        return [], encodings
    body = median(word.size for word in words)
    notes = {word.text for word in words if word.text.isdigit() and word.size < _SMALL * body}
    kept = (_without_reference(word["chars"], notes) for word in found)
    return [word for word in (_word(letters) for letters in kept) if word.text.strip()], encodings


def _without_reference(letters: list[dict[str, Any]], notes: set[str]) -> list[dict[str, Any]]:
    """The letters of a word without the raised figure of one of the page's notes."""
    full = max(letters, key=lambda letter: float(letter["size"]))
    raised = [n for n, letter in enumerate(letters) if _is_raised(letter, full)]
    if not raised or raised[-1] - raised[0] + 1 != len(raised):
        return letters
    figure = "".join(letters[n]["text"] for n in raised)
    before = "".join(letter["text"] for letter in letters[: raised[0]])
    if figure not in notes or _MEASURED.search(before):
        return letters
    return [*letters[: raised[0]], *letters[raised[-1] + 1 :]]


def _is_raised(letter: dict[str, Any], full: dict[str, Any]) -> bool:
    size = float(full["size"])
    higher = float(full["bottom"]) - float(letter["bottom"]) > _RAISED * size
    return letter["text"].isdigit() and float(letter["size"]) < _SMALL * size and higher


def _word(letters: Sequence[dict[str, Any]]) -> Word:
    return Word(
        "".join(letter["text"] for letter in letters),
        min(letter["x0"] for letter in letters),
        max(letter["x1"] for letter in letters),
        min(letter["top"] for letter in letters),
        max(letter["bottom"] for letter in letters),
        max(float(letter["size"]) for letter in letters),
        all("bold" in str(letter["fontname"]).lower() for letter in letters),
    )
