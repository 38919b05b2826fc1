"""What a question calls by name: its act gains, its article leads, and what only sounds like a name does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from index.articles.lines import ArticleLines, LineWriter
from index.articles.naming import named_first
from index.articles.ordering import Candidates
from index.articles.reading import Reading, content
from index.articles.records import Signals
from index.syllables import words
from index.weights import weights

ACTS = [
    "Luật Viên chức",
    "Hiến pháp",
    "Giáo dục",
    "Giáo dục nghề nghiệp",
    "Quy định chi tiết thi hành Luật Hòa giải ở cơ sở",
    "Hòa giải ở cơ sở",
]
GAINS = 0.25
USED = replace(weights().articles, named_act=GAINS, telling_title=8)


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    folder, writer = tmp_path_factory.mktemp("lines"), LineWriter()
    for act in ACTS:
        writer.add(act, "Phạm vi điều chỉnh", "Văn bản này quy định về các quan hệ nêu trong tên gọi của nó.")
    writer.write(folder)
    return ArticleLines(folder)


def reading(question):
    return Reading(question, tuple(words(question)), content(question), frozenset(), (), None)


def candidates(lines, question, fused=None, provision=None):
    rows = list(range(len(ACTS)))
    signals = {name: np.zeros(len(rows), np.float32) for name in Signals.__dataclass_fields__}
    signals["act"] = lines.likeness(words(question), rows).act
    if provision is not None:
        signals["provision"] = np.array(provision, np.float32)
    return Candidates(rows, signals, np.array(fused or [0.0] * len(rows), np.float32))


def gained(lines, question):
    found = named_first(lines, reading(question), candidates(lines, question), USED)
    return [ACTS[row] for row, score in zip(found.rows, found.fused.tolist(), strict=True) if score == GAINS]


@pytest.mark.parametrize(
    ("question", "acts"),
    [
        ("Theo Luật Viên chức, ai được tuyển dụng?", ["Luật Viên chức"]),
        ("theo luật viên chức thì ai được tuyển dụng", ["Luật Viên chức"]),
        ("Viên chức nào vi phạm luật?", []),
        ("Theo Hiến pháp, cấp học nào là bắt buộc?", ["Hiến pháp"]),
        ("Luật Giáo dục quy định gì về trường lớp?", ["Giáo dục"]),
        ("Trường lớp của ngành giáo dục", []),
        ("Theo Luật Giáo dục nghề nghiệp, ai dạy?", ["Giáo dục nghề nghiệp"]),
        ("Luật Giáo dục và Luật Giáo dục nghề nghiệp khác gì nhau?", ["Giáo dục", "Giáo dục nghề nghiệp"]),
        ("Luật Giáo dục đại học cho phép gì?", []),
        ("Nghị định quy định chi tiết thi hành Luật Hòa giải ở cơ sở nói gì?", [ACTS[4]]),
        ("Hòa giải ở cơ sở là gì?", []),
        ("", []),
    ],
)
def test_an_act_gains_that_is_called_by_type_and_title(lines, question, acts):
    assert gained(lines, question) == acts


def test_syllables_that_no_article_has_equal_only_themselves(lines):
    assert lines.spelling(["xyz", "viên"]) == lines.spelling(["xyz"]) + lines.spelling(["viên"])
    assert lines.spelling(["xyz"]) != lines.spelling(["zyx"])
    assert lines.act(0) == lines.spelling(["luật", "viên", "chức"])


@pytest.mark.parametrize(
    ("provision", "first"),
    [
        ([0.0, 0.0, 0.0], [0, 1, 2]),
        ([0.0, 0.0, 1.0], [2, 0, 1]),
        ([0.0, 1.0 - 1e-7, 1.0], [1, 2, 0]),
        ([1.0, 0.0, 0.0], [0, 1, 2]),
        ([1.0, 1.0, 1.0], [0, 1, 2]),
        ([0.0, 0.0, 0.9], [0, 1, 2]),
    ],
    ids=["none", "the last one", "two of one name", "first already", "all", "of an act half named"],
)
def test_an_article_named_with_its_act_comes_before_all_others(lines, provision, first):
    scores = [0.7, 0.5, 0.35]
    best = led(lines, scores, provision).best(3)
    assert best.rows == first
    assert best.fused.tolist() == sorted(best.fused.tolist(), reverse=True)


def led(lines, fused, provision):
    signals = {"act": np.zeros(3, np.float32), "provision": np.array(provision, np.float32)}
    found = Candidates([0, 1, 2], signals, np.array(fused, np.float32))
    return named_first(lines, reading("Điều 5 quy định gì?"), found, USED)


def test_what_is_not_named_keeps_its_score(lines):
    plain, named = (led(lines, [0.7, 0.5, 0.35], [0, 0, last]).fused.tolist() for last in (0, 1))
    assert plain == pytest.approx([0.7, 0.5, 0.35])
    assert named[:2] == plain[:2]
    assert named[2] == pytest.approx(0.7, abs=1e-3)


def test_several_named_articles_are_not_made_surer_than_the_last_of_them_needs(lines):
    best = led(lines, [0.7, 0.5, 0.15], [1.0, 0.0, 1.0]).best(3)
    assert best.rows == [0, 2, 1]
    assert best.fused.tolist() == pytest.approx([0.7, 0.5, 0.5], abs=1e-3)
