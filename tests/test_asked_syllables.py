"""What written questions tell of how people's questions go on, and the marks that it restores."""

from __future__ import annotations

import pytest

from index.articles.reading import read, statistics
from index.articles.syllable_table import PairCounter, SyllableTable
from index.asked_syllables import FILE, asked_syllables
from index.knowledge import asking_pairs, dictionary, knowledge
from index.marks import SyllablePairs, restore
from index.syllables import fold, words
from index.training.asked_syllables import counted


@pytest.fixture
def counted_corpus(tmp_path):
    """A law that builds (xây dựng) and never judges (đúng)."""
    counter = PairCounter()
    for _ in range(50):
        counter.add(words("việc xây dựng nhà ở và sử dụng đất được quy định tại Luật này"))
    counter.write(tmp_path)
    return tmp_path


def test_the_file_is_what_the_written_questions_tell():
    found = counted()
    kept = SyllablePairs.from_json(FILE.read_text(encoding="utf-8"))
    assert (kept.single, kept.pairs) == (found.single, found.pairs)
    assert kept.pairs["đúng", "hay"] > kept.pairs["dựng", "hay"]


@pytest.mark.parametrize(
    "asked",
    [
        "Người thuê nhà được sử dụng đất là đúng hay sai?",
        "Anh A mua nhà của chị B thì có được không?",
        "Điều nào sau đây không đúng về việc xây nhà?",
    ],
)
def test_questions_that_no_law_asks_get_their_marks_back(counted_corpus, asked):
    assert read(fold(asked), statistics(counted_corpus)).restored == asked.lower()


@pytest.mark.parametrize(
    "asked",
    ["Anh A mua nhà của chị B thì có được không?", "Người thuê nhà được sử dụng đất là đúng hay sai?"],
)
def test_an_offices_documents_are_asked_so_too(asked):
    plan = SyllablePairs.of(["xây dựng nhà văn hóa, sử dụng đất; cửa hàng; chỉ đạo"] * 5)
    known = knowledge(plan)
    assert restore(fold(asked), known.restoring) == asked.lower()
    assert known.corpus.single["chị"] == 0, "what a word tells is measured by the corpus alone"


def test_what_a_syllable_says_does_not_depend_on_questions(counted_corpus):
    beside = asking_pairs() + dictionary()
    without, with_them = SyllableTable(counted_corpus, beside), statistics(counted_corpus)
    for word in ("dựng", "đúng", "nhà", "mua"):
        assert with_them.information(word) == without.information(word)
    assert with_them.single["đúng"] > without.single["đúng"]
    assert asked_syllables().single["đúng"]
