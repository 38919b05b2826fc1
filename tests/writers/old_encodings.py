"""Vietnamese text in the encodings of before Unicode, as programs of that time wrote it.

Tables of its own, letter after letter, so that they check those of the vocabulary and do not repeat them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from tests.writers.document import LEFT, RIGHT, Written


def words(text: str) -> list[str]:
    return text.split()


# One letter a word: without tone, then sắc, huyền, hỏi, ngã, nặng.
LETTERS = words("""
a á à ả ã ạ  ă ắ ằ ẳ ẵ ặ  â ấ ầ ẩ ẫ ậ  e é è ẻ ẽ ẹ  ê ế ề ể ễ ệ  i í ì ỉ ĩ ị
o ó ò ỏ õ ọ  ô ố ồ ổ ỗ ộ  ơ ớ ờ ở ỡ ợ  u ú ù ủ ũ ụ  ư ứ ừ ử ữ ự  y ý ỳ ỷ ỹ ỵ  đ
""")
TCVN3 = words("""
61 b8 b5 b6 b7 b9  a8 be bb bc bd c6  a9 ca c7 c8 c9 cb  65 d0 cc ce cf d1  aa d5 d2 d3 d4 d6  69 dd d7 d8 dc de
6f e3 df e1 e2 e4  ab e8 e5 e6 e7 e9  ac ed ea eb ec ee  75 f3 ef f1 f2 f4  ad f8 f5 f6 f7 f9  79 fd fa fb fc fe  ae
""")
TCVN3_CAPITALS = {"Ă": 0xA1, "Â": 0xA2, "Ê": 0xA3, "Ô": 0xA4, "Ơ": 0xA5, "Ư": 0xA6, "Đ": 0xA7}
VISCII = words("""
61 e1 e0 e4 e3 d5  e5 a1 a2 c6 c7 a3  e2 a4 a5 a6 e7 a7  65 e9 e8 eb a8 a9  ea aa ab ac ad ae  69 ed ec ef ee b8
6f f3 f2 f6 f5 f7  f4 af b0 b1 b2 b5  bd be b6 b7 de fe  75 fa f9 fc fb f8  df d1 d7 d8 e6 f1  79 fd cf d6 db dc  f0
""")
VISCII_CAPITALS = words("""
41 c1 c0 c4 c3 80  c5 81 82 02 05 83  c2 84 85 86 06 87  45 c9 c8 cb 88 89  ca 8a 8b 8c 8d 8e  49 cd cc 9b ce 98
4f d3 d2 99 a0 9a  d4 8f 90 91 92 93  b4 95 96 97 b3 94  55 da d9 9c 9d 9e  bf ba bb bc ff b9  59 dd 9f 14 19 1e  d0
""")
VNI = words("""
a aù aø aû aõ aï  aê aé aè aú aü aë  aâ aá aà aå aã aä  e eù eø eû eõ eï  eâ eá eà eå eã eä  i í ì æ ó ò
o où oø oû oõ oï  oâ oá oà oå oã oä  ô ôù ôø ôû ôõ ôï  u uù uø uû uõ uï  ö öù öø öû öõ öï  y yù yø yû yõ î  ñ
""")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def tcvn3(text: str) -> bytes:
    """TCVN3 (ABC): a capital with a tone has the small letter's code, which a font ending in H shows as a capital."""
    codes = {letter: int(code, 16) for letter, code in zip(LETTERS, TCVN3, strict=True)}
    codes |= {letter.upper(): code for letter, code in codes.items() if code > 0x7F} | TCVN3_CAPITALS
    return bytes_of(text, codes)


def viscii(text: str) -> bytes:
    codes = {letter: int(code, 16) for letter, code in zip(LETTERS, VISCII, strict=True)}
    codes |= {letter.upper(): int(code, 16) for letter, code in zip(LETTERS, VISCII_CAPITALS, strict=True)}
    return bytes_of(text, codes)


def vni(text: str) -> bytes:
    pairs = dict(zip(LETTERS, VNI, strict=True)) | {
        a.upper(): b.upper() for a, b in zip(LETTERS, VNI, strict=True)
    }
    return "".join(pairs.get(letter, letter) for letter in text).encode("cp1252")


def windows_1258(text: str) -> bytes:
    """As Windows writes it: the tone as a mark behind the letter, other marks in the letter."""
    apart = re.sub(
        f"([^{_TONES}])([\u0302\u0306\u031b]?)([{_TONES}]?)([\u0302\u0306\u031b]?)",
        lambda m: unicodedata.normalize("NFC", m[1] + m[2] + m[4]) + m[3],
        unicodedata.normalize("NFD", text),
    )
    return apart.encode("cp1258")


def bytes_of(text: str, codes: dict[str, int]) -> bytes:
    """Bytes by a table; what it lacks as Windows-1252 has it."""
    return b"".join(bytes([codes[c]]) if c in codes else c.encode("cp1252") for c in text)


def as_shown(data: bytes) -> str:
    """Bytes as a program shows them that takes them for Windows-1252, as Word and PDF files keep them."""
    return "".join(bytes([b]).decode("cp1252", errors="ignore") or chr(b) for b in data)


def as_latin(data: bytes) -> str:
    return data.decode("latin-1")


ENCODERS = {"TCVN3": tcvn3, "VNI": vni, "VISCII": viscii, "Windows-1258": windows_1258}


_CAPITALS = re.compile(r"((?<![^\W\d_])[A-ZÀ-ỸĐ](?:[^a-zà-ỹđ]*[A-ZÀ-ỸĐ])?(?![^\W\d_]))")


def old_word(
    document: Written, path: Path, *, encoding: str, fonts: bool, unicode_head: bool = False
) -> Path:
    """A Word file whose text is in an old encoding, in its fonts or in an ordinary one.

    TCVN3 with fonts has words in capitals in .VnTimeH, written with small letters, as typists did.
    """
    file = docx.Document()
    head = file.add_table(rows=2, cols=2)

    def add(paragraph: Any, text: str) -> None:
        for part, font in _in_fonts(text, encoding, fonts=fonts):
            piece = paragraph.add_run(part)
            if font:
                piece.font.name = font
                piece._r.rPr.rFonts.set(qn("w:hAnsi"), font)

    def add_head(paragraph: Any, text: str) -> None:
        if unicode_head:
            paragraph.add_run(text)
        else:
            add(paragraph, text)

    for cell, lines in zip(head.rows[0].cells, (LEFT, RIGHT), strict=True):
        for n, line in enumerate(lines):
            add_head(cell.paragraphs[0] if n == 0 else cell.add_paragraph(), line)
    add_head(head.rows[1].cells[0].paragraphs[0], document.number)
    add_head(head.rows[1].cells[1].paragraphs[0], document.place_and_date)
    for lines in document.paragraphs:
        for line in lines:
            add(file.add_paragraph(), line)
    file.save(str(path))
    return path


def _in_fonts(text: str, encoding: str, *, fonts: bool) -> Iterator[tuple[str, str]]:
    """A text in an encoding, cut where its font changes."""
    encode = ENCODERS[encoding]
    if encoding != "TCVN3" or not fonts:
        yield as_shown(encode(text)), "VNI-Times" if encoding == "VNI" and fonts else ""
        return
    for part in _CAPITALS.split(text):
        capital = part.isupper() and any(ord(letter) > 127 for letter in part)
        shown = as_shown(encode(part.lower() if capital else part))
        yield shown, ".VnTimeH" if capital else ".VnTime"


def old_pdf(paragraphs: list[str], path: Path, font: str) -> Path:
    """A PDF whose text layer holds old codes, line by line, as a printer driver leaves it."""
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    y = 0
    for text in paragraphs:
        lines = [""]
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}".strip(" ")
            if stringWidth(longer, font, 12) > 440:
                lines.append(word)
            else:
                lines[-1] = longer
        for n, line in enumerate(lines):
            if y < 80:
                if y:
                    canvas.showPage()
                canvas.setFont(font, 12)
                y = 760
            canvas.drawString(70 + (28 if n == 0 else 0), y, line)
            y -= 16
        y -= 6
    canvas.save()
    return path
