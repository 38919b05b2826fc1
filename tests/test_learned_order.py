"""The learned order: what it looks at, that its arrays say what the trees say, where it holds."""

from __future__ import annotations

import numpy as np
import pytest

from index.articles.learned_order import FILE, LearnedOrder, learned_order, left_where_no
from index.articles.lines import ArticleLines, LineWriter
from index.articles.ordering import Candidates, in_learned_order
from index.articles.reading import Reading, content
from index.articles.reading import read as reading_of
from index.articles.records import Signals
from index.articles.traits import TRAITS, traits
from index.asked_term import asked_term, defining_words, ways_of_asking
from index.marks import SyllablePairs
from index.syllables import words
from ingest.vocabulary import tables

ACT = "Quy định về quản lý sản xuất, kinh doanh muối"
ARTICLES = [
    (
        ACT,
        "Giải thích từ ngữ",
        "1. Diêm dân là người trực tiếp sản xuất muối.\n2. Muối thô là muối từ nước biển.",
    ),
    (ACT, "Trách nhiệm của Bộ Công Thương", "Bộ Công Thương hướng dẫn nhập khẩu muối thô theo hạn ngạch."),
    ("Luật Cạnh tranh", "Phạm vi điều chỉnh", "Luật này quy định về hành vi hạn chế cạnh tranh."),
]
QUESTION = "Muối thô là gì?"


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    folder, writer = tmp_path_factory.mktemp("lines"), LineWriter()
    for article in ARTICLES:
        writer.add(*article)
    writer.write(folder)
    return ArticleLines(folder)


def reading(question):
    return Reading(
        question, tuple(words(question)), content(question), frozenset(), asked_term(question), None
    )


def candidates(fused):
    signals = {name: np.array(fused, np.float32) for name in Signals.__dataclass_fields__}
    return Candidates(list(range(len(fused))), signals, np.array(fused, np.float32))


@pytest.mark.parametrize("way", ways_of_asking(), ids=lambda way: way.terms[0])
def test_each_way_of_asking_for_a_term_is_the_first_that_fits_its_examples(way):
    for question, term in zip(way.examples, way.terms, strict=True):
        assert asked_term(question) == tuple(words(term))
        first = next(one for one in ways_of_asking() if one.pattern.search(question.lower()))
        assert first is way


@pytest.mark.parametrize("question", ["Ai cấp giấy phép lái xe?", "Mức lương tối thiểu vùng năm 2022", ""])
def test_other_questions_ask_for_no_term(question):
    assert asked_term(question) == ()


@pytest.mark.parametrize(
    ("word", "line", "term"),
    [(one["word"], *pair) for one in tables("asked_terms.toml")["defining"] for pair in one["lines"]],
)
def test_a_line_of_the_vocabulary_defines_its_term(tmp_path, word, line, term):
    assert word in defining_words()
    assert word in words(line)
    writer = LineWriter()
    writer.add(ACT, "Giải thích từ ngữ", line)
    writer.write(tmp_path)
    table = traits(ArticleLines(tmp_path), words(term), words(term), [0], *of_one())
    assert of(table, "defined") == [1.0]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("theo điều 6 của Luật Tiếp cận thông tin", {"6"}),
        ("Khoản 2 Điều 12a và các điều 7, 8 nói gì?", {"12a", "7", "8"}),
        ("Điều này được hiểu thế nào? Điều nào đúng?", set()),
    ],
)
def test_articles_that_a_question_names_are_read_as_citations_are(question, named):
    assert reading_of(question, SyllablePairs.of([])).provisions == named


def of(table, name):
    return table[:, TRAITS.index(name)].tolist()


def test_traits_say_what_the_articles_hold(lines):
    asked = reading(QUESTION)
    found = candidates([0.5, 0.6, 0.1])
    table = traits(lines, asked.content, asked.term, found.rows, found.signals, found.fused)
    assert table.shape == (3, len(TRAITS))
    assert np.isfinite(table).all()
    assert of(table, "defined") == [1.0, 0.0, 0.0], "the line that defines the term, behind its number"
    assert of(table, "line at")[:2] == [1.0, 0.0]
    assert of(table, "fused behind") == pytest.approx([-0.1, 0.0, -0.5])
    assert of(table, "words rank") == [1.0, 0.0, 2.0]
    assert of(table, "kin")[2] == pytest.approx(0.0)
    assert min(of(table, "kin")[:2]) > 0.05, "two candidates of one act speak for each other"
    assert of(table, "syllables held")[:2] == pytest.approx([1.0, 1.0])
    assert of(table, "syllables held")[2] == 0.0
    assert of(table, "title length") == [4.0, 6.0, 4.0]


def test_a_term_at_the_beginning_without_a_definition_counts_half(lines):
    table = traits(lines, ("bộ",), ("bộ", "công"), [1], *of_one())
    assert of(table, "defined") == [0.5]
    table = traits(lines, ("xyz",), ("xyz",), [1], *of_one())
    assert of(table, "defined") == [0.0]


def of_one():
    found = candidates([0.5])
    return found.signals, found.fused


def stump(revision="r"):
    """Lifts what defines the term, by 0.3."""
    at = TRAITS.index("defined")
    return LearnedOrder(
        revision=revision,
        trait=np.array([[at]], np.int16),
        limit=np.array([[0.75]], np.float32),
        left=left_where_no(np.array([[[1], [-1]]], np.int8)),
        value=np.array([[-0.1, 0.2]], np.float32),
    )


def test_the_best_candidates_are_put_in_order_and_the_others_stay_behind(lines):
    found = in_learned_order(lines, reading(QUESTION), candidates([0.5, 0.6, 0.45]), stump(), 2)
    assert found.best(3).rows == [0, 1, 2]
    assert found.best(3).fused.tolist() == pytest.approx([0.7, 0.5, 0.35])
    assert found.best(1).signals["words"].tolist() == pytest.approx([0.5])


def test_trees_of_more_leaves_than_bits_are_refused():
    with pytest.raises(ValueError, match="at most 16"):
        left_where_no(np.zeros((1, 17, 16), np.int8))


def test_no_order_for_another_model_or_without_its_file(tmp_path):
    assert learned_order("another revision") is None
    assert learned_order("r", tmp_path / "none.npz") is None


def test_the_order_that_ships_is_that_of_the_model_that_ships():
    from index.model import located

    assert learned_order(located("").revision) is not None
    assert FILE.stat().st_size < 500_000


def test_arrays_give_what_the_trees_give(tmp_path):
    pytest.importorskip("lightgbm")
    from index.training import order

    chance = np.random.default_rng(0)
    asked = []
    for number in range(60):
        table = chance.random((20, len(TRAITS))).astype(np.float32)
        ids = [str(at) for at in range(20)]
        right = int(table[:, TRAITS.index("defined")].argmax())
        fused = chance.random(20).astype(np.float32) / 10
        asked.append(order.Judged(f"set {number % 2}", str(number), ids, table, fused, {str(right): 1}))
    trees = [order.grown(asked, seed) for seed in (1, 2)]
    order.write(trees, "r", tmp_path / "order.npz")
    kept = learned_order("r", tmp_path / "order.npz")
    assert kept is not None
    for one in asked[:5]:
        told = sum(tree.predict(one.table) for tree in trees) / 2 / 28.0 * 1.5
        np.testing.assert_allclose(kept.corrections(one.table), told, atol=1e-6)
    before = np.mean([one.score(one.fused) for one in asked])
    assert np.mean(order.cross_validated(asked)) > before + 0.1
