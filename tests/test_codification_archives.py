"""A release is opened safely: bombs, tricks with names, broken and locked members are one clear line."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from ingest.codification.release import OpenArchive, ReleaseLimits, list_release
from ingest.errors import Unreadable
from tests.writers.codification import two_subjects, write_release


def packed(path, members, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def refused(path, limits=None):
    with pytest.raises(Unreadable) as told:
        list_release(path, limits or ReleaseLimits())
    assert "\n" not in str(told.value)
    return str(told.value)


def test_a_release_is_listed(tmp_path):
    release = list_release(write_release(tmp_path / "r.zip", *two_subjects(), day=(2025, 3, 1)))
    assert [page.id for page in release.pages] == ["aaaa-1", "bbbb-2"]
    assert release.dated == "2025-03-01"
    assert len(release.digest) == 64


def test_topics_are_named_where_the_tree_is_in_the_archive(tmp_path):
    tree = 'var jdChuDe = [{"Value":"x","Text":"An ninh  quốc gia","STT":"1"}];\nvar jdDeMuc = [];'
    path = packed(tmp_path / "r.zip", [("jsonData.js", tree), ("demuc/a.html", "x")])
    assert list_release(path).topics == (("1", "An ninh quốc gia"),)
    path = packed(tmp_path / "s.zip", [("jsonData.js", "var jdChuDe = [{]"), ("demuc/a.html", "x")])
    assert list_release(path).topics == ()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html></html>", b"PK\x05\x06" + b"\0" * 30])
def test_what_is_no_archive_is_refused(tmp_path, data):
    (tmp_path / "r.zip").write_bytes(data)
    refused(tmp_path / "r.zip")


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert "không có tệp này" in refused(tmp_path / "none.zip")
    assert "không có tệp này" in refused(tmp_path)


def test_an_archive_without_subjects_is_refused(tmp_path):
    assert "demuc" in refused(packed(tmp_path / "r.zip", [("a.html", "x"), ("other/a.html", "x")]))


@pytest.mark.parametrize(
    "name", ["../demuc/a.html", "demuc/../../a.html", "/etc/demuc/a.html", "C:/demuc/a.html", "..\\a.html"]
)
def test_names_that_lead_outside_are_refused(tmp_path, name):
    assert "chỉ ra ngoài" in refused(packed(tmp_path / "r.zip", [("demuc/ok.html", "x"), (name, "x")]))


def test_two_pages_of_one_name_are_refused(tmp_path):
    refused(packed(tmp_path / "r.zip", [("demuc/a.html", "x"), ("DEMUC/a.html", "y")]))


def test_a_release_that_would_unpack_into_too_much_is_refused(tmp_path):
    path = packed(tmp_path / "r.zip", [("demuc/a.html", b"0" * 3_000_000)])
    assert path.stat().st_size < 10_000
    assert "vượt" in refused(path, ReleaseLimits(unpacked_bytes=2_000_000))
    assert "quá 1 tệp" in refused(packed(path, [("demuc/a.html", "x"), ("b", "x")]), ReleaseLimits(members=1))


def test_a_page_that_lies_about_its_size_is_not_unpacked(tmp_path):
    path = packed(tmp_path / "r.zip", [("demuc/a.html", b"0" * 3_000_000)])
    with (
        OpenArchive(path, ReleaseLimits(page_bytes=1_000_000)) as archive,
        pytest.raises(Unreadable, match="vượt"),
    ):
        archive.read("demuc/a.html")


def test_a_broken_and_a_locked_page_are_told(tmp_path):
    path = write_release(tmp_path / "r.zip", *two_subjects())
    data = bytearray(path.read_bytes())
    at = data.index(b"demuc/aaaa-1.html") + 60
    data[at : at + 20] = b"\xff" * 20
    path.write_bytes(data)
    with OpenArchive(path) as archive, pytest.raises(Unreadable, match="aaaa-1"):
        archive.read("demuc/aaaa-1.html")

    locked = io.BytesIO()
    with zipfile.ZipFile(locked, "w") as archive:
        archive.writestr("demuc/a.html", "x")
    raw = bytearray(locked.getvalue())
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = raw.index(signature) + offset
        raw[at : at + 2] = struct.pack("<H", struct.unpack("<H", raw[at : at + 2])[0] | 1)
    path.write_bytes(raw)
    assert "mật khẩu" in refused(path)
