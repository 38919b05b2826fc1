"""Lines become the author's paragraphs, whatever cut them: the page, the width, a reader of scans."""

import time

import pytest

from ingest.document import Line, Source
from ingest.formats import read_source
from ingest.paragraphs import Start, expand, starts_paragraph
from ingest.text import compose
from ingest.vocabulary import records

WRAPPED = "\n\n".join(
    f"Đoạn văn số {n} này được ngắt dòng cứng ở khoảng tám mươi ký tự như các tệp tải về\n"
    "từ cổng thông tin điện tử vẫn thường ngắt, không theo câu và cũng không theo ý của\n"
    "người viết."
    for n in range(8)
)


def composed(text, name="x.txt"):
    return compose(read_source(name, text.encode())).printed.splitlines()


@pytest.mark.parametrize("table", ["start", "alone"])
def test_every_way_to_begin_matches_its_examples_and_not_its_counter_examples(table):
    for record in records("paragraphs.toml", table, Start):
        pattern = expand(record.pattern)
        match = pattern.match if table == "start" else pattern.fullmatch
        assert record.examples
        assert record.counter_examples
        assert all(match(example) for example in record.examples), record.name
        assert not any(match(example) for example in record.counter_examples), record.name


def test_examples_are_told_by_their_own_record():
    for record in records("paragraphs.toml", "start", Start):
        for example in record.examples:
            assert starts_paragraph(example) == record.name, example


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (("chủ động phòng ngừa với tích cực phát hiện,", "đấu tranh, xử lý nghiêm minh."), True),
        (("trong công tác xây dựng, củng", "cổ, duy trì, nhân rộng mô hình."), True),
        (("lừa đảo... trên không gian mạng...", "để phối hợp tuyên truyền."), True),
        (
            (
                "(mốc báo cáo theo Quyết định số 01/QĐ-BCĐ ngày",
                "25/02/2021 của Ban Chỉ đạo 138 tỉnh) gửi về.",
            ),
            True,
        ),
        (("căn cứ ý kiến chỉ đạo của", "Ủy ban nhân dân tỉnh về việc này."), True),
        (("các cơ quan sau:", "người đứng đầu các cơ quan."), False),
        (("2. Phát triển kinh tế số", "Tập trung phát triển hạ tầng."), False),
        (("2. Về các nền tảng số", "a) Nhiệm vụ: rà soát."), False),
        (("Các nhiệm vụ còn lại", "- kiểm tra việc thực hiện"), False),
        (("QUYẾT ĐỊNH", "về việc ban hành Quy chế"), False),
        (("Tổ chức thực hiện nghiêm túc", "(Công an tỉnh chủ trì)"), False),
        (("Rà soát văn bản", "Cơ quan chủ trì: Sở Tư pháp"), False),
        (("Điều 1. Phạm vi điều chỉnh", "Thông tư này quy định về"), False),
    ],
)
def test_a_blank_line_inside_a_sentence_joins_it(parts, whole):
    found = composed("\n\n".join(parts) + "\n")
    assert found == ([" ".join(parts)] if whole else list(parts))


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        ("Thực hiện Nghị quyết số\n214/NQ-CP ngày 23/7/2025 của\nChính phủ.", 1),
        ("theo quy định tại khoản 2\nĐiều 5 Nghị định số 80/2021/NĐ-CP.", 1),
        ("Trên đây là Kế hoạch tài chính\n- ngân sách nhà nước 03 năm.", 1),
        ("Giai đoạn 2026\n- 2030 tập trung phát triển hạ tầng số.", 1),
        ("1.\nChính phủ thành lập Quỹ nhà ở trung ương.", 1),
        ("TRIỂN KHAI THỰC HIỆN NGHỊ QUYẾT SỐ 214/NQ-CP\nCỦA CHÍNH PHỦ VỀ DỮ LIỆU", 1),
        ("KẾ HOẠCH\nTRIỂN KHAI THỰC HIỆN NGHỊ QUYẾT SỐ 214", 2),
        ("a) Rà soát quy định;\nb) Báo cáo kết quả.", 2),
        ("- Bộ Công an;\n- Thường trực Tỉnh ủy;", 2),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn A", 3),
        ("Đơn vị chủ trì: Sở Tư pháp.\nThời gian thực hiện: Hằng năm.", 2),
    ],
)
def test_lines_cut_by_the_width_are_joined_and_items_are_not(lines, paragraphs):
    assert len(composed(f"{WRAPPED}\n\n{lines}\n", "x.md")) == 8 + paragraphs


def test_a_number_cut_in_two_is_one_number():
    for parts in (
        ("số 49/2020/", "NĐ-CP của Chính phủ."),
        ("số 12", "-NQ/TW của Bộ Chính trị."),
        ("số 12-", "NQ/TW."),
    ):
        lines = (Line(f"Thực hiện Nghị định {parts[0]}", ends_paragraph=False), Line(parts[1]))
        assert compose(Source("x", "pdf", lines)).printed == f"Thực hiện Nghị định {parts[0]}{parts[1]}\n"


def test_footnotes_wait_for_the_end_of_the_paragraph():
    lines = (
        Line("Ban hành theo Thông tư số 5", page=1, ends_paragraph=False),
        Line("1 Được sửa đổi bởi", page=1, role="footnote", ends_paragraph=False),
        Line("Thông tư số 6.", page=1, role="footnote", ends_paragraph=True),
        Line("của Bộ trưởng.", page=2, ends_paragraph=True),
    )
    assert compose(Source("x", "pdf", lines)).printed == (
        "Ban hành theo Thông tư số 5 của Bộ trưởng.\n1 Được sửa đổi bởi Thông tư số 6.\n"
    )


def test_emphasis_is_formatting():
    assert composed("**- **Triển khai *(chức vụ) *có 5*3 mục (*) **số** 203**/2025**\n\n* *\n", "x.md") == [
        "- Triển khai (chức vụ) có 5*3 mục (*) số 203/2025"
    ]


def test_hostile_lines_take_no_time():
    started = time.monotonic()
    for text in ("(" * 100_000, "a) " * 50_000, "Cơ quan a " * 30_000, "\n".join("x," for _ in range(30_000)),
                 "1." * 60_000, "Hà Nội, ngày " * 20_000, "- - " * 40_000,
                 "|\n\n" * 30_000, "|\n" * 60_000):  # fmt: skip
        composed(text, "x.md")
    assert time.monotonic() - started < 30
