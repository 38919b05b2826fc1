"""A home in one file and back: while it is served, verified before anything is replaced."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sqlite3
import tarfile
from contextlib import closing

import pytest
from embedding_doubles import CountingEmbedding, QueryEmbedder

from index import backup, building, faults, generation, library, restoring, scratch
from index.errors import Unusable
from index.records import Filters
from search_api.service.tokens import Tokens

PLAN = "KẾ HOẠCH\nHòa giải\n\n1. Hòa giải ở cơ sở.\n\n(Sở Tư pháp chủ trì)\n"
OTHER = "KẾ HOẠCH\nTrồng rừng\n\n1. Trồng tre ven sông.\n\n(Sở Nông nghiệp chủ trì)\n"


@pytest.fixture(autouse=True)
def quick_embedding(monkeypatch):
    monkeypatch.setattr(building, "EmbeddingProcess", CountingEmbedding)
    monkeypatch.setattr(library, "embedder_of_questions", QueryEmbedder)


@pytest.fixture
def home(tmp_path):
    sent = tmp_path / "home" / "uploads" / "a" / "ke-hoach.txt"
    sent.parent.mkdir(parents=True)
    sent.write_text(PLAN, encoding="utf-8")
    building.add(tmp_path / "home", [sent])
    return tmp_path / "home"


def documents(home):
    with library.open(home) as opened:
        return {d.id for d in opened.documents()}


def changed(home, tmp_path):
    (tmp_path / "khac.txt").write_text(OTHER, encoding="utf-8")
    building.add(home, [tmp_path / "khac.txt"])


def test_a_home_is_put_back_while_a_reader_has_it_open(home, tmp_path):
    backup.back_up(home, tmp_path / "b.tar")
    changed(home, tmp_path)
    with library.open(home) as reader:
        assert len(reader.documents()) == 2
        restoring.restore(home, tmp_path / "b.tar")
        assert len(reader.documents()) == 2
        assert reader.engine.lexical("trồng tre", Filters(), 3)
        assert reader.stale
    assert documents(home) == {"ke-hoach"}
    assert list(faults.find(home)) == []
    kept = next(restoring.kept_folder(home).glob("store-*.sqlite"))
    with closing(sqlite3.connect(kept)) as db:
        assert db.execute("SELECT count(*) FROM document").fetchone() == (2,)


def test_a_home_is_put_back_elsewhere_whole(home, tmp_path):
    backup.back_up(home, tmp_path / "b.tar")
    shutil.rmtree(home)
    restoring.restore(tmp_path / "new", tmp_path / "b.tar")
    assert documents(tmp_path / "new") == {"ke-hoach"}
    assert list(faults.find(tmp_path / "new")) == [], "uploads are known by their new places"


def test_a_revoked_token_does_not_come_back(home, tmp_path):
    held = Tokens(home)
    made, words = held.create("x", ("write",))
    backup.back_up(home, tmp_path / "b.tar")
    held.revoke(made.id)
    restoring.restore(home, tmp_path / "b.tar")
    assert held.holder(words) is None


def spoiled(path, to, change):
    """A copy of an archive with its members changed, its list as it was."""
    with tarfile.open(path) as old, tarfile.open(to, "w") as new:
        for member in old:
            data = old.extractfile(member).read()
            for name, content in change(member.name, data):
                info = tarfile.TarInfo(name)
                info.size = len(content)
                new.addfile(info, io.BytesIO(content))
    return to


def flipped(name, data):
    return [(name, data[:-1] + bytes([data[-1] ^ 1]) if name == "store.sqlite" else data)]


def cut(name, data):
    return [] if name.endswith("manifest.json") else [(name, data)]


def added(name, data):
    return [(name, data), ("more.txt", b"x")] if name == "store.sqlite" else [(name, data)]


def outside(name, data):
    return [("../out.txt", b"x"), (name, data)]


def relisted(name, data):
    if name != backup.LIST:
        return [(name, data)]
    told = json.loads(data)
    told["generation"] = "another"
    return [(name, json.dumps(told).encode())]


@pytest.mark.parametrize("change", [flipped, cut, added, outside, relisted])
def test_a_spoiled_archive_replaces_nothing(home, tmp_path, change):
    backup.back_up(home, tmp_path / "b.tar")
    changed(home, tmp_path)
    before = hashlib.sha256((home / "store.sqlite").read_bytes()).hexdigest(), generation.current(home)
    bad = spoiled(tmp_path / "b.tar", tmp_path / "bad.tar", change)
    with pytest.raises(Unusable, match="bản sao lưu"):
        restoring.restore(home, bad)
    assert (
        hashlib.sha256((home / "store.sqlite").read_bytes()).hexdigest(),
        generation.current(home),
    ) == before
    assert not (tmp_path / "out.txt").exists()
    assert scratch.leftovers(home) == []


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_an_archive_that_is_cut_off_is_refused(home, tmp_path, share):
    backup.back_up(home, tmp_path / "b.tar")
    whole = (tmp_path / "b.tar").read_bytes()
    with tarfile.open(tmp_path / "b.tar") as tar:
        end = tar.getmembers()[-1].offset  # behind it stands only the list
    (tmp_path / "b.tar").write_bytes(whole[: int(end * share)])
    with pytest.raises(Unusable, match="bản sao lưu"):
        restoring.restore(home, tmp_path / "b.tar")
    assert documents(home) == {"ke-hoach"}


def test_nothing_is_put_back_while_a_build_is_at_work(home, tmp_path):
    backup.back_up(home, tmp_path / "b.tar")
    with generation.building(home), pytest.raises(Unusable, match="đang chạy"):
        restoring.restore(home, tmp_path / "b.tar")


def test_a_broken_store_is_put_back(home, tmp_path):
    backup.back_up(home, tmp_path / "b.tar")
    (home / "store.sqlite").write_bytes(b"no database" * 1000)
    assert [f.mend for f in faults.find(home)] == [None]
    restoring.restore(home, tmp_path / "b.tar")
    assert list(faults.find(home)) == []


def test_there_is_nothing_to_copy_in_an_empty_home(tmp_path):
    with pytest.raises(Unusable, match="cancu build"):
        backup.back_up(tmp_path, tmp_path / "b.tar")
    assert not (tmp_path / "b.tar").exists()
