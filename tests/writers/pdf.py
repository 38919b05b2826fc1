"""PDF files by reportlab: a head in columns, paragraphs over pages, running heads and numbers."""

from __future__ import annotations

import html
from functools import cache
from pathlib import Path

import pytest
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from tests.writers.document import LEFT, RIGHT, Written

RUNNING_HEAD = "CÔNG BÁO/Số 123 + 124/Ngày 28-02-2024"
FONTS = (
    "DejaVuSerif.ttf",
    "LiberationSerif-Regular.ttf",
    "times.ttf",
    "Times New Roman.ttf",
    "NotoSerif-Regular.ttf",
)
FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)


@cache
def vietnamese_font() -> str:
    """A font with Vietnamese letters, registered; the test is skipped on a machine without one."""
    for folder in FOLDERS:
        for name in FONTS:
            found = next(iter(sorted(Path(folder).rglob(name))), None) if Path(folder).is_dir() else None
            if found is not None:
                pdfmetrics.registerFont(TTFont("Vietnamese", str(found)))
                return "Vietnamese"
    pytest.skip("no font with Vietnamese letters on this machine")


def write_pdf(document: Written, path: Path) -> Path:
    font = vietnamese_font()
    body = ParagraphStyle(
        "body", fontName=font, fontSize=12, leading=16, alignment=TA_JUSTIFY, firstLineIndent=28
    )
    body.spaceAfter = 4
    centred = ParagraphStyle("centred", parent=body, alignment=TA_CENTER, firstLineIndent=0)
    small = ParagraphStyle("small", parent=centred, fontSize=10, leading=13)

    def paragraph(text: str, style: ParagraphStyle) -> Paragraph:
        return Paragraph(html.escape(text), style)

    head = Table(
        [
            [[paragraph(line, small) for line in LEFT], [paragraph(line, small) for line in RIGHT]],
            [paragraph(document.number, small), paragraph(document.place_and_date, small)],
        ],
        colWidths=[190, 290],
    )
    story = [head, Spacer(1, 18)]
    for lines in document.paragraphs:
        story += [paragraph(line, centred if line.isupper() else body) for line in lines]
        story.append(Spacer(1, 4))

    def furniture(canvas, template) -> None:
        canvas.setFont(font, 11)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 40, RUNNING_HEAD)
        canvas.drawRightString(A4[0] - 60, A4[1] - 40, str(template.page))

    SimpleDocTemplate(
        str(path), pagesize=A4, topMargin=70, bottomMargin=60, leftMargin=85, rightMargin=57
    ).build(story, onFirstPage=furniture, onLaterPages=furniture)
    return path
