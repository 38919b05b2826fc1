"""A piece of a page is read several times, each time prepared otherwise; print is told from writing.

Reads: a prepared page, words on it. Writes: readings, bool.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageFilter
from scipy import ndimage

from ingest.recognition.preparation import Grey, Prepared
from ingest.recognition.tesseract import (
    LINE,
    Bounds,
    NotRecognised,
    ReadWord,
    languages,
    program,
    recognise,
    words_of,
)

_SCALES = ((1.0, 0.0), (1.5, 0.0), (2.25, 1.2))
"""How much the line is enlarged and how much blurred, for each of its readings."""
_INK = 128
_UNEVEN = 0.06
"""Printed figures differ in height by less than this part of it."""


def readings(page: Prepared, words: Sequence[ReadWord], bounds: Bounds, language: str) -> list[str]:
    """What a line is read as, once for each preparation of its piece of the page."""
    path = program()
    if path is None or language not in languages(path):
        return []
    piece, _ = piece_of(page, words)
    found = []
    for scale, blur in _SCALES:
        try:
            lines = recognise(
                _enlarged(piece, scale, blur),
                round(page.dpi * scale),
                look=LINE,
                language=language,
                bounds=bounds,
            )
        except NotRecognised:
            continue
        found.append(" ".join(words_of(lines).split()))
    return found


def piece_of(page: Prepared, words: Sequence[ReadWord]) -> tuple[Grey, int]:
    """The piece of the page that words stand on, with some paper around, and how high their letters are."""
    high = max(word.y1 - word.y0 for word in words)
    pad = max(8, round(0.4 * high))
    top, bottom = min(w.y0 for w in words) - pad, max(w.y1 for w in words) + pad
    left, right = words[0].x0 - pad, words[-1].x1 + pad
    return page.image[max(0, top) : bottom, max(0, left) : right], high


def look_printed(piece: Grey, figures: str) -> bool:
    """Whether the figures behind the label `Số:` stand as print does: level with its S, none wider.

    Written figures rise, sink and run together.
    """
    found, _ = ndimage.label(piece < _INK, np.ones((3, 3), int))
    boxes = sorted(
        (columns.start, columns.stop, rows.start, rows.stop) for rows, columns in ndimage.find_objects(found)
    )
    label = next((box for box in boxes if box[3] - box[2] > 0.3 * piece.shape[0]), None)
    if label is None:
        return False
    high = label[3] - label[2]
    letters = [box for box in boxes if box[3] - box[2] > 0.4 * high and box[0] >= label[0]]
    count = len(figures.partition("/")[0])
    inspected = letters[2 : 2 + count]
    off = max(1.0, _UNEVEN * high)
    level = all(abs(box[2] - label[2]) <= off and abs(box[3] - label[3]) <= off for box in inspected)
    # The last one may touch the slash behind it.
    narrow = all(box[1] - box[0] <= (1.3 if box is inspected[-1] else 0.75) * high for box in inspected)
    return len(inspected) == count and level and narrow


def _enlarged(piece: Grey, scale: float, blur: float) -> Grey:
    image = Image.fromarray(piece)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    image = image.resize(size, Image.Resampling.LANCZOS)
    if blur:
        image = image.filter(ImageFilter.GaussianBlur(blur))
    return np.pad(np.asarray(image), 20, constant_values=255)
