"""What heads say, in the layouts that files have."""

from __future__ import annotations

import time

import pytest

from ingest.document import Head, Line, Source
from ingest.head import read_head
from ingest.issuer import proper_name
from ingest.structure import outline
from ingest.text import compose

BODY = ("Căn cứ Luật Tổ chức chính quyền địa phương;", "Điều 1. Phạm vi", "1. Một.", "Điều 2. Hiệu lực")


def head(*lines, body=BODY, rows=()):
    """The head of a text; a line given as a tuple is a table row."""
    made = [
        Line("", cells=line, table=0) if isinstance(line, tuple) else Line(line, ends_paragraph=True)
        for line in (*lines, *body, *rows)
    ]
    text = compose(Source("x", "text", tuple(made)))
    return read_head(text, outline(text), "99-2020-NĐ-CP.txt")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            (
                "ỦY BAN NHÂN DÂN",
                "TỈNH ĐỒNG NAI",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Số: 082/KH-UBND",
                "Đồng Nai, ngày 02 tháng 9 năm 2025",
                "KẾ HOẠCH",
                "Triển khai Chương trình",
            ),
            Head(
                "082/KH-UBND",
                "full",
                "Kế hoạch",
                "2025-09-02",
                "Ủy ban nhân dân tỉnh Đồng Nai",
                "Triển khai Chương trình",
                None,
                "Đồng Nai",
            ),
        ),
        (
            (
                ("CHÍNH PHỦ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc"),
                ("Số: 12/2026/NĐ-CP", "Hà Nội, ngày 3 tháng 4 năm 2026"),
                "NGHỊ ĐỊNH",
                "Quy định về ngân sách",
            ),
            Head(
                "12/2026/NĐ-CP",
                "full",
                "Nghị định",
                "2026-04-03",
                "Chính phủ",
                "Quy định về ngân sách",
                None,
                "Hà Nội",
            ),
        ),
        (  # the two columns of a PDF on the same lines
            (
                "BỘ TÀI CHÍNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Số: 34 /2026/TT- BTC Hà Nội, ngày 30 tháng 3 năm 2026",
                "THÔNG TƯ",
                "Quy định về giá",
            ),
            Head(
                "34/2026/TT-BTC",
                "full",
                "Thông tư",
                "2026-03-30",
                "Bộ Tài chính",
                "Quy định về giá",
                None,
                "Hà Nội",
            ),
        ),
        (  # `Số:` lost, body broken over the other column
            (
                "BỘ VĂN HÓA, THỂ THAO",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "VÀ DU LỊCH",
                "4422/QĐ-BVHTTDL",
                "Hà Nội, ngày 21 tháng 11 năm 2025",
                "QUYẾT ĐỊNH",
                "Về việc công bố thủ tục",
            ),
            Head(
                "4422/QĐ-BVHTTDL",
                "full",
                "Quyết định",
                "2025-11-21",
                "Bộ Văn hóa, Thể thao và Du lịch",
                "Về việc công bố thủ tục",
                None,
                "Hà Nội",
            ),
        ),
        (  # number and day left blank
            (
                "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI",
                "Số:      /QĐ-UBND",
                "Hà Nội, ngày     tháng 11 năm 2025",
                "QUYẾT ĐỊNH",
                "Về việc phê duyệt dự án",
            ),
            Head(
                "…/QĐ-UBND",
                "partial",
                "Quyết định",
                None,
                "Ủy ban nhân dân thành phố Hà Nội",
                "Về việc phê duyệt dự án",
                None,
                "Hà Nội",
            ),
        ),
        (
            (
                "TỈNH ỦY TUYÊN QUANG",
                "ĐẢNG CỘNG SẢN VIỆT NAM",
                "*",
                "Số 113 - NQ/TU",
                "Tuyên Quang, ngày 26 tháng 12 năm 2023",
                "NGHỊ QUYẾT",
                "Về lãnh đạo nhiệm vụ an ninh",
            ),
            Head(
                "113-NQ/TU",
                "full",
                "Nghị quyết",
                "2023-12-26",
                "Tỉnh ủy Tuyên Quang",
                "Về lãnh đạo nhiệm vụ an ninh",
                None,
                "Tuyên Quang",
            ),
        ),
        (
            (
                "BAN CHẤP HÀNH TRUNG ƯƠNG",
                "BAN TỔ CHỨC",
                "ĐẢNG CỘNG SẢN VIỆT NAM",
                "Số 45-HD/BTCTW",
                "Hà Nội, ngày 21 tháng 11 năm 2025",
                "HƯỚNG DẪN",
                "Một số nội dung",
            ),
            Head(
                "45-HD/BTCTW",
                "full",
                "Hướng dẫn",
                "2025-11-21",
                "Ban Tổ chức Trung ương",
                "Một số nội dung",
                None,
                "Hà Nội",
            ),
        ),
        (
            (
                "ỦY BAN NHÂN DÂN TỈNH NGHỆ AN",
                "SỞ Y TẾ",
                "Số: 15/SYT-NV",
                "V/v tăng cường phòng dịch",
                "Nghệ An, ngày 5 tháng 1 năm 2025",
                "Kính gửi: Các bệnh viện",
            ),
            Head(
                "15/SYT-NV",
                "full",
                "Công văn",
                "2025-01-05",
                "Sở Y tế tỉnh Nghệ An",
                "tăng cường phòng dịch",
                None,
                "Nghệ An",
            ),
        ),
        (
            (
                "QUỐC HỘI",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Luật số: 41/2019/QH14",
                "Hà Nội, ngày 14 tháng 6 năm 2019",
                "LUẬT",
                "THI HÀNH ÁN HÌNH SỰ",
            ),
            Head(
                "41/2019/QH14",
                "full",
                "Luật",
                "2019-06-14",
                "Quốc hội",
                "THI HÀNH ÁN HÌNH SỰ",
                None,
                "Hà Nội",
            ),
        ),
    ],
    ids=["plan", "table", "interleaved", "no word", "blank", "party", "party department", "letter", "law"],
)
def test_heads(lines, expected):
    assert head(*lines) == expected


def test_a_text_that_begins_at_its_first_article_has_no_head():
    assert head(body=BODY[1:]) == Head()
    assert head(body=()) == Head()


def test_the_signer_stands_below_the_office():
    found = head(
        "THỦ TƯỚNG CHÍNH PHỦ",
        "Số: 5/QĐ-TTg",
        "QUYẾT ĐỊNH",
        "Về việc giao nhiệm vụ",
        rows=(
            "Nơi nhận:",
            "- Ban Bí thư;",
            "KT. THỦ TƯỚNG",
            "PHÓ THỦ TƯỚNG",
            "(Đã ký)",
            "Đại tướng Mai Văn Chính",
        ),
    )
    assert found.signer == "Mai Văn Chính"


def test_an_issuer_that_only_the_number_tells_is_named_as_the_text_names_it():
    found = head(
        "Số: /KH-BCĐ",
        "Tuyên Quang, ngày 21 tháng 02 năm 2024",
        "KẾ HOẠCH",
        "Công tác phòng, chống tội phạm",
        body=(
            "Căn cứ Kế hoạch số 04/KH-BCĐ ngày 07/5/2021 của Ban Chỉ đạo 138 tỉnh về thực hiện công tác;",
            "I. MỤC ĐÍCH",
        ),
    )
    assert (found.number, found.number_read) == ("…/KH-BCĐ", "partial")
    assert found.issuer == "Ban Chỉ đạo 138 tỉnh"


def test_a_consolidated_text_bears_the_number_of_its_authentication():
    found = head(
        "VĂN BẢN HỢP NHẤT - BỘ TƯ PHÁP",
        "THÔNG TƯ",
        "Quy định về hộ tịch",
        rows=(
            "BỘ TƯ PHÁP XÁC THỰC VĂN BẢN HỢP NHẤT",
            "Số: 82/VBHN-BTP Hà Nội, ngày 30 tháng 8 năm 2024",
            "KT. BỘ TRƯỞNG",
            "THỨ TRƯỞNG",
            "Nguyễn Thanh Tịnh",
        ),
    )
    assert (found.number, found.type, found.date) == ("82/VBHN-BTP", "Văn bản hợp nhất", "2024-08-30")
    assert found.issuer == "Bộ Tư pháp"
    assert found.signer == "Nguyễn Thanh Tịnh"


def test_the_date_of_passing_where_the_head_gives_none():
    found = head(
        "ỦY BAN THƯỜNG VỤ QUỐC HỘI",
        "Nghị quyết số: 24/2022/UBTVQH15",
        "NGHỊ QUYẾT",
        "Về hỗ trợ người lao động",
        rows=("Nghị quyết này được Ủy ban Thường vụ Quốc hội khóa XV thông qua ngày 11 tháng 8 năm 2022.",),
    )
    assert found.date == "2022-08-11"
    assert found.issuer == "Ủy ban Thường vụ Quốc hội"


@pytest.mark.parametrize(
    "line",
    ["Số: " + "/ " * 50_000, "ngày " * 30_000, "Số: 1" + "/a" * 50_000, "A" * 100_000, "TỈNH " * 20_000],
)
def test_hostile_heads_take_little_time(line):
    start = time.perf_counter()
    head(line, "QUYẾT ĐỊNH", line)
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "line", ["K/T TRƯỞNG BAN PHÓ TRƯỞNG BAN Hoàng Đăng Quang", "( Đã ký) Hoàng Đăng Quang"]
)
def test_the_signer_on_the_line_of_the_office(line):
    found = head("CHÍNH PHỦ", "Số: 5/NQ-CP", "NGHỊ QUYẾT", "Về việc giao nhiệm vụ", rows=("Nơi nhận:", line))
    assert found.signer == "Hoàng Đăng Quang"


def test_a_place_repeated_without_end_is_no_name():
    words = "ỦY BAN NHÂN DÂN" + " TỈNH HÀ GIANG" * 1_000
    assert proper_name(words, "") == (words, False)
