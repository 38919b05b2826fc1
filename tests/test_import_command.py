"""`cancu import phapdien`: a report, one JSON object, one line for every failure."""

from __future__ import annotations

import json

import pytest

from search_api.commands import main
from tests.writers.codification import two_subjects, write_release


def run(capsys, *arguments):
    status = main([str(a) for a in arguments])
    return status, *capsys.readouterr()


@pytest.fixture
def archive(tmp_path, monkeypatch):
    monkeypatch.setenv("CANCU_HOME", str(tmp_path / "home"))
    return write_release(tmp_path / "BoPhapDien.zip", *two_subjects())


def test_the_report_says_what_was_done(capsys, archive):
    status, out, err = run(capsys, "import", "phapdien", archive)
    assert (status, err) == (0, "")
    assert "bản ngày 01/03/2025: 3 điều mới" in out
    assert "3 điều của 2 văn bản, 2 đề mục" in out


def test_json_is_one_object(capsys, archive, tmp_path):
    status, out, _ = run(capsys, "import", "phapdien", archive, "--json", "--home", tmp_path / "other")
    body = json.loads(out)
    assert status == 0
    assert (body["added"], body["left"], body["failed"]) == (3, 0, [])
    assert (tmp_path / "other" / "codification").is_dir()


def test_what_is_no_release_is_one_line_and_leaves_no_trace(capsys, archive, tmp_path):
    (tmp_path / "x.zip").write_bytes(b"no zip")
    for path in (tmp_path / "x.zip", tmp_path / "none.zip"):
        status, out, err = run(capsys, "import", "phapdien", path)
        assert (status, out) == (1, "")
        assert err.startswith("Lỗi: ")
        assert err.count("\n") == 1
    assert not (tmp_path / "home").exists()


def test_a_page_that_cannot_be_read_is_exit_status_1(capsys, archive):
    data = bytearray(archive.read_bytes())
    at = data.index(b"demuc/bbbb-2.html") + 60
    data[at : at + 20] = b"\xff" * 20
    archive.write_bytes(data)
    status, out, err = run(capsys, "import", "phapdien", archive)
    assert status == 1
    assert "bbbb-2" in err
    assert "2 điều mới" in out


def test_wrong_usage_is_exit_status_2(capsys, archive):
    assert run(capsys, "import", "phapdien")[0] == 2
    assert run(capsys, "import", "phap", archive)[0] == 2


def test_help_is_vietnamese(capsys):
    out = "".join(run(capsys, "import", "phapdien", "--help")[1:])
    assert "Cách dùng: cancu import phapdien" in out
