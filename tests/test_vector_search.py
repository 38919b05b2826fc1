"""The vector index: the nearest of all, or of those that filters allow; the same from the exact and the large kind."""

from __future__ import annotations

from unittest.mock import Mock

import numpy as np
import pytest

from index import vectors
from index.engines.choice import chosen
from index.engines.kept import kept_of
from index.engines.milvus import connection
from index.engines.milvus.passages import MilvusEngine, MilvusWriter
from index.lexical import Entry
from index.records import Filters, Passage
from index.vectors import VectorIndex
from tests.engines import selected


def directions(count: int, seed: int = 7) -> np.ndarray:
    found = np.random.default_rng(seed).standard_normal((count, 32)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


class OfMilvus:
    """The same vectors in Milvus; each key is a document of its own, so that filters choose keys."""

    def __init__(self, folder, keys, matrix):
        passages = [
            Passage(key, "unit", str(key), None, 0, 1, None, "", "x") for key in sorted(keys.tolist())
        ]
        writer = MilvusWriter(folder, "vectors", chosen())
        writer.words([Entry(one, None, None, None, ()) for one in passages])
        writer.meanings(keys, matrix)
        self.kept = kept_of(folder)
        self.folder = folder

    def nearest(self, vector, limit, allowed=None):
        engine = MilvusEngine(self.folder, Mock(query=lambda _: vector), chosen(), self.kept)
        filters = (
            Filters() if allowed is None else Filters(documents=tuple(map(str, allowed.tolist())) or ("",))
        )
        return engine.nearest("x", filters, limit)


@pytest.fixture(params=["exact", "graph", "milvus", "milvus graph"])
def index(request, tmp_path, monkeypatch):
    if request.param.startswith("milvus"):
        if request.param == "milvus graph":
            monkeypatch.setattr(connection, "EXACT_BELOW", 100)
        with selected("milvus", tmp_path):
            keys = np.arange(500, dtype=np.int64) * 3 + 5
            shuffled = np.random.default_rng(1).permutation(500)
            (tmp_path / "folder").mkdir()
            yield OfMilvus(tmp_path / "folder", keys[shuffled], directions(500)[shuffled])
        return
    if request.param == "graph":
        monkeypatch.setattr(vectors, "EXACT_BELOW", 100)
    keys = np.arange(500, dtype=np.int64) * 3 + 5
    shuffled = np.random.default_rng(1).permutation(500)
    vectors.write(tmp_path, keys[shuffled], directions(500)[shuffled])
    yield VectorIndex(tmp_path)


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
