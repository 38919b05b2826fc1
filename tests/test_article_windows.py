"""Articles in windows, their headings, and the acts that they stand in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles.heading import Headed, act_number, act_title, act_titles, own_title
from index.articles.records import ArticleText
from index.articles.windows import LEAST, MOST, TOGETHER, WORDS, WindowTexts, affordable, embedded, windows


@given(st.lists(st.lists(st.text("ab đ1.", min_size=1, max_size=6), max_size=150).map(" ".join), max_size=12))
def test_windows_hold_every_word_once_and_in_order(lines):
    text = "\n".join(lines)
    cut = windows(text, most=10_000)
    assert " ".join(cut).split() == text.split()
    assert len(cut) == 1 or all(len(window.split()) <= WORDS for window in cut)


def test_only_the_first_windows_are_given():
    assert len(windows("từ " * 5_000, most=3)) == 3
    assert windows("") == [""]


@given(st.lists(st.integers(1, 40), max_size=30), st.sampled_from([1, 100, 3_000, 20_000, 60_000]))
def test_articles_get_as_many_windows_as_all_of_them_can_be_given(counts, times):
    each = np.array(counts * times, np.int32)
    most = affordable(each)
    assert LEAST <= most <= MOST
    assert most == LEAST or np.minimum(each, most).sum() <= TOGETHER
    assert most == MOST or np.minimum(each, most + 1).sum() > TOGETHER


def test_of_few_articles_deeper_windows_are_embedded_than_of_many(monkeypatch):
    articles = [Headed("Luật", "Tên", f"{n} " * 500, "") for n in range(3)]
    few = WindowTexts.of(articles)
    assert np.bincount(few.rows).tolist() == [5, 5, 5]
    monkeypatch.setattr("index.articles.windows.TOGETHER", 11)
    many = WindowTexts.of(articles)
    assert np.bincount(many.rows).tolist() == [3, 3, 3]
    assert list(many.texts()) == list(few.texts())[:9], "the first windows of all come first"


def test_a_window_is_cut_between_lines():
    lines = ["một " * 60, "hai " * 60, "ba " * 60]
    assert [window.split()[0] for window in windows("\n".join(lines), most=10)] == ["một", "hai", "ba"]


@pytest.mark.parametrize(
    ("source", "number"),
    [
        (
            "(Điều 1 Luật số 57/2020/QH14 Luật Thanh niên ngày 16/06/2020 của Quốc hội, có hiệu lực)",
            "57/2020/qh14",
        ),
        ("(Điều 2 Luật số 57/2020/QH14, có hiệu lực thi hành kể từ ngày 01/01/2021)", "57/2020/qh14"),
        ("(Điều 1 Thông tư số 10 /2016/TT-BTNMT Quy định ngày 16/05/2016 của Bộ)", "10/2016/tt-btnmt"),
        ("(Điều 3 Hiến pháp)", ""),
        ("", ""),
    ],
)
def test_the_number_of_the_act_is_read_from_the_note(source, number):
    assert act_number(source) == number


def test_the_title_stands_with_one_article_and_serves_all():
    first = ArticleText(
        "1", "1. A", "", "(Điều 1 Nghị định số 1/2020/NĐ-CP Về muối ngày 05/04/2017 của Chính phủ)"
    )
    later = ArticleText("2", "12. B", "", "(Điều 12 Nghị định số 1/2020/NĐ-CP, có hiệu lực)")
    titles = act_titles([later, first])
    assert act_title(later, titles) == "Về muối"
    assert act_title(ArticleText("3", "", "", act="Biết sẵn"), titles) == "Biết sẵn"
    assert own_title(later) == "B"
    assert own_title(ArticleText("4", "Điều 5a. Tên", "")) == "Tên"


def test_what_the_model_reads_has_no_empty_part():
    assert embedded("", "Tên", "lời") == "Tên | lời"
    assert embedded("Văn bản", "", "lời") == "Văn bản | lời"
