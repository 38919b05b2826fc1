"""The codification answers by anchor, by act and provision, by relation; its acts join the catalogue."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from index.codification import reading
from index.codification.importing import import_release
from index.codification.store import store_path
from index.codification.works import names_of, works
from index.errors import Unusable
from ingest.catalogue import load_catalogue
from tests.writers.codification import MOBILISING, SAFETY, SAFETY_2, two_subjects, write_release


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    folder = tmp_path_factory.mktemp("codification")
    import_release(folder, write_release(folder / "r.zip", *two_subjects()))
    with reading.open(folder) as opened:
        yield opened


def test_nothing_imported_is_said_with_the_next_step(tmp_path):
    assert reading.find(tmp_path) is None
    with pytest.raises(Unusable, match="cancu import phapdien"):
        reading.open(tmp_path)


@pytest.mark.parametrize(
    ("act", "article"),
    [("124/2021/TT-BCA", "2"), ("124/2021/tt-bca", "Điều 2"), ("124/2021/TT-BCA", "điều  2")],
)
def test_a_provision_of_an_act_is_found(held, act, article):
    assert [a.anchor for a in held.by_provision(act, article)] == [SAFETY_2]
    assert held.by_provision(act, "3") == ()


def test_articles_by_key_come_in_the_order_asked(held):
    keys = [held.article(anchor).key for anchor in (MOBILISING, SAFETY)]
    assert [a.anchor for a in held.articles([*keys, 999])] == [MOBILISING, SAFETY]


def test_all_articles_come_in_batches_in_the_order_of_keys(held):
    found = [a.key for batch in held.batches(2) for a in batch]
    assert found == sorted(found)
    assert len(found) == held.count == 3
    assert [len(batch) for batch in held.batches(2)] == [2, 1]


def test_relations_go_both_ways(held):
    assert [(r.anchor, r.code) for r in held.related(SAFETY).references] == [(MOBILISING, "1.1.NĐ.6.1")]
    assert [(r.anchor, r.code) for r in held.related(MOBILISING).referred_by] == [(SAFETY, "1.6.TT.20.1")]


def test_the_articles_of_an_act_are_named_in_its_order(held):
    assert [n.provision for n in held.names_of("124/2021/TT-BCA")] == ["Điều 1", "Điều 2"]
    assert held.names_of_work("124-2021-tt-bca") == held.names_of("124/2021/TT-BCA")


def test_acts_become_works_with_their_source(held):
    found = {work.number: work for work in works(held)}
    work = found["06/2014/NĐ-CP"]
    assert (work.id, work.date, work.issuer) == ("06-2014-nd-cp", "2014-01-21", "Chính phủ")
    assert work.official == ("Bộ pháp điển điện tử, bản có văn bản mới nhất ngày 28/12/2021",)
    assert work.addresses[0].url == "http://vbpl.vn/TW/Pages/vbpq-toanvan.aspx?ItemID=1"
    known = load_catalogue()
    assert known.with_works(found.values()).get(work.id) == known.get(work.id), (
        "the catalogue's own record stays"
    )


@pytest.mark.parametrize(
    ("kind", "title", "names"),
    [
        ("Luật", "Lưu trữ", ("Luật Lưu trữ",)),
        ("Luật", "Luât Dân quân tự vệ", ("Luật Dân quân tự vệ", "Luật Luât Dân quân tự vệ")),
        ("Luật", "Luật sư", ("Luật sư", "Luật Luật sư")),
        ("Bộ luật", "Bộ Luật lao động", ("Bộ luật lao động", "Bộ luật Bộ Luật lao động")),
        ("Pháp lệnh", "Pháp điển hệ thống", ("Pháp lệnh Pháp điển hệ thống",)),
    ],
)
def test_a_law_is_called_by_its_type_and_title(kind, title, names):
    assert names_of(kind, title) == names


def test_threads_share_it(held):
    with ThreadPoolExecutor(8) as threads:
        assert {a.anchor for a in threads.map(held.article, [SAFETY] * 64)} == {SAFETY}


def test_the_day_of_the_latest_act_is_seen_as_articles_leave(tmp_path):
    import_release(tmp_path, write_release(tmp_path / "r.zip", *two_subjects()))
    with reading.open(tmp_path) as opened:
        assert opened.known_until == opened.known_until == max(act.date for act in opened.acts())
        with closing(sqlite3.connect(store_path(tmp_path))) as db, db:
            db.execute("UPDATE article SET in_force = 0 WHERE act = (SELECT key FROM act ORDER BY date DESC)")
        assert opened.known_until == min(act.date for act in opened.acts())
        with closing(sqlite3.connect(store_path(tmp_path))) as db, db:
            db.execute("UPDATE article SET in_force = 0")
        assert opened.known_until == ""
