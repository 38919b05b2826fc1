"""The change feed: what came, changed and went, in order, from any cursor, over restarts and rebuilds."""

from __future__ import annotations

import base64
import json
import shutil
import sqlite3

import pytest
from embedding_doubles import CountingEmbedding, QueryEmbedder
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from index import building, generation, library
from index.changes import BadCursorError, CursorGoneError, changes, latest
from search_api.api.app import create_app
from search_api.commands import main

FIRST = "KẾ HOẠCH\nSố: 12/KH-UBND\n\n1. Trồng rừng.\n\n(Sở Tư pháp chủ trì thực hiện)\n"
CITING = "KẾ HOẠCH\n\n1. Thực hiện Quyết định số 4321/QĐ-UBND ngày 05/3/2024 về trồng rừng ven biển.\n"
CITED = "QUYẾT ĐỊNH\nSố: 4321/QĐ-UBND\n\nVề trồng rừng ven biển\n\nĐiều 1. Trồng rừng.\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(building, "EmbeddingProcess", CountingEmbedding)
    monkeypatch.setattr(library, "embedder_of_questions", QueryEmbedder)
    return tmp_path / "home"


@pytest.fixture
def office(tmp_path, home):
    """A folder of documents; gives what writes, removes and builds."""
    folder = tmp_path / "office"
    folder.mkdir()

    class Office:
        def write(self, name, text):
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")

        def remove(self, name):
            (folder / f"{name}.txt").unlink()

        def build(self):
            return building.build(home, [folder])

    return Office()


def told(home, since=None, limit=100):
    with library.open(home) as opened:
        return changes(opened, since, limit)


def brief(page):
    return [(c.kind, c.document, c.reason) for c in page.changes]


def test_each_build_adds_what_it_changed(office, home):
    office.write("a", FIRST)
    office.write("b", "KẾ HOẠCH\n\n1. Dọn vệ sinh.\n")
    first = office.build().generation
    start = told(home)
    assert brief(start) == [("added", "a", "content"), ("added", "b", "content")]
    assert {c.generation for c in start.changes} == {first} == {start.generation}
    office.write("b", "KẾ HOẠCH\n\n1. Dọn vệ sinh cơ quan.\n")
    office.write("c", "KẾ HOẠCH\n\n1. Trồng tre.\n")
    office.remove("a")
    second = office.build().generation
    after = told(home, start.next)
    assert brief(after) == [
        ("removed", "a", "content"),
        ("changed", "b", "content"),
        ("added", "c", "content"),
    ]
    assert {c.generation for c in after.changes} == {second}
    assert brief(told(home)) == brief(start) + brief(after)
    assert told(home, after.next).changes == ()
    assert told(home, after.next).next == after.next


def test_a_build_that_changes_nothing_adds_nothing(office, home):
    office.write("a", FIRST)
    office.build()
    before = told(home)
    assert not office.build().published
    assert told(home) == before


def test_a_document_whose_citations_mean_another_act_than_before_is_told(office, home):
    office.write("a", CITING)
    office.build()
    cursor = told(home).next
    office.write("b", CITED)
    office.build()
    found = brief(told(home, cursor))
    assert ("added", "b", "content") in found
    assert set(found) <= {("added", "b", "content"), ("changed", "a", "links")}


def test_what_is_read_otherwise_is_told(office, home, monkeypatch):
    from index import fingerprint

    office.write("a", FIRST)
    office.build()
    cursor = told(home).next
    monkeypatch.setattr(fingerprint, "reader", lambda: "another")
    monkeypatch.setattr(fingerprint, "vocabulary", lambda: "another")
    office.build()
    assert brief(told(home, cursor)) == [("changed", "a", "reading")]


@pytest.mark.parametrize("limit", [1, 2, 3, 10])
def test_parts_of_the_feed_follow_each_other(office, home, limit):
    for n in range(7):
        office.write(f"d{n}", f"KẾ HOẠCH\n\n1. Việc số {n}.\n")
    office.build()
    whole, seen, cursor, more = brief(told(home)), [], None, True
    while more:
        page = told(home, cursor, limit)
        seen += brief(page)
        cursor, more = page.next, page.more
    assert seen == whole
    assert len(seen) == 7


def test_any_entry_is_a_place_to_go_on_from(office, home):
    for n in range(4):
        office.write(f"d{n}", f"KẾ HOẠCH\n\n1. Việc số {n}.\n")
        office.build()
    whole = told(home).changes
    for n, change in enumerate(whole):
        assert told(home, change.cursor).changes == whole[n + 1 :]


def test_a_cursor_of_another_history_is_refused(office, home):
    office.write("a", FIRST)
    office.build()
    kept = home.with_name("kept")
    shutil.copytree(home, kept)
    office.write("b", CITING)
    office.build()
    cursor = told(home).next
    # Put back to an older state, and gone on from there in another way: the same number, another entry.
    shutil.rmtree(home)
    shutil.copytree(kept, home)
    with pytest.raises(CursorGoneError):
        told(home, cursor)
    office.remove("b")
    office.write("c", CITED)
    office.build()
    with pytest.raises(CursorGoneError):
        told(home, cursor)


@pytest.mark.parametrize("cursor", ["", "zzz", "💩", "Y2FuY3U6MQ", "A" * 190])
def test_what_is_no_cursor_is_refused(office, home, cursor):
    office.write("a", FIRST)
    office.build()
    with pytest.raises(BadCursorError):
        told(home, cursor)


def test_any_words_are_refused_as_a_cursor(office, home):
    office.write("a", FIRST)
    office.build()
    inside = st.builds("{}:{}:{}".format, st.just("cancu-change"), st.text(max_size=20), st.text(max_size=40))
    encoded = inside.map(
        lambda words: base64.urlsafe_b64encode(words.encode("utf-8", "replace")).decode().rstrip("=")
    )
    with library.open(home) as opened:

        @given(st.one_of(st.text(max_size=200), encoded))
        def refused(words):
            with pytest.raises((BadCursorError, CursorGoneError)):
                changes(opened, words)

        refused()


def test_an_index_of_an_earlier_program_has_everything_added(office, home):
    office.write("a", FIRST)
    office.write("b", CITING)
    office.build()
    with sqlite3.connect(generation.snapshot_path(generation.current(home))) as db:
        db.executescript("DROP TABLE change; DROP TABLE document_state;")
    db.close()
    before = told(home)
    assert brief(before) == [("added", "a", "content"), ("added", "b", "content")]
    office.remove("b")
    office.build()
    assert told(home).changes[:2] == before.changes
    assert brief(told(home, before.next)) == [("removed", "b", "content")]


def test_after_a_damaged_index_the_feed_begins_anew(office, home):
    office.write("a", FIRST)
    office.build()
    cursor = told(home).next
    generation.snapshot_path(generation.current(home)).write_bytes(b"damaged")
    office.write("b", CITING)
    office.build()
    with pytest.raises(CursorGoneError):
        told(home, cursor)
    assert {document for _, document, _ in brief(told(home))} == {"a", "b"}


def test_a_build_that_dies_leaves_no_trace_and_what_it_brought_is_told_once(office, home, monkeypatch):
    office.write("a", FIRST)
    office.build()
    before = told(home)
    office.write("b", CITING)
    with monkeypatch.context() as dying:
        dying.setattr(generation, "publish", lambda *_: (_ for _ in ()).throw(OSError("no space")))
        with pytest.raises(OSError, match="no space"):
            office.build()
    assert told(home) == before
    office.build()
    assert brief(told(home, before.next)) == [("added", "b", "content")]


def test_an_empty_index_has_a_cursor(office, home):
    office.build()
    start = told(home)
    assert start.changes == ()
    office.write("a", FIRST)
    office.build()
    assert brief(told(home, start.next)) == [("added", "a", "content")]


def test_the_faces_tell_the_same(office, home, capfd):
    office.write("a", FIRST)
    office.build()
    with library.open(home) as opened:
        cursor = latest(opened)
    assert main(["changes", "--json", "--home", str(home)]) == 0
    printed = capfd.readouterr().out
    assert main(["changes", "--home", str(home)]) == 0
    assert "thêm: a" in capfd.readouterr().out
    assert main(["changes", "--since", "zzz", "--home", str(home)]) == 2
    capfd.readouterr()
    app = create_app(home)
    with TestClient(app) as client:
        app.state.shelf.wait()
        assert client.get("/v1/changes").json() == json.loads(printed)
        assert client.get("/v1/changes", params={"since": cursor}).json()["next"] == cursor
        problem = client.get("/v1/changes", params={"since": "zzz"})
        assert (problem.status_code, problem.headers["content-type"]) == (422, "application/problem+json")
