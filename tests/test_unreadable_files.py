"""Every file that cannot be used is refused in one Vietnamese line: what, why, what to do."""

import io
import os
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import Unreadable
from ingest.formats import open_source, read_source
from ingest.limits import Limits


def refusal(name, data, limits=None):
    with pytest.raises(Unreadable) as caught:
        read_source(name, data, limits or Limits())
    line = str(caught.value)
    assert line.startswith("Không đọc được «")
    assert "\n" not in line
    assert "hãy" in line
    return line


def packed(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def word_bytes(body="<w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p>", before="", extra=None):
    import docx

    buffer = io.BytesIO()
    docx.Document().save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        members = {item.filename: archive.read(item) for item in archive.infolist()}
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    members["word/document.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document xmlns:w="{space}"><w:body>{body}</w:body>'
        "</w:document>"
    ).encode()
    return packed(members | (extra or {}))


def pdf_bytes(pages=("Kế hoạch công tác",), encrypt=None):
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=encrypt)
    for text in pages:
        canvas.drawString(72, 720, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.txt", b"", "rỗng"),
        ("a.txt", b"\xef\xbb\xbf \n\n", "rỗng"),
        ("a.txt", "Kế hoạch".encode("utf-16")[:-1] + b"\xd8", "UTF-16"),
        ("a.txt", "Kế hoạch công tác\nnăm ".encode() + b"\xe1\xba", "dòng 2"),
        ("a.txt", bytes(range(256)) * 40, "không phải tệp văn bản"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Office đời cũ"),
        ("a.docx", packed({"xl/workbook.xml": "<x/>"}), "Excel"),
        ("a.docx", packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "OpenDocument"),
        ("a.zip", packed({"a.txt": "x"}), "nén"),
        ("a.docx", packed({"word/document.xml": "<x"}), "hỏng"),
        ("a.docx", b"PK\x03\x04" + bytes(100), "hỏng"),
        ("a.pdf", b"%PDF-1.7\nrubbish", "hỏng"),
        ("a.html", b"<html><body><script>x()</script></body></html>", "không có chữ"),
        ("a.html", b"<html><head><meta charset=klingon></head><body>\xff\xfe\xe1</body></html>", "klingon"),
    ],
)
def test_refused_with_its_reason(name, data, why):
    assert why in refusal(name, data)


def test_encrypted_pdf():
    from reportlab.lib.pdfencrypt import StandardEncryption

    assert "mật khẩu" in refusal("a.pdf", pdf_bytes(encrypt=StandardEncryption("secret", canPrint=0)))


def test_blank_pages_are_called_blank():
    assert "trống" in refusal("a.pdf", pdf_bytes(("", "")))


def test_too_many_pages_and_too_long():
    data = pdf_bytes(("Kế hoạch công tác năm 2024",) * 4)
    assert "hơn 3 trang" in refusal("a.pdf", data, Limits(pages=3))
    assert "giây" in refusal("a.pdf", data, Limits(seconds=-1))


def test_too_many_lines():
    assert "hơn 10 dòng" in refusal("a.txt", b"x\n" * 20, Limits(lines=10))
    assert "hơn 10 đoạn" in refusal("a.html", b"<html><body>" + b"<p>x</p>" * 20, Limits(lines=10))
    assert "hơn 10 đoạn" in refusal(
        "a.docx", word_bytes("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 20), Limits(lines=10)
    )


def test_archive_that_unpacks_into_too_much():
    data = word_bytes(extra={"word/media/a.bin": bytes(3_000_000)})
    assert "quá lớn" in refusal("a.docx", data, Limits(unpacked_bytes=1_000_000))
    assert "quá lớn" in refusal("a.docx", data, Limits(packed_members=3))


def test_xml_that_declares_entities():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert "thực thể" in refusal("a.docx", word_bytes("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", before=bomb))


def test_word_file_nested_too_deep_is_no_crash():
    deep = "<w:tbl><w:tr><w:tc>" * 2_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 2_000
    refusal("a.docx", word_bytes(deep))


def test_paths_that_are_no_files(tmp_path):
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    dangling = tmp_path / "dangling.txt"
    dangling.symlink_to(tmp_path / "nothing")
    for path, why in [
        (tmp_path, "thư mục"),
        (tmp_path / "none.txt", "không có tệp"),
        (dangling, "không có tệp"),
        (loop, "không mở được"),
        (pipe, "không phải tệp thường"),
        (tmp_path / ("x" * 5000), "không mở được"),
    ]:
        with pytest.raises(Unreadable) as caught:
            open_source(path)
        assert why in str(caught.value), path
    device = tmp_path / "device.txt"
    device.symlink_to("/dev/zero")
    with pytest.raises(Unreadable, match="không phải tệp thường"):
        open_source(device)


def test_file_beyond_its_size(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Kế hoạch " * 1000, encoding="utf-8")
    with pytest.raises(Unreadable, match="MiB"):
        open_source(path, Limits(file_bytes=1000))
    assert open_source(path).digest


def test_name_in_the_line_is_one_line():
    assert "a b.txt" in refusal("a\nb.txt", b"")


def test_content_decides_and_not_the_name():
    assert read_source("a.txt", pdf_bytes(("Ke hoach cong tac nam 2024",))).format == "pdf"
    assert read_source("a.pdf", word_bytes()).format == "docx"
    assert read_source("a.docx", "Kế hoạch".encode()).format == "text"
    assert read_source("a.txt", b"<!DOCTYPE html><html><body><p>x</p></body></html>").format == "html"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings(encoding):
    data = "Kế hoạch công tác năm 2024 của Ban Chỉ đạo\n".encode(encoding)
    assert read_source("a.txt", data).lines[0].text == "Kế hoạch công tác năm 2024 của Ban Chỉ đạo"


@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"\xff\xfe"]))
def test_no_bytes_crash_the_reader(data, start):
    for name in ("a.txt", "a.html", "a.pdf"):
        try:
            read_source(name, start + data)
        except Unreadable as error:
            assert "\n" not in str(error)
