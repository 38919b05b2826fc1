"""A page's image is made easier to recognise: seals, stamps and specks taken off, straightened.

Every step has a switch, so that `bench/recognition.py` can say what it is worth.

Reads: an image. Writes: Prepared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

Grey: TypeAlias = NDArray[np.uint8]
"""Brightness of each point: 0 black, 255 white."""

_RED = 40
"""A point is red ink where red is stronger than green and blue by this much."""
_SPECK = 3
"""Points that hang together and are fewer than this many are no part of a letter, at 200 dpi."""
_TILT = 5.0
"""Degrees up to which a page is straightened; more is no accident of the scanner."""
_STRAIGHT = 0.1
"""Degrees that are left alone."""
_COARSE, _DPI = 180, 300
"""Images of fewer points to the inch than the first are enlarged to the second, what Tesseract was trained
on."""


_BLACK = 0.2
"""Letters over which a seal stands have points that are darker than this part of the way from ink to
paper."""
_SEAL_STROKE = 6.0
"""Millimetres: the ring and the star of a seal are longer, the strokes of a letter shorter."""
_SEAL_PART = 60
"""Points of a seal's smaller parts."""
_MM = 25.4
_HEAD = 0.45
"""Stamps of receipt and urgency stand in this part of the page."""
_STAMP_WIDE, _STAMP_HIGH = (15.0, 75.0), (6.0, 40.0)
"""Millimetres."""
_FRAME, _CLOSED = 0.45, 0.3
"""Inside a frame less than the first part is ink, and it fills more than the second of the box around it."""
_BREAK, _LETTER = 0.4, 5.0
"""Millimetres: a frame may be broken by gaps of twice the first; letters of the head are lower than the
second."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Which steps are taken."""

    red_ink: bool = True
    seals: bool = True
    stamps: bool = True
    specks: bool = True
    straighten: bool = True
    enlarge: bool = True


@dataclass(frozen=True, slots=True)
class Prepared:
    """An image to be recognised; `tilt` is the degrees that it was turned by, `scale` how much it grew."""

    image: Grey
    dpi: int
    tilt: float
    scale: float


ALL = Steps()


def prepare(image: Image.Image, dpi: int, steps: Steps = ALL) -> Prepared:
    """The page in grey, ready for recognition; `dpi` is the resolution of the image as it is given."""
    grey = _without_red(image) if steps.red_ink and image.mode == "RGB" else np.asarray(image.convert("L"))
    two_tone = _two_tone(grey)
    if steps.seals and not two_tone:
        grey = without_seals(grey, dpi)
    if steps.stamps:
        grey = without_stamps(grey, dpi)
    if steps.specks:
        grey = _without_specks(grey) if two_tone else smoothed(grey)
    tilt = tilt_of(grey) if steps.straighten else 0.0
    page = Image.fromarray(grey)
    if abs(tilt) >= _STRAIGHT:
        page = page.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255)
    else:
        tilt = 0.0
    scale = _DPI / dpi if steps.enlarge and dpi < _COARSE else 1.0
    if scale > 1.0:
        size = (round(page.width * scale), round(page.height * scale))
        page = page.resize(size, Image.Resampling.BICUBIC)
    return Prepared(np.asarray(page), round(dpi * scale), tilt, scale)


def tilt_of(grey: Grey) -> float:
    """By how many degrees, counter-clockwise, an image has to be turned for its lines to lie level.

    Lines lie level where the rows of the page differ most in how much ink they hold.
    """
    factor = max(1, min(grey.shape) // 800)
    small = grey[::factor, ::factor] if factor == 1 else _shrunk(grey, factor)
    ink = (small < _paper_threshold(small)).astype(np.float32)
    if ink.sum() < 200 or ink.mean() > 0.5:
        return 0.0
    rows, columns = np.nonzero(ink)
    if len(rows) > 200_000:
        keep = np.random.default_rng(0).choice(len(rows), 200_000, replace=False)
        rows, columns = rows[keep], columns[keep]
    best = max(np.arange(-_TILT, _TILT + 0.01, 0.5), key=lambda a: _levelness(rows, columns, a))
    fine = np.arange(best - 0.5, best + 0.51, 0.05)
    best = max(fine, key=lambda a: _levelness(rows, columns, a))
    return 0.0 if abs(best) > _TILT else round(float(best), 2)


def _levelness(rows: NDArray[np.int64], columns: NDArray[np.int64], degrees: float) -> float:
    """How much neighbouring rows differ in ink once the points are turned by these degrees."""
    angle = np.deg2rad(degrees)
    turned = np.round(rows * np.cos(angle) - columns * np.sin(angle)).astype(np.int64)
    counts = np.bincount(turned - turned.min())
    return float(np.square(np.diff(counts.astype(np.float64))).sum())


def _shrunk(grey: Grey, factor: int) -> Grey:
    height, width = (grey.shape[0] // factor) * factor, (grey.shape[1] // factor) * factor
    blocks = grey[:height, :width].reshape(height // factor, factor, width // factor, factor)
    return np.asarray(blocks.mean(axis=(1, 3)), np.uint8)


def _paper_threshold(grey: Grey) -> float:
    """What is darker than this is ink: half way between the paper and the darkest hundredth."""
    dark, paper = np.percentile(grey[::2, ::2], (1, 75))
    return float(dark + paper) / 2


def _two_tone(grey: Grey) -> bool:
    """Whether the scanner has decided already what is black and what is white."""
    counts = np.bincount(grey.ravel(), minlength=256)
    return int(counts[16:240].sum()) * 50 < int(counts.sum())


def _without_red(image: Image.Image) -> Grey:
    """Grey in which red ink is nearly as light as paper, while what is black below it stays."""
    colours = np.asarray(image).astype(np.int16)
    red, other = colours[..., 0], np.maximum(colours[..., 1], colours[..., 2])
    grey = np.asarray(image.convert("L"))
    return np.where(red - other > _RED, np.maximum(grey, colours[..., 0].astype(np.uint8)), grey)


def without_seals(grey: Grey, dpi: int) -> Grey:
    """A grey scan without what a coloured seal left: strokes of middle brightness, wide and evenly dark.

    The edge of a black letter is of middle brightness too, but narrower than a seal's stroke.
    """
    dark, paper = np.percentile(grey[::2, ::2], (0.5, 75))
    if paper - dark < 60:
        return grey
    calm = ndimage.uniform_filter(grey, 3)
    low, high = dark + 0.22 * (paper - dark), dark + 0.72 * (paper - dark)
    middle = (calm > low) & (calm < high)
    wide = ndimage.binary_opening(middle, np.ones((3, 3), bool))
    if not _has_long(wide, round(_SEAL_STROKE / _MM * dpi)):
        return grey
    wide = _large(wide, _SEAL_PART)
    seal = _filled(wide)
    black = ndimage.minimum_filter(grey, 3) < dark + _BLACK * (paper - dark)
    faded = seal & ~black | ndimage.binary_dilation(wide, iterations=2) & (grey > low)
    return np.asarray(np.where(faded, np.uint8(round(paper)), grey))


def _has_long(mask: NDArray[np.bool_], least: int) -> bool:
    """Whether some part of a mask that hangs together reaches at least so far, across or down."""
    labels, _ = ndimage.label(mask, np.ones((3, 3), int))
    found = ndimage.find_objects(labels)
    return any(bool(max(part.stop - part.start for part in place) >= least) for place in found)


def _filled(strokes: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The area of a seal: its strokes, what stands between them and what they enclose."""
    small = strokes[: strokes.shape[0] // 4 * 4, : strokes.shape[1] // 4 * 4]
    coarse = np.asarray(small.reshape(small.shape[0] // 4, 4, small.shape[1] // 4, 4).any(axis=(1, 3)))
    coarse = ndimage.binary_fill_holes(ndimage.binary_dilation(coarse, iterations=4))
    area = np.zeros_like(strokes)
    wide = np.repeat(np.repeat(coarse, 4, axis=0), 4, axis=1)
    area[: wide.shape[0], : wide.shape[1]] = wide
    return area


def without_stamps(grey: Grey, dpi: int) -> Grey:
    """A page without the framed stamps that clerks press over its head: of receipt, of urgency.

    A stamp is a frame that closes around its words, of a stamp's size, in the upper part of the page. What
    the author printed below it goes with it: nobody could tell the two apart.
    """
    upper = grey[: round(_HEAD * grey.shape[0])]
    ink = upper < _paper_threshold(upper)
    joined = ndimage.binary_dilation(ink, iterations=max(1, round(_BREAK / _MM * dpi)))
    labels, _ = ndimage.label(joined, np.ones((3, 3), int))
    result = grey
    for n, (rows, columns) in enumerate(ndimage.find_objects(labels), 1):
        height, width = ((part.stop - part.start) / dpi * _MM for part in (rows, columns))
        if not (_STAMP_HIGH[0] < height < _STAMP_HIGH[1] and _STAMP_WIDE[0] < width < _STAMP_WIDE[1]):
            continue
        inside: NDArray[np.bool_] = _within_frame(
            np.asarray(labels[rows, columns] == n), round(_LETTER / _MM * dpi)
        )
        if inside.mean() > _CLOSED and (ink[rows, columns] & inside).sum() < _FRAME * inside.sum():
            result = result.copy() if result is grey else result
            result[rows, columns] = np.where(inside, np.uint8(255), result[rows, columns])
    return result


def _within_frame(frame: NDArray[np.bool_], letter: int) -> NDArray[np.bool_]:
    """What a frame encloses, itself included; letters that only touch it from outside are not."""
    filled = np.pad(ndimage.binary_fill_holes(frame), letter).astype(np.uint8)
    core = ndimage.maximum_filter(ndimage.minimum_filter(filled, letter), letter)
    return np.asarray(core[letter:-letter, letter:-letter] & filled[letter:-letter, letter:-letter]) > 0


def _large(mask: NDArray[np.bool_], least: int) -> NDArray[np.bool_]:
    """The parts of a mask that hang together and have at least so many points."""
    labels, count = ndimage.label(mask, np.ones((3, 3), int))
    if not count:
        return mask
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0
    return np.asarray(sizes[labels] >= least)


def _without_specks(grey: Grey) -> Grey:
    """A black and white scan without points that are too small to be a dot below a letter."""
    ink = grey < 128
    kept = _large(ink, _SPECK)
    return np.where(ink & ~kept, np.uint8(255), grey)


def smoothed(grey: Grey) -> Grey:
    """A grey scan with the noise of the scanner evened out and strokes kept."""
    return np.asarray(ndimage.gaussian_filter(grey, 0.7))
