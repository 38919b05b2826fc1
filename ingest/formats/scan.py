"""Scanned pages and image files: recognised where the machine can, named in the warnings in any case.

Reads: images of pages. Writes: Page records, Source.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.document import Source
from ingest.errors import Unreadable
from ingest.formats.pdf_furniture import without_furniture
from ingest.formats.pdf_page import Page, page_of
from ingest.formats.pdf_paragraphs import page_lines
from ingest.limits import LIMITS, Limits
from ingest.progress import Told, silent
from ingest.recognition import tesseract
from ingest.recognition.images import image_frames
from ingest.recognition.pages import PageImage, recognised

_NAMED = 40
"""Pages that a warning names one by one or in ranges."""
_UNSURE = 0.8
"""Pages that are recognised with less confidence than this are named."""


@dataclass(frozen=True, slots=True)
class ReadPages:
    """Recognised pages by number, what a person should know of them, and why there may be none."""

    pages: Mapping[int, Page]
    warnings: tuple[str, ...]
    refusal: tuple[str, str]
    """Why and what to do, for a file of which nothing else can be read."""


def read_image(name: str, data: bytes, limits: Limits = LIMITS, told: Told = silent) -> Source:
    """The lines of an image file, each frame a page; raises Unreadable where nothing can be recognised."""
    if lack := tesseract.lacking():
        raise Unreadable(name, f"tệp ảnh, mà {lack}", tesseract.INSTALL)
    read = read_scanned(name, image_frames(name, data, limits), (), limits, told)
    pages = list(read.pages.values())
    if not any(page.lines for page in pages):
        raise Unreadable(name, *read.refusal)
    kept, furniture = without_furniture(pages)
    warnings = (*read.warnings, *furniture)
    return Source(name, "image", page_lines(kept), len(pages), warnings, recognised=tuple(read.pages))


def read_scanned(
    name: str, images: Iterable[PageImage], numbers: Sequence[int], limits: Limits, told: Told
) -> ReadPages:
    """Pages as they are recognised; `numbers` are those of the pages that are to come, where that is known.

    Raises Unreadable for more pages than the limits allow or too long a reading. Where Tesseract is absent
    no page is read, and the warning says so.
    """
    if lack := tesseract.lacking():
        pages_named = f"trang {named(numbers)} là ảnh quét hoặc có lớp chữ sai, chưa đọc được"
        why = f"{lack[0].upper()}{lack[1:]}: {pages_named}"
        refusal = (f"tệp là bản quét (ảnh chụp trang giấy), mà {lack}", tesseract.INSTALL)
        return ReadPages({}, (f"{why}; {tesseract.INSTALL}.",), refusal)
    if len(numbers) > limits.recognised_pages:
        why = f"có hơn {limits.recognised_pages} trang phải nhận dạng chữ"
        raise Unreadable(name, why, "hãy tách tệp thành nhiều phần")
    pages: dict[int, Page] = {}
    sure: dict[int, float] = {}
    failed: dict[int, str] = {}
    doubtful: dict[int, tuple[str, ...]] = {}
    started = time.monotonic()
    bounds = tesseract.Bounds(limits.page_seconds, limits.page_memory)
    for done, page in enumerate(recognised(images, bounds), 1):
        if done > limits.recognised_pages or time.monotonic() - started > limits.recognition_seconds:
            raise Unreadable(name, "nhận dạng chữ quá lâu chưa xong", "hãy tách tệp thành nhiều phần")
        if page.failed:
            failed[page.number] = page.failed
        pages[page.number] = page_of(page.number, page.width, page.height, page.words)
        sure[page.number] = page.sure
        doubtful[page.number] = page.doubtful
        told(done, len(numbers) or done)
    unread = [*failed, *(number for number in numbers if number not in pages)]
    return ReadPages(pages, tuple(_warnings(sure, unread, doubtful)), _NOTHING)


_NOTHING = ("không nhận ra chữ nào trong ảnh trang giấy", "hãy quét lại rõ hơn, 200–300 dpi")


def _warnings(
    sure: Mapping[int, float], unread: Sequence[int], numerals: Mapping[int, Sequence[str]]
) -> Iterable[str]:
    read = [number for number in sure if number not in unread and sure[number] > 0]
    if read:
        mean = sum(sure[number] for number in read) / len(read)
        yield (
            f"Đã nhận dạng chữ từ ảnh ở trang {named(read)} (độ tin cậy trung bình {mean:.0%}): "
            "hãy đối chiếu với bản gốc."
        )
    if doubtful := [number for number in read if sure[number] < _UNSURE]:
        yield f"Nhận dạng kém chắc chắn ở trang {named(doubtful)}."
    if places := [f"«{words}» (trang {n})" for n, of_page in numerals.items() for words in of_page]:
        shown = "; ".join(places[:_NAMED]) + (" …" if len(places) > _NAMED else "")
        yield f"Số La Mã đọc chưa chắc chắn, hãy đối chiếu với bản gốc: {shown}."
    if unread:
        yield f"Không nhận dạng được trang {named(unread)} (quá lớn, quá lâu hoặc quá tốn bộ nhớ)."


def named(pages: Sequence[int]) -> str:
    """Pages as people name them: `1–3, 7`."""
    ranges: list[list[int]] = []
    for page in sorted(pages):
        if ranges and page == ranges[-1][-1] + 1:
            ranges[-1][1:] = [page]
        else:
            ranges.append([page])
    shown = ["–".join(map(str, part)) for part in ranges[:_NAMED]]
    return ", ".join(shown) + (" …" if len(ranges) > _NAMED else "")
