"""What kind of file the bytes are, whatever the name says.

Reads: a name and bytes. Writes: the kind's name.
"""

from __future__ import annotations

import io
import re
import zipfile

from ingest.errors import Unreadable

_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(rb"</?(?:html|body|p|div|table|tr|td|span|br|h[1-6])\b[^<>]{0,300}>", re.IGNORECASE)
_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"GIF8", "image"),
    (b"BM", "bitmap"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
_PACKED = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
    ("content.xml", "odt"),
)
_FOREIGN = {
    "ole": (
        "tệp Office đời cũ (.doc, .xls) hoặc tệp Word đặt mật khẩu",
        "hãy mở bằng Word và lưu lại thành .docx không mật khẩu",
    ),
    "rtf": ("tệp RTF", "hãy mở bằng Word và lưu lại thành .docx"),
    "archive": ("tệp nén", "hãy giải nén rồi chọn từng tệp văn bản"),
    "xlsx": ("bảng tính Excel", "hãy lưu lại thành .docx, .pdf, .html hoặc .txt"),
    "pptx": ("bài trình chiếu PowerPoint", "hãy lưu lại thành .docx, .pdf, .html hoặc .txt"),
    "odt": ("tệp OpenDocument", "hãy lưu lại thành .docx"),
    "broken zip": ("tệp .docx hỏng hoặc tệp nén không đọc được", "hãy mở bằng Word và lưu lại thành .docx"),
    "binary": ("không phải tệp văn bản", "hãy dùng tệp .docx, .pdf có chữ, .html, .md hoặc .txt"),
}


def kind_of(name: str, data: bytes) -> str:
    """`pdf`, `image`, `docx`, `html` or `text`; or the name of a kind that this program does not read."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:4096]
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed_kind(data)
    for magic, kind in _MAGIC:
        if start.startswith(magic) and (kind != "bitmap" or b"\0" in start):
            return "image" if kind == "bitmap" else kind
    if _HTML_START.match(start) or (_named_html(name) and _HTML_TAG.search(data[:200_000])):
        return "html"
    if _utf16(data) and _named_html(name):
        return "html"
    return "text" if _looks_like_text(data) else "binary"


def foreign_kind(name: str, kind: str) -> Unreadable:
    """The line that says what a file of a kind not read here is, and what to do with it."""
    why, remedy = _FOREIGN[kind]
    return Unreadable(name, why, remedy)


def _named_html(name: str) -> bool:
    return name.lower().endswith((".html", ".htm", ".xhtml"))


def _utf16(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe", b"\xfe\xff"))


def _packed_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError):
        return "broken zip"
    return next((kind for member, kind in _PACKED if member in members), "archive")


def _looks_like_text(data: bytes) -> bool:
    """Whether bytes can be text: a few control characters at most, zero bytes only in UTF-16."""
    if _utf16(data):
        return True
    sample = data[:65536]
    zeros = sample.count(0)
    if zeros:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        return zeros * 5 > len(sample) and min(even, odd) * 10 < max(even, odd)
    control = sum(sample.count(byte) for byte in (*range(1, 7), *range(14, 27), 28, 29, 30, 31, 127))
    return control * 50 < len(sample) + 50
