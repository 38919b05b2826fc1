"""A generation in PostgreSQL answers as the one in files does, is switched whole, and outlives an absence."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from embedding_doubles import CountingEmbedding

from index import building, changes, checking, corrections, fate, generation, graph, library
from index.asking import ask
from index.codification.reading import Codification
from index.errors import Away, Unusable
from index.library import Library
from index.postgres import publications, writing
from index.postgres.database import SETTING, Database, configured
from index.postgres.dialect import translated
from index.postgres.tables import copy_tables
from index.records import Filters
from index.snapshot import Snapshot
from search_api.commands import main

OWN = Path(__file__).parent / "questions" / "own_questions.json"
PLAN = """ỦY BAN NHÂN DÂN TỈNH
Số: 12/KH-UBND
Hà Giang, ngày 05 tháng 3 năm 2024
KẾ HOẠCH
Công tác hòa giải ở cơ sở năm 2024
I. NHIỆM VỤ
1. Nâng cao hiệu quả công tác hòa giải ở cơ sở theo Nghị định số 99/2021/NĐ-CP.
(Sở Tư pháp chủ trì; Công an tỉnh phối hợp thực hiện)
"""
TOKEN = "mã"
DECREE = """CHÍNH PHỦ
Số: 7/2021/NĐ-CP
Hà Nội, ngày 5 tháng 1 năm 2021
NGHỊ ĐỊNH
Quy định về đua ghe ngo

Điều 1. Phạm vi
Nghị định này quy định về đua ghe ngo theo Nghị định số 49/2020/NĐ-CP.
Điều 2. Thực hiện
1. Tổ chức đua ghe ngo hằng năm.
(Sở Văn hóa, Thể thao và Du lịch chủ trì)
"""


@pytest.fixture
def store(postgres, monkeypatch):
    """The address of an empty database, which the program is told of."""
    address = postgres.database("kho_thu")
    monkeypatch.setenv(SETTING, address)
    return address


@pytest.fixture
def no_model(monkeypatch):
    monkeypatch.setattr(building, "EmbeddingProcess", CountingEmbedding)


@pytest.fixture
def home(tmp_path, no_model, monkeypatch):
    """A home with a small index, published nowhere."""
    (tmp_path / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    with monkeypatch.context() as alone:
        alone.delenv(SETTING, raising=False)
        building.build(tmp_path / "home", [tmp_path / "ke-hoach.txt"])
    return tmp_path / "home"


@pytest.fixture(scope="module")
def published(postgres, built_home, tmp_path_factory):
    """The address of a database to which the index and the codification of a home were published; the home."""
    address = postgres.database("kho_san")
    home = tmp_path_factory.mktemp("builder") / "home"
    shutil.copytree(built_home, home, symlinks=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(SETTING, address)
        with writing.shared(home) as held:
            assert held is not None
            held.publish_codification()
    return address, home


@pytest.fixture
def both(published, tmp_path, monkeypatch):
    """The same index from files, and from the database by a machine that has nothing."""
    address, home = published
    with library.open(home) as local:
        monkeypatch.setenv(SETTING, address)
        with library.open(tmp_path / "empty") as shared:
            yield local, shared


def questions(shared_folder=None):
    asked = [q["q"] for q in json.loads(OWN.read_text(encoding="utf-8"))["questions"]]
    if shared_folder is not None:
        gold = json.loads((shared_folder / "gold" / "plan_questions.json").read_text(encoding="utf-8"))
        asked += [q["q"] for q in gold["questions"]]
    return asked


def test_own_questions_are_answered_the_same(both):
    local, shared = both
    for question in questions():
        assert ask(shared, question) == ask(local, question), question


def test_gold_questions_are_answered_the_same(both, shared):
    local, served = both
    for question in questions(shared):
        assert ask(served, question) == ask(local, question), question


def test_every_record_is_the_same(both):
    local, shared = both
    for read in (
        Library.documents,
        Library.directives,
        Library.agencies,
        Library.assignments,
        Library.tasks,
        Library.citations,
        Library.relations,
        lambda lib: lib.passages_where(Filters()),
        lambda lib: lib.passages_where(Filters(kinds=("task",), agencies=("Sở Tư pháp",), roles=("lead",))),
        lambda lib: list(lib.each_document()),
        lambda lib: lib.catalogue,
        lambda lib: lib.passages_citing([d.id for d in lib.directives()], ("task",)),
        changes.changes,
        changes.latest,
    ):
        assert read(shared) == read(local)
    for document in local.documents():
        for part in (Library.units, Library.targets, Library.text, Library.sources):
            assert part(shared, document.id) == part(local, document.id)
        assert shared.corrections(document.digest) == local.corrections(document.digest)
    for act in (d.id for d in local.directives()):
        assert fate.fate_of(shared, act, date(2026, 11, 27)) == fate.fate_of(local, act, date(2026, 11, 27))
        assert graph.incoming(shared, act) == graph.incoming(local, act)
        assert graph.outgoing(shared, act) == graph.outgoing(local, act)
    assert fate.acts_numbered(shared, "49/2020/nđ-cp") == fate.acts_numbered(local, "49/2020/nđ-cp")


def test_the_codification_is_the_same(both):
    local, shared = both
    mine, theirs = local.codification, shared.codification
    assert mine
    assert theirs
    for read in (
        Codification.acts,
        lambda c: list(c.batches()),
        lambda c: (c.release, c.known_until, c.count, c.left, c.subjects, c.act_count),
        lambda c: [c.names_of(act.number) for act in c.acts()],
        lambda c: [c.related(a.anchor) for batch in c.batches() for a in batch],
        lambda c: [c.amendments(a.key) for batch in c.batches() for a in batch],
    ):
        assert read(theirs) == read(mine)
    assert local.articles
    assert shared.articles
    assert shared.articles.search("hòa giải ở cơ sở", 10) == local.articles.search("hòa giải ở cơ sở", 10)


def test_doctor_finds_the_shared_index_whole(published, tmp_path, monkeypatch):
    monkeypatch.setenv(SETTING, published[0])
    findings = checking.check(tmp_path / "empty")
    assert findings
    assert not [f for f in findings if not f.ok]


def test_tables_are_copied_to_the_letter(postgres, tmp_path):
    import psycopg

    path = tmp_path / "any.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            "CREATE TABLE one (id INTEGER PRIMARY KEY, t TEXT, b BLOB, end INTEGER NOT NULL);"
            "CREATE TABLE two (a TEXT, n INTEGER);"
            "CREATE INDEX two_a ON two(a);"
        )
        rows = [
            (1, "tab\tnewline\n\\N \\. 'quoted'", b"\0\xff\\", 3),
            (2, None, None, 0),
            (3, "Đ 𠀀 �", b"", -1),
        ]
        db.executemany("INSERT INTO one VALUES (?,?,?,?)", rows)
        db.executemany("INSERT INTO two VALUES (?,?)", [("12a", 1), ("", 2), ("2", 3), ("a", 4), ("12", 5)])
        db.execute("INSERT INTO two VALUES (?,?)", ("nu\0l", 6))
        address = postgres.database("kho_bang")
        with psycopg.connect(address) as there:
            there.execute("CREATE SCHEMA cancu_any")
            copy_tables(db, there, "cancu_any")
        records = PostgresRecordsOf(address)
        try:
            assert [tuple(r) for r in records.all("SELECT * FROM one ORDER BY id")] == rows
            assert records.one("SELECT * FROM one")["end"] == 3
            order = "SELECT n FROM two WHERE n < 6 ORDER BY CAST(a AS INTEGER), a"
            assert [tuple(r) for r in records.all(order)] == db.execute(order).fetchall()
            assert records.one("SELECT a FROM two WHERE n = ?", 6)[0] == "nu�l"
            assert [r["rowid"] for r in records.all("SELECT * FROM two ORDER BY rowid")] == [1, 2, 3, 4, 5, 6]
            assert records.has("two")
            assert not records.has("three")
            assert len(records.among("SELECT * FROM one WHERE id IN", list(range(2000)))) == 3
            with pytest.raises(Unusable):
                records.all("DELETE FROM one RETURNING id")
        finally:
            records.close()


def PostgresRecordsOf(address):  # noqa: N802 - a maker of records
    from index.postgres.records import PostgresRecords

    return PostgresRecords(Database(address), "cancu_any")


def test_what_queries_say_otherwise():
    assert translated("SELECT a FROM t WHERE b = ? AND c LIKE '%x' LIMIT ?") == (
        "SELECT a FROM t WHERE b = %s AND c LIKE '%%x' LIMIT %s"
    )
    assert translated("SELECT a FROM t LIMIT -1") == "SELECT a FROM t LIMIT ALL"
    assert translated("SELECT hex(a) FROM t") == "SELECT upper(encode(a, 'hex')) FROM t"


def test_a_publication_is_whole_or_not_there(store, home, tmp_path, monkeypatch):
    with writing.shared(home):
        pass
    with library.open(tmp_path / "server") as before:
        told = before.manifest.id
    (tmp_path / "nghi-dinh.txt").write_text(DECREE, encoding="utf-8")

    def breaks(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(publications, "put_files", breaks)
        with pytest.raises(KeyboardInterrupt):
            building.add(home, [tmp_path / "nghi-dinh.txt"])
    with library.open(tmp_path / "server") as after:
        assert after.manifest.id == told
        assert len(after.documents()) == 1
    with closing(Database(store).connect()) as db:
        made = db.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'cancu\\_%'").fetchone()
    assert made == (1,), "nothing of the broken one is left"
    report = building.add(home, [])  # what was built is published by the next run
    with library.open(tmp_path / "server") as served:
        assert served.manifest.id == report.generation != told
        assert len(served.documents()) == 2


def test_who_has_one_open_keeps_it_until_it_closes(store, home, tmp_path, monkeypatch):
    monkeypatch.setattr(publications.remove_unused, "__defaults__", (0.0,))
    with writing.shared(home):
        pass
    first = library.open(tmp_path / "server")
    assert not first.stale
    (tmp_path / "nghi-dinh.txt").write_text(DECREE, encoding="utf-8")
    building.add(home, [tmp_path / "nghi-dinh.txt"])
    assert first.stale
    assert len(first.documents()) == 1, "what is held is not removed"
    second = library.open(tmp_path / "server")
    assert len(second.documents()) == 2
    old = first.manifest.id
    first.close()
    with closing(Database(store).connect()) as db:
        assert old in publications.remove_unused(db, 0.0)
        assert second.manifest.id not in publications.remove_unused(db, 0.0)
    assert len(second.passages_where(Filters(kinds=("task",)))) == 2
    second.close()


def test_another_machine_goes_on_from_what_one_has_built(store, home, tmp_path):
    one, other = home, tmp_path / "other"
    building.add(one, [])
    with library.open(one) as opened:
        keys = [p.key for p in opened.passages_where(Filters(kinds=("task",)))]
        cursor = changes.latest(opened)
    (tmp_path / "nghi-dinh.txt").write_text(DECREE, encoding="utf-8")
    report = building.add(other, [tmp_path / "nghi-dinh.txt"])
    assert report.documents == 2
    with library.open(tmp_path / "server") as opened:
        assert [p.key for p in opened.passages_where(Filters(kinds=("task",)))][: len(keys)] == keys
        assert [c.document for c in changes.changes(opened, cursor).changes] == ["nghi-dinh"]
        waiting = opened.documents()[-1].id
    corrections.fill(one, waiting, {"title": "Về đua ghe"}, "Người thử")
    with library.open(tmp_path / "server") as opened:
        assert len(opened.documents()) == 2, "the first machine took over what the second built"
        assert {d.head.title for d in opened.documents()} >= {"Về đua ghe"}


def test_one_builder_at_a_time(store, tmp_path):
    with writing.shared(tmp_path / "one"), pytest.raises(Unusable, match="đang chạy"):
        building.build(tmp_path / "other")


def test_a_home_with_an_index_of_its_own_is_not_overwritten(published, home, monkeypatch):
    monkeypatch.setenv(SETTING, published[0])
    before = generation.current(home)
    with pytest.raises(Unusable, match="kho riêng"):
        building.add(home, [])
    assert generation.current(home) == before


def test_what_is_no_address_is_said(monkeypatch):
    monkeypatch.setenv(SETTING, "mysql://root:bi-mat@h/d")
    with pytest.raises(Unusable, match="postgresql://") as told:
        configured()
    assert "bi-mat" not in str(told.value)


def test_a_database_that_is_absent_is_one_line(monkeypatch, tmp_path, capsys):
    pytest.importorskip("psycopg_pool")
    monkeypatch.setenv(SETTING, f"postgresql://cancu:bi-mat@/kho?host={tmp_path}")
    for command in (["ask", "ai chủ trì?"], ["build"], ["work", "--once"], ["publish"]):
        assert main(["--home", str(tmp_path / "home"), *command]) == 1
        said = capsys.readouterr().err.strip()
        assert len(said.splitlines()) == 1
        assert "Không tới được kho chung postgresql:///kho" in said
        assert "CANCU_STORE" in said
        assert "bi-mat" not in said


def test_a_server_says_that_the_database_is_away_and_recovers(postgres, published, tmp_path, monkeypatch):
    from fastapi.testclient import TestClient

    from index.postgres import database
    from search_api.api.app import create_app

    monkeypatch.setattr(database, "_PATIENCE", 1.0)
    monkeypatch.setenv(SETTING, published[0])
    (tmp_path / "empty").mkdir()
    app = create_app(tmp_path / "empty", host_names=[])
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        app.state.shelf.wait()
        question = {"q": "Cơ quan nào chủ trì công tác hòa giải ở cơ sở?"}
        right = client.get("/v1/ask", params=question)
        assert right.status_code == 200
        postgres.stop()
        try:
            for path in ("/v1/ask", "/v1/documents", "/readyz"):
                away = client.get(path, params=question)
                assert away.status_code == 503
                assert away.headers["content-type"] == "application/problem+json"
                assert away.headers["retry-after"]
                assert "Không tới được kho chung" in away.json()["detail"]
                assert "mat-khau-bi-mat" not in away.text
        finally:
            postgres.start()
        again = client.get("/v1/ask", params=question)
        assert again.status_code == 200
        assert again.json() == right.json()
        assert client.get("/readyz").status_code == 200


def test_what_is_added_through_one_server_is_served_by_all(store, home, tmp_path, monkeypatch):
    from embedding_doubles import QueryEmbedder
    from fastapi.testclient import TestClient

    from search_api.api import shelf
    from search_api.api.app import create_app

    monkeypatch.setattr(library, "embedder_of_questions", QueryEmbedder)
    monkeypatch.setattr(shelf, "LOOK_AGAIN_SECONDS", 0.0)
    with writing.shared(home):
        pass
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    apps = [create_app(tmp_path / name, host_names=[], token=TOKEN) for name in ("one", "two")]
    with (
        TestClient(apps[0], base_url="http://127.0.0.1") as one,
        TestClient(apps[1], base_url="http://127.0.0.1") as two,
    ):
        for app in apps:
            app.state.shelf.wait()
        before = two.get("/v1/documents").headers["x-cancu-generation"]
        sent = one.post(
            "/v1/documents",
            files={"file": ("nghi-dinh.txt", DECREE.encode())},
            headers={"Authorization": f"Bearer {TOKEN}".encode()},
        )
        assert sent.status_code in (200, 201), sent.text
        two.get("/v1/documents")  # notices, and goes on with what it has
        apps[1].state.shelf.wait()
        found = two.get("/v1/documents")
        assert found.headers["x-cancu-generation"] != before
        assert found.json()["total"] == 2
        assert one.get("/v1/documents").json() == found.json()


def test_only_readers_of_the_role_may_read(store, home, tmp_path):
    """A server may be let in by a role that can read what is published and nothing else."""
    import psycopg

    with closing(Database(store).connect()) as db:
        db.execute("DROP ROLE IF EXISTS cancu_reader")
        db.execute("CREATE ROLE cancu_reader LOGIN")
    with writing.shared(home):
        pass
    reader = store.replace("cancu:mat-khau-bi-mat", "cancu_reader")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(SETTING, reader)
        with library.open(tmp_path / "server") as opened:
            assert len(opened.documents()) == 1
        with pytest.raises(Unusable, match="quyền"):
            building.add(tmp_path / "server", [])
    with psycopg.connect(reader) as db, pytest.raises(psycopg.errors.InsufficientPrivilege):
        db.execute("DELETE FROM cancu.served")
    with closing(Database(store).connect()) as db:
        db.execute("DROP OWNED BY cancu_reader")
        db.execute("DROP ROLE cancu_reader")


def test_a_snapshot_knows_its_tables(built_home):
    folder = generation.current(built_home)
    assert folder
    with closing(Snapshot(generation.snapshot_path(folder))) as records:
        assert records.has("document")
        assert not records.has("nothing")
        assert records.version() == records.version()


def test_away_is_a_reason_to_ask_again():
    assert issubclass(Away, Unusable)
