"""The lexical index: what words find, and that no character of a query means anything to the engine."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from embedding_doubles import QueryEmbedder, vectors_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import lexical
from index.engines.choice import chosen
from index.engines.kept import kept_of
from index.engines.milvus.passages import MilvusEngine, MilvusWriter
from index.lexical import Entry, Lexical
from index.records import Filters, Passage
from tests.engines import selected

TEXTS = [
    ("task", "Nâng cao hiệu quả công tác hòa giải ở cơ sở", "Phòng ngừa xã hội", "(Sở Tư pháp chủ trì)"),
    (
        "task",
        "Tuyên truyền phòng, chống ma túy trong trường học",
        "Phòng ngừa xã hội",
        "(Công an tỉnh chủ trì)",
    ),
    ("unit", "Điều 5. Hòa giải viên ở cơ sở có các quyền sau đây", "Chương II", ""),
    ("directive", "Nghị định 49/2020/NĐ-CP của Chính phủ về tái hòa nhập cộng đồng", "", ""),
    ("directive", "Nghị định 145/2020/NĐ-CP của Chính phủ về quan hệ lao động", "", ""),
    ("unit", "Thế trận an ninh nhân dân", "", ""),
    ("unit", "Thể thao và du lịch", "", ""),
]
PARTIES = {1: (("lead", "Sở Tư pháp"), ("coordinate", "Công an tỉnh")), 2: (("lead", "Công an tỉnh"),)}
ANYTHING = Filters()


def entry(key: int, kind, text, heading, note) -> Entry:
    passage = Passage(key, kind, f"van-ban-{key % 2}", None, 0, len(text), None, heading, text, note)
    return Entry(
        passage, "Kế hoạch" if kind == "task" else "Nghị định", "Chính phủ", 2018 + key, PARTIES.get(key, ())
    )


class OfMilvus:
    """The same passages in Milvus, asked as the lexical index is."""

    def __init__(self, folder: Path, entries: list[Entry]) -> None:
        keys = np.array([one.passage.key for one in entries], np.int64)
        writer = MilvusWriter(folder, "lexical", chosen())
        writer.words(entries)
        writer.meanings(keys, vectors_of([one.passage.text for one in entries]))
        self.search = MilvusEngine(folder, QueryEmbedder(None), chosen(), kept_of(folder)).lexical


@pytest.fixture(scope="module", params=["embedded", "milvus"])
def index(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lexical") / "index"
    entries = [entry(n, *fields) for n, fields in enumerate(TEXTS, 1)]
    with selected(request.param, folder.parent):
        if request.param == "milvus":
            folder.mkdir()
            yield OfMilvus(folder, entries)
        else:
            assert lexical.write(folder, entries, batch=2) == len(TEXTS)
            yield Lexical(folder)


def keys(found) -> list[int]:
    return [candidate.key for candidate in found]


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("hoà giải ở cơ sở", 1),
        ("HÒA GIẢI Ở CƠ SỞ", 1),
        ("hoa giai o co so", 1),
        ("ma tuý", 2),
        ("phong chong ma tuy", 2),
        ("hòa giải viên", 3),
        ("49/2020/NĐ-CP", 4),
        ("nd 49/2020", 4),
        ("145/2020", 5),
        ("thế trận", 6),
        ("thể thao", 7),
        ("Điều 5.", 3),
    ],
)
def test_words_find_their_passage(index, query, best):
    assert keys(index.search(query, ANYTHING, 3))[0] == best


def test_a_query_with_marks_does_not_find_other_words_that_only_look_alike_without_them(index):
    assert 7 not in keys(index.search("thế", ANYTHING, 10))
    assert {6, 7} <= set(keys(index.search("the", ANYTHING, 10)))


def test_the_best_come_first_and_no_more_than_asked(index):
    found = index.search("nghị định của chính phủ về", ANYTHING, 2)
    assert len(found) == 2
    assert found[0].score >= found[1].score > 0


HOSTILE = [
    '"', '"""', "'", "*", "NOT", "AND OR NOT", "NOT hòa giải", "hòa*", '"hòa giải', "Điều 5.", "Điều 5. *", "(", "))((",
    "[a TO z]", "{", "^2", "~", "kind:task", "party:*", "key:1", "hòa\\", "\\", "+hòa -giải", "&& ||", "/.*/", "!", "?",
    "; DROP TABLE passage; --", "' OR 1=1 --", "%", "_", "\x00", "hòa\x00giải", "\ud800", "\u202e", "\ufeff", "\u0301",
    "a" * 10_000, "hòa giải " * 2_000, "(" * 5_000, "Đ" * 300, "1" * 5_000, "\n\t\r", "🙂", "<script>", "${x}", "{{x}}",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_characters_are_characters(index, query):
    began = time.perf_counter()
    for found in (index.search(query, ANYTHING, 5), index.search(f"hòa giải {query}", ANYTHING, 5)):
        assert all(1 <= candidate.key <= len(TEXTS) for candidate in found)
    assert time.perf_counter() - began < 3


@pytest.mark.parametrize("query", ['"', "*", "()", "^~:", "\x00", "\ud800", "🙂", "", " \n", "?!…"])
def test_nothing_to_search_for_finds_nothing(index, query):
    assert index.search(query, ANYTHING, 5) == []


@pytest.mark.parametrize("wrap", ['"{}"', "({})", "{}*", "+{}", "{}^9", "kind:{}", "NOT ({})"])
def test_syntax_of_engines_changes_nothing_but_by_its_letters(index, wrap):
    plain = index.search("hòa giải ở cơ sở", ANYTHING, 1)[0]
    assert index.search(wrap.format("hòa giải ở cơ sở"), ANYTHING, 1)[0].key == plain.key


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_any_text_can_be_asked(index, query):
    found = index.search(query, ANYTHING, 4)
    assert len(found) <= 4
    assert found == sorted(found, key=lambda candidate: -candidate.score)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(kinds=("task",)), {1}),
        (Filters(kinds=("unit", "directive")), {3, 4}),
        (Filters(documents=("van-ban-1",)), {1, 3}),
        (Filters(types=("Nghị định",), kinds=("unit",)), {3}),
        (Filters(years=(2019,)), {1}),
        (Filters(issuers=("Quốc hội",)), set()),
        (Filters(agencies=("Sở Tư pháp",)), {1}),
        (Filters(agencies=("Công an tỉnh",), roles=("coordinate",)), {1}),
        (Filters(agencies=("Công an tỉnh",), roles=("lead",)), set()),
        (Filters(agencies=("Sở Tư pháp", "Công an tỉnh"), roles=("lead",)), {1}),
    ],
)
def test_filters_leave_what_satisfies_them(index, filters, expected):
    assert set(keys(index.search("hòa", filters, 10))) == expected


def test_an_empty_index_finds_nothing(tmp_path):
    assert lexical.write(tmp_path / "empty", []) == 0
    assert Lexical(tmp_path / "empty").search("hòa giải", ANYTHING, 5) == []
