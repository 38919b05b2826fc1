"""A clock that is set back by years: what is built is served, the feed goes on, nothing that was kept is lost.

Tokens: test_access.py. What doctor says of it: test_doctor_mends.py.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from embedding_doubles import CountingEmbedding, QueryEmbedder
from fastapi.testclient import TestClient

from index import backup, building, corrections, faults, generation, library, migrating, restoring
from index.changes import changes
from search_api.api.app import create_app
from search_api.service import audit
from search_api.service.rates import Rates

PLAN = "KẾ HOẠCH\nSố: {number}/KH-UBND\n\n1. Trồng rừng.\n\n(Sở Tư pháp chủ trì thực hiện)\n"


class Clock(datetime):
    """Tells what it is set to."""

    at = datetime(2026, 11, 27, 8, tzinfo=UTC)

    @classmethod
    def now(cls, _zone=None):
        return cls.at


@pytest.fixture
def clock(monkeypatch):
    monkeypatch.setattr(Clock, "at", Clock.at)
    for module in (building, backup, migrating, corrections, faults, audit):
        monkeypatch.setattr(module, "datetime", Clock)
    monkeypatch.setattr(building, "EmbeddingProcess", CountingEmbedding)
    monkeypatch.setattr(library, "embedder_of_questions", QueryEmbedder)
    return Clock


@pytest.fixture
def home(tmp_path, clock):
    add(tmp_path, 1)
    return tmp_path / "home"


def add(folder, number):
    path = folder / f"so-{number}.txt"
    path.write_text(PLAN.format(number=number), encoding="utf-8")
    building.add(folder / "home", [path])


def told(home, since=None):
    with library.open(home) as opened:
        return changes(opened, since, 100)


def test_a_build_is_served_and_the_feed_goes_on(home, tmp_path, clock):
    before = told(home)
    clock.at -= timedelta(days=2_000)
    add(tmp_path, 2)
    assert generation.manifest(generation.current(home)).built.startswith("2021")
    page = told(home, before.next)
    assert [(c.kind, c.document) for c in page.changes] == [("added", "so-2")]
    assert [c.document for c in told(home).changes] == ["so-1", "so-2"], "in the order in which they came"
    assert faults.clock_behind(home) is None
    assert list(faults.find(home)) == []
    clock.at += timedelta(days=2_000)
    add(tmp_path, 3)
    assert [c.document for c in told(home, page.next).changes] == ["so-3"]


def test_a_server_takes_the_newer_index_up_though_its_name_is_older(home, tmp_path, clock):
    app = create_app(home)
    with TestClient(app) as client:
        app.state.shelf.wait()
        clock.at -= timedelta(days=2_000)
        add(tmp_path, 2)
        app.state.shelf.reopen()
        assert client.get("/v1/documents").json()["total"] == 2
        assert client.get("/readyz").json()["missing"] == []


def test_the_latest_correction_counts_though_its_clock_is_behind(home, clock):
    corrections.fill(home, "so-1", {"title": "Trồng rừng"}, "An")
    clock.at -= timedelta(days=2_000)
    corrections.fill(home, "so-1", {"title": "Trồng rừng ven biển"}, "Bình")
    with library.open(home) as opened:
        [stored] = opened.documents()
        assert stored.head.title == "Trồng rừng ven biển"
        assert [(c.value, c.who, c.before) for c in opened.corrections(stored.digest)][1:] == [
            ("Trồng rừng ven biển", "Bình", "Trồng rừng")
        ]


def test_what_was_kept_is_not_overwritten_by_what_is_kept_at_the_same_moment(home, tmp_path):
    backup.back_up(home, tmp_path / "first.tar")
    add(tmp_path, 2)
    for _ in range(2):  # the clock stands still
        restoring.restore(home, tmp_path / "first.tar")
    kept = [
        restoring.kept_folder(home) / name
        for name in sorted(p.name for p in restoring.kept_folder(home).glob("*.sqlite"))
    ]
    assert len(kept) == 2
    assert sorted(count(path) for path in kept) == [1, 2]


def count(path):
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT count(*) FROM document").fetchone()[0]


def test_the_log_of_writes_keeps_its_order(home, clock):
    audit.record(home, "first")
    clock.at -= timedelta(days=2_000)
    audit.record(home, "second")
    lines = [json.loads(line) for line in (home / audit.NAME).read_text(encoding="utf-8").splitlines()]
    assert [line["action"] for line in lines][-2:] == ["first", "second"]


def test_rates_do_not_look_at_that_clock(monkeypatch):
    import time

    rates = Rates(2)
    assert rates.take("a", 2) == 0
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert 0 < rates.take("a", 1) <= 60
