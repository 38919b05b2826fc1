"""A release is imported: once, twice, after a kill, after a newer one; what left is kept and says so."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from index.codification import importing, pages, reading
from index.codification.importing import import_release
from index.codification.store import store_path
from index.errors import Unusable
from tests.writers.codification import (
    MOBILISING,
    SAFETY,
    SAFETY_2,
    WrittenSubject,
    article,
    two_subjects,
    write_release,
)

REPOSITORY = Path(__file__).resolve().parent.parent
NOTE = "Điều {} Nghị định số 40/2017/NĐ-CP, có hiệu lực thi hành kể từ ngày 20/05/2017"


def counted(report):
    return (report.added, report.changed, report.unchanged, report.left)


def contents(home):
    with sqlite3.connect(store_path(home)) as db:
        tables = [
            r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        return {
            t: db.execute(f"SELECT * FROM {t}").fetchall() for t in tables if t not in ("release", "subject")
        }


def many(count, length=200):
    return [
        WrittenSubject(
            f"s-{n:03}",
            f"24.{n}",
            f"Đề mục {n}",
            "".join(
                article(
                    f"{n}-{k}",
                    f"24.{n}.NĐ.{k}",
                    f"Điều {k}",
                    NOTE.format(k),
                    f"<p>{n} {k} {'từ ' * length}</p>",
                )
                for k in range(8)
            ),
        )
        for n in range(1, count + 1)
    ]


@pytest.fixture
def first(tmp_path):
    return write_release(tmp_path / "first.zip", *two_subjects())


def test_everything_of_a_release_enters(tmp_path, first):
    told = []
    report = import_release(tmp_path / "home", first, lambda *step: told.append(step))
    assert counted(report) == (3, 0, 0, 0)
    assert (report.articles, report.acts, report.subjects, report.failed) == (3, 2, 2, ())
    assert told[-1][0] == told[-1][1] > 0


def test_later_notes_are_completed_from_the_first(tmp_path, first):
    import_release(tmp_path / "home", first)
    with reading.open(tmp_path / "home") as held:
        act = held.article(SAFETY_2).act
        assert (act.date, act.issuer) == ("2021-12-28", "Bộ Công an")
        assert act == held.article(SAFETY).act
        made = held.amendments(held.article(SAFETY_2).key)
        assert [(a.relation, a.number, a.effective_from) for a in made] == [
            ("sửa đổi", "09/2023/TT-BCA", "2023-03-15"),
            ("bãi bỏ", "09/2023/TT-BCA", "2023-03-15"),
        ]


def test_the_same_release_again_changes_nothing(tmp_path, first):
    home = tmp_path / "home"
    import_release(home, first)
    before = contents(home)
    assert counted(import_release(home, first)) == (0, 0, 3, 0)
    again = write_release(tmp_path / "again.zip", *two_subjects(), day=(2025, 4, 1))
    assert counted(import_release(home, again)) == (0, 0, 3, 0)
    assert contents(home) == before


def test_reading_again_with_other_code_changes_nothing(tmp_path, first, monkeypatch):
    home = tmp_path / "home"
    import_release(home, first)
    before = contents(home)
    monkeypatch.setattr(importing.fingerprint, "codification", lambda: "another")
    assert counted(import_release(home, first)) == (0, 0, 3, 0)
    assert contents(home) == before


def test_a_newer_release_updates_what_changed_and_keeps_what_left(tmp_path, first):
    home = tmp_path / "home"
    import_release(home, first)
    with reading.open(home) as held:
        keys = {a.anchor: a.key for batch in held.batches() for a in batch}
    safety, _ = two_subjects()
    content = safety.content.replace("tiêu chí công nhận", "tiêu chuẩn công nhận")
    content = content[: content.index(f"<p class='pDieu'><a name='{SAFETY_2}'>")]
    new = WrittenSubject("cccc-3", "1.2", "Mới", article("n", "1.2.NĐ.1", "Mới", NOTE.format(1), "x"))
    newer = write_release(tmp_path / "newer.zip", replace(safety, content=content), new, day=(2025, 9, 2))
    assert counted(import_release(home, newer)) == (1, 1, 0, 2)
    with reading.open(home) as held:
        assert (held.count, held.left, held.subjects) == (2, 2, 2)
        assert "tiêu chuẩn" in held.article(SAFETY).text
        assert {a.anchor: a.key for batch in held.batches() for a in batch}.items() >= keys.items()
        for anchor in (SAFETY_2, MOBILISING):
            gone = held.article(anchor)
            assert not gone.in_force
            assert gone.text
            assert gone.standing.startswith("không còn trong Bộ pháp điển từ bản ngày 02/09/2025 (")
        assert held.release.dated == "2025-09-02"
    assert counted(import_release(home, first)) == (0, 3, 0, 1)
    with reading.open(home) as held:
        assert (held.count, held.left) == (3, 1)
        assert held.article(MOBILISING).standing == ""


def test_an_import_that_is_interrupted_goes_on(tmp_path, monkeypatch):
    home, path = tmp_path / "home", write_release(tmp_path / "r.zip", *many(5))
    whole = import_release(tmp_path / "whole", path)
    read = []

    def stopping(archive, page, known):
        read.append(page.id)
        if len(read) == 4:
            raise KeyboardInterrupt
        return pages_read(archive, page, known)

    pages_read = pages.read_page
    monkeypatch.setattr(pages, "read_page", stopping)
    with pytest.raises(KeyboardInterrupt):
        import_release(home, path)
    with reading.open(home) as held:
        assert held.count == 24
        assert held.release.finished == ""
    report = import_release(home, path)
    assert read == ["s-001", "s-002", "s-003", "s-004", "s-004", "s-005"]
    assert counted(report) == counted(whole)
    assert contents(home) == contents(tmp_path / "whole")


@pytest.mark.slow
def test_an_import_that_is_killed_loses_nothing(tmp_path):
    home, path = tmp_path / "home", write_release(tmp_path / "r.zip", *many(40, 3000))
    import_release(tmp_path / "whole", path)
    code = "import sys; from pathlib import Path; from index.codification.importing import import_release\n"
    code += "if __name__ == '__main__': import_release(Path(sys.argv[1]), Path(sys.argv[2]))"
    script = tmp_path / "importing_script.py"
    script.write_text(code, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    for _ in range(3):
        held = _count(home)
        process = subprocess.Popen([sys.executable, script, home, path], env=environment, cwd=tmp_path)
        while process.poll() is None and _count(home) <= held:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
    report = import_release(home, path)
    assert counted(report) == (320, 0, 0, 0)
    assert contents(home) == contents(tmp_path / "whole")


def _count(home):
    held = reading.find(home)
    if held is None:
        return 0
    try:
        with held:
            return held.count
    except (sqlite3.Error, Unusable):
        return 0


def test_two_processes_read_what_one_reads(tmp_path):
    path = write_release(tmp_path / "r.zip", *many(12, 9000))
    assert sum(page.size for page in importing.list_release(path).pages) > 4 * 1024 * 1024
    alone = import_release(tmp_path / "alone", path, processes=1)
    assert counted(import_release(tmp_path / "two", path)) == counted(alone)
    assert contents(tmp_path / "two") == contents(tmp_path / "alone")


def test_a_page_that_cannot_be_read_stops_nothing_and_is_tried_again(tmp_path, first):
    home = tmp_path / "home"
    import_release(home, first)
    safety, order = two_subjects()
    good = write_release(tmp_path / "newer.zip", safety, replace(order, title="Trật tự"), day=(2025, 9, 2))
    data = bytearray(good.read_bytes())
    at = data.index(b"demuc/bbbb-2.html") + 60
    data[at : at + 20] = b"\xff" * 20
    broken = tmp_path / "broken.zip"
    broken.write_bytes(data)
    report = import_release(home, broken)
    assert len(report.failed) == 1
    assert "bbbb-2" in report.failed[0]
    assert (report.articles, report.left) == (3, 0)
    assert len(import_release(home, broken).failed) == 1
    assert import_release(home, good).failed == ()


def test_another_import_at_work_is_said(tmp_path, first):
    from index.codification.store import importing as locked

    with locked(tmp_path / "home"), pytest.raises(Unusable, match="một lần nhập khác"):
        import_release(tmp_path / "home", first)


def test_a_store_that_is_none_is_said(tmp_path, first):
    store_path(tmp_path).parent.mkdir()
    store_path(tmp_path).write_bytes(b"no database" * 500)
    with pytest.raises(Unusable, match="Không dùng được kho Bộ pháp điển"):
        import_release(tmp_path, first)
    with pytest.raises(Unusable, match="Không dùng được kho Bộ pháp điển"):
        reading.open(tmp_path)
