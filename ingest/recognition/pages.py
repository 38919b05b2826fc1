"""Pages of a file are recognised, several at once, each with the words' places on its paper.

Reads: images of pages. Writes: ScannedPage.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median

from PIL import Image

from ingest.formats.pdf_words import Word
from ingest.recognition.head_lines import read_again
from ingest.recognition.preparation import prepare
from ingest.recognition.roman import numerals_again
from ingest.recognition.tesseract import BOUNDS, Bounds, NotRecognised, ReadLine, ReadWord, recognise
from ingest.syllables import is_syllable

_UNSURE = 30
"""A word that is less sure than this, in percent, is taken for a mark of ink that is no word."""
_WORDLIKE = 60
_BEARING = 0.035
"""Ink is narrower than the type that printed it, on either side by this part of its height."""
_MARKS = frozenset("—–-_=~.,:;'`´‘’“”\"|/\\()[]{}<>«»*^°©®¬¦•·…")
_POINTS = 72
_ALIKE = 0.12
"""Sizes that differ by less than this part are one size: what differs is how high a line's letters happen
to be."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page to be recognised: its number from 1, its image, the image's resolution."""

    number: int
    image: Image.Image
    dpi: int


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A recognised page: words in points from its top left corner, and how sure they are on average (0 to 1).

    `failed` says in Vietnamese why a page could not be recognised.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    sure: float = 0.0
    failed: str | None = None
    doubtful: tuple[str, ...] = ()
    """Roman numerals, each with the words before it, whose readings contradict each other."""


def recognised(images: Iterable[PageImage], bounds: Bounds = BOUNDS) -> Iterator[ScannedPage]:
    """The pages in their order; no more images are held than there are cores, and one."""
    workers = max(1, os.cpu_count() or 1)
    pending: deque[Future[ScannedPage]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for page in images:
                pending.append(pool.submit(recognise_page, page, bounds))
                if len(pending) > workers:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        finally:
            for waiting in pending:
                waiting.cancel()


def recognise_page(page: PageImage, bounds: Bounds = BOUNDS) -> ScannedPage:
    """One page: prepared, recognised, the lines of its head read again."""
    points = _POINTS / page.dpi
    size = (page.image.width * points, page.image.height * points)
    prepared = prepare(page.image, page.dpi)
    try:
        lines = recognise(prepared.image, prepared.dpi, bounds=bounds)
    except NotRecognised:
        return ScannedPage(page.number, *size, failed="nhận dạng quá lâu hoặc quá tốn bộ nhớ")
    lines = [line for line in map(_without_marks, lines) if line.words and not _is_scribble(line)]
    lines, doubtful = numerals_again(prepared, read_again(prepared, lines, bounds), bounds)
    words = tuple(_placed(lines, _POINTS / prepared.dpi))
    letters = sum(len(word.text) for line in lines for word in line.words)
    weighed = sum(word.sure * len(word.text) for line in lines for word in line.words)
    sure = weighed / letters / 100 if letters else 0.0
    return ScannedPage(page.number, *size, words, sure, doubtful=doubtful)


def _without_marks(line: ReadLine) -> ReadLine:
    """A line without what is no word: rules, borders, specks."""
    words = tuple(word for word in line.words if not _is_mark(word))
    return ReadLine(words, line.size, line.foot, line.slope)


def _is_mark(word: ReadWord) -> bool:
    if all(letter in _MARKS for letter in word.text):
        return word.sure < 2 * _UNSURE or (len(word.text) > 3 and "." not in word.text)
    return word.sure < _UNSURE and len(word.text) < 3


def _is_scribble(line: ReadLine) -> bool:
    """Whether a line is a signature, a clerk's mark, the edge of a stamp: unsure, no word or figure in it."""
    letters = sum(len(word.text) for word in line.words)
    sure = sum(word.sure * len(word.text) for word in line.words) / letters
    if any(word.sure > _WORDLIKE and re.search(r"\d", word.text) for word in line.words):
        return False
    return sure < _WORDLIKE and not any(is_syllable(w.text) and len(w.text) > 2 for w in line.words)


def _placed(lines: list[ReadLine], points: float) -> Iterator[Word]:
    """The words of lines on the paper: as high as their line, so that words of one line stand on one line."""
    sizes = [line.size for line in lines for word in line.words for _ in word.text]
    usual = median(sizes) if sizes else 0.0
    for line in lines:
        size = usual if abs(line.size - usual) < _ALIKE * usual else line.size
        bearing = _BEARING * size
        left = line.words[0].x0
        for word in line.words:
            foot = line.foot + line.slope * (word.x0 - left)
            top, bottom = foot - 0.7 * size, foot + 0.2 * size
            yield Word(
                word.text,
                *((word.x0 - bearing) * points, (word.x1 + bearing) * points),
                *(top * points, bottom * points),
                size=round(size * points, 1),
                bold=False,
                sure=word.sure / 100,
            )
