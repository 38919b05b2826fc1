"""Bytes become text: byte order marks, UTF-8, UTF-16, UTF-32.

Reads: bytes. Writes: str.
"""

from __future__ import annotations

import codecs

from ingest.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(name: str, data: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16, with or without a mark; raises `Unreadable` for others."""
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None) or _unmarked(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable(
            name,
            f"có ký tự không thuộc bảng mã {encoding.upper().removesuffix('-SIG')} ở dòng {line}",
            "hãy mở tệp và lưu lại với bảng mã UTF-8",
        ) from error


def _unmarked(data: bytes) -> str:
    """UTF-16 where every other byte is mostly zero (Latin letters and spaces), else UTF-8."""
    sample = data[:65536]
    if 0 not in sample:
        return "utf-8"
    return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
