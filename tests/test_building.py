"""Building and extending an index: what is read, what is not read again, what a bad file or a killed build leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from embedding_doubles import CountingEmbedding, QueryEmbedder

from index import building, fingerprint, generation, library
from index.checking import check
from index.engines.choice import chosen
from index.errors import Unusable
from index.records import Filters
from ingest import reading
from tests.engines import released

PLAN = """ỦY BAN NHÂN DÂN TỈNH
Số: 12/KH-UBND

Hà Giang, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
Công tác hòa giải ở cơ sở năm 2024

I. MỤC ĐÍCH

1. Thực hiện Nghị định số 99/2021/NĐ-CP ngày 11/11/2021 của Chính phủ về quản lý dự án.

II. NHIỆM VỤ

1. Công tác hòa giải

- Nâng cao hiệu quả công tác hòa giải ở cơ sở.

(Sở Tư pháp chủ trì; Công an tỉnh phối hợp thực hiện)

- Tuyên truyền phòng, chống ma tuý trong trường học.

(Sở Giáo dục và Đào tạo chủ trì)
"""

DECREE = """CHÍNH PHỦ
Số: 99/2021/NĐ-CP

Hà Nội, ngày 11 tháng 11 năm 2021

NGHỊ ĐỊNH
Về quản lý, thanh toán, quyết toán dự án

Điều 1. Phạm vi điều chỉnh

1. Nghị định này quy định về quản lý dự án sử dụng vốn đầu tư công.

Điều 2. Đối tượng áp dụng

1. Các cơ quan quản lý dự án.
"""


@pytest.fixture(autouse=True)
def quick_embedding(monkeypatch, engine):
    monkeypatch.setattr(building, "EmbeddingProcess", CountingEmbedding)
    monkeypatch.setattr(library, "embedder_of_questions", QueryEmbedder)
    monkeypatch.setattr(CountingEmbedding, "asked", [])
    monkeypatch.setattr(CountingEmbedding, "begun", 0)


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


def states(report):
    return {Path(o.path).name: o.state for o in report.outcomes}


def test_a_built_index_is_whole_and_finds_words_and_meanings(home, files):
    report = building.build(home, [files])
    assert report.published
    assert (report.documents, states(report)) == (1, {"ke-hoach.txt": "read"})
    with library.open(home) as opened:
        for find in (opened.engine.lexical, opened.engine.nearest):
            best = opened.passages(
                [c.key for c in find("công tác hòa giải ở cơ sở", Filters(kinds=("task",)), 3)]
            )[0]
            assert "hòa giải ở cơ sở" in best.text
            who = opened.assignment(best.assignment)
            assert [party.name for party in who.assignment.lead] == ["Sở Tư pháp"]
            assert [party.name for party in who.assignment.coordinate] == ["Công an tỉnh"]
    assert all(finding.ok for finding in check(home))


def test_a_document_comes_out_of_the_store_as_it_was_read(home, files):
    building.build(home, [files])
    read = reading.read(files / "ke-hoach.txt")
    with library.open(home) as opened:
        stored = opened.document("ke-hoach")
        assert (stored.head, stored.digest, stored.pages) == (read.head, read.digest, read.pages)
        assert opened.text("ke-hoach") == read.text
        assert opened.units("ke-hoach") == read.units
        assert tuple(a.assignment for a in opened.assignments(document="ke-hoach")) == read.assignments
        assert tuple(r.relation for r in opened.relations("ke-hoach")) == read.relations
        assert opened.targets("ke-hoach") == read.targets
        assert tuple(t.task for t in opened.tasks("ke-hoach", assigned=False)) == read.unassigned
        kept = [
            (c.citation.text, c.citation.start, c.citation.provision)
            for c in opened.citations(document="ke-hoach")
        ]
        assert kept == [(c.text, c.start, c.provision) for c in read.citations]


def test_nothing_is_read_or_embedded_twice(home, files, monkeypatch):
    building.build(home, [files])
    CountingEmbedding.asked.clear()
    begun = CountingEmbedding.begun
    monkeypatch.setattr("index.intake.reading.read", lambda path, told: pytest.fail(f"read {path} again"))
    report = building.build(home, [files])
    assert (states(report), report.published, CountingEmbedding.asked) == (
        {"ke-hoach.txt": "unchanged"},
        False,
        [],
    )
    assert CountingEmbedding.begun == begun


def test_adding_embeds_only_what_is_new(home, files, tmp_path):
    building.build(home, [files])
    before = set(CountingEmbedding.asked)
    CountingEmbedding.asked.clear()
    (tmp_path / "nghi-dinh.txt").write_text(DECREE, encoding="utf-8")
    report = building.add(home, [tmp_path / "nghi-dinh.txt"])
    assert (report.documents, report.published) == (2, True)
    assert CountingEmbedding.asked
    assert before.isdisjoint(CountingEmbedding.asked)


def test_an_added_document_lights_up_the_citations_of_it(home, files, tmp_path):
    building.build(home, [files])
    with library.open(home) as opened:
        cited = [c for c in opened.citations(document="ke-hoach") if c.citation.number == "99/2021/NĐ-CP"]
        assert cited
        assert cited[0].citation.resolved is None
        assert opened.directive(cited[0].act).document is None
    (tmp_path / "nghi-dinh.txt").write_text(DECREE, encoding="utf-8")
    building.add(home, [tmp_path / "nghi-dinh.txt"])
    with library.open(home) as opened:
        lit = next(c for c in opened.citations(document="ke-hoach") if c.citation.number == "99/2021/NĐ-CP")
        assert lit.citation.resolved == "99-2021-nd-cp"
        assert opened.directive(lit.act).document == "nghi-dinh"
        assert opened.document("nghi-dinh").work == lit.act
        assert {p.document for p in opened.passages(opened.passages_citing([lit.act]))} >= {"ke-hoach"}


def test_a_build_keeps_what_was_added_and_drops_what_is_no_longer_given(home, files, tmp_path):
    (files / "khac.txt").write_text("Văn bản khác.\n", encoding="utf-8")
    building.build(home, [files])
    (tmp_path / "nghi-dinh.txt").write_text(DECREE, encoding="utf-8")
    building.add(home, [tmp_path / "nghi-dinh.txt"])
    (files / "khac.txt").unlink()
    report = building.build(home, [files])
    assert states(report) == {"ke-hoach.txt": "unchanged", "khac.txt": "removed"}
    with library.open(home) as opened:
        assert [d.id for d in opened.documents()] == ["ke-hoach", "nghi-dinh"]


def test_a_bad_file_stops_nothing_and_says_why(home, files):
    (files / "hong.pdf").write_bytes(b"%PDF-1.7\nnothing that a reader could use")
    (files / "la.docx").write_bytes(b"PK\x03\x04 broken")
    report = building.build(home, [files, files / "khong-co.txt"])
    assert states(report) == {
        "ke-hoach.txt": "read",
        "hong.pdf": "failed",
        "la.docx": "failed",
        "khong-co.txt": "failed",
    }
    for outcome in report.failed:
        assert outcome.reason
        assert "\n" not in outcome.reason
        assert Path(outcome.path).name in outcome.reason


def test_a_file_that_turned_bad_leaves_what_was_read_of_it(home, files):
    building.build(home, [files])
    (files / "ke-hoach.txt").write_bytes(b"%PDF-1.7\nno longer text")
    report = building.build(home, [files])
    assert states(report) == {"ke-hoach.txt": "failed"}
    with library.open(home) as opened:
        assert [d.id for d in opened.documents()] == ["ke-hoach"]


def test_a_changed_file_replaces_its_document(home, files):
    building.build(home, [files])
    (files / "ke-hoach.txt").write_text(
        PLAN.replace("hòa giải ở cơ sở", "trợ giúp pháp lý"), encoding="utf-8"
    )
    report = building.build(home, [files])
    assert (states(report), report.documents) == ({"ke-hoach.txt": "read"}, 1)
    with library.open(home) as opened:
        texts = [p.text for p in opened.passages_where(Filters(documents=("ke-hoach",)))]
        assert any("trợ giúp pháp lý" in text for text in texts)
        assert not any("hòa giải ở cơ sở" in text for text in texts)


def test_two_files_with_the_same_content_are_one_document(home, files):
    (files / "ban-sao.txt").write_text(PLAN, encoding="utf-8")
    report = building.build(home, [files])
    assert (states(report), report.documents) == ({"ban-sao.txt": "read", "ke-hoach.txt": "same"}, 1)
    (files / "ban-sao.txt").unlink()
    assert building.build(home, [files]).documents == 1


def test_files_of_one_name_get_ids_of_their_own(home, files):
    (files / "huyen").mkdir()
    (files / "huyen" / "ke-hoach.txt").write_text(PLAN.replace("12/KH", "13/KH"), encoding="utf-8")
    building.build(home, [files])
    with library.open(home) as opened:
        ids = [d.id for d in opened.documents()]
    assert len(set(ids)) == 2
    assert all(key.startswith("ke-hoach") for key in ids)


def test_a_reader_keeps_its_generation_until_it_opens_the_next(home, files, tmp_path):
    building.build(home, [files])
    with library.open(home) as old:
        (tmp_path / "nghi-dinh.txt").write_text(DECREE, encoding="utf-8")
        building.add(home, [tmp_path / "nghi-dinh.txt"])
        building.add(home, [files])  # nothing new: publishes nothing
        assert old.stale
        assert len(old.documents()) == 1
        assert old.engine.lexical("hòa giải", Filters(), 5)
        with library.open(home) as new:
            assert not new.stale
            assert len(new.documents()) == 2
        assert old.folder.is_dir()
    (files / "ke-hoach.txt").write_text(PLAN + "\nThêm một dòng.\n", encoding="utf-8")
    building.build(home, [files])
    assert [f.name for f in generation.generations(home).iterdir()] == [generation.current(home).name]


def test_publishing_that_fails_leaves_the_served_generation(home, files, tmp_path, monkeypatch):
    building.build(home, [files])
    served = generation.current(home)
    (tmp_path / "nghi-dinh.txt").write_text(DECREE, encoding="utf-8")
    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", lambda self, target: (_ for _ in ()).throw(OSError("no space")))
        with pytest.raises(OSError, match="no space"):
            building.add(home, [tmp_path / "nghi-dinh.txt"])
    assert generation.current(home) == served
    with library.open(home) as opened:
        assert len(opened.documents()) == 1
    building.add(home, [])  # goes on from what the store holds
    with library.open(home) as opened:
        assert len(opened.documents()) == 2
    assert all(finding.ok for finding in check(home))


KILLED = """
import sys, time
sys.path[:0] = [{tests!r}]
from pathlib import Path
from embedding_doubles import CountingEmbedding
from index import building, fingerprint

fingerprint.reader = lambda: {reader!r}  # whatever happens to the sources while the tests run

class Slow(CountingEmbedding):
    def passages(self, texts):
        for part in super().passages(texts):
            yield part
            print("embedded", flush=True)
            time.sleep(0.3)

building.EmbeddingProcess = Slow
building.build(Path({home!r}), [Path({files!r})])
"""


def test_a_killed_build_leaves_the_old_index_and_the_next_goes_on(home, files, engine):
    building.build(home, [files])
    served = generation.current(home)
    for n in range(6):
        (files / f"moi-{n}.txt").write_text(PLAN.replace("năm 2024", f"năm {2010 + n}"), encoding="utf-8")
    script = KILLED.format(
        tests=str(Path(__file__).parent), home=str(home), files=str(files), reader=fingerprint.reader()
    )
    root = Path(__file__).parent.parent
    if engine == "milvus":
        released(Path(chosen().uri))  # one process at a time
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    ) as process:
        assert process.stdout.readline() == b"embedded\n"
        assert process.stdout.readline() == b"embedded\n"  # the first part is in the store by now
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    assert generation.current(home) == served
    with library.open(home) as opened:
        assert len(opened.documents()) == 1
    CountingEmbedding.asked.clear()
    report = building.build(home, [files])
    assert set(states(report).values()) == {"unchanged"}, "what was read before the kill is not read again"
    assert (report.published, report.documents) == (True, 7)
    total = len({p.text + p.heading for p in _all_passages(home)})
    assert 0 < len(CountingEmbedding.asked) < total - 8, (
        "what was embedded before the kill is not embedded again"
    )
    assert all(finding.ok for finding in check(home))
    left = [f.name for f in generation.generations(home).iterdir()]
    assert left == [generation.current(home).name], "the killed build's folder is gone"


def _all_passages(home):
    with library.open(home) as opened:
        return opened.passages_where(Filters())


def test_two_builders_do_not_work_on_one_home(home, files):
    with generation.building(home), pytest.raises(Unusable, match="đang chạy"):
        building.build(home, [files])
    building.build(home, [files])


def test_an_absent_index_says_what_to_do(home):
    with pytest.raises(Unusable, match="cancu build"):
        library.open(home)
    assert [finding.ok for finding in check(home)] == [False]


def test_check_finds_parts_that_disagree(home, files, engine):
    building.build(home, [files])
    folder = generation.current(home)
    manifest = folder / "manifest.json"
    told = manifest.read_text(encoding="utf-8")
    manifest.write_text(told.replace('"passages": ', '"passages": 9'), encoding="utf-8")
    assert [f.subject for f in check(home) if not f.ok] == ["Các phần của chỉ mục"]
    manifest.write_text("{", encoding="utf-8")
    assert not all(finding.ok for finding in check(home))
    searched = {"embedded": "vectors.faiss", "milvus": "terms/terms.npy"}[engine]
    (folder / searched).write_bytes(b"gone")
    manifest.write_text(told, encoding="utf-8")
    assert not all(finding.ok for finding in check(home))


def test_a_damaged_generation_is_built_anew(home, files):
    building.build(home, [files])
    (generation.current(home) / "manifest.json").write_text("{", encoding="utf-8")
    assert building.build(home, [files]).published
    assert all(finding.ok for finding in check(home))


def test_building_again_with_nothing_changed_is_quick(home, files):
    building.build(home, [files])
    began = time.perf_counter()
    building.build(home, [files])
    assert time.perf_counter() - began < 2.0
