"""The year of a date that nobody can read is told by the rest of the document, or not at all."""

import pytest

from ingest.document import Line, Source
from ingest.formats.pdf_signatures import signed_on
from ingest.head import read_head
from ingest.issue_year import told_of_year
from ingest.structure import outline
from ingest.text import compose
from tests.writers.pdf_objects import of_objects

TOP = (
    "BAN CHỈ ĐẠO 138",
    "TỈNH TUYÊN QUANG",
    "Số: …/KH-BCĐ",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
)
TITLE = ("KẾ HOẠCH", "Công tác phòng, chống tội phạm năm 2024")
BASES = (
    "Căn cứ Kế hoạch số 18/KH-BCĐ138/CP ngày 15/01/2024 của Ban Chỉ đạo; Kế hoạch số 19/KH-BCĐ138/CP ngày 15/01/2024.",
    "I. MỤC ĐÍCH",
    "1. Nâng cao hiệu quả công tác phòng ngừa.",
)
DEADLINE = ("2. Các đơn vị xây dựng kế hoạch, gửi Ban Chỉ đạo tỉnh trước ngày 28/02/2024.",)


def head(date, *more, top=TOP, title=TITLE, signed=()):
    lines = (*top, date, *title, *more)
    text = compose(Source("x", "text", tuple(Line(line, ends_paragraph=True) for line in lines)))
    return read_head(text, outline(text), "x", signed)


def test_bases_and_deadlines_leave_one_year():
    found = head("Tuyên Quang, ngày 21 tháng 02 năm …", *BASES, *DEADLINE)
    assert (found.date, found.year, found.place) == ("2024-02-21", None, "Tuyên Quang")
    assert found.title == TITLE[1]
    assert "căn cứ" in found.year_told_by
    assert "2024" in told_of_year(found)[0]


def test_the_year_alone_is_told_where_the_day_is_not_read():
    found = head("Tuyên Quang, ngày … tháng … năm …", *BASES, *DEADLINE)
    assert (found.date, found.year) == (None, "2024")


@pytest.mark.parametrize(
    ("date", "more"),
    [
        ("Tuyên Quang, ngày 21 tháng 02 năm …", BASES),  # nothing says that it is not of a later year
        ("Tuyên Quang, ngày 21 tháng 02 năm …", DEADLINE),  # nothing says that it is not of an earlier one
        ("Tuyên Quang, ngày 10 tháng 01 năm …", (*BASES, *DEADLINE)),  # before the acts that it rests on
        ("Tuyên Quang, ngày 30 tháng 02 năm …", (*BASES[:1],)),
    ],
)
def test_what_leaves_a_doubt_leaves_the_year(date, more):
    found = head(date, *more)
    assert (found.date, found.year, found.year_told_by) == (None, None, None)
    assert found.title == TITLE[1]


def test_one_act_alone_bounds_nothing():
    found = head("Tuyên Quang, ngày 21 tháng 02 năm …", BASES[0].split(";")[0] + ".", *DEADLINE)
    assert found.date is None


def test_a_number_with_its_year_and_an_annex_tell_it():
    top = (*TOP[:2], "Số: …/2025/QĐ-UBND", *TOP[3:])
    found = head("Hà Giang, ngày … tháng … năm …", title=("QUYẾT ĐỊNH", "Ban hành Quy chế"), top=top)
    assert (found.date, found.year) == (None, "2025")
    annex = ("PHỤ LỤC", "(Kèm theo Kế hoạch số 12/KH-BCĐ ngày 21 tháng 02 năm 2023 của Ban Chỉ đạo)")
    assert head("Tuyên Quang, ngày 21 tháng 02 năm …", *annex).date == "2023-02-21"
    assert head("Tuyên Quang, ngày 21 tháng 02 năm …", annex[0], annex[1].replace("BCĐ", "UBND")).date is None


def test_a_signature_bounds_the_year_and_the_turn_of_the_year_is_in_doubt():
    date = "Tuyên Quang, ngày 21 tháng 02 năm …"
    assert head(date, *BASES, signed=("2024-02-22",)).date == "2024-02-21"
    assert head(date, *BASES, signed=("2026-02-22",)).date is None
    late = [line.replace("15/01/2024", "02/01/2024") for line in BASES]
    assert head("Tuyên Quang, ngày 03 tháng 01 năm …", *late, signed=("2024-12-31",)).date is None


@pytest.mark.parametrize(
    "line",
    [
        "Hà Nội, ngày … tháng … năm …",
        "Tuyên Quang, ngày 21 tháng 02 năm …",
        "Hà Nội, ngảy 2] thảng 02 nấm 20Z4",
        "Độc lập Tự do - Hạnh phúc Hà Nội, ngày … tháng 10 năm 2025",
    ],
)
def test_no_title_begins_with_place_and_date(line):
    assert head(line).title == TITLE[1]
    assert head(line, title=()).title is None


def test_what_a_stamp_left_is_no_title():
    noise = ("„ ỐNG THÔNG Fr% B'ÊN TỪ CHÍNH PHÙ", "Play.4402026. _ KẾ HOẠCH", TITLE[1])
    assert head("Hà Nội, ngày 10 tháng 10 năm 2025", title=noise).title == TITLE[1]
    late = head(
        "CÔNG B 124/Ngày 28-02-2024 cua 1", "x", top=TOP, title=("Hà Nội, ngày 01 tháng 3 năm 2025", *TITLE)
    )
    assert (late.date, late.title.startswith(TITLE[1])) == ("2025-03-01", True)


def test_the_days_of_signatures_are_read_from_the_file():
    assert signed_on(pdf("/Contents <00>/M (D:20251008103422+07'00')")) == ("2025-10-08",)
    assert signed_on(pdf("/Contents <00>/M (D:20251308)")) == ()
    assert signed_on(pdf("/Contents <00>")) == ()
    assert signed_on(b"%PDF-1.4 broken") == ()


def pdf(signature):
    """A page with a signature field."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/SigFlags 3>>>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Annots[4 0 R]>>",
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(s)/Rect[0 0 0 0]/V 5 0 R/P 3 0 R>>",
        f"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 0 0 0]{signature}>>",
    ]
    return of_objects(objects)
