"""Whatever the text, citations are found without error, in order, and are the text's own words."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import relations
from ingest.citations import find
from ingest.document import Head, Text

WORDS = [
    "Nghị định", "Luật", "luật", "Bộ luật", "Thông tư", "Quyết định", "Đề án", "“", "”", '"', "số", "Số:",
    "ngày", "tháng", "năm", "2020", "15/2020/NĐ-CP", "12-NQ/TW", "…/TTr-STC", "/QĐ-TTg", "41/2019/QH14",
    "02CTr-BCA-V05", "điểm", "a", "đ", "b và c", "khoản", "1", "2, 3", "Điều", "5", "đến", "từ", "các",
    "Mục", "II", "Phụ lục", "Mẫu số", "01", "này", "nêu trên", "đó", "của", "kèm theo", "Chính phủ", "về",
    "phê duyệt", "sửa đổi, bổ sung", "được", "bởi", "Căn cứ", "hết hiệu lực", "(sau đây gọi tắt là",
    "Nghị định 15", ")", "(", ";", ".", ",", ":", "\n", " | ", "-", "Đại hội", "lần thứ XIII", "Đất đai",
    "Phòng, chống", "ma túy",
]  # fmt: skip
legal = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


def check(text):
    stored = Text(text, text)
    found = find(stored, (), Head(number="1/QĐ-UBND", type="Quyết định", date="2024-02-30"))
    assert [c.start for c in found] == sorted(c.start for c in found)
    for c in found:
        assert 0 <= c.start < c.end <= len(text)
        assert c.text == text[c.start : c.end]
        assert c.kind != "provision" or c.provision
        assert c.resolved is None or c.reason is None
    for r in relations.find(stored, (), Head(), found):
        assert r.evidence == text[r.start : r.end]


@settings(max_examples=150, deadline=None)
@given(legal)
def test_texts_of_the_fields_own_words(text):
    check(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text):
    check(text)


@pytest.mark.parametrize(
    "piece",
    ["1", "1/", "…/", "số ", " ", "A", "điểm a, ", "Điều 1 đến Điều 150, ", "khoản 1 và ", "Luật ",
     "Luật Đất đai và ", "1/KH-A-",
     "Đề án “", "(sau đây gọi tắt là Nghị định a", "Nghị quyết Đại hội Đảng ",
     "phê duyệt Đề án a ", "Căn cứ Luật "],
)  # fmt: skip
def test_time_grows_with_length_only(piece):
    def seconds(size):
        text = piece * (size // len(piece))
        start = time.process_time()
        stored = Text(text, text)
        relations.find(stored, (), Head(), find(stored, (), Head()))
        return time.process_time() - start

    check(piece)
    seconds(1_000)
    small, large = seconds(8_000), seconds(64_000)
    assert large < 8 * max(small, 0.02) * 4
