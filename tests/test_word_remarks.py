"""Remarks in a Word file: on the exact words of each citation, everything else as it was."""

from __future__ import annotations

import copy
import io
import shutil
import subprocess
import zipfile
from datetime import date

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from index import library as libraries
from index.citation_check import check, draft_of_file
from index.citation_check.word_comments import AUTHOR, commented

DAY = date(2026, 11, 23)
WRONG = "Nghị quyết số 51-NQ/TW ngày 05/9/2019 của Ban Chấp hành Trung ương Đảng"
ANCHORS = {qn("w:commentRangeStart"), qn("w:commentRangeEnd")}


@pytest.fixture(scope="module")
def library(built_home):
    with libraries.open(built_home) as opened:
        yield opened


def runs(paragraph, *words):
    for n, part in enumerate(words):
        paragraph.add_run(part).bold = bool(n % 2)


def footnotes_part(document, words):
    """A footnotes part with one note, and its mark in a new paragraph."""
    from docx.opc.constants import RELATIONSHIP_TYPE as RT
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    xml = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), document.part.package)
    document.part.relate_to(part, RT.FOOTNOTES)
    paragraph = document.add_paragraph("Nội dung có chú thích")
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))


@pytest.fixture(scope="module")
def draft():
    """A draft with a header, a table, split runs, a footnote, tracked changes, a hyperlink and a text box."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Dự thảo lần 2"
    runs(
        document.add_paragraph(),
        "Căn cứ Nghị quy",
        "ết số 51-N",
        "Q/TW ngày 05/9/2019 của Ban Chấp hành Trung ương Đảng;",
    )
    document.add_paragraph(
        "Theo Luật Ngân sách nhà nước số 83/2015/QH13 và Thông tư số 124/TT-BCA, Luật Trợ giúp pháp lý."
    )
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "Văn bản"
    table.cell(0, 1).text = "Nội dung"
    table.cell(1, 0).text = WRONG
    table.cell(1, 1).text = "Nghị định số 49/2020/NĐ-CP ngày 18/4/2020"
    footnotes_part(document, "Xem Quyết định số 77/QĐ-TTg ngày 30/11/2022.")
    changed = document.add_paragraph("Thực hiện ")
    changed._p.append(
        parse_xml(
            f'<w:ins {nsdecls("w")} w:id="7" w:author="A"><w:r><w:t>Nghị định số 48/2020/NĐ-CP</w:t></w:r></w:ins>'
        )
    )
    changed._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="8" w:author="A"><w:r><w:delText>Nghị định số 1/2020/NĐ-CP</w:delText></w:r></w:del>'
        )
    )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def report(library, draft):
    return check(library, draft_of_file("du-thao.docx", draft), DAY)


@pytest.fixture(scope="module")
def marked(draft, report):
    return commented(draft, report)[0]


def body(data):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def rejoined(root):
    """The body without comment anchors, neighbouring runs of one formatting joined."""
    root = copy.deepcopy(root)
    for element in list(root.iter(*ANCHORS, qn("w:commentReference"))):
        gone = element if element.tag in ANCHORS else element.getparent()
        gone.getparent().remove(gone)
    for run in list(root.iter(qn("w:r"))):
        before = run.getprevious()
        if before is not None and before.tag == run.tag and formatting(before) == formatting(run):
            for child in [c for c in run if c.tag != qn("w:rPr")]:
                before.append(child)
            run.getparent().remove(run)
    for text in list(root.iter(qn("w:t"))):
        text.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
        before = text.getprevious()
        if before is not None and before.tag == text.tag:
            before.text += text.text
            text.getparent().remove(text)
    return etree.tostring(root, method="c14n")


def formatting(run):
    properties = run.find(qn("w:rPr"))
    return (dict(run.attrib), b"" if properties is None else etree.tostring(properties, method="c14n"))


def commented_words(data):
    """The words between the anchors of each comment, by id."""
    found, open_now = {}, []
    for element in body(data).iter():
        if element.tag == qn("w:commentRangeStart"):
            open_now.append(element.get(qn("w:id")))
        elif element.tag == qn("w:commentRangeEnd"):
            open_now.remove(element.get(qn("w:id")))
        elif element.tag == qn("w:t"):
            for number in open_now:
                found[number] = found.get(number, "") + (element.text or "")
    return found


def test_remarks_stand_on_the_exact_words(marked, report):
    words = sorted(commented_words(marked).values())
    told = sorted(i.text for i in report.items if i.status != "found" and "77/QĐ-TTg" not in i.text)
    assert words == told
    assert len(told) == 6


def test_what_is_right_gets_a_remark_where_it_is_asked_for(draft, report):
    data, count = commented(draft, report, every=True)
    assert count == len(report.items) == len(list(docx.Document(io.BytesIO(data)).comments))


def test_a_footnotes_citation_is_told_at_its_mark(marked, report):
    assert any("77/QĐ-TTg" in i.text and i.status == "not_in_corpus" for i in report.items)
    comments = list(docx.Document(io.BytesIO(marked)).comments)
    assert all(c.author == AUTHOR for c in comments)
    assert sum("1496/QĐ-TTg" in c.text for c in comments) == 1


def test_the_body_is_otherwise_unchanged(draft, marked):
    assert rejoined(body(marked)) == rejoined(body(draft))
    assert (
        len(body(marked).findall(f".//{qn('w:ins')}")) == len(body(marked).findall(f".//{qn('w:del')}")) == 1
    )


def test_every_other_part_is_unchanged(draft, marked):
    before, after = (zipfile.ZipFile(io.BytesIO(d)) for d in (draft, marked))
    changed = {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert set(after.namelist()) - set(before.namelist()) == {"word/comments.xml"}
    for name in set(before.namelist()) - changed:
        old, new = before.read(name), after.read(name)
        if name.endswith((".xml", ".rels")):
            old, new = (etree.tostring(etree.fromstring(x), method="c14n") for x in (old, new))
        assert old == new, name


def test_a_second_check_says_the_same(library, marked, report):
    again = check(library, draft_of_file("du-thao.docx", marked), DAY)
    assert again.text == report.text
    assert again.items == report.items
    assert again.summary == report.summary


@pytest.mark.slow
def test_libreoffice_opens_it_with_every_remark(marked, tmp_path):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    source = tmp_path / "du-thao.docx"
    source.write_bytes(marked)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "odt",
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    content = etree.fromstring(zipfile.ZipFile(tmp_path / "du-thao.odt").read("content.xml"))
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    remarks = content.findall(f".//{office}annotation")
    assert len(remarks) == len(list(docx.Document(io.BytesIO(marked)).comments))
    assert len(content.findall(f".//{office}annotation-end")) >= len(remarks) - 1
