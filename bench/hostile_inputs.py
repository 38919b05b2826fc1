"""Hostile files, made from a number each: real ones of every format, cut, flipped, nested, inflated, lying.

Reads: a seed. Writes: bytes and a name.
"""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
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
_BOMB = 0.25
"""Share of files that are made to do harm."""
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


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file."""

    name: str
    kind: str
    """The format and what was done to it."""
    data: bytes


def hostile(seed: int) -> Hostile:
    """The hostile file of a number, always the same."""
    chance = random.Random(seed)
    if chance.random() < _BOMB:
        name, make = chance.choice(_BOMBS)
        return Hostile(name, f"bomb {make.__name__.strip('_')}", make(chance))
    form, data = chance.choice(list(_bases().items()))
    changes = []
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        change = chance.choice(_CHANGES)
        changes.append(change.__name__.strip("_"))
        data = change(data, chance)
    return Hostile(f"{seed}.{form.split()[0]}", f"{form}: {', '.join(changes)}", data[: 8 << 20])


def is_bomb(seed: int) -> bool:
    """Whether the file of a number is made to do harm, and not a whole one changed."""
    return random.Random(seed).random() < _BOMB


def is_quick(seed: int) -> bool:
    """Whether a bomb is one that takes no more than a second to make and to read."""
    chance = random.Random(seed)
    chance.random()
    return chance.choice(_BOMBS)[1] in (
        *(_xml_bomb, _xml_outside, _word_outside, _word_paths, _pdf_pages, _pdf_loop, _pdf_outside, _pdf_box),
        *(_html_nested, _html_attributes, _word_nested),
    )


@cache
def _bases() -> dict[str, bytes]:
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
        "pdf": pdf(_CONTENT),
        "pdf packed": pdf(_CONTENT, packed=True),
        "rtf": b"{\\rtf1\\ansi " + _PLAN.encode("ascii", "ignore") + b"}",
        "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + _PLAN.encode("utf-16-le"),
        "odt": packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a>x</a>"}),
        "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(80),
        "tif": b"II*\0" + bytes(80),
    }


def packed(members: dict[str, bytes]) -> bytes:
    """A zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
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


_CONTENT = b"BT /F1 12 Tf 72 720 Td (KE HOACH cong tac nam 2024 cua Ban Chi dao tinh) Tj 0 -20 Td (1. Muc dich, yeu cau) Tj ET"


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


# What is done to whole files


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _cut_start(data: bytes, chance: random.Random) -> bytes:
    return data[chance.randrange(min(len(data), 64) + 1) :]


def _flip(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 4, 32, 256)) if out else 0):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def _noise(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.choice((1, 50, 5000))) + data[at:]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.choice((1, 20, 500))]
    return data[:start] + piece * chance.choice((2, 100, 2000)) + data[start:]


def _swap(data: bytes, chance: random.Random) -> bytes:
    a, b = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[b:] + data[a:b] + data[:a]


def _numbers(data: bytes, chance: random.Random) -> bytes:
    """Figures made huge or negative."""
    out = bytearray(data)
    places = [n for n, c in enumerate(out) if 48 <= c <= 57]
    for at in sorted(chance.sample(places, min(len(places), 3)), reverse=True):
        out[at : at + 1] = chance.choice((b"99999999", b"-1", b"0", b"4294967295"))
    return bytes(out)


def _tokens(data: bytes, chance: random.Random) -> bytes:
    token = chance.choice(
        (
            b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>", b"&a;", b"<script>", b"<iframe src='http://127.0.0.1:9/'>",
            b"\0", b"\xff\xfe", b"\xe2\x80\xae", b"<table><tr><td rowspan=99999999 colspan=99999999>", b"|", b"\f" * 500,
            b"<![CDATA[", b"]]>", b"<!--", b"(" * 500, b"<<" * 200, b"[" * 500, b"endstream endobj", b"%PDF-1.4", b"PK\x03\x04",
            "Điều 1. ".encode() * 300, b"1.1.1.1.1. " * 300, "Sở, ".encode() * 300, b"\r" * 300, b"- " * 800,
            b"<img src='http://169.254.169.254/'>", b"<link rel=stylesheet href='http://127.0.0.1:9/x.css'>",
        )
    )  # fmt: skip
    at = chance.randrange(len(data) + 1)
    return data[:at] + token + data[at:]


def _in_members(data: bytes, chance: random.Random) -> bytes:
    """What a Word file holds is changed and packed again, so that the damage is not the archive's."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # an archive that an earlier change has damaged, in whatever way
        return _flip(data, chance)
    if not members:
        return data
    name = chance.choice(list(members))
    members[name] = chance.choice((_cut, _flip, _noise, _repeat, _tokens, _numbers))(members[name], chance)
    return packed(members)


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut, _cut_start, _flip, _noise, _repeat, _swap, _numbers, _tokens, _in_members,
)  # fmt: skip


# Files made to do harm


def _zip_bomb(chance: random.Random) -> bytes:
    size = chance.choice((50, 300)) << 20
    return word("<w:p/>", extra={"word/media/a.bin": bytes(size)})


def _xml_bomb(chance: random.Random) -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, chance.choice((3, 9))))
    return word(
        "<w:p><w:r><w:t>&e2;</w:t></w:r></w:p>", before=f'<!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">{levels}]>'
    )


def _xml_outside(chance: random.Random) -> bytes:
    where = chance.choice(("file:///etc/passwd", "http://127.0.0.1:9/a.dtd"))
    return word("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", before=f"<!DOCTYPE x [<!ENTITY x SYSTEM '{where}'>]>")


def _word_nested(chance: random.Random) -> bytes:
    depth = chance.choice((30, 300, 3000))
    return word("<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth)


def _word_runs(chance: random.Random) -> bytes:
    return word("<w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p>" * chance.choice((1000, 20_000)))


def _word_spans(chance: random.Random) -> bytes:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{chance.choice((9, 999999999, -4))}"/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>'
    return word("<w:tbl>" + f"<w:tr>{cell * 30}</w:tr>" * 200 + f"<w:tr>{cell}</w:tr></w:tbl>")


def _word_outside(chance: random.Random) -> bytes:
    target = chance.choice(("file:///etc/passwd", "http://127.0.0.1:9/x.xml", "../../../../etc/passwd"))
    return word("<w:p/>", target=target, mode=chance.choice(("", ' TargetMode="External"')))


def _word_paths(chance: random.Random) -> bytes:
    name = chance.choice(("../../etc/x", "/etc/passwd", "C:\\x", "word/" + "a/" * 500 + "x"))
    return word("<w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p>", extra={name: b"x"})


def _many_members(chance: random.Random) -> bytes:
    return packed(
        {f"word/{n}.xml": b"" for n in range(chance.choice((2000, 12_000)))} | {"word/document.xml": b"<a/>"}
    )


def _html_nested(chance: random.Random) -> bytes:
    tag = chance.choice(("div", "table><tr><td", "b", "ul><li", "span", "font"))
    close = "".join(f"</{t}>" for t in reversed(tag.split("><")))
    depth = chance.choice((500, 5000, 30_000))
    return f"<html><body>{f'<{tag}>' * depth}Số: 1/KH-UBND{close * depth}</body></html>".encode()


def _html_spans(chance: random.Random) -> bytes:
    cells = "<td rowspan=999999 colspan=9>x</td>" * chance.choice((10, 3000))
    rows = "<tr><td>y</td></tr>" * chance.choice((100, 5000))
    return f"<html><body><table><tr>{cells}</tr>{rows}</table></body></html>".encode()


def _html_wide(chance: random.Random) -> bytes:
    return b"<html><body>" + b"<p>x" * chance.choice((10_000, 200_000))


def _html_attributes(chance: random.Random) -> bytes:
    return (
        b"<html><body "
        + b" ".join(b"a%d='%s'" % (n, b"x" * 99) for n in range(5000))
        + b"><p>x</p></body></html>"
    )


def _pdf_pages(chance: random.Random) -> bytes:
    return pdf(_CONTENT, count=chance.choice((100_000, -1, 2**31)))


def _pdf_kids(chance: random.Random) -> bytes:
    kids = b"3 0 R " * chance.choice((4000, 100_000))
    return pdf(_CONTENT).replace(b"/Kids [3 0 R]", b"/Kids [" + kids + b"]")


def _pdf_loop(chance: random.Random) -> bytes:
    return pdf(_CONTENT).replace(
        b"/Kids [3 0 R]", chance.choice((b"/Kids [2 0 R]", b"/Kids [2 0 R 3 0 R 2 0 R]"))
    )


def _pdf_bomb(chance: random.Random) -> bytes:
    inner = _CONTENT + b" " * (chance.choice((20, 200)) << 20)
    return pdf(inner, packed=True)


def _pdf_bomb_twice(chance: random.Random) -> bytes:
    data = pdf(zlib.compress(bytes(200 << 20)), packed=True)
    return data.replace(b"/Filter /FlateDecode", b"/Filter [/FlateDecode /FlateDecode]")


def _pdf_operators(chance: random.Random) -> bytes:
    what = chance.choice(
        (b"q ", b"0 0 m 9 9 l S ", b"BT /F1 1 Tf (x) Tj ET ", b"[[[[ ", b"/F1 Do ", b"10 10 5 5 re S ")
    )
    return pdf(what * chance.choice((1000, 20_000)), packed=True)


def _pdf_outside(chance: random.Random) -> bytes:
    action = chance.choice(
        (b"/S /URI /URI (http://127.0.0.1:9/)", b"/S /Launch /F (/bin/sh)", b"/S /GoToR /F (/etc/passwd)")
    )
    return pdf(_CONTENT, extra=b"/OpenAction << " + action + b" >>")


def _pdf_box(chance: random.Random) -> bytes:
    box = chance.choice((b"[0 0 1e30 1e30]", b"[0 0 0 0]", b"[9 9 1 1]", b"[(a) 0 /b 1]", b"[0 0]"))
    return pdf(_CONTENT).replace(b"[0 0 595 842]", box)


def _text_long(chance: random.Random) -> bytes:
    unit = chance.choice(
        (
            "Sở Tư pháp chủ trì; ",
            "1.",
            "a" * 50,
            "|",
            "(((",
            "Điều 1. ",
            "khoản 1, ",
            "\n- ",
            "49/2020/NĐ-CP, ",
            "ngày ",
        )
    )
    return (unit * chance.choice((5000, 40_000)))[:400_000].encode()


def _text_lines(chance: random.Random) -> bytes:
    unit = chance.choice(
        (
            "x\n",
            "|\n",
            "1. x\n",
            "| a | b |\n",
            "\f",
            "Điều 1. A\n",
            "PHỤ LỤC\n",
            "“\n",
            "(Sở Y tế chủ trì)\n",
        )
    )
    return (unit * chance.choice((2000, 10_000))).encode()


_BOMBS: tuple[tuple[str, Callable[[random.Random], bytes]], ...] = (
    ("a.docx", _zip_bomb), ("a.docx", _xml_bomb), ("a.docx", _xml_outside), ("a.docx", _word_nested),
    ("a.docx", _word_runs), ("a.docx", _word_spans), ("a.docx", _word_outside), ("a.docx", _word_paths),
    ("a.docx", _many_members), ("a.html", _html_nested), ("a.html", _html_spans), ("a.html", _html_wide),
    ("a.html", _html_attributes), ("a.pdf", _pdf_pages), ("a.pdf", _pdf_kids), ("a.pdf", _pdf_loop),
    ("a.pdf", _pdf_bomb), ("a.pdf", _pdf_bomb_twice), ("a.pdf", _pdf_operators), ("a.pdf", _pdf_outside),
    ("a.pdf", _pdf_box), ("a.txt", _text_long), ("a.md", _text_lines),
)  # fmt: skip
