"""Pages become images: pages of a PDF rendered, frames of image files opened, within limits.

Reads: bytes. Writes: PageImage.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from threading import Lock

import pypdfium2
from PIL import Image, ImageSequence

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.recognition.pages import PageImage

_DPI = 200
"""Resolution in which pages are rendered: what offices scan with."""
_POINTS = 72
_A4_INCHES = 8.27
PDFIUM = Lock()
"""PDFium may be used by one thread at a time."""
_FEWEST_DPI, _MOST_DPI = 70, 600


def page_images(name: str, data: bytes, pages: Sequence[int], limits: Limits) -> Iterator[PageImage]:
    """Pages of a PDF by number, from 1, rendered one after another as they are asked for.

    A page whose paper is too large is rendered smaller. Raises Unreadable where PDFium cannot open the file.
    """
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise Unreadable(
                name, "không dựng được ảnh trang PDF", "hãy mở tệp và xuất lại thành PDF"
            ) from error
    try:
        for number in pages:
            with PDFIUM:
                rendered = _rendered(document, number, limits)
            if rendered is not None:
                yield rendered
    finally:
        with PDFIUM:
            document.close()


def page_count(data: bytes) -> int | None:
    """How many pages a PDF claims, told without reading them; None where PDFium cannot tell."""
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            return None
        try:
            return len(document)
        finally:
            document.close()


def _rendered(document: pypdfium2.PdfDocument, number: int, limits: Limits) -> PageImage | None:
    try:
        page = document[number - 1]
        width, height = page.get_size()
        dpi = _DPI
        while dpi > 1 and width * height * (dpi / _POINTS) ** 2 > limits.image_points:
            dpi //= 2
        if dpi < _FEWEST_DPI or min(width, height) < 1:
            return None
        image = page.render(scale=dpi / _POINTS, may_draw_forms=False).to_pil().convert("RGB")
        page.close()
    except (pypdfium2.PdfiumError, MemoryError, ValueError, OverflowError):
        return None
    return PageImage(number, image, dpi)


def image_frames(name: str, data: bytes, limits: Limits) -> Iterator[PageImage]:
    """The pages of an image file (TIFF may hold several); raises Unreadable for broken and giant ones."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "GIF", "BMP"))
            _check(name, opened, limits)
            for number, frame in enumerate(ImageSequence.Iterator(opened), 1):
                _check(name, frame, limits, number)
                yield PageImage(number, _flat(frame), _dpi(frame))
    except Unreadable:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large(name, limits) from error
    except (
        Exception
    ) as error:  # an image library meets every kind of damage, each with an exception of its own
        raise Unreadable(name, "tệp ảnh hỏng", "hãy quét hoặc chụp lại trang giấy") from error


def _check(name: str, image: Image.Image, limits: Limits, number: int = 1) -> None:
    if number > limits.pages:
        raise Unreadable(name, f"tệp có hơn {limits.pages} trang", "hãy tách tệp thành nhiều phần")
    if image.width * image.height > limits.image_points:
        raise _too_large(name, limits)


def _too_large(name: str, limits: Limits) -> Unreadable:
    return Unreadable(
        name,
        f"ảnh lớn hơn {limits.image_points // 1_000_000} triệu điểm ảnh",
        "hãy quét lại với độ phân giải 200–300 dpi",
    )


def _flat(image: Image.Image) -> Image.Image:
    """An image without transparency, in colour where it has any."""
    if image.mode in ("1", "L"):
        return image.convert("L")
    if "A" in image.mode or "transparency" in image.info:
        behind = Image.new("RGBA", image.size, "white")
        behind.alpha_composite(image.convert("RGBA"))
        return behind.convert("RGB")
    return image.convert("RGB")


def _dpi(image: Image.Image) -> int:
    """What the file says of its resolution, where that can be; else as if the width were that of A4 paper."""
    told = image.info.get("dpi")
    try:
        dpi = round(float(told[0])) if told else 0
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        dpi = 0
    if not _FEWEST_DPI < dpi <= _MOST_DPI or not 4 < image.width / dpi < 20:
        dpi = round(min(image.width, image.height) / _A4_INCHES)
    return min(max(dpi, _FEWEST_DPI), _MOST_DPI)
