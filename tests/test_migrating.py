"""Versions of a store: earlier ones are brought forward with a copy kept, newer ones are left alone and said so."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from importlib.resources import files

import pytest

from index import store
from index.codification import store as codification
from index.errors import Unusable
from index.migrating import bring_forward, steps_of
from search_api.commands import main
from search_api.service import tokens

STEPS = {
    2: "-- a comment; with a semicolon\nALTER TABLE a ADD COLUMN c TEXT;\nUPDATE a SET c = b || ';';\n",
    3: "CREATE TABLE d (e TEXT);",
}


def made(path, version=1):
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript(f"CREATE TABLE a (b TEXT); INSERT INTO a VALUES ('x'); PRAGMA user_version = {version};")
    return db


def test_a_store_goes_forward_step_by_step_and_what_it_was_is_kept(tmp_path):
    with closing(made(tmp_path / "s.sqlite")) as db:
        kept = bring_forward(db, tmp_path / "s.sqlite", 3, STEPS.get)
        assert db.execute("SELECT b, c FROM a").fetchall() == [("x", "x;")]
        assert db.execute("PRAGMA user_version").fetchone() == (3,)
        assert bring_forward(db, tmp_path / "s.sqlite", 3, STEPS.get) is None
    with closing(sqlite3.connect(kept)) as before:
        assert before.execute("SELECT * FROM a").fetchall() == [("x",)]
        assert before.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_step_that_fails_leaves_the_store_as_it_was(tmp_path):
    with closing(made(tmp_path / "s.sqlite")) as db:
        with pytest.raises(Unusable, match="bản lưu"):
            bring_forward(
                db, tmp_path / "s.sqlite", 2, {2: "ALTER TABLE a ADD COLUMN c; DROP TABLE none;"}.get
            )
        assert db.execute("SELECT * FROM a").fetchall() == [("x",)]
        assert db.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_missing_step_is_told_and_nothing_is_touched(tmp_path):
    with closing(made(tmp_path / "s.sqlite")) as db, pytest.raises(Unusable, match="phiên bản 1"):
        bring_forward(db, tmp_path / "s.sqlite", 3, {3: "SELECT 1"}.get)
    assert [p.name for p in tmp_path.iterdir()] == ["s.sqlite"]


def newer(path):
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")


def test_an_older_program_refuses_a_newer_store_in_one_line(tmp_path, capsys):
    home = tmp_path / "home"
    store.open_store(home / "store.sqlite").close()
    newer(home / "store.sqlite")
    content = (home / "store.sqlite").read_bytes()
    assert main(["--home", str(home), "add", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "cập nhật chương trình" in said
    assert (home / "store.sqlite").read_bytes() == content
    codification.open_store(home).close()
    newer(codification.store_path(home))
    for opened in (
        lambda: codification.open_store(home),
        lambda: codification.open_for_reading(codification.store_path(home)),
    ):
        with pytest.raises(Unusable, match="cập nhật chương trình"):
            opened()
    tokens.Tokens(home).create("x", ("read",))
    newer(home / "tokens.sqlite")
    with pytest.raises(Unusable, match="cập nhật chương trình"):
        tokens.Tokens(home).all()


@pytest.mark.parametrize(
    ("name", "version"),
    [("store", store.VERSION), ("codification", codification.VERSION), ("tokens", tokens.VERSION)],
)
def test_every_rise_of_a_version_comes_with_its_step(name, version):
    steps = steps_of(name)
    assert all(steps(number) for number in range(2, version + 1))
    there = {p.name for p in files("index").joinpath("migrations").iterdir() if p.name.startswith(f"{name}-")}
    assert there == {f"{name}-{number}.sql" for number in range(2, version + 1)}


def test_an_index_of_a_program_with_another_store_is_told_and_built_anew(built_home, tmp_path, capsys):
    home = tmp_path / "home"
    shutil.copytree(built_home, home)
    [snapshot] = home.glob("generations/*/records.sqlite")
    with closing(sqlite3.connect(snapshot)) as db:
        db.execute("PRAGMA user_version = 1")
    assert main(["--home", str(home), "ask", "Ai chủ trì hòa giải ở cơ sở?"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "phiên bản khác" in said
    assert "cancu build" in said
