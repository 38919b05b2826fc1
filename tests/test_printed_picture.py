"""A page of a PDF as a picture, drawn in a process of its own: a hostile file costs one line."""

from __future__ import annotations

import pytest

from bench.whole_files import pdf
from ingest.formats import pdf_picture
from ingest.formats.pdf_picture import NoPictureError, picture


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nnothing", b"\x89PNG\r\n\x1a\n", bytes(range(256)) * 64])
def test_what_is_no_pdf_cannot_be_drawn(tmp_path, content):
    (tmp_path / "a.pdf").write_bytes(content)
    with pytest.raises(NoPictureError, match="Không vẽ được"):
        picture(tmp_path / "a.pdf", 1, 400)


def test_drawing_ends_in_time(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_picture, "SECONDS", 0.05)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    with pytest.raises(NoPictureError, match="chưa xong"):
        picture(tmp_path / "a.pdf", 1, 400)


def test_a_page_is_drawn_and_one_that_is_not_there_is_told(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf(b"BT /F1 12 Tf 72 720 Td (x) Tj ET"))
    assert picture(tmp_path / "a.pdf", 1, 400)[8:12] == b"WEBP"
    with pytest.raises(NoPictureError):
        picture(tmp_path / "a.pdf", 9, 400)


def test_a_page_as_large_as_a_town_is_drawn_within_bounds(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf(b"", page=b"/UserUnit 75000 "))
    (tmp_path / "b.pdf").write_bytes(pdf(b"").replace(b"[0 0 595 842]", b"[0 0 9999999 9999999]"))
    for name in ("a.pdf", "b.pdf"):
        try:
            drawn = picture(tmp_path / name, 1, 400)
        except NoPictureError:
            continue
        assert len(drawn) < 1 << 20
