"""The models of a server's questions in a process of their own: the same vectors, and what happens to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from index.embedding import Embedder
from index.errors import Unusable
from index.model import Model, located
from index.model_process import ModelProcess

QUESTIONS = ("Ai chủ trì công tác hòa giải ở cơ sở?", "thong tu 124/2021", "nghị định về tái hòa nhập")
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def process():
    found = ModelProcess()
    found.begin()
    yield found
    found.close()


def number_of(process):
    return process._process.pid


def test_the_vectors_are_those_of_a_model_that_is_loaded_here(process):
    for numbers in ("float32", "bfloat16"):
        here, beside = Embedder(located(""), arithmetic=numbers), process.embedder(located(""), numbers)
        for question in QUESTIONS:
            assert np.array_equal(here.query(question), beside.query(question))
        vector, tokens = beside.query_and_tokens(QUESTIONS[0])
        own, each = here.query_and_tokens(QUESTIONS[0])
        assert np.array_equal(vector, own)
        assert np.array_equal(tokens, each)
        assert beside.dimension == here.dimension


def test_one_model_has_one_embedder(process):
    assert process.embedder(located("")) is process.embedder(located(""))


def test_threads_share_it(process):
    embedder, found = process.embedder(located("")), {}
    texts = [f"câu hỏi thứ {n} về hòa giải" for n in range(24)]
    expected = {text: Embedder(located("")).query(text) for text in texts[:2]}

    def ask(some):
        found.update((text, embedder.query(text)) for text in some)

    threads = [threading.Thread(target=ask, args=(texts[n::6],)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found) == set(texts)
    assert all(np.array_equal(found[text], vector) for text, vector in expected.items())


def test_a_process_that_was_killed_is_started_anew(process):
    embedder = process.embedder(located(""))
    before = embedder.query("trước khi bị dừng")
    gone = number_of(process)
    os.kill(gone, signal.SIGKILL)
    assert np.array_equal(Embedder(located("")).query("sau khi bị dừng"), embedder.query("sau khi bị dừng"))
    assert number_of(process) != gone
    assert np.array_equal(before, embedder.query("trước khi bị dừng"))


def test_one_that_ends_time_after_time_is_told(monkeypatch):
    def gone(self, order):
        raise EOFError

    monkeypatch.setattr(ModelProcess, "_asked", gone)
    with pytest.raises(Unusable, match="hai lần liền"):
        ModelProcess().embedder(located("")).query("a")


def test_a_model_that_cannot_be_loaded_is_told(process, tmp_path):
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(Unusable, match="Không nạp"):
        process.embedder(Model("m", "r", False, str(tmp_path))).query("a")
    process.embedder(located("")).query("câu hỏi sau đó")


def test_it_ends_with_who_started_it():
    code = (
        "import os, signal\n"
        "from index.model_process import ModelProcess\n"
        "if __name__ == '__main__':\n"
        "    process = ModelProcess()\n"
        "    process.begin()\n"
        "    print(process._process.pid, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    number, until = int(ran.stdout), time.monotonic() + 30
    while time.monotonic() < until and _runs(number):
        time.sleep(0.1)
    assert not _runs(number)


def _runs(number):
    try:
        return "Z" not in Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def test_one_that_hangs_is_ended_and_started_anew(process, monkeypatch):
    embedder = process.embedder(located(""))
    embedder.query("trước khi bị treo")
    monkeypatch.setattr("index.model_process._ANSWERING", 0.5)
    monkeypatch.setattr("index.model_process._LAST", 0.1)
    hung = number_of(process)
    os.kill(hung, signal.SIGSTOP)
    assert embedder.query("sau khi bị treo").shape == (384,)
    assert not _runs(hung)
