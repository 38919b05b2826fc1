"""Whole files of every form, small and well-formed, from which hostile ones are made.

Writes: bytes.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from functools import cache

from tests.writers.html import national_database, private_site_with_tabs

_PLAN = """ỦY BAN NHÂN DÂN TỈNH HÀ GIANG
Số: 15/KH-UBND

Hà Giang, ngày 05 tháng 3 năm 2025

KẾ HOẠCH
Triển khai công tác phòng, chống tội phạm

I. NHIỆM VỤ

1. Công tác hòa giải theo Nghị định số 49/2020/NĐ-CP ngày 17/04/2020 của Chính phủ.

- Nâng cao hiệu quả công tác hòa giải ở cơ sở.

(Sở Tư pháp chủ trì; Công an tỉnh phối hợp thực hiện)

| Nhiệm vụ | Chủ trì |
|---|---|
| Rà soát | Sở Y tế |
"""
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="{target}"{mode}/></Relationships>'
)


CONTENT = b"BT /F1 12 Tf 72 720 Td (KE HOACH cong tac nam 2024 cua Ban Chi dao tinh) Tj 0 -20 Td (1. Muc dich, yeu cau) Tj ET"
"""What stands on the page of a PDF."""


@cache
def whole_files() -> dict[str, bytes]:
    """Whole files, one of each form."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in _PLAN.splitlines())
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Nhiệm vụ</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    return {
        "txt": _PLAN.encode(),
        "txt utf-16": _PLAN.encode("utf-16"),
        "md": _PLAN.encode(),
        "html": private_site_with_tabs().encode(),
        "html database": national_database().encode(),
        "docx": word(paragraphs + table),
        "pdf": pdf(CONTENT),
        "pdf packed": pdf(CONTENT, packed=True),
        "rtf": b"{\\rtf1\\ansi " + _PLAN.encode("ascii", "ignore") + b"}",
        "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + _PLAN.encode("utf-16-le"),
        "odt": packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a>x</a>"}),
        "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(80),
        "tif": b"II*\0" + bytes(80),
    }


def packed(members: dict[str, bytes]) -> bytes:
    """A zip file, the same whenever it is made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def word(
    body: str,
    before: str = "",
    target: str = "word/document.xml",
    mode: str = "",
    extra: dict[str, bytes] | None = None,
) -> bytes:
    """A Word file around a body."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document {_W}><w:body>{body}</w:body></w:document>'
    )
    return packed(
        {
            "[Content_Types].xml": _TYPES.encode(),
            "_rels/.rels": _RELS.format(target=target, mode=mode).encode(),
            "word/document.xml": document.encode(),
            **(extra or {}),
        }
    )


def pdf(
    content: bytes, *, packed: bool = False, count: int = 1, extra: bytes = b"", page: bytes = b""
) -> bytes:
    """A PDF of one page that may claim to have many."""
    filters = b""
    if packed:
        content, filters = zlib.compress(content), b"/Filter /FlateDecode "
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + extra + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count %d >>" % count,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> " + page + b" >>",
        b"<< %s/Length %d >>\nstream\n" % (filters, len(content)) + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = b"%PDF-1.7\n"
    places = []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % n + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    )  # fmt: skip
