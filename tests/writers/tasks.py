"""Tables of tasks with merged cells, as Word, PDF and HTML files, in an appendix of a plan."""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path

import docx
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from tests.writers.pdf import vietnamese_font

UP, LEFT = "\u2191", "\u2190"
"""A cell that is one with the cell above it, or with the one to its left."""
BEFORE = (
    "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG", "Số: 15/KH-UBND", "Hà Giang, ngày 05 tháng 3 năm 2025", "KẾ HOẠCH",
    "Triển khai công tác phòng, chống tội phạm năm 2025", "I. MỤC ĐÍCH", "1. Nâng cao hiệu quả công tác phòng ngừa.",
)  # fmt: skip
ANNEX = ("PHỤ LỤC", "PHÂN CÔNG NHIỆM VỤ")


@dataclass(frozen=True)
class TaskTable:
    """Rows of cells; the first `head` rows name the columns."""

    rows: tuple[tuple[str, ...], ...]
    head: int = 1
    widths: tuple[int, ...] = ()

    def spans(self) -> list[tuple[int, int, int, int]]:
        """Row, column, rows and columns of every cell that holds its own words."""
        found = []
        for r, row in enumerate(self.rows):
            for c, cell in enumerate(row):
                if cell in (UP, LEFT):
                    continue
                down = 1
                while r + down < len(self.rows) and self.rows[r + down][c] == UP:
                    down += 1
                wide = 1
                while c + wide < len(row) and row[c + wide] == LEFT:
                    wide += 1
                found.append((r, c, down, wide))
        return found


def write_word(table: TaskTable, path: Path) -> Path:
    file = docx.Document()
    for line in (*BEFORE, *ANNEX):
        file.add_paragraph(line)
    made = file.add_table(rows=len(table.rows), cols=len(table.rows[0]))
    for r, c, down, wide in table.spans():
        cell = made.cell(r, c)
        if down > 1 or wide > 1:
            cell = cell.merge(made.cell(r + down - 1, c + wide - 1))
        cell.text = table.rows[r][c]
    file.save(str(path))
    return path


def write_html(table: TaskTable, path: Path) -> Path:
    spans = {(r, c): (down, wide) for r, c, down, wide in table.spans()}
    rows = []
    for r, row in enumerate(table.rows):
        cells = []
        for c, words in enumerate(row):
            if (r, c) in spans:
                down, wide = spans[r, c]
                attributes = f' rowspan="{down}"' * (down > 1) + f' colspan="{wide}"' * (wide > 1)
                tag = "th" if r < table.head else "td"
                cells.append(f"<{tag}{attributes}><p>{html.escape(words)}</p></{tag}>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    before = "".join(f"<p>{line}</p>" for line in (*BEFORE, *ANNEX))
    page = f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{before}<table border=1>{''.join(rows)}</table></body></html>"
    path.write_text(page, encoding="utf-8")
    return path


def write_pdf(table: TaskTable, path: Path, *, repeat: bool = True, tall: int = 0) -> Path:
    """`tall` points of blank room above the table, so that a page breaks where a test wants it."""
    font = vietnamese_font()
    body = ParagraphStyle("body", fontName=font, fontSize=11, leading=14)
    style: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    cells = [[Paragraph(html.escape("" if c in (UP, LEFT) else c), body) for c in row] for row in table.rows]
    for r, c, down, wide in table.spans():
        if down > 1 or wide > 1:
            style.append(("SPAN", (c, r), (c + wide - 1, r + down - 1)))
    width = landscape(A4)[0] - 120
    shares = table.widths or tuple(3 if len(words) > 8 else 2 for words in table.rows[0])
    made = Table(
        cells,
        colWidths=[width * share / sum(shares) for share in shares],
        style=style,
        repeatRows=table.head if repeat else 0,
        splitInRow=1,
    )
    story = [Paragraph(line, body) for line in BEFORE]
    story += [PageBreak(), *[Paragraph(line, body) for line in ANNEX], Spacer(1, 1 + tall), made]
    SimpleDocTemplate(
        str(path), pagesize=landscape(A4), topMargin=60, bottomMargin=50, leftMargin=60, rightMargin=60
    ).build(story)
    return path
