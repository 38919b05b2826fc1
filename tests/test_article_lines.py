"""How far one line of an article says what a question says: the arrays give what the definition gives."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import lines
from index.articles.heading import headed
from index.articles.lines import ArticleLines, LineWriter
from index.articles.records import ArticleText
from index.syllables import words

SYLLABLES = st.sampled_from(["cấp", "giấy", "phép", "thu", "hồi", "thẩm", "quyền", "lái", "xe", "muối"])
LINE = st.lists(SYLLABLES, min_size=3, max_size=7).map(" ".join)
ARTICLE = st.tuples(
    st.lists(SYLLABLES, max_size=3).map(" ".join),
    st.lists(SYLLABLES, max_size=4).map(" ".join),
    st.lists(LINE, min_size=1, max_size=4).map("\n".join),
)


def written(folder, articles):
    writer = LineWriter()
    for article in articles:
        writer.add(*article)
    writer.write(folder)
    return ArticleLines(folder)


class Definition:
    def __init__(self, articles):
        self.counts = Counter(w for article in articles for part in article for w in words(part))
        self.total = sum(self.counts.values())
        self.rarest = max(1.0, *(self.told(word) for word in self.counts))

    def told(self, word):
        if word not in self.counts:
            return self.rarest
        return math.log((self.total + 1) / (self.counts[word] + 0.5))

    def of(self, run):
        return set(run), set(pairwise(run))

    def weight(self, held):
        return sum(map(self.told, held[0])) + sum(self.told(left) for left, _ in held[1])

    def both(self, one, other):
        return self.weight((one[0] & other[0], one[1] & other[1]))

    def likeness(self, asked, article):
        question = self.of(asked)
        act, title = self.of(words(article[0])), self.of(words(article[1]))
        each = [self.of(words(line)) for line in article[2].split("\n")]
        own = self.weight(question)
        whole = [(a[0] | act[0] | title[0], a[1] | act[1] | title[1]) for a in each]
        return {
            "line": max(self.both(question, one) for one in each) / own,
            "alike": max(2 * self.both(question, one) / (own + self.weight(one)) for one in each),
            "whole": max(self.both(question, one) for one in whole) / own,
            "title": 2 * self.both(question, title) / (own + self.weight(title)),
            "act": self.both(question, act) / self.weight(act) if article[0] else 0.0,
        }


@settings(deadline=None, max_examples=60)
@given(st.lists(ARTICLE, min_size=1, max_size=5), st.lists(SYLLABLES, min_size=1, max_size=6), st.data())
def test_likeness_is_that_of_the_definition(tmp_path_factory, articles, asked, data):
    index = written(tmp_path_factory.mktemp("lines"), articles)
    rows = data.draw(st.permutations(range(len(articles))))
    found = index.likeness(asked, rows)
    definition = Definition(articles)
    for at, row in enumerate(rows):
        for name, value in definition.likeness(asked, articles[row]).items():
            assert getattr(found, name)[at] == pytest.approx(value, abs=1e-4), name


def test_lines_in_parts_weigh_the_same(tmp_path, monkeypatch):
    articles = [("Luật Muối", "Cấp phép", f"dòng số {n} của điều\nthu hồi giấy phép") for n in range(50)]
    (tmp_path / "whole").mkdir()
    (tmp_path / "parts").mkdir()
    written(tmp_path / "whole", articles)
    monkeypatch.setattr(lines, "_CHUNK", 17)
    written(tmp_path / "parts", articles)
    for name in ("line_weights.npy", "line_ends.npy", "line_tokens.npy"):
        assert np.array_equal(np.load(tmp_path / "whole" / name), np.load(tmp_path / "parts" / name))


def test_a_long_article_is_found_by_its_one_line(tmp_path):
    other = "một dòng nói về chuyện khác hẳn"
    long = (
        "Luật Du lịch",
        "Giải thích từ ngữ",
        "\n".join([other] * 60 + ["Hướng dẫn viên du lịch là người"]),
    )
    short = ("Luật Du lịch", "Thu hồi thẻ", "Thu hồi thẻ hướng dẫn viên du lịch")
    found = written(tmp_path, [long, short]).likeness(words("hướng dẫn viên du lịch là"), [0, 1])
    assert found.line[0] > found.line[1]


def test_an_article_without_a_line_is_weighed(tmp_path):
    found = written(tmp_path, [("", "", ""), ("", "Muối", "a")]).likeness(["muối"], [0, 1])
    assert found.line.tolist() == [0, 0]
    assert found.title[1] > found.title[0] == 0


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "Luật Du lịch - Điều 3",
            "Giải thích từ ngữ\n1. Du lịch là",
            ("Luật Du lịch", "Giải thích từ ngữ", "3"),
        ),
        ("Hiến pháp - Điều 80", "1. Đại biểu có quyền.\n2. Khác.", ("Hiến pháp", "", "80")),
        ("5. Phạm vi", "Nghị định này", ("", "Phạm vi", "")),
    ],
)
def test_headings_are_taken_apart_however_a_set_prints_them(title, text, expected):
    found = headed(ArticleText("x", title, text), {})
    assert (found.act, found.title, found.provision) == expected


def test_the_number_of_an_article_is_read_from_its_note():
    note = "(Điều 12a Luật số 57/2020/QH14, có hiệu lực)"
    assert headed(ArticleText("x", "12. Tên", "", note), {}).provision == "12a"
