"""PDF with a text layer.

Reads: bytes. Writes: Source.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from typing import Any

from ingest.document import Line, Source
from ingest.errors import Unreadable
from ingest.formats.pdf_encodings import told as old_encodings
from ingest.formats.pdf_furniture import without_furniture
from ingest.formats.pdf_page import Page, read_page
from ingest.formats.pdf_paragraphs import page_lines
from ingest.formats.pdf_streams import check_streams
from ingest.formats.pdf_words import PlumberPage
from ingest.limits import LIMITS, Limits

_REPAIR = "hãy mở tệp và xuất lại thành PDF, hoặc dùng bản .docx"
_ENOUGH = 100
_OCR = "hãy nhận dạng chữ (OCR) rồi đưa vào dưới dạng PDF có lớp chữ, .docx hoặc .txt"


def read_pdf(name: str, data: bytes, limits: Limits = LIMITS) -> Source:
    """The lines of a PDF with their pages, running heads and page numbers left out and named in the warnings.

    Raises `Unreadable` for an encrypted or damaged file, a scan without text, too many pages
    or too long a reading.
    """
    check_streams(name, data, limits)
    pages = list(_pages(name, data, limits))
    letters = sum(len(line.text) for page in pages for line in page.lines)
    if letters < 8 * len(pages):
        raise Unreadable(name, "tệp là bản quét (ảnh chụp trang giấy), không có lớp chữ", _OCR)
    kept, furniture = without_furniture(pages)
    lines = page_lines(kept)
    warnings = [*old_encodings((page.number, page.encodings) for page in pages), *furniture]
    empty = [str(page.number) for page in pages if not page.lines]
    if empty:
        warnings.append(f"Trang không có chữ (có thể là ảnh quét): {', '.join(empty[:40])}.")
    if garbled := _garbled_pages(lines):
        pages_named = ", ".join(map(str, garbled[:40]))
        warnings.append(
            f"Lớp chữ có vẻ sai (nhận dạng hỏng) ở trang {pages_named}: hãy đối chiếu với bản gốc."
        )
    return Source(name, "pdf", lines, len(pages), tuple(warnings))


def _pages(name: str, data: bytes, limits: Limits) -> Iterator[Page]:
    """The pages one after another, each forgotten by the PDF library once read."""
    import pdfplumber

    started = time.monotonic()
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            _check_count(name, len(document.pages), limits)
            for page in document.pages:
                _check_time(name, time.monotonic() - started, limits)
                yield read_page(page) if _drawn(page) <= limits.page_bytes else _too_much(page)
                page.close()
    except Unreadable:
        raise
    except RecursionError as error:
        raise Unreadable(name, "tệp PDF hỏng hoặc lồng nhau quá sâu", _REPAIR) from error
    except Exception as error:  # a PDF library meets every kind of damage, each with an exception of its own
        raise _damage(name, error) from error


def _drawn(page: PlumberPage) -> int:
    """Bytes of the commands that draw a page; read one by one, they take minutes where there are millions."""
    from pdfminer.pdftypes import PDFStream, resolve1

    streams = [resolve1(part) for part in page.page_obj.contents]
    return sum(len(stream.get_data()) for stream in streams if isinstance(stream, PDFStream))


def _too_much(page: PlumberPage) -> Page:
    """A page that draws too much to be read (a map, or mischief): it counts as one without text."""
    return Page(page.page_number, float(page.width), float(page.height), ())


def _check_count(name: str, pages: int, limits: Limits) -> None:
    if pages > limits.pages:
        raise Unreadable(name, f"tệp có hơn {limits.pages} trang", "hãy tách tệp thành nhiều phần")
    if not pages:
        raise Unreadable(name, "tệp PDF không có trang nào", _REPAIR)


def _check_time(name: str, seconds: float, limits: Limits) -> None:
    if seconds > limits.seconds:
        why = f"đọc quá {limits.seconds:.0f} giây chưa xong"
        raise Unreadable(name, why, "hãy tách tệp thành nhiều phần")


def _damage(name: str, error: BaseException) -> Unreadable:
    seen: Any = error
    while seen is not None:
        kind = type(seen).__name__
        if "Password" in kind or "Encrypt" in kind:
            return Unreadable(name, "tệp PDF đặt mật khẩu", "hãy gỡ mật khẩu rồi thử lại")
        seen = next(
            (a for a in seen.args if isinstance(a, BaseException)), seen.__cause__ or seen.__context__
        )
    return Unreadable(name, "tệp PDF hỏng", _REPAIR)


def _garbled_pages(lines: tuple[Line, ...]) -> list[int]:
    """The pages with letters of other scripts among Latin ones, as bad text recognition leaves them."""
    texts: dict[int, list[str]] = {}
    for line in lines:
        texts.setdefault(line.page or 0, []).append(line.text)
    found: list[int] = []
    for page, parts in texts.items():
        text = " ".join(parts)
        letters = sum(c.isalpha() for c in text)
        foreign = sum("\u0370" <= c <= "\u04ff" for c in text)
        if letters > _ENOUGH and letters / 50 < foreign < letters / 2:
            found.append(page)
    return found
