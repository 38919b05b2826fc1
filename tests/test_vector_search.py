"""The vector index: the nearest of all, or of those that filters allow; the same from the exact and the large kind."""

from __future__ import annotations

import numpy as np
import pytest

from index import vectors
from index.vectors import VectorIndex


def directions(count: int, seed: int = 7) -> np.ndarray:
    found = np.random.default_rng(seed).standard_normal((count, 32)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


@pytest.fixture(params=["exact", "graph"])
def index(request, tmp_path, monkeypatch):
    if request.param == "graph":
        monkeypatch.setattr(vectors, "EXACT_BELOW", 100)
    keys = np.arange(500, dtype=np.int64) * 3 + 5
    shuffled = np.random.default_rng(1).permutation(500)
    vectors.write(tmp_path, keys[shuffled], directions(500)[shuffled])
    return VectorIndex(tmp_path)


def test_a_vector_finds_itself_first(index):
    for row in (0, 17, 499):
        best = index.nearest(directions(500)[row], 3)
        assert best[0].key == row * 3 + 5
        assert best[0].score == pytest.approx(1.0, abs=1e-5)
        assert best[0].score >= best[1].score >= best[2].score


def test_only_allowed_keys_are_found_and_the_best_of_them(index):
    allowed = np.arange(10, 500, 25, dtype=np.int64) * 3 + 5
    asked = directions(1, seed=3)[0]
    found = index.nearest(asked, 4, allowed)
    exact = directions(500) @ asked
    expected = sorted(allowed.tolist(), key=lambda key: -exact[(key - 5) // 3])[:4]
    assert [candidate.key for candidate in found] == expected


def test_no_more_than_there_is(index):
    assert len(index.nearest(directions(1)[0], 10_000)) <= 500
    assert index.nearest(directions(1)[0], 5, np.array([], np.int64)) == []
    assert [c.key for c in index.nearest(directions(1)[0], 5, np.array([8], np.int64))] == [8]


def test_an_empty_index_finds_nothing(tmp_path):
    vectors.write(tmp_path, np.array([], np.int64), np.empty((0, 32), np.float32))
    assert VectorIndex(tmp_path).nearest(directions(1)[0], 5) == []
