"""Milvus and PostgreSQL together: what machines share answers as one machine does, and nothing goes too early."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from index import library
from index.articles.folder import served
from index.asking import ask
from index.building import add
from index.codification.articles import articles_home, build_articles
from index.codification.importing import import_release
from index.engines.choice import chosen
from index.engines.kept import drop_put_off, kept_of
from index.engines.milvus.connection import connected
from index.postgres import publications, writing
from index.postgres.database import SETTING
from tests.engines import needs_milvus, selected
from tests.writers.codification import two_subjects, write_release

pytestmark = needs_milvus
OWN = Path(__file__).parent / "questions" / "own_questions.json"


@pytest.fixture(scope="module")
def together(postgres, built_home, tmp_path_factory):
    """A home on a Milvus of its own, since collections go here, published to a database of its own."""
    place = tmp_path_factory.mktemp("builder")
    home = place / "home"
    shutil.copytree(built_home, home, symlinks=True)
    with selected("milvus", place), pytest.MonkeyPatch.context() as patched:
        add(home, [])
        build_articles(home)
        patched.setenv(SETTING, postgres.database("kho_va_milvus"))
        with writing.shared(home) as held:
            assert held is not None
            held.publish_codification()
        yield home


@pytest.fixture
def both(together, built_home, tmp_path):
    """The same documents from the files of one machine, and from what machines share; let go by each test."""
    with selected("embedded", built_home.parent), pytest.MonkeyPatch.context() as alone:
        alone.delenv(SETTING)
        local = library.open(built_home)
        assert local.engine.held()[0]
        assert local.articles
    shared = library.open(tmp_path / "server")
    assert kept_of(shared.folder)
    assert shared.engine.held() == local.engine.held()
    assert kept_of(shared.articles.folder)
    yield local, shared
    local.close()
    shared.close()


def same(both, file: Path) -> None:
    for one in json.loads(file.read_text(encoding="utf-8"))["questions"]:
        mine, theirs = (ask(held, one["q"]) for held in both)
        assert theirs == mine, one["q"]


def test_own_questions_are_answered_as_by_one_machine(both):
    same(both, OWN)


def test_gold_questions_are_answered_as_by_one_machine(both, shared):
    same(both, shared / "gold" / "plan_questions.json")


def test_collections_of_articles_stay_while_a_machine_may_serve_them(together, tmp_path, monkeypatch):
    safety, order = two_subjects()
    changed = replace(safety, content=safety.content.replace("tiêu chí công nhận", "tiêu chuẩn công nhận"))
    before = _collections(together)
    with library.open(tmp_path / "server") as reader:
        found = reader.articles.search("tiêu chí công nhận", 5)
        assert found
        import_release(together, write_release(tmp_path / "r.zip", changed, order, day=(2025, 9, 2)))
        build_articles(together)
        assert _collections(together) != before
        assert reader.articles.search("tiêu chí công nhận", 5) == found, "built, not published yet"
        monkeypatch.setattr(publications.remove_unused, "__defaults__", (0.0,))
        with writing.shared(together) as held:
            held.publish_codification()
        assert reader.stale
        assert reader.articles.search("tiêu chí công nhận", 5) == found, "somebody has it open"
        with library.open(tmp_path / "other") as other:
            assert other.articles.search("tiêu chuẩn công nhận", 5)
    with writing.shared(together) as held:
        held.publish_codification()
    assert not [name for name in before if connected(chosen()).has(name)], "nobody has it open any more"
    assert all(connected(chosen()).has(name) for name in _collections(together))


def test_what_cannot_be_reached_is_dropped_the_next_time(tmp_path, monkeypatch):
    with selected("milvus", tmp_path):
        milvus = connected(chosen())
        milvus.create("cancu_articles_abc_1", iter(_fields()), 1)
        note = tmp_path / ".collections-1.json"
        told = {"kind": "milvus", "uri": chosen().uri, "collections": {"words": "cancu_articles_abc_1"}}
        note.write_text(json.dumps(told), encoding="utf-8")
        with monkeypatch.context() as away:
            away.setattr(milvus, "drop", _away)
            drop_put_off(tmp_path, [])
        assert note.is_file()
        drop_put_off(tmp_path, ["abc"])
        assert milvus.has("cancu_articles_abc_1"), "its folder is published"
        drop_put_off(tmp_path, ["abd"])
        assert not milvus.has("cancu_articles_abc_1")
        assert not note.exists()


def _away(_name: str) -> None:
    from index.errors import EngineUnusable

    raise EngineUnusable("Không hỏi được máy tìm kiếm Milvus", "không trả lời", "thử lại")


def _fields():
    from pymilvus import DataType

    yield {"field_name": "row", "datatype": DataType.INT64, "is_primary": True}
    yield {"field_name": "words", "datatype": DataType.SPARSE_FLOAT_VECTOR, "index": "sparse"}


def _collections(home: Path) -> list[str]:
    folder = served(articles_home(home))
    assert folder is not None
    kept = kept_of(folder)
    assert kept is not None
    return sorted(kept.collections.values())
