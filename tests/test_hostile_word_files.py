"""Word files made to harm: refused in one line, or read without doing what they ask for."""

import http.server
import io
import struct
import threading
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import Unreadable
from ingest.formats import read_source
from ingest.limits import Limits
from tests.test_unreadable_files import packed, refusal, word_bytes

RUN = "<w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p>"


def members_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {item.filename: archive.read(item) for item in archive.infolist()}


def test_packed_too_tightly():
    assert "quá lớn" in refusal("a.docx", word_bytes(extra={"word/media/a.bin": bytes(40_000_000)}))
    assert read_source("a.docx", word_bytes(extra={"word/media/a.bin": bytes(1_000_000)})).lines


def test_too_many_members():
    extra = {f"word/media/{n}.bin": b"" for n in range(300)}
    assert "quá lớn" in refusal("a.docx", word_bytes(extra=extra), Limits(packed_members=200))


def test_a_member_that_lies_about_its_size():
    data = bytearray(word_bytes("<w:p/>" * 200_000 + RUN))
    name = b"word/document.xml"
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(name))
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    assert "hỏng" in refusal("a.docx", bytes(data))


def test_one_part_beyond_its_size():
    data = word_bytes("<w:p/>" * 20_000 + RUN)
    assert "quá lớn" in refusal("a.docx", data, Limits(xml_bytes=50_000))
    assert "quá lớn" in refusal("a.docx", data, Limits(xml_tags=10_000))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "_rels/.rels"])
def test_entities_in_any_part_and_encoding(part, encoding):
    members = members_of(word_bytes())
    text = members[part].decode("utf-8")
    rest = text.split("?>", 1)[1] if text.startswith("<?xml") else text
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>{rest}'
    members[part] = bomb.encode(encoding)
    assert "thực thể" in refusal("a.docx", packed(members))


def test_nested_tables_beyond_the_limit_are_said():
    deep = "<w:tbl><w:tr><w:tc>" * 30 + RUN + "</w:tc></w:tr></w:tbl>" * 30
    source = read_source("a.docx", word_bytes(RUN + deep))
    assert [line.text for line in source.lines] == ["Kế hoạch"]
    assert any("lồng nhau quá 20 lớp" in warning for warning in source.warnings)
    refusal("a.docx", word_bytes("<w:sdt><w:sdtContent>" * 3_000 + RUN + "</w:sdtContent></w:sdt>" * 3_000))


def test_styles_and_notes_that_go_round():
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    styles = (
        f'<w:styles {space}><w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    body = '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>Kế hoạch</w:t></w:r></w:p>'
    assert (
        read_source("a.docx", word_bytes(body, extra={"word/styles.xml": styles})).lines[0].text == "Kế hoạch"
    )
    notes = (
        f'<w:footnotes {space}><w:footnote w:id="1"><w:p><w:r><w:t>ghi</w:t></w:r><w:r>'
        '<w:footnoteReference w:id="1"/></w:r></w:p></w:footnote></w:footnotes>'
    )
    members = members_of(word_bytes('<w:p><w:r><w:t>x</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'))
    members["word/footnotes.xml"] = notes
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    members["word/_rels/document.xml.rels"] = members["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="r9" Type="{relation}" Target="footnotes.xml"/></Relationships>'.encode(),
    )
    source = read_source("a.docx", packed(members))
    assert len(source.lines) < 50
    assert source.lines[0].text == "x[1]"


def test_what_lies_outside_is_not_fetched(tmp_path):
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    kinds = ("attachedTemplate", "image", "subDocument", "footnotes", "styles", "hyperlink", "header")
    relations = "".join(
        f'<Relationship Id="x{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
        f' Target="{address if n % 2 else tmp_path.as_uri()}/{kind}" TargetMode="External"/>'
        for n, kind in enumerate(kinds)
    )
    members = members_of(word_bytes())
    members["word/_rels/document.xml.rels"] = members["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", f"{relations}</Relationships>".encode()
    )
    source = read_source("a.docx", packed(members))
    server.shutdown()
    server.server_close()
    thread.join()
    assert asked == []
    assert source.lines[0].text == "Kế hoạch"
    assert "Tệp gọi 6 phần ở nơi khác (ảnh, mẫu, tài liệu): không tải về." in source.warnings


def test_a_part_with_a_path_out_of_the_archive():
    members = members_of(word_bytes())
    members["_rels/.rels"] = members["_rels/.rels"].replace(b"word/document.xml", b"../../../../etc/passwd")
    assert "hỏng" in refusal("a.docx", packed(members))


def test_memory_stays_within_the_limit():
    data = word_bytes("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 4_000)
    tracemalloc.start()
    read_source("a.docx", data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 * 1024 * 1024


WHOLE = word_bytes(RUN * 3 + "<w:tbl><w:tr><w:tc>" + RUN + "</w:tc><w:tc>" + RUN + "</w:tc></w:tr></w:tbl>")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=8),
    st.integers(0, len(WHOLE)),
)
def test_a_file_with_flipped_bytes_or_cut_short(flips, cut):
    data = bytearray(WHOLE)
    for at, byte in flips:
        data[at] = byte
    for broken in (bytes(data), bytes(data[:cut])):
        try:
            read_source("a.docx", broken)
        except Unreadable as error:
            assert "\n" not in str(error)


TAGS = [
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "sdt",
    "sdtContent",
    "ins",
    "del",
    "pPr",
    "rPr",
    "numPr",
    "numId",
    "ilvl",
    "rFonts",
    "sym",
    "br",
    "footnoteReference",
    "vMerge",
    "tcPr",
]


MEMBERS = {
    name: data for name, data in members_of(WHOLE).items() if "_rels" in name or name == "[Content_Types].xml"
}
DOCUMENT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>@</w:body></w:document>'


@settings(max_examples=80, deadline=None)
@given(st.recursive(st.just(""), lambda inner: st.builds(
    lambda tag, value, parts: f'<w:{tag} w:val="{value}" w:id="{value}" w:char="{value}">{"".join(parts)}</w:{tag}>',
    st.sampled_from(TAGS), st.sampled_from(["", "1", "-1", "x", "F0FE", "99999999999"]), st.lists(inner, max_size=4),
), max_leaves=20))  # fmt: skip
def test_any_well_formed_body(body):
    try:
        read_source("a.docx", packed({**MEMBERS, "word/document.xml": DOCUMENT.replace("@", body)}))
    except Unreadable as error:
        assert "không có chữ" in str(error)
