"""The lines that words make by where they stand.

Reads: words with their places. Writes: TextLine records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.formats.pdf_words import Word


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words on one line, or a table row with its cells."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    first_width: float
    marked: bool = False
    """Whether it opens with a raised figure, as a footnote does."""
    cells: tuple[str, ...] = ()
    table: int | None = None
    merged: tuple[int, ...] = ()
    """Cells that are one with the cell above them."""


def visual_lines(words: Sequence[Word]) -> list[list[Word]]:
    """Words grouped by the line that they stand on, left to right; raised figures stay with their line."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.bottom + word.top) / 2):
        line = next((line for line in lines[-3:] if _same_line(line, word)), None)
        if line is None:
            lines.append([word])
        else:
            line.append(word)
    for line in lines:
        line.sort(key=lambda word: word.x0)
    lines.sort(key=lambda line: median(word.bottom for word in line))
    return lines


def line_of(words: Sequence[Word], text: str | None = None) -> TextLine:
    """One line of words as a record."""
    size = max(word.size for word in words)
    first = words[0]
    marked = first.text[:3].strip("().[]*").isdigit() and first.size < 0.8 * size
    return TextLine(
        text if text is not None else joined(words),
        first.x0,
        max(word.x1 for word in words),
        min(word.top for word in words),
        max(word.bottom for word in words),
        median(word.size for word in words),
        all(word.bold for word in words),
        first.x1 - first.x0,
        marked,
    )


def joined(words: Sequence[Word]) -> str:
    """The words of a line with spaces where there are gaps; a word in two fonts is one."""
    parts = [words[0].text]
    for before, word in pairwise(words):
        parts.append("" if word.x0 - before.x1 < 0.08 * word.size else " ")
        parts.append(word.text)
    return "".join(parts)


def _same_line(line: list[Word], word: Word) -> bool:
    """Whether a word stands on a line: their heights overlap by half of the lower one."""
    top, bottom = max(line[0].top, word.top), min(line[0].bottom, word.bottom)
    return bottom - top > 0.5 * min(line[0].bottom - line[0].top, word.bottom - word.top)
