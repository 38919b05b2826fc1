from __future__ import annotations

import pytest

from ingest.numbering import follows, marks
from ingest.numerals import roman, to_roman


@pytest.mark.parametrize("value", range(1, 400))
def test_roman_numerals_both_ways(value):
    assert roman(to_roman(value)) == value


@pytest.mark.parametrize("wrong", ["IIII", "VX", "IC", "", "A", "IVI"])
def test_what_is_no_roman_numeral(wrong):
    assert roman(wrong) == 0


def first(line):
    found = marks(line)
    return (found[0].style, found[0].number) if found else None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Phần thứ nhất", ("part", "nhất")),
        ("Chương II QUY ĐỊNH CHUNG", ("chapter", "II")),
        ("Mục 1. Thủ tục", ("section", "1")),
        ("Điều 15a. Bổ sung", ("article", "15a")),
        ("2đ. Bổ sung", ("decimal", "2đ")),
        ("2.1.1. Công tác", ("decimal", "2.1.1")),
        ("2.1 Công tác", ("decimal", "2.1")),
        ("100. 100% xã, phường", ("decimal", "100")),
        ("a1) Bổ sung", ("letter", "a1")),
        ("đ) Hướng dẫn", ("letter", "đ")),
        ("(2) Rà soát", ("paren", "2")),
        ("IV. TỔ CHỨC", ("roman", "IV")),
        ("B. NHIỆM VỤ", ("upper", "B")),
        ("+ Tổ chức", ("plus", "+")),
        ("2024. Các cơ quan", None),
        ("1.200.000 đồng", None),
        ("21/02/2024 của Ủy ban", None),
        ("Điều 5 của Luật này", None),
        ("-CP ngày 20/10", None),
        ("V/v thuế thu nhập cá nhân", None),
    ],
)
def test_enumerators(line, expected):
    assert first(line) == expected


def test_letters_that_are_roman_numerals_have_both_readings():
    assert {m.style for m in marks("V. TỔ CHỨC")} == {"roman", "upper"}
    assert {m.style for m in marks("i) Báo cáo")} == {"letter", "small roman"}


@pytest.mark.parametrize(
    ("last", "mark", "skipped"),
    [
        ("1. A", "2. B", 0),
        ("1. A", "4. B", 2),
        ("3. A", "2. B", -1),
        ("2. A", "2a. B", 0),
        ("2a. A", "3. B", 0),
        ("d) A", "đ) B", 0),
        ("d) A", "e) B", 1),
        ("e) A", "g) B", 0),
        ("i) A", "k) B", 1),
        ("h) A", "i) B", 0),
        ("2.1. A", "2.2. B", 0),
        ("2.1. A", "3.2. B", -1),
        ("Điều 5. A", "Điều 5a. B", 0),
    ],
)
def test_sequences_follow_the_vietnamese_alphabet(last, mark, skipped):
    by_style = {m.style: m for m in marks(last)}
    following = next(m for m in marks(mark) if m.style in by_style)
    if last.startswith("i)"):  # j is not written: k comes next
        skipped = 0
    style = "letter" if "letter" in by_style else following.style
    following = next(m for m in marks(mark) if m.style == style)
    assert follows(by_style[style], following) == skipped
