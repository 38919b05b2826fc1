"""Sparse vectors whose inner product is the BM25 score of the embedded engine, text by text."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import lexical
from index.articles.lexical import ArticleWords, FieldWeights, Searched
from index.engines.milvus.bm25 import rounded_length
from index.engines.milvus.terms import WORDLESS, Terms, TermWriter
from index.syllables import words

WEIGHTS = FieldWeights(1.0, 0.8, 0.3, 0.2)
SYLLABLES = (
    "sở",
    "tư",
    "pháp",
    "chủ",
    "trì",
    "hòa",
    "giải",
    "ở",
    "cơ",
    "sở",
    "ma",
    "túy",
    "phòng",
    "chống",
    "điều",
    "khoản",
    "nghị",
    "định",
    "luật",
)


def scores_of_both(folder: Path, texts: list[tuple[str, str]], query: str):
    """The scores of every text by tantivy, and by inner products."""
    searched = [Searched(row, act, "", text) for row, (act, text) in enumerate(texts)]
    lexical.write(folder / "words", searched)
    exact = dict(ArticleWords(folder / "words").search(words(query), WEIGHTS, len(texts)))
    writer = TermWriter(folder / "terms", lexical.FIELDS)
    for one in searched:
        writer.add(lexical.tokens_of(one))
    assert writer.finish() == len(texts)
    vectors = list(writer.vectors())
    writer.close()
    asked = Terms(folder / "terms").query(lexical.asked(words(query), WEIGHTS))
    assert WORDLESS not in asked
    products = {
        row: sum(weight * vector[at] for at, weight in asked.items() if at in vector)
        for row, vector in enumerate(vectors)
    }
    return exact, {row: product for row, product in products.items() if product}


def text_of(chance: random.Random, longest: int) -> str:
    return " ".join(chance.choices(SYLLABLES, k=chance.randrange(longest)))


@pytest.mark.parametrize("longest", [30, 300, 3_000])
def test_scores_are_those_of_the_lexical_index(tmp_path, longest):
    chance = random.Random(longest)
    texts = [(text_of(chance, 12), text_of(chance, longest)) for _ in range(60)]
    exact, products = scores_of_both(tmp_path, texts, "sở tư pháp chủ trì hòa giải ở cơ sở, hòa giải viên")
    assert products == pytest.approx(exact, rel=2e-6)
    assert len(exact) > 30


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["", "luật"]), st.lists(st.sampled_from(SYLLABLES), max_size=60)),
        min_size=1,
    ),
    st.lists(st.sampled_from([*SYLLABLES, "không", "có"]), max_size=8),
)
def test_scores_of_any_texts_are_the_same(listed, query):
    texts = [(act, " ".join(tokens)) for act, tokens in listed]
    with tempfile.TemporaryDirectory() as folder:
        exact, products = scores_of_both(Path(folder), texts, " ".join(query))
    assert products == pytest.approx(exact, rel=2e-6)


def test_a_text_without_words_has_a_vector_that_no_query_meets(tmp_path):
    writer = TermWriter(tmp_path, ("one",))
    writer.add({"one": []})
    writer.add({"one": ["a"]})
    writer.finish()
    assert next(writer.vectors()) == {WORDLESS: 1.0}
    assert list(Terms(tmp_path).query([("one", "a", 1.0), ("two", "a", 1.0), ("one", "b", 1.0)])) == [1]


def test_what_was_needed_for_building_alone_goes(tmp_path):
    writer = TermWriter(tmp_path, ("one",))
    writer.add({"one": ["a"]})
    writer.finish()
    writer.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["term_rarity.npy", "terms.npy"]


@pytest.mark.parametrize(
    ("tokens", "kept"), [(0, 0), (39, 39), (40, 40), (41, 40), (43, 42), (56, 56), (59, 56)]
)
def test_lengths_are_rounded_down_to_what_one_byte_holds(tokens, kept):
    assert rounded_length(tokens) == kept
