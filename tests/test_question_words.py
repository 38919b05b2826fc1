"""The words of asking are data: every pattern matches its examples, every example means what its record says."""

from __future__ import annotations

import time

import pytest

from index.intent import askings, role_words
from index.syllables import comparable_text, words
from index.wording import document_types, wording

ASKINGS = wording().askings
ROLES = wording().roles


@pytest.mark.parametrize("record", ASKINGS, ids=lambda r: r.id)
def test_each_way_of_asking_matches_its_examples(record) -> None:
    assert record.examples
    for example in record.examples:
        assert record.pattern.fullmatch(comparable_text(example)), example


@pytest.mark.parametrize("record", ASKINGS, ids=lambda r: r.id)
def test_an_example_asks_for_what_its_record_says(record) -> None:
    for example in record.examples:
        assert {found.what for found in askings(comparable_text(example), wording())} == {record.asks}, (
            example
        )


def test_no_two_records_share_an_id() -> None:
    assert len({record.id for record in ASKINGS}) == len(ASKINGS)


@pytest.mark.parametrize("record", ROLES, ids=lambda r: r.role)
def test_each_role_word_matches_its_examples_and_no_other_role(record) -> None:
    for example in record.examples:
        assert [found.what for found in role_words(comparable_text(example), wording())] == [record.role], (
            example
        )


def test_synonyms_are_mutual_and_no_term_stands_for_itself() -> None:
    synonyms = wording().synonyms
    for term, others in synonyms.items():
        assert term not in others
        assert all(term in synonyms[other] for other in others)


def test_moments_match_their_examples() -> None:
    from ingest.vocabulary import tables

    for record, pattern in zip(tables("question_words.toml")["moment"], wording().moments, strict=True):
        for example in record["examples"]:
            assert pattern.fullmatch(comparable_text(example)), example


def test_types_are_known_by_name_and_code() -> None:
    types = document_types()
    assert (types["nghị định"], types["nđ"], types["kh"]) == ("Nghị định", "Nghị định", "Kế hoạch")


@pytest.mark.parametrize(
    "piece", ["cơ quan, ", "sở ", "văn bản quy định ", "các những ", "a" * 50 + " ", "số 1/"]
)
def test_patterns_take_linear_time_on_long_texts(piece: str) -> None:
    def seconds(times: int) -> float:
        text = comparable_text(piece * times)
        start = time.perf_counter()
        askings(text, wording())
        role_words(text, wording())
        list(wording().fillers.finditer(text))
        return time.perf_counter() - start

    seconds(10)
    assert seconds(1000 // len(words(piece) or [1]) // 1) < 0.5
