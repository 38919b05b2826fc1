"""Bytes become text: byte order marks, UTF-8, UTF-16, UTF-32, and the 8-bit encodings of before Unicode.

Reads: bytes. Writes: str.
"""

from __future__ import annotations

import codecs

from ingest.encodings.deciding import Piece, decide
from ingest.encodings.evidence import chunks, is_unicode, reads
from ingest.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(name: str, data: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16, with or without a mark.

    Lines that are no UTF-8 but Vietnamese in an 8-bit encoding come as Windows-1252 shows their bytes; the
    stage of encodings converts them. Raises `Unreadable` for a file with other lines.
    """
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None) or _unmarked(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        if encoding in ("utf-8", "utf-8-sig"):
            text, line = _line_by_line(data.removeprefix(codecs.BOM_UTF8))
            if text is not None:
                return text
        raise Unreadable(
            name,
            f"có ký tự không thuộc bảng mã {encoding.upper().removesuffix('-SIG')} ở dòng {line}",
            "hãy mở tệp và lưu lại với bảng mã UTF-8",
        ) from error


def _line_by_line(data: bytes) -> tuple[str | None, int]:
    """The text of a file of lines in UTF-8 or 8-bit Vietnamese; None, and the line, where one is neither."""
    lines = data.split(b"\n")
    texts = [_as_unicode(line) for line in lines]
    pieces = [
        Piece(_as_windows(line), foreign=True) if text is None or not _is_ours(text) else Piece(text)
        for line, text in zip(lines, texts, strict=True)
    ]
    decided = decide(pieces)
    result: list[str] = []
    for number, (text, piece, found) in enumerate(zip(texts, pieces, decided, strict=True), 1):
        if found is None and text is not None:
            result.append(text)
            continue
        if found is None and not (any(decided) and all(map(_is_harmless, chunks(piece.text)))):
            return None, number
        result.append(piece.text)
    return "\n".join(result), 0


def _as_unicode(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_ours(text: str) -> bool:
    """Whether what reads as UTF-8 is meant so, and is no chance pair of another encoding's bytes."""
    return text.isascii() or any(is_unicode(word) and reads(word) for word in chunks(text))


def _is_harmless(chunk: str) -> bool:
    """Whether a word is the same in all 8-bit encodings: signs alone, or letters that read as they stand."""
    return reads(chunk) or not any(letter.isalpha() for letter in chunk)


def _as_windows(data: bytes) -> str:
    """Bytes as Windows-1252 shows them; those that it has no letter for as control characters."""
    return data.decode("cp1252", errors="_as_latin")


def _as_latin(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("_as_latin", _as_latin)


def _unmarked(data: bytes) -> str:
    """UTF-16 where every other byte is mostly zero (Latin letters and spaces), else UTF-8."""
    sample = data[:65536]
    if 0 not in sample:
        return "utf-8"
    return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
