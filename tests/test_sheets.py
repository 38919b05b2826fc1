"""Tables for spreadsheets: Vietnamese that Excel reads, and no cell that acts."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.api.sheets import CELL_CHARACTERS, FORMULA_STARTS, as_csv, as_xlsx

HOSTILE = [
    '=HYPERLINK("http://x","y")',
    "+1+1",
    "- Nâng cao hiệu quả",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "\n=1",
    "＝1+1",
    "=cmd|' /C calc'!A0",
]


def cells_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_starts_with_the_mark_that_excel_looks_for():
    assert as_csv(["Mục"], [["Sở Tư pháp"]]).startswith(b"\xef\xbb\xbf")
    assert cells_of(as_csv(["Mục"], [["Sở Tư pháp"]])) == [["Mục"], ["Sở Tư pháp"]]


@pytest.mark.parametrize("cell", HOSTILE)
def test_no_cell_of_a_csv_acts_as_a_formula(cell):
    [[kept]] = cells_of(as_csv([cell], []))
    assert kept.startswith("'")


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_any_words_make_a_csv_of_harmless_cells(row):
    [kept] = cells_of(as_csv(row, []))
    assert len(kept) == len(row)
    assert not any(cell.lstrip().startswith(FORMULA_STARTS) for cell in kept)


@pytest.mark.parametrize("cell", [*HOSTILE, "\x00\x0b", "dài " * 20_000])
def test_every_cell_of_a_workbook_is_text(cell):
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx("Việc: của [Sở]?", ["Mục"], [[cell]])))
    place = book.active["A2"]
    assert place.data_type in {"s", "n"}  # "n" is how openpyxl reads an empty cell
    assert len(place.value or "") <= CELL_CHARACTERS + 1
