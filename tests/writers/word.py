"""Word files by python-docx."""

from __future__ import annotations

import io
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from tests.writers.document import LEFT, RIGHT, Written


def write_word(document: Written, path: Path) -> Path:
    file = docx.Document()
    head = file.add_table(rows=2, cols=2)
    for cell, lines in zip(head.rows[0].cells, (LEFT, RIGHT), strict=True):
        cell.text = "\n".join(lines)
    head.rows[1].cells[0].text = document.number
    head.rows[1].cells[1].paragraphs[0].add_run(document.place_and_date).italic = True
    for lines in document.paragraphs:
        for line in lines:
            paragraph = file.add_paragraph()
            if line.isupper():
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            middle = len(line) // 2
            paragraph.add_run(line[:middle])
            paragraph.add_run(line[middle:]).italic = line.startswith("(")
    file.save(str(path))
    return path


def word_file(*paragraphs: str) -> bytes:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
