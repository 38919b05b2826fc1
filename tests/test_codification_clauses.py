"""An article's text is cut into khoản, điểm and windows that together are the text."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from ingest.codification.clauses import LONGEST, clauses


def test_khoan_stay_whole_while_they_are_short():
    text = "Mở đầu:\n1. Một.\na) Nhỏ;\n1.1. Con.\n2. Hai."
    assert [(c.label, text[c.start : c.end]) for c in clauses(text)] == [
        ("", "Mở đầu:\n"),
        ("khoản 1", "1. Một.\na) Nhỏ;\n1.1. Con.\n"),
        ("khoản 2", "2. Hai."),
    ]


def test_a_long_khoan_is_cut_at_its_diem_and_a_long_diem_in_windows():
    text = "1. Đầu:\na) " + "từ " * 300 + "\nđ) " + "câu dài. " * 600
    labels = [c.label for c in clauses(text)]
    assert labels[:3] == ["khoản 1", "điểm a khoản 1", "điểm đ khoản 1"]
    assert len(labels) > 4


@given(st.text(alphabet="1a.đ) \nxyz|", max_size=8000))
def test_clauses_partition_any_text(text):
    found = clauses(text)
    assert "".join(text[c.start : c.end] for c in found) == text
    assert all(0 < c.end - c.start <= LONGEST for c in found)


def test_an_annex_of_a_million_characters_is_cut_at_once():
    for text in ("x" * 1_000_000, "1. a\n" * 60_000, ("ô | " * 30 + "\n") * 8000):
        begun = time.process_time()
        found = clauses(text)
        assert time.process_time() - begun < 5
        assert sum(c.end - c.start for c in found) == len(text)
