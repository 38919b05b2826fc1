"""Whatever the words, the units partition the text, ids are unique, and every part lies within its parent."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Text
from ingest.head import read_head
from ingest.structure import outline

WORDS = (
    "Phần thứ nhất",
    "Chương I",
    "Chương II",
    "Mục 1",
    "Điều 1.",
    "Điều 2.",
    "Điều 15a.",
    "Điều 1",
    "1.",
    "2.",
    "1.1.",
    "2.1.3.",
    "a)",
    "đ)",
    "i)",
    "v)",
    "(1)",
    "(ii)",
    "1)",
    "I.",
    "V.",
    "C.",
    "A.",
    "I.1.",
    "- ",
    "+ ",
    "* ",
    "•",
    "“Điều 5.",
    "”.",
    "“",
    "”",
    '"',
    "PHỤ LỤC I",
    "Phụ lục",
    "Mẫu số 01",
    "(Kèm theo Quyết định này)",
    "QUY CHẾ",
    "QUYẾT ĐỊNH:",
    "Căn cứ Luật này;",
    "Nơi nhận:",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
    "Số: /KH-BCĐ",
    "Hà Nội, ngày 1 tháng 2 năm 2024",
    "Trong quá trình thực hiện",
    "NHIỆM VỤ",
    "và",
    "của Chính phủ",
    "như sau:",
    "…",
    "./.",
    "2024.",
    "\u2028",
    "\x0c",
    "\t",
)
LINES = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=12)), max_size=5).map(" ".join)
TEXTS = st.lists(LINES, max_size=40).map("\n".join)


def check(words):
    text = Text(words, words)
    units = outline(text)
    assert "".join(words[u.start : u.end] for u in units) == words
    assert len({u.eid for u in units}) == len(units)
    by_id = {u.eid: u for u in units}
    for unit in units:
        assert unit.start < unit.end <= unit.until
        if unit.parent is not None:
            parent = by_id[unit.parent]
            assert parent.start < unit.start
            assert unit.until <= parent.until
            assert unit.eid.startswith(parent.eid)
    head = read_head(text, units, "tên tệp")
    assert (head.number is None) == (head.number_read == "none")


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_of_the_languages_own_words(words):
    check(words)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_any_text(words):
    check(words)


@pytest.mark.parametrize(
    "line",
    [
        "1. a:",
        "“Điều 5. x",
        "(1) x:",
        "Điều 9. x",
        "9. x",
        "Phụ lục I",
        "“",
        "Nơi nhận: " * 5,
        "CHỦ TỊCH",
        "- x",
        "I. X",
    ],
)
def test_many_lines_take_linear_time(line):
    start = time.perf_counter()
    check("\n".join([line] * 5000))
    assert time.perf_counter() - start < 10
