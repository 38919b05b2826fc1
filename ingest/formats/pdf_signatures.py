"""The days on which a PDF was signed electronically, as its signatures say, valid or not.

Reads: bytes. Writes: ISO days.
"""

from __future__ import annotations

import ctypes
import re
from datetime import date

import pypdfium2
from pypdfium2 import raw

from ingest.recognition.images import PDFIUM

_MOST = 50
"""Signatures that are looked at; a document has one to a handful."""
_LONGEST = 64
_DAY = re.compile(rb"D:(\d{4})(\d\d)(\d\d)")
"""A date of PDF (ISO 32000-1, 7.9.4)."""


def signed_on(data: bytes) -> tuple[str, ...]:
    """The days of a file's signatures, in order and each once; none where PDFium cannot open the file."""
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            return ()
        try:
            count = min(raw.FPDF_GetSignatureCount(document.raw), _MOST)
            times = [_time(raw.FPDF_GetSignatureObject(document.raw, n)) for n in range(count)]
        finally:
            document.close()
    return tuple(sorted({day for time in times if (day := _day(time))}))


def _time(signature: object) -> bytes:
    """When a signature says that it was made, as PDF writes it; empty where it does not say."""
    if not signature:
        return b""
    buffer = ctypes.create_string_buffer(_LONGEST)
    length = raw.FPDFSignatureObj_GetTime(signature, buffer, _LONGEST)
    return buffer.value if 0 < length <= _LONGEST else b""


def _day(time: bytes) -> str | None:
    found = _DAY.match(time)
    try:
        return date(*(int(part) for part in found.groups())).isoformat() if found else None
    except ValueError:
        return None
