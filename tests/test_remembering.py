"""What is remembered of a library goes with it."""

from __future__ import annotations

import gc
import weakref

import pytest

from index.asking import ask
from index.citation_check import check
from index.citation_check.draft import draft_of_text
from index.library import open as open_library
from index.remembering import forget, of_library
from index.searching import search


class Shelf:
    """Something that is remembered of."""


def test_a_value_is_made_once_for_each_library_and_argument():
    made = []

    @of_library(8)
    def doubled(library, number):
        made.append((library, number))
        return 2 * number

    one, other = Shelf(), Shelf()
    assert [doubled(one, 2), doubled(one, 2), doubled(one, 3), doubled(other, 2)] == [4, 4, 6, 4]
    assert made == [(one, 2), (one, 3), (other, 2)]
    assert doubled.__name__ == "doubled"


def test_only_the_latest_values_are_kept_and_all_can_be_forgotten():
    made = []

    @of_library(1)
    def told(library, number):
        made.append(number)
        return number

    shelf = Shelf()
    for number in (1, 2, 1):
        told(shelf, number)
    forget(shelf)
    told(shelf, 1)
    assert made == [1, 2, 1, 1]


def test_what_fails_is_asked_again():
    @of_library(1)
    def failing(library):
        raise LookupError

    shelf = Shelf()
    for _ in range(2):
        with pytest.raises(LookupError):
            failing(shelf)


def test_a_library_that_answered_is_gone_once_it_is_closed(built_home):
    library = open_library(built_home)
    ask(library, "Ai chủ trì công tác hòa giải ở cơ sở?")
    ask(library, "Nghị định 49/2020 quy định gì?")
    search(library, "hòa giải")
    check(library, draft_of_text("Căn cứ Nghị định số 49/2020/NĐ-CP ngày 17 tháng 4 năm 2020;"))
    gone = weakref.ref(library)
    library.close()
    del library
    gc.collect()
    assert gone() is None
