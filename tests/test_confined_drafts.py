"""Drafts that come to a server are read with limits; whatever one does costs one error and leaves nothing."""

from __future__ import annotations

import io
import itertools
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from bench import hostile_inputs
from index.citation_check import confined, draft_of_file, draft_of_text
from index.citation_check.checking import check
from index.citation_check.word_comments import commented
from ingest.confined import MIB, Confinement
from ingest.errors import Unreadable
from ingest.reading_room import BrokenError, ReadingRoom, TooLongError
from tests.writers.word import word_file

ADDRESS = "/v1/citations/check"
SMALL = Confinement(15, 512 * MIB, MIB)


@pytest.fixture(scope="module")
def room():
    opened = ReadingRoom("tests.hostile_tasks")
    yield opened
    opened.close()


def ended(pid):
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def refused(room, error, *given):
    """A thread in which a task is given and refused."""

    def give():
        with pytest.raises(error):
            room.give(*given)

    thread = threading.Thread(target=give)
    thread.start()
    return thread


def test_a_confined_reader_reads_what_the_free_one_reads(plan_path):
    words = plan_path.read_text(encoding="utf-8")
    assert confined.text_read(words) == draft_of_text(words)
    assert confined.file_read(plan_path.name, plan_path.read_bytes()) == draft_of_file(
        plan_path.name, plan_path.read_bytes()
    )


@pytest.mark.parametrize("words", ["một \ud800 hai số 1/2024/NĐ-CP", "a\0b", "e\u0301 Điều 1", "\u200bx"])
def test_signs_that_no_answer_can_hold_are_read_alike(words):
    assert confined.text_read(words) == draft_of_text(words)


def test_remarks_are_written_as_by_the_free_one(client):
    data = word_file("Theo Nghị định số 49/2020/NĐ-CP ngày 18/4/2019 của Chính phủ.")
    library = client.app.state.shelf.library()
    report = check(library, draft_of_file("du-thao.docx", data))
    marked, free = confined.remarked(data, report, True), commented(data, report, every=True)[0]
    assert draft_of_file("a.docx", marked) == draft_of_file("a.docx", free)
    assert "không khớp" in " ".join(_comments(marked)).casefold()
    assert _comments(marked) == _comments(free)


def _comments(data):
    import docx

    return [comment.text for comment in docx.Document(io.BytesIO(data)).comments]


def test_a_bad_draft_is_refused_with_the_readers_own_words():
    bad = b"%PDF-1.7\nnothing"
    with pytest.raises(Unreadable) as free:
        draft_of_file("hong.pdf", bad)
    with pytest.raises(Unreadable) as held:
        confined.file_read("hong.pdf", bad)
    assert str(held.value) == str(free.value)


@pytest.mark.parametrize(
    "task", ["crash", "memory", "noise", "function", "other_record", "nothing", "ends_the_keeper"]
)
def test_whatever_a_draft_does_costs_one_error(monkeypatch, room, task):
    monkeypatch.setattr(confined, "room", lambda: Instead(room, task))
    with pytest.raises(Unreadable, match="du-thao"):
        confined.file_read("du-thao.docx", b"x", Confinement(4, 512 * MIB, MIB))
    assert room.give("told", b"", SMALL), "the next one is read"


class Instead:
    """A room in which another task is done."""

    def __init__(self, room, task):
        self._room, self._task = room, task

    def give(self, _task, data, limits):
        return self._room.give(self._task, data, limits)


def test_time_ends_the_reader_and_what_it_started(monkeypatch, room, tmp_path):
    pids = tmp_path / "pids"
    began = time.monotonic()
    with pytest.raises(TooLongError):
        room.give("without_end", str(pids).encode(), Confinement(2, 512 * MIB, MIB))
    assert time.monotonic() - began < 10
    assert all(ended(int(pid)) for pid in pids.read_text().split())
    monkeypatch.setattr(confined, "room", lambda: Instead(room, "turning"))
    with pytest.raises(Unreadable, match="quá 1 giây"):
        confined.file_read("du-thao.docx", b"x", Confinement(1, 512 * MIB, MIB))


def test_a_reader_writes_no_file_and_has_no_secret(monkeypatch):
    monkeypatch.setenv("CANCU_TOKEN", "bí mật")
    fresh = ReadingRoom("tests.hostile_tasks")
    try:
        assert fresh.give("writes", b"", SMALL) == b"refused"
        pid, secret, handles = fresh.give("told", b"", SMALL).decode().split()
        assert secret == "None"
        assert int(handles) <= 5, "its standard ones, the way back, and the list itself"
        assert ended(int(pid))
    finally:
        fresh.close()


def test_several_are_read_at_once(room):
    """A slow one keeps nobody waiting."""
    slow = refused(room, TooLongError, "turning", b"", Confinement(4, 512 * MIB, MIB))
    began = time.monotonic()
    room.give("told", b"", SMALL)
    assert time.monotonic() - began < 3.5
    slow.join()


def test_a_room_that_is_closed_takes_its_readers_along(tmp_path):
    fresh, pids = ReadingRoom("tests.hostile_tasks"), tmp_path / "pids"
    held = refused(fresh, BrokenError, "without_end", str(pids).encode(), SMALL)
    deadline = time.monotonic() + 10
    while not (pids.exists() and pids.read_text()) and time.monotonic() < deadline:
        time.sleep(0.05)
    fresh.close()
    held.join(10)
    assert all(ended(int(pid)) for pid in pids.read_text().split())


HOSTILE = list(itertools.islice(filter(hostile_inputs.is_quick, itertools.count(1)), 12))


def test_hostile_drafts_cost_one_problem_each_and_leave_nothing(client, monkeypatch, tmp_path):
    passing = tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(passing))
    here = Path("/dev/shm")
    before = set(here.glob("cancu-draft-*")) if here.is_dir() else set()
    for made in map(hostile_inputs.hostile, HOSTILE):
        for address in (ADDRESS, f"{ADDRESS}?output=docx", "/check"):
            name, data = made.name, made.data
            answer = client.post(
                address, files={"file": (name, data)}, headers={"accept": "application/json"}
            )
            assert answer.status_code in (200, 422), (name, address, answer.text[:300])
            if answer.status_code == 422 and address != "/check":
                assert answer.headers["content-type"] == "application/problem+json"
    assert not list(passing.rglob("*"))
    deadline = time.monotonic() + 5
    while here.is_dir() and set(here.glob("cancu-draft-*")) - before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not here.is_dir() or not set(here.glob("cancu-draft-*")) - before


def test_a_long_draft_never_becomes_a_file_of_the_server(client, monkeypatch):
    """Forms with files longer than some are kept in files by default."""
    rolled = []
    monkeypatch.setattr(
        tempfile.SpooledTemporaryFile, "rollover", lambda self: rolled.append(self), raising=True
    )
    words = ("Theo Luật Đất đai số 31/2024/QH15.\n" * 60_000).encode()
    assert len(words) > 2 * MIB
    assert client.post(ADDRESS, files={"file": ("a.txt", words[: 2 * MIB])}).status_code == 200
    assert client.post("/check", files={"file": ("a.txt", words[: 2 * MIB])}).status_code == 200
    assert rolled == []


def test_the_process_of_a_server_ends_with_it():
    code = (
        "from index.citation_check import confined\n"
        "confined.text_read('số 1/2024/NĐ-CP')\n"
        "print(confined.room()._process.pid)\n"
    )
    root = Path(__file__).parent.parent
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert ended(int(ran.stdout))


def test_a_child_finds_loaded_what_a_draft_with_a_head_needs():
    draft = (
        "BỘ Y TẾ\n\nSố: 7/2022/TT-BYT\n\nHà Nội, ngày 3 tháng 5 năm 2022\n\n"
        "THÔNG TƯ\nPhòng, chống ma túy\n\nCăn cứ Luật Phòng, chống ma túy ngày 30 tháng 3 năm 2021;\n\n"
        "1. Giao Công an tỉnh chủ trì, phối hợp với Sở Y tế thực hiện trước ngày 30/6/2023.\n"
    )
    code = (
        "import sys\n"
        "from index.citation_check import confined\n"
        "from ingest.vocabulary import tables\n"
        "confined._load()\n"
        "before = tables.cache_info().misses\n"
        "confined._read_text(sys.argv[1].encode())\n"
        "print(before == tables.cache_info().misses)\n"
    )
    root = Path(__file__).parent.parent
    ran = subprocess.run(
        [sys.executable, "-c", code, draft], cwd=root, capture_output=True, text=True, check=True
    )
    assert ran.stdout == "True\n"
