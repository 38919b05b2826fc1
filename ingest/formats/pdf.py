"""PDF: the text layer of each page where it is good, what is recognised in its image where it is not.

Reads: bytes. Writes: Source.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ingest.document import Source
from ingest.errors import Unreadable
from ingest.formats.pdf_encodings import told as old_encodings
from ingest.formats.pdf_furniture import without_furniture
from ingest.formats.pdf_layer import Layer, is_better, layer_of
from ingest.formats.pdf_page import Page
from ingest.formats.pdf_paragraphs import page_lines
from ingest.formats.pdf_signatures import signed_on
from ingest.formats.pdf_streams import check_streams
from ingest.formats.pdf_words import PlumberPage
from ingest.formats.scan import named, read_scanned
from ingest.limits import LIMITS, Limits
from ingest.progress import Told, silent
from ingest.recognition.images import page_count, page_images

_REPAIR = "hãy mở tệp và xuất lại thành PDF, hoặc dùng bản .docx"


def read_pdf(name: str, data: bytes, limits: Limits = LIMITS, told: Told = silent) -> Source:
    """The lines of a PDF with their pages, running heads and page numbers left out and named in the warnings.

    Pages whose text layer is missing or lies are recognised; `told` hears how many of them are done. Raises
    `Unreadable` for an encrypted or damaged file, a scan that cannot be recognised on this machine, too
    many pages or too long a reading.
    """
    check_streams(name, data, limits)
    _check_count(name, page_count(data) or 1, limits)
    layers = list(_layers(name, data, limits))
    doubtful = [layer for layer in layers if layer.doubt]
    pages = [layer.page for layer in layers]
    warnings: list[str] = []
    recognised: tuple[int, ...] = ()
    if doubtful:
        images = page_images(name, data, [layer.page.number for layer in doubtful], limits)
        read = read_scanned(name, images, [layer.page.number for layer in doubtful], limits, told)
        pages, recognised = _chosen(layers, read.pages)
        warnings += read.warnings
        if not any(page.lines for page in pages):
            raise Unreadable(name, *read.refusal)
    elif not any(page.lines for page in pages):
        raise Unreadable(name, "các trang đều trống", _REPAIR)
    kept, furniture = without_furniture(pages)
    warnings += [*old_encodings((page.number, page.encodings) for page in pages), *furniture]
    if empty := [page.number for page in pages if not page.lines]:
        warnings.append(f"Trang không có chữ: {named(empty)}.")
    kind = "scan" if recognised and len(recognised) == len([page for page in pages if page.lines]) else "pdf"
    return Source(
        *(name, kind, page_lines(kept), len(pages), tuple(warnings)),
        recognised=recognised,
        signed_on=signed_on(data),
    )


def _layers(name: str, data: bytes, limits: Limits) -> Iterator[Layer]:
    """The text layers of the pages one after another, each page forgotten by the PDF library once read."""
    import pdfplumber

    started = time.monotonic()
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            _check_count(name, len(document.pages), limits)
            for page in document.pages:
                _check_time(name, time.monotonic() - started, limits)
                yield layer_of(page) if _drawn(page) <= limits.page_bytes else _too_much(page)
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


def _too_much(page: PlumberPage) -> Layer:
    """A page that draws too much to be read (a map, or mischief): it counts as one without text."""
    return Layer(Page(page.page_number, float(page.width), float(page.height), ()), None, 0.0, 0)


def _chosen(layers: Sequence[Layer], read: Mapping[int, Page]) -> tuple[list[Page], tuple[int, ...]]:
    """Of each page the better reading, and the pages of which that is the recognised one."""
    pages: list[Page] = []
    recognised: list[int] = []
    for layer in layers:
        again = read.get(layer.page.number)
        if again is not None and is_better(again, layer):
            recognised.append(again.number)
            pages.append(again)
        else:
            pages.append(layer.page)
    return pages, tuple(recognised)


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
