"""Tables that open in a spreadsheet, where no cell can act as a formula.

Reads: rows of words. Writes: CSV (UTF-8 with its mark, so that Excel reads the Vietnamese) and XLSX.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_INNER = re.compile(r"[;\n]\s*(?=[=+\-@＝＋－＠])")
"""What parts a cell in two where semicolons and line ends are marks, a formula coming after."""
CELL_CHARACTERS = 32_000
"""Excel holds 32,767 characters a cell."""
WIDTHS = (10, 60, 14, 34, 34, 18, 60, 30)


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Give the table as CSV; a cell that a spreadsheet could run gets an apostrophe in front."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (header, *rows):
        writer.writerow([harmless(_printable(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Give the table as an XLSX workbook of one sheet; every cell is text, whatever it starts with."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    sheet.title = "".join(c for c in name if c not in r"[]:*?/\'")[:31] or "Sheet"
    for number, row in enumerate((header, *rows), 1):
        for column, cell in enumerate(row, 1):
            place = sheet.cell(row=number, column=column)
            place.value = _printable(cell)
            place.data_type = "s"
            place.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 1:
                place.font = Font(bold=True)
    for letter, width in zip("ABCDEFGHIJKL", WIDTHS, strict=False):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def harmless(cell: str) -> str:
    """Give a cell that no spreadsheet runs: an apostrophe stands before whatever could begin a formula.

    Not only at the cell's own beginning (spreadsheets skip blanks there): where a spreadsheet parts cells by
    semicolons, as a Vietnamese Windows does, a file of commas comes apart at semicolons and line ends inside.
    Source: OWASP, CSV Injection.
    """
    text = _INNER.sub("\\g<0>'", _seen(cell))
    return "'" + text if text.lstrip().startswith(FORMULA_STARTS) or cell.startswith(FORMULA_STARTS) else text


def _seen(cell: str) -> str:
    return "".join(c if c.isprintable() or c == "\n" else " " for c in cell)


def _printable(cell: str) -> str:
    text = _seen(cell)
    return text if len(text) <= CELL_CHARACTERS else text[:CELL_CHARACTERS] + "…"
