"""Files made to do harm: bombs, loops, endless nesting, claims of size, links to elsewhere.

Reads: a source of chance. Writes: bytes.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable

from bench.whole_files import CONTENT, packed, pdf, word


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
    return pdf(CONTENT, count=chance.choice((100_000, -1, 2**31)))


def _pdf_kids(chance: random.Random) -> bytes:
    kids = b"3 0 R " * chance.choice((4000, 100_000))
    return pdf(CONTENT).replace(b"/Kids [3 0 R]", b"/Kids [" + kids + b"]")


def _pdf_loop(chance: random.Random) -> bytes:
    return pdf(CONTENT).replace(
        b"/Kids [3 0 R]", chance.choice((b"/Kids [2 0 R]", b"/Kids [2 0 R 3 0 R 2 0 R]"))
    )


def pdf_bomb(chance: random.Random) -> bytes:
    """A page whose packed content is a hundred thousand times its size."""
    inner = CONTENT + b" " * (chance.choice((20, 200)) << 20)
    return pdf(inner, packed=True)


def pdf_bomb_twice(chance: random.Random) -> bytes:
    """The same, packed twice over."""
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
    return pdf(CONTENT, extra=b"/OpenAction << " + action + b" >>")


def _pdf_box(chance: random.Random) -> bytes:
    box = chance.choice((b"[0 0 1e30 1e30]", b"[0 0 0 0]", b"[9 9 1 1]", b"[(a) 0 /b 1]", b"[0 0]"))
    return pdf(CONTENT).replace(b"[0 0 595 842]", box)


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


BOMBS: tuple[tuple[str, Callable[[random.Random], bytes]], ...] = (
    ("a.docx", _zip_bomb), ("a.docx", _xml_bomb), ("a.docx", _xml_outside), ("a.docx", _word_nested),
    ("a.docx", _word_runs), ("a.docx", _word_spans), ("a.docx", _word_outside), ("a.docx", _word_paths),
    ("a.docx", _many_members), ("a.html", _html_nested), ("a.html", _html_spans), ("a.html", _html_wide),
    ("a.html", _html_attributes), ("a.pdf", _pdf_pages), ("a.pdf", _pdf_kids), ("a.pdf", _pdf_loop),
    ("a.pdf", pdf_bomb), ("a.pdf", pdf_bomb_twice), ("a.pdf", _pdf_operators), ("a.pdf", _pdf_outside),
    ("a.pdf", _pdf_box), ("a.txt", _text_long), ("a.md", _text_lines),
)  # fmt: skip

QUICK = frozenset(
    (
        *(_xml_bomb, _xml_outside, _word_outside, _word_paths, _word_nested),
        *(_pdf_pages, _pdf_loop, _pdf_outside, _pdf_box, _html_nested, _html_attributes),
    )
)
"""Those that take no more than a second to make and to read."""
