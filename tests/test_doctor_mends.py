"""Every inconsistency of a home is found; those that can be mended without guessing are, the others are named."""

from __future__ import annotations

import json
import os

import pytest
from embedding_doubles import CountingEmbedding, QueryEmbedder

from index import building, faults, generation, library, scratch
from index.codification import store as codification
from index.codification.articles import articles_home, build_articles
from index.codification.importing import import_release
from search_api.commands import main
from tests.writers.codification import two_subjects, write_release

PLAN = "KẾ HOẠCH\nHòa giải\n\n1. Hòa giải ở cơ sở.\n\n(Sở Tư pháp chủ trì)\n"


@pytest.fixture(autouse=True)
def quick_embedding(monkeypatch):
    monkeypatch.setattr(building, "EmbeddingProcess", CountingEmbedding)
    monkeypatch.setattr(library, "embedder_of_questions", QueryEmbedder)


@pytest.fixture
def home(tmp_path):
    (tmp_path / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    building.build(tmp_path / "home", [tmp_path / "ke-hoach.txt"])
    return tmp_path / "home"


@pytest.fixture
def law(home, tmp_path):
    import_release(home, write_release(tmp_path / "BoPhapDien.zip", *two_subjects()), processes=1)
    build_articles(home, vectors=False)
    return home


def lost_words(home):
    next((generation.current(home) / "lexical").glob("*.store")).unlink()


def flipped_vectors(home):
    path = generation.current(home) / "vectors.faiss"
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


def cut_snapshot(home):
    os.truncate(generation.current(home) / "records.sqlite", 4096)


def broken_manifest(home):
    (generation.current(home) / "manifest.json").write_text("{", encoding="utf-8")


def lost_pointer(home):
    (home / "CURRENT").unlink()


def pointer_to_nothing(home):
    (home / "CURRENT").write_text("gone\n", encoding="utf-8")


def killed_build(home):
    (generation.generations(home) / "building-abc").mkdir()
    (home / ".current-x").touch()


def killed_upload(home):
    (home / "uploads" / ".arriving-x").mkdir(parents=True)


def killed_restore(home):
    (home / ".restore-x").mkdir()


def unread_upload(home):
    path = home / "uploads" / "abc" / "moi.txt"
    path.parent.mkdir(parents=True)
    path.write_text(PLAN.replace("Hòa giải", "Trồng rừng"), encoding="utf-8")


def hostile_upload(home):
    path = home / "uploads" / "abc" / "moi.pdf"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"%PDF-1.7\nbroken")


def build_cut_off(home):
    whole = building._publish
    building._publish = lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
    try:
        with pytest.raises(KeyboardInterrupt):
            building.add(home, [_other(home)])
    finally:
        building._publish = whole


def _other(home):
    path = home.parent / "khac.txt"
    path.write_text(PLAN.replace("Hòa giải", "Tiêm chủng"), encoding="utf-8")
    return path


DAMAGES = [
    *(lost_words, flipped_vectors, cut_snapshot, broken_manifest, lost_pointer, pointer_to_nothing),
    *(killed_build, killed_upload, killed_restore, unread_upload, hostile_upload, build_cut_off),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_can_be_mended_is(home, damage):
    damage(home)
    found = list(faults.find(home))
    assert found
    for fault in found:
        fault.mend()
    assert list(faults.find(home)) == []
    with library.open(home) as opened:
        held = {d.id for d in opened.documents()}
    assert "ke-hoach" in held
    assert ("moi" in held) == (damage is unread_upload)
    assert ("khac" in held) == (damage is build_cut_off)


def lost_articles(home):
    (articles_home(home) / "served").unlink()


def short_index(home):
    from index.articles import folder

    served = folder.served(articles_home(home))
    told = json.loads((served / "manifest.json").read_text(encoding="utf-8"))
    (served / "manifest.json").write_text(json.dumps({**told, "articles": 1}), encoding="utf-8")


def other_index(home):
    (articles_home(home) / "old").mkdir()


@pytest.mark.parametrize("damage", [lost_articles, short_index, other_index])
def test_the_search_over_the_codification_is_mended_from_its_store(law, damage):
    assert list(faults.find(law)) == []
    damage(law)
    for fault in list(faults.find(law)):
        fault.mend()
    assert list(faults.find(law)) == []


@pytest.mark.parametrize("store", [generation.store_path, codification.store_path])
def test_a_broken_store_is_named_with_what_to_do(law, store):
    path = store(law)
    data = bytearray(path.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    path.write_bytes(data)
    found = [f for f in faults.find(law) if path.name in f.part]
    assert [f.mend for f in found] == [None]
    assert "cancu restore" in found[0].words


def test_work_that_goes_on_is_not_taken_for_left_behind(home):
    with generation.building(home), scratch.scratch(home, ".backup-"):
        (generation.generations(home) / "building-abc").mkdir()
        assert list(faults.find(home)) == []


def test_the_command_names_and_mends(home, capsys):
    killed_build(home)
    assert main(["--home", str(home), "doctor"]) == 1
    assert "--mend" in capsys.readouterr().out
    main(["--home", str(home), "doctor", "--mend", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert any("đã sửa" in check["words"] for check in told["checks"])
    assert list(faults.find(home)) == []


def test_a_clock_that_was_set_back_is_told(home, capsys):
    path = generation.current(home) / "manifest.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**told, "built": "2999-01-01T00:00:00+00:00"}), encoding="utf-8")
    assert faults.clock_behind(home)
    assert main(["--home", str(home), "doctor"]) == 1
    assert "đồng hồ" in capsys.readouterr().out
    with library.open(home) as opened:
        assert opened.documents(), "it serves all the same"
    (home.parent / "khac.txt").write_text(PLAN.replace("cơ sở", "xã"), encoding="utf-8")
    building.add(home, [home.parent / "khac.txt"])
    with library.open(home) as opened:
        assert len(opened.documents()) == 2, "a build is served whatever the clock says"
