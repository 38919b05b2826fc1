"""Files of other office programs: the same document as from .docx, nothing run, nothing fetched, an end in time."""

import http.server
import io
import os
import subprocess
import tempfile
import threading
import time
import zipfile
from pathlib import Path

import pytest

from ingest.errors import Unreadable
from ingest.formats import office, read_source
from ingest.formats.kind import kind_of
from ingest.limits import Limits
from ingest.reading import read
from tests.test_plan_in_four_forms import assignment, citation
from tests.writers.document import written
from tests.writers.word import write_word

FORMS = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "odt": "odt:writer8"}
OPEN_DOCUMENT = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2"><office:body>'
    "<office:text>{body}</office:text></office:body></office:document-content>"
)
MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def open_document(body, kind="text"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        packed.writestr("META-INF/manifest.xml", MANIFEST)
        packed.writestr("content.xml", OPEN_DOCUMENT.format(body=body))
    return buffer.getvalue()


@pytest.fixture(scope="module")
def program():
    found = office.soffice()
    if found is None:
        pytest.skip("LibreOffice is not installed")
    return found


@pytest.fixture(scope="module")
def plan_in_word(plan_path, tmp_path_factory):
    return write_word(written(plan_path), tmp_path_factory.mktemp("office") / "plan.docx")


@pytest.mark.parametrize("form", FORMS)
def test_the_plan_reads_as_from_word(form, program, plan_in_word, tmp_path):
    subprocess.run(
        [program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
         FORMS[form], "--outdir", str(tmp_path), str(plan_in_word)],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    renamed = (tmp_path / f"plan.{form}").rename(tmp_path / "plan.bin")
    expected, found = read(plan_in_word), read(renamed)
    assert found.format == form
    assert any("LibreOffice" in warning for warning in found.warnings)
    assert found.text.printed == expected.text.printed
    assert list(map(assignment, found.assignments)) == list(map(assignment, expected.assignments))
    assert list(map(citation, found.citations)) == list(map(citation, expected.citations))
    assert found.assignments
    assert found.citations


@pytest.fixture
def listening():
    """A server on this machine, and what was asked of it."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def do_HEAD(self):
            self.do_GET()

        def do_OPTIONS(self):
            self.do_GET()

        def do_PROPFIND(self):
            self.do_GET()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("isolated", [True, False])
def test_nothing_is_fetched(isolated, program, listening, tmp_path, monkeypatch):
    address, asked = listening
    if not isolated:
        monkeypatch.setattr(office, "_without_network", tuple)
    secret = tmp_path / "secret.txt"
    secret.write_text("BÍ MẬT CỦA MÁY", encoding="utf-8")
    body = (
        f'<text:p>Kế hoạch<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">'
        f'<draw:image xlink:href="{address}/a.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
        f'</draw:frame></text:p><text:section text:name="a"><text:section-source xlink:href="{address}/a.odt"/>'
        f'<text:p>Một</text:p></text:section><text:section text:name="b">'
        f'<text:section-source xlink:href="{secret.as_uri()}"/><text:p>Hai</text:p></text:section>'
    )
    source = read_source("a.odt", open_document(body))
    assert [line.text for line in source.lines if line.text] == ["Kế hoạch", "Một", "Hai"]
    assert asked == []
    if isolated:
        return
    rich = (
        rf"{{\rtf1\ansi Ke hoach {{\field{{\*\fldinst INCLUDEPICTURE \"{address}/b.png\" \\d}}{{\fldrslt }}}}"
        rf"{{\field{{\*\fldinst INCLUDETEXT \"{address}/b.rtf\"}}{{\fldrslt mot}}}}{{\*\template {address}/b.dot}}\par}}"
    )
    assert "Ke hoach" in read_source("b.rtf", rich.encode()).lines[0].text
    assert asked == []


def test_the_end_comes_in_time_for_all_that_was_started(program, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # others may convert at the same time
    started = time.monotonic()
    with pytest.raises(Unreadable, match="giây chưa xong"):
        read_source("a.odt", open_document("<text:p>x</text:p>"), Limits(office_seconds=0.2))
    assert time.monotonic() - started < 10
    time.sleep(0.5)
    assert left_running(tmp_path) == []


def left_running(folder):
    """Processes of a private profile below a folder that are still there."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            line = (entry / "cmdline").read_bytes()
            mine = entry.stat().st_uid == os.getuid()
        except OSError:
            continue
        if mine and f"{folder}/cancu-office-".encode() in line and b"soffice" in line:
            found.append(line)
    return found


def test_memory_is_bounded(program):
    with pytest.raises(Unreadable, match="không chuyển được"):
        read_source("a.odt", open_document("<text:p>x</text:p>"), Limits(office_memory=64 * 1024 * 1024))


def test_a_damaged_file_is_one_line(program):
    with pytest.raises(Unreadable, match="không chuyển được"):
        read_source("a.doc", OLD + "WordDocument".encode("utf-16-le") + bytes(600))


def test_without_libreoffice_the_line_says_what_to_do(monkeypatch):
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    for name, data in (("a.rtf", b"{\\rtf1 x}"), ("a.odt", open_document("<text:p>x</text:p>"))):
        with pytest.raises(Unreadable, match=r"cần LibreOffice.*apt install libreoffice-writer"):
            read_source(name, data)


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (OLD + "WordDocument".encode("utf-16-le"), "doc"),
        (OLD + "Workbook".encode("utf-16-le"), "xls"),
        (OLD + "PowerPoint Document".encode("utf-16-le"), "ppt"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (OLD, "ole"),
        (b"{\\rtf1 x}", "rtf"),
        (open_document("<text:p>x</text:p>"), "odt"),
        (open_document("", "spreadsheet"), "open document"),
    ],
)
def test_content_tells_the_kind(data, kind):
    assert kind_of("a.docx", data) == kind


def test_an_archive_bomb_is_not_handed_on(monkeypatch):
    monkeypatch.setattr(office, "soffice", lambda: "/bin/false")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("content.xml", bytes(40_000_000))
    with pytest.raises(Unreadable, match="quá lớn"):
        read_source("a.odt", buffer.getvalue())
