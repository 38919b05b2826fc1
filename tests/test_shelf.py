"""The shelf opens one library at a time, whoever asks for it."""

from __future__ import annotations

import threading
import time

import pytest

from index.errors import Unusable
from search_api.api import shelf as shelf_module
from search_api.api.problems import Problem
from search_api.api.shelf import Shelf


@pytest.fixture
def openings(monkeypatch):
    """Every opening that was begun, as how many were under way with it; each takes a while and finds nothing."""
    begun: list[int] = []
    under_way: list[int] = []

    def slowly(home, embedders):
        under_way.append(1)
        begun.append(len(under_way))
        time.sleep(0.1)
        under_way.pop()
        raise Unusable("Chưa có chỉ mục", "chưa dựng lần nào", "hãy chạy «cancu build»")

    monkeypatch.setattr(shelf_module, "_opened", slowly)
    return begun


def test_asking_for_an_opening_that_is_under_way_begins_no_other(tmp_path, openings):
    shelf = Shelf(tmp_path)
    with pytest.raises(Problem):
        shelf.library()  # begins one
    shelf.start()
    shelf.start()
    shelf.wait()
    assert openings == [1]
    shelf.start()
    shelf.wait()
    assert openings == [1, 1]


def test_openings_by_several_at_once_come_one_after_another(tmp_path, openings):
    shelf = Shelf(tmp_path)
    askers = [threading.Thread(target=shelf.reopen) for _ in range(3)]
    shelf.start()
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert openings == [1, 1, 1, 1]
