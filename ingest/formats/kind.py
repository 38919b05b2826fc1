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
    (re.compile(r"word/document\d*\.xml"), "docx"),
    (re.compile(r"xl/workbook\d*\.(?:xml|bin)"), "xlsx"),
    (re.compile(r"ppt/presentation\d*\.xml"), "pptx"),
)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_OLE = (
    ("EncryptedPackage", "locked"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
"""Streams in a file of the old Office, as its directory names them."""
_FOREIGN = {
    "ole": ("tệp Office đời cũ không rõ loại hoặc hỏng", "hãy mở bằng Word và lưu lại thành .docx"),
    "locked": ("tệp Word đặt mật khẩu", "hãy mở bằng Word và lưu lại thành .docx không mật khẩu"),
    "xls": ("bảng tính Excel đời cũ", "hãy lưu lại thành .docx, .pdf, .html hoặc .txt"),
    "ppt": ("bài trình chiếu PowerPoint đời cũ", "hãy lưu lại thành .docx, .pdf, .html hoặc .txt"),
    "archive": ("tệp nén", "hãy giải nén rồi chọn từng tệp văn bản"),
    "xlsx": ("bảng tính Excel", "hãy lưu lại thành .docx, .pdf, .html hoặc .txt"),
    "pptx": ("bài trình chiếu PowerPoint", "hãy lưu lại thành .docx, .pdf, .html hoặc .txt"),
    "open document": (
        "tệp OpenDocument không phải văn bản",
        "hãy lưu lại thành .docx, .pdf, .html hoặc .txt",
    ),
    "broken zip": ("tệp .docx hỏng hoặc tệp nén không đọc được", "hãy mở bằng Word và lưu lại thành .docx"),
    "binary": ("không phải tệp văn bản", "hãy dùng tệp .docx, .pdf có chữ, .html, .md hoặc .txt"),
}


def kind_of(name: str, data: bytes) -> str:
    """`pdf`, `image`, `docx`, `doc`, `rtf`, `odt`, `html`, `text`; or a kind that is not read here."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:4096]
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed_kind(data)
    for magic, kind in _MAGIC:
        if start.startswith(magic) and (kind != "bitmap" or b"\0" in start):
            return "image" if kind == "bitmap" else _ole_kind(data) if kind == "ole" else kind
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
            stated = packed.read("mimetype") if _is_small(packed, "mimetype") else b""
    except Exception:
        return "broken zip"
    if stated.startswith(_OPEN_DOCUMENT) or "content.xml" in members:
        kind = stated.removeprefix(_OPEN_DOCUMENT).strip()
        return "odt" if kind in (b"", b"text", b"text-template") else "open document"
    return next((kind for name, kind in _PACKED if any(map(name.fullmatch, members))), "archive")


def _is_small(packed: zipfile.ZipFile, member: str) -> bool:
    return member in packed.namelist() and packed.getinfo(member).file_size < 200


def _ole_kind(data: bytes) -> str:
    """What a compound file of the old Office holds, by the names in its directory."""
    return next((kind for name, kind in _OLE if name.encode("utf-16-le") in data), "ole")


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
