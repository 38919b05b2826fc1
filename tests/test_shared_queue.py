"""Workers on several machines read for one build; one that dies is replaced by another."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from embedding_doubles import CountingEmbedding, vectors_of

from index import building, fingerprint, library
from index.postgres import queued_reading, working
from index.postgres.database import SETTING, Database
from index.postgres.queue import Asked, Queue
from index.postgres.working import work
from ingest import reading
from ingest.document import Document
from ingest.errors import Unreadable

REPOSITORY = Path(__file__).resolve().parent.parent
HOLDS = """
import sys, time
from index import fingerprint
from index.postgres.database import configured
from index.postgres.queue import Queue
database = configured()
job = Queue(database.connect(), lease_seconds=1.0).take("killed", fingerprint.reader())
print(job.asked.name, flush=True)
time.sleep(60)
"""


def text(n: int) -> str:
    return f"""ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG
Số: {n}/KH-UBND
Sóc Trăng, ngày {n} tháng 3 năm 2024
KẾ HOẠCH
Về đua ghe ngo lần thứ {n}

I. NHIỆM VỤ
1. Sửa chữa bến ghe số {n} và đường vào bến theo Nghị định số 49/2020/NĐ-CP.
(Sở Xây dựng chủ trì; Sở Tư pháp phối hợp thực hiện)
"""


@pytest.fixture
def database(postgres, monkeypatch):
    address = postgres.database("kho_hang_doi")
    monkeypatch.setenv(SETTING, address)
    found = Database(address)
    with closing(found.connect()) as db:
        found.make(db)
    return found


@pytest.fixture
def no_model(monkeypatch):
    """Vectors without a model, in the process of the build and in those of workers."""

    class WorkersEmbedder:
        def __init__(self, model, cores, *, light):
            del model, cores, light

        def passages(self, texts):
            return vectors_of(texts)

    monkeypatch.setattr(building, "EmbeddingProcess", CountingEmbedding)
    monkeypatch.setattr(working, "Embedder", WorkersEmbedder)
    working._embedder.cache_clear()
    yield
    working._embedder.cache_clear()


@pytest.fixture
def plans(tmp_path):
    folder = tmp_path / "plans"
    folder.mkdir()
    for n in range(1, 7):
        (folder / f"ke-hoach-{n}.txt").write_text(text(n), encoding="utf-8")
    (folder / "hong.docx").write_bytes(b"PK\x03\x04 no archive")
    return folder


def asked(name: str = "một.txt", reader: str | None = None) -> Asked:
    return Asked(name, f"digest of {name}", reader or fingerprint.reader(), "", "no-model@1")


def test_a_build_is_read_by_workers(database, no_model, plans, tmp_path, monkeypatch):
    monkeypatch.setattr(queued_reading, "work_one", lambda *_, **__: None)  # the builder itself reads nothing
    stop, told = threading.Event(), []
    workers = [threading.Thread(target=work, args=(database, told.append, stop)) for _ in range(2)]
    for worker in workers:
        worker.start()
    try:
        report = building.build(tmp_path / "home", [plans])
    finally:
        stop.set()
        for worker in workers:
            worker.join(60)
    assert len(told) == 7
    assert sum(one.passages for one in told) > 6
    [failed] = report.failed
    assert "hong.docx" in failed.path
    assert report.documents == 6
    alone = building_alone(plans, tmp_path, monkeypatch)
    with library.open(tmp_path / "home") as shared:
        assert shared.manifest.corpus == alone.manifest.corpus, "as if one machine had read everything"
        assert [d.source for d in shared.documents()] == [d.source for d in alone.documents()]
    alone.close()
    assert report.embedded == report.directives, "workers cannot know what all documents together cite"
    with closing(database.connect()) as db:
        assert db.execute("SELECT count(*) FROM cancu.job").fetchone() == (0,), "nothing is left behind"


def building_alone(plans, tmp_path, monkeypatch):
    with monkeypatch.context() as alone:
        alone.delenv(SETTING)
        building.build(tmp_path / "alone", [plans])
        return library.open(tmp_path / "alone")


def test_a_build_without_workers_reads_for_itself(database, no_model, plans, tmp_path):
    report = building.build(tmp_path / "home", [plans])
    assert report.documents == 6
    assert len(report.failed) == 1


def test_a_killed_worker_is_replaced(database, plans, monkeypatch):
    monkeypatch.setattr("index.postgres.working._PAUSE", 0.1)
    path = plans / "ke-hoach-1.txt"
    with closing(database.connect()) as db:
        Queue(db).put(asked(path.name), path.read_bytes())
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS], cwd=REPOSITORY, stdout=subprocess.PIPE, env=os.environ
    )
    assert holder.stdout
    assert holder.stdout.readline().decode().strip() == path.name
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    told, stop = [], threading.Event()
    with closing(database.connect()) as db:
        assert Queue(db).take("too early", fingerprint.reader()) is None, "the lease still holds"
    time.sleep(1.1)
    assert work(database, told.append, stop, once=True) == 1
    with closing(database.connect()) as db:
        found = Queue(db).found(asked(path.name))
    assert found
    read, vectors = found
    assert isinstance(read, Document)
    assert read.head.number == "1/KH-UBND"
    assert not vectors, "this machine lacks the model that was asked for"


def test_who_lost_its_lease_changes_nothing(database, plan_path):
    with closing(database.connect()) as db:
        queue = Queue(db, lease_seconds=0.2)
        queue.put(asked(), b"x")
        first = queue.take("slow", fingerprint.reader())
        assert first
        assert queue.renew(first)
        time.sleep(0.3)
        second = queue.take("quick", fingerprint.reader())
        assert second
        assert (second.id, second.attempts) == (first.id, 2)
        assert not queue.renew(first)
        assert not queue.finish(first, Unreadable("một.txt", "chậm", "thử lại"))
        read = reading.read(plan_path)
        vectors = {b"\0" * 32: np.ones(4, np.float32), bytes(range(32)): np.zeros(4, np.float32)}
        assert queue.finish(second, read, vectors)
        kept = queue.found(asked())
        assert kept
        assert kept[0] == read
        assert {k: v.tolist() for k, v in kept[1].items()} == {k: v.tolist() for k, v in vectors.items()}


def test_a_file_that_ends_every_worker_is_given_up(database):
    with closing(database.connect()) as db:
        queue = Queue(db, lease_seconds=0.01)
        queue.put(asked("bom.pdf"), b"x")
        for _ in range(3):
            assert queue.take("dies", fingerprint.reader())
            time.sleep(0.05)
        assert queue.take("lives", fingerprint.reader()) is None
        found = queue.found(asked("bom.pdf"))
    assert found
    assert isinstance(found[0], Unreadable)
    assert "bom.pdf" in str(found[0])


def test_a_worker_of_another_version_takes_nothing(database):
    with closing(database.connect()) as db:
        queue = Queue(db)
        queue.put(asked(reader="another state of the reading code"), b"x")
        assert queue.take("this", fingerprint.reader()) is None
        assert queue.waiting() == 1


def test_two_workers_never_hold_one_file(database):
    with closing(database.connect()) as db:
        for n in range(40):
            Queue(db).put(asked(f"tệp-{n}"), b"x")
    taken: list[int] = []

    def take_all() -> None:
        with closing(database.connect()) as own:
            while job := Queue(own).take("worker", fingerprint.reader()):
                taken.append(job.id)

    threads = [threading.Thread(target=take_all) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(taken) == len(set(taken)) == 40


def test_what_comes_back_from_a_worker_can_name_no_code(database):
    import pickle

    class Evil:
        def __reduce__(self):
            return os.system, ("true",)

    with closing(database.connect()) as db:
        queue = Queue(db)
        queue.put(asked(), b"x")
        job = queue.take("evil", fingerprint.reader())
        assert job
        assert queue.finish(job, Unreadable("a", "b", "c"))
        db.execute("UPDATE cancu.job SET found = %b", (pickle.dumps(Evil()),))
        read, _ = queue.found(asked())
        assert isinstance(read, Unreadable)
        assert "không hợp lệ" in read.why
