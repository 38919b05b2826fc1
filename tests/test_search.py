"""Search: filters, facets that leave out their own filter, highlights with offsets, opaque pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import library
from index.analysis import BadQuestionError
from index.library import Library
from index.records import Filters
from index.searching import BadPageTokenError, search


@pytest.fixture(scope="module")
def lib(engine_home: Path) -> Iterator[Library]:
    with library.open(engine_home) as opened:
        yield opened


def test_the_best_passage_comes_first_with_its_words_marked(lib: Library) -> None:
    page = search(lib, "hòa giải ở cơ sở")
    first = page.results[0]
    assert first.text.startswith("Nâng cao hiệu quả công tác hòa giải ở cơ sở")
    assert "hòa giải ở cơ sở" in [first.text[h.start : h.end] for h in first.highlights]
    ends = [0, *(h.end for h in first.highlights)]
    assert all(h.start >= end for h, end in zip(first.highlights, ends, strict=False))


def test_pages_follow_one_another_without_gap_or_overlap(lib: Library) -> None:
    whole = search(lib, "phòng, chống ma túy", limit=100)
    places: list[tuple[str, int]] = []
    token = None
    while True:
        page = search(lib, "phòng, chống ma túy", limit=7, page_token=token)
        assert page.total == whole.total
        places += [(r.document, r.start) for r in page.results]
        token = page.next_page
        if token is None:
            break
    assert places == [(r.document, r.start) for r in whole.results]


@pytest.mark.parametrize("token", ["", "x", "MTA6YWJj", "💥", "a" * 500])
def test_a_token_of_nothing_is_refused(lib: Library, token: str) -> None:
    with pytest.raises(BadPageTokenError):
        search(lib, "phòng, chống ma túy", page_token=token)


def test_a_token_of_another_search_is_refused(lib: Library) -> None:
    token = search(lib, "phòng, chống ma túy", limit=2).next_page
    assert token is not None
    with pytest.raises(BadPageTokenError):
        search(lib, "phòng, chống tội phạm", limit=2, page_token=token)
    with pytest.raises(BadPageTokenError):
        search(lib, "phòng, chống ma túy", Filters(kinds=("task",)), limit=2, page_token=token)


def test_filters_narrow(lib: Library) -> None:
    page = search(
        lib, "phòng, chống ma túy", Filters(kinds=("task",), agencies=("Sở Y tế",), roles=("lead",)), limit=50
    )
    assert {r.kind for r in page.results} == {"task"}
    assert page.total == len(page.results) > 0


def test_a_facet_leaves_out_its_own_filter(lib: Library) -> None:
    free = search(lib, "phòng, chống ma túy")
    chosen = search(lib, "phòng, chống ma túy", Filters(kinds=("directive",)))
    assert [(v.value, v.count) for v in chosen.facets["kind"]] == [
        (v.value, v.count) for v in free.facets["kind"]
    ]
    assert [v.value for v in chosen.facets["kind"] if v.chosen] == ["directive"]
    assert sum(v.count for v in chosen.facets["document"]) == chosen.total


def test_a_chosen_value_without_results_still_shows(lib: Library) -> None:
    page = search(lib, "phòng, chống ma túy", Filters(issuers=("Cơ quan không có",)))
    assert page.total == 0
    assert [(v.value, v.count, v.chosen) for v in page.facets["issuer"] if v.chosen] == [
        ("Cơ quan không có", 0, True)
    ]


def test_an_empty_query_is_refused(lib: Library) -> None:
    with pytest.raises(BadQuestionError):
        search(lib, "  ")
