"""Paper as a scanner sees it: pages of a PDF rendered, sealed in red, laid askew, scanned in grey with noise."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFont

SEAL_RED = (205, 35, 45)


def rendered(pdf: Path, pages: Sequence[int] | None = None, dpi: int = 200) -> list[Image.Image]:
    """Pages of a PDF (from 0; all, if none are named) as colour images."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        chosen = range(len(document)) if pages is None else pages
        return [document[n].render(scale=dpi / 72).to_pil().convert("RGB") for n in chosen]
    finally:
        document.close()


def sealed(page: Image.Image, at: tuple[float, float], dpi: int = 200) -> Image.Image:
    """A page with an office's round seal, 36 mm wide, pressed over what stands at `at` (parts of the page)."""
    radius = 18 / 25.4 * dpi
    size = int(radius * 2) + 8
    stamp = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(stamp)
    for inset, width in ((2, 5), (radius * 0.38, 3)):
        draw.ellipse((inset, inset, size - inset, size - inset), outline=255, width=width)
    centre = size / 2
    points = []
    for n in range(10):
        reach = radius * (0.42 if n % 2 == 0 else 0.17)
        angle = math.pi / 5 * n - math.pi / 2
        points.append((centre + reach * math.cos(angle), centre + reach * math.sin(angle)))
    draw.polygon(points, fill=255)
    for n in range(24):
        letter = Image.new("L", (size, size), 0)
        font = ImageFont.load_default(size=int(radius * 0.22))
        ImageDraw.Draw(letter).text((centre, radius * 0.24), "BANCHIDAO138TINH"[n % 16], 255, font, "mm")
        stamp = Image.fromarray(np.maximum(np.array(stamp), np.array(letter.rotate(-15 * n))))
    ink = np.zeros((page.height, page.width), np.float32)
    left, top = int(at[0] * page.width - size / 2), int(at[1] * page.height - size / 2)
    ink[top : top + size, left : left + size] = np.asarray(stamp, np.float32)[
        : page.height - top, : page.width - left
    ]
    cover = (ink / 255 * 0.85)[..., None]
    paper = np.asarray(page, np.float32)
    tinted = paper * np.asarray(SEAL_RED, np.float32) / 255  # ink lets black through
    return Image.fromarray((paper * (1 - cover) + tinted * cover).round().astype(np.uint8))


def scanned(page: Image.Image, *, tilt: float = 1.5, noise: float = 12.0, grey: bool = True, seed: int = 0):
    """A page as a flatbed scanner gives it: turned by `tilt` degrees, with noise, and in grey unless told."""
    turned = page.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    paper = np.asarray(turned.convert("L") if grey else turned, np.float32)
    spread = np.random.default_rng(seed).normal(0, noise, paper.shape)
    return Image.fromarray(np.clip(paper * 0.96 + spread, 0, 255).astype(np.uint8))


def as_pdf(pages: Sequence[Image.Image], path: Path, dpi: int = 200) -> Path:
    """Page images as a PDF without a text layer."""
    first, *others = pages
    first.save(path, "PDF", save_all=True, append_images=others, resolution=dpi, quality=80)
    return path
