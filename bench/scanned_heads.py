"""How numbers and dates of scanned heads are read: right, left open in part, or guessed wrong.

    python -m bench.scanned_heads FOLDER... [--count 40] [--seed 1] [--kept FOLDER]

Prints the heads of real documents below the folders, as offices lay them out; fills in number or day as by
hand, presses a seal or a stamp of receipt over them, lays the paper askew, scans it with noise and packs it
as JPEG, all by the seed. A head is right where all is read as it was printed, partial where figures are
left open (`…`), wrong where one is claimed that is not there. `--kept` keeps the images.

Reads: documents, fonts of the machine. Writes: one JSON object on standard output.
"""

from __future__ import annotations

import argparse
import html
import importlib
import json
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from bench.measured import circumstances
from ingest.document import Head
from ingest.reading import read

Outcome = Literal["right", "partial", "wrong", "absent"]
KINDS = ("printed", "number by hand", "day by hand", "seal over number", "seal over date", "stamp of receipt")
_BODY = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025;",
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
    "Xét đề nghị của Chánh Văn phòng tại Tờ trình số 15/TTr-VP.",
)
_INK = (25, 35, 90)


@dataclass(frozen=True, slots=True)
class Made:
    """A scanned head, what was done to it, and what it says."""

    image: Image.Image
    dpi: int
    kind: str
    head: Head


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kept", type=Path)
    given = parser.parse_args()
    heads = _heads(given.folders, given.count, random.Random(given.seed))
    counts: dict[str, Counter[str]] = {"number": Counter(), "date": Counter()}
    by_kind: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    not_right: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for n, head in enumerate(heads):
            made = scanned_head(head, n, given.seed, Path(folder))
            path = (given.kept or Path(folder)) / f"head-{n:02}.jpg"
            made.image.save(path, dpi=(made.dpi, made.dpi), quality=random.Random(n).randint(35, 80))
            found = read(path).head
            for part, outcome in outcomes(head, found).items():
                counts[part][outcome] += 1
                by_kind[made.kind][f"{part} {outcome}"] += 1
                if outcome != "right":
                    said = (found.number, found.date) if part == "date" else (found.number,)
                    not_right.append(
                        f"{path.name} {made.kind}, {part} {outcome}: {head.number} {head.date} -> {said}"
                    )
    result = {
        **circumstances("bench.scanned_heads", ("pillow",)),
        **{part: dict(counter) for part, counter in counts.items()},
        "by_kind": {kind: dict(counter) for kind, counter in by_kind.items()},
        "not_right": not_right,
    }
    print(json.dumps(result, ensure_ascii=False, indent=2))


def outcomes(printed: Head, found: Head) -> dict[str, Outcome]:
    """What became of number and date."""
    return {
        "number": _of_number(printed.number or "", found.number),
        "date": "right" if found.date == printed.date else "wrong" if found.date else "partial",
    }


def _of_number(printed: str, found: str | None) -> Outcome:
    if found is None:
        return "absent"
    if found == printed:
        return "right"
    figures, _, codes = printed.replace("-", "/", 1).partition("/")
    open_figures = found.replace("-", "/", 1)
    return "partial" if open_figures == f"…/{codes}" and figures else "wrong"


def scanned_head(head: Head, n: int, seed: int, folder: Path) -> Made:
    """The head printed, marked and scanned; the n-th of a seed is always the same."""
    chance = random.Random(f"{seed}-{n}")
    kind = KINDS[n % len(KINDS)]
    paper = importlib.import_module("tests.writers.scan")
    dpi = chance.choice((150, 200, 200, 300))
    pdf = _printed(head, kind, folder / "head.pdf")
    page = paper.rendered(pdf, [0], dpi=dpi)[0]
    page = page.crop((0, 0, page.width, page.height * 11 // 20))
    at_number, at_date = _places(pdf, dpi)
    if kind == "number by hand":
        _by_hand(
            page,
            at_number,
            head.number.partition("/")[0].partition("-")[0] if head.number else "",
            dpi,
            chance,
        )
    if kind == "day by hand":
        _by_hand(page, at_date, (head.date or "")[8:], dpi, chance)
    if kind in ("seal over number", "seal over date"):
        x, y = at_number if kind == "seal over number" else at_date
        spot = (
            (x + chance.uniform(0, 0.4) * dpi) / page.width,
            (y + chance.uniform(-0.3, 0.3) * dpi) / page.height,
        )
        page = paper.sealed(page, spot, dpi=dpi)
    if kind == "stamp of receipt":
        _stamp(page, at_number, dpi, chance)
    scan = paper.scanned(
        page, tilt=chance.uniform(-2, 2), noise=chance.uniform(4, 14), grey=chance.random() < 0.7, seed=n
    )
    return Made(scan, dpi, kind, head)


def _heads(folders: Sequence[Path], count: int, chance: random.Random) -> list[Head]:
    """Whole heads of documents, each number once."""
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in (".md", ".txt"))
    chance.shuffle(paths)
    found: dict[str, Head] = {}
    for path in paths:
        head = _head_alone(path)
        if head.number and head.number_read == "full" and head.date and head.issuer and head.type:
            found.setdefault(head.number, head)
        if len(found) == count:
            break
    return list(found.values())


def _head_alone(path: Path) -> Head:
    """The head of a document of which only the beginning is read."""
    with tempfile.NamedTemporaryFile("w", suffix=path.suffix, encoding="utf-8") as short:
        short.write(path.read_text("utf-8")[:3000])
        short.flush()
        return read(Path(short.name)).head


def _printed(head: Head, kind: str, path: Path) -> Path:
    """The first page of a document with this head; what is to be filled in by hand is left blank."""
    font = importlib.import_module("tests.writers.pdf").vietnamese_font()
    body = ParagraphStyle(
        "body", fontName=font, fontSize=13, leading=18, alignment=TA_JUSTIFY, firstLineIndent=28
    )
    centred = ParagraphStyle("centred", parent=body, alignment=TA_CENTER, firstLineIndent=0)
    year, month, day = (head.date or "--").split("-")
    number = head.number or ""
    if kind == "number by hand":
        number = "\u00a0" * 10 + number.lstrip("0123456789")
    if kind == "day by hand":
        day = "\u00a0" * 6
    left = [(head.issuer or "").upper(), f"Số: {number}"]
    right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    right.append(f"{head.place or 'Hà Nội'}, ngày {day} tháng {month} năm {year}")
    small = ParagraphStyle("small", parent=centred, fontSize=12, leading=17)
    columns = [[Paragraph(html.escape(line), small) for line in lines] for lines in (left, right)]
    story: list[Any] = [Table([columns], colWidths=[190, 300]), Spacer(1, 14)]
    story += [
        Paragraph(html.escape(line), centred)
        for line in ((head.type or "").upper(), (head.title or "")[:150])
    ]
    story += [Paragraph(line, body) for line in _BODY]
    SimpleDocTemplate(
        str(path), pagesize=A4, topMargin=50, bottomMargin=50, leftMargin=70, rightMargin=45
    ).build(story)
    return path


def _places(pdf: Path, dpi: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where the figures of the number and of the day begin, in points of the image, at their middle."""
    import pdfplumber

    with pdfplumber.open(pdf) as document:
        words = document.pages[0].extract_words()
    scale = dpi / 72
    found = []
    for label in ("Số:", "ngày"):
        word = next(w for w in words if w["text"].startswith(label))
        found.append(((word["x1"] + 4) * scale, (word["top"] + word["bottom"]) / 2 * scale))
    return found[0], found[1]


def _by_hand(
    page: Image.Image, at: tuple[float, float], figures: str, dpi: int, chance: random.Random
) -> None:
    """Figures as a pen writes them: none as high, as upright or as level as its neighbour."""
    x, y = at
    high = 0.19 * dpi
    for figure in figures:
        size = round(high * chance.uniform(0.85, 1.25))
        glyph = Image.new("L", (size * 2, size * 2), 0)
        ImageDraw.Draw(glyph).text((size, size), figure, 255, _pen(size), "mm")
        glyph = glyph.rotate(chance.uniform(-16, 10), Image.Resampling.BICUBIC)
        left, top = round(x - size * 0.6), round(y - size + chance.uniform(-0.12, 0.12) * size)
        page.paste(_INK, (left, top), glyph)
        x += size * chance.uniform(0.42, 0.56)


def _pen(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size=size)


def _stamp(page: Image.Image, at: tuple[float, float], dpi: int, chance: random.Random) -> None:
    """A framed stamp of receipt below or over the number."""
    x, y = at[0] + chance.uniform(-0.6, 0.2) * dpi, at[1] + chance.uniform(0.1, 0.5) * dpi
    box = (x, y, x + 1.9 * dpi, y + 0.75 * dpi)
    draw = ImageDraw.Draw(page)
    draw.rectangle(box, outline=(190, 40, 50), width=max(2, dpi // 80))
    draw.text((x + 0.1 * dpi, y + 0.1 * dpi), "DEN  So: 1574", (190, 40, 50), _pen(round(0.2 * dpi)))
    draw.text((x + 0.1 * dpi, y + 0.4 * dpi), "Ngay: 12/3/2025", (190, 40, 50), _pen(round(0.2 * dpi)))


if __name__ == "__main__":
    main()
