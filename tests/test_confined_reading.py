"""A file that nobody vouches for: read with limits, whatever it does costs one error."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from ingest import confined, reading
from ingest.confined import MIB, Confinement, read_confined
from ingest.document import Document, Unit
from ingest.errors import Unreadable
from ingest.handed_back import handed, taken


def test_a_confined_reader_reads_what_the_free_one_reads(plan_path):
    assert read_confined(plan_path) == reading.read(plan_path)


def test_a_bad_file_is_refused_with_the_readers_own_words(tmp_path):
    bad = tmp_path / "hong.pdf"
    bad.write_bytes(b"%PDF-1.7\nnothing")
    with pytest.raises(Unreadable) as free:
        reading.read(bad)
    with pytest.raises(Unreadable) as held:
        read_confined(bad)
    assert str(held.value) == str(free.value)


def instead_of_the_reader(monkeypatch, tmp_path, code):
    """Lets the process run other code where it would read: what a file that took the reader over could do."""
    hostile = tmp_path / "hostile.py"
    hostile.write_text(
        f"import os, sys, time, pickle, resource\nanswer = sys.argv[2]\nresource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[3]),) * 2)\n{code}\n"
    )
    whole = subprocess.Popen

    def started(command, **named):
        return whole([sys.executable, str(hostile), *command[3:]], **named)

    monkeypatch.setattr(confined.subprocess, "Popen", started)


@pytest.mark.parametrize(
    "code",
    [
        "os.kill(os.getpid(), 11)",
        "held = [bytearray(1 << 24) for _ in range(1 << 20)]",
        "open(answer, 'wb').write(b'not a record')",
        "open(answer, 'wb').write(pickle.dumps(print))",
        "open(answer, 'wb').write(b'cos\\nsystem\\n(S\"touch taken-over\"\\ntR.')",
        "open(answer, 'wb').write(pickle.dumps({'a': 1}))",
        "open(answer, 'wb').write(b'+{\"source\": 1}')",
        "open(answer, 'wb').write(b'+' + b'[' * 100000)",
        "open(answer, 'wb').write(b'-[1]')",
        "os.symlink('/etc/hostname', answer)",
        "os.mkfifo(answer)",
        "os.mkdir(answer)",
    ],
    ids=[
        "crash",
        "memory",
        "noise",
        "function",
        "command",
        "pickle",
        "other record",
        "nested",
        "refusal",
        "link",
        "pipe",
        "folder",
    ],
)
def test_whatever_the_reader_does_costs_one_error(monkeypatch, tmp_path, plan_path, code):
    instead_of_the_reader(monkeypatch, tmp_path, code)
    with pytest.raises(Unreadable, match=plan_path.name):
        read_confined(plan_path, Confinement(20, 512 * MIB))
    assert not list(tmp_path.rglob("taken-over"))


def test_time_ends_the_reader_and_what_it_started(monkeypatch, tmp_path, plan_path):
    told = tmp_path / "pids"
    code = f"child = os.fork()\nopen({str(told)!r}, 'a').write(f'{{os.getpid()}}\\n')\ntime.sleep(60)"
    instead_of_the_reader(monkeypatch, tmp_path, code)
    began = time.monotonic()
    with pytest.raises(Unreadable, match="giây"):
        read_confined(plan_path, Confinement(2, 512 * MIB))
    assert time.monotonic() - began < 20
    for pid in map(int, told.read_text().split()):
        with pytest.raises(ProcessLookupError):
            deadline = time.monotonic() + 5
            while time.monotonic() < deadline:
                os.kill(pid, 0)
                time.sleep(0.05)


def test_secrets_do_not_reach_the_reader(monkeypatch):
    monkeypatch.setenv("CANCU_TOKEN", "bí mật")
    assert "CANCU_TOKEN" not in confined.environment("/tmp")


def test_only_records_of_documents_come_back(plan_path):
    whole = handed(reading.read(plan_path), Document)
    assert taken(whole, Document, "x") == reading.read(plan_path)
    with pytest.raises(Unreadable, match="không hợp lệ"):
        taken(whole, Unit, "x")
    for wrong in (
        b"",
        b"?",
        b"+",
        b"+null",
        b"+[]",
        whole[:-1],
        whole.replace(b'"units":[', b'"units":[1,', 1),
    ):
        with pytest.raises(Unreadable, match="không hợp lệ"):
            taken(wrong, Document, "x")


def test_a_refusal_comes_back_in_its_own_words_but_not_without_end():
    assert str(refusal("hỏng", "sửa")) == str(Unreadable("x", "hỏng", "sửa"))
    assert len(str(refusal("a" * 10**6, "b" * 10**6))) < 3_000


def refusal(why, remedy):
    with pytest.raises(Unreadable) as caught:
        taken(handed(Unreadable("y", why, remedy), Document), Document, "x")
    return caught.value
