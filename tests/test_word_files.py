"""Word files: paragraphs and tables in order, the numbers that Word draws, notes, boxes, insertions."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.formats import read_source
from ingest.text import compose
from tests.test_unreadable_files import word_bytes


def paragraphs(data):
    return compose(read_source("a.docx", data)).printed.splitlines()


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_paragraphs_and_tables_in_order():
    document = docx.Document()
    document.add_paragraph("Trước bảng.")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Nhiệm vụ", "Chủ trì", "Phối hợp"), strict=True):
        cell.text = text
    table.cell(1, 0).text = "Rà soát\nvăn bản"
    table.cell(1, 1).merge(table.cell(1, 2)).text = "Sở Tư pháp"
    document.add_paragraph("Sau bảng.")
    text = compose(read_source("a.docx", saved(document)))
    assert text.printed.splitlines() == [
        "Trước bảng.", "Nhiệm vụ | Chủ trì | Phối hợp", "Rà soát văn bản | Sở Tư pháp | ", "Sau bảng.",
    ]  # fmt: skip
    assert len(text.rows) == 2


def test_numbers_that_word_draws():
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = (
        ("upperRoman", "%1."),
        ("decimal", "%2."),
        ("decimal", "%2.%3."),
        ("lowerLetter", "%4)"),
        ("bullet", ""),
    )
    abstract = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    first = numbering.find(".//{*}num")
    first.addprevious(
        parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="91">{abstract}</w:abstractNum>')
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="91"/></w:num>'))
    steps = [(0, "Mục đích"), (1, "Yêu cầu"), (2, "Một"), (2, "Hai"), (3, "Rà soát"), (3, "Báo cáo"),
             (4, "Việc"),
             (1, "Nhiệm vụ"), (2, "Ba"), (0, "Tổ chức"), (1, "Sở Y tế")]  # fmt: skip
    for level, words in steps:
        paragraph = document.add_paragraph(words)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>')
        )
    assert paragraphs(saved(document)) == [
        "I. Mục đích", "1. Yêu cầu", "1.1. Một", "1.2. Hai", "a) Rà soát", "b) Báo cáo", "- Việc",
        "2. Nhiệm vụ", "2.1. Ba", "II. Tổ chức", "1. Sở Y tế",
    ]  # fmt: skip


def test_numbers_of_a_style():
    document = docx.Document()
    for words in ("Một", "Hai"):
        document.add_paragraph(words, style="List Number")
    document.add_paragraph("Gạch", style="List Bullet")
    assert paragraphs(saved(document)) == ["1. Một", "2. Hai", "- Gạch"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<w:p>{run('Giao ')}<w:ins>{run('Sở Y tế')}</w:ins>"
         "<w:del><w:r><w:delText>Sở A</w:delText></w:r></w:del></w:p>",
         ["Giao Sở Y tế"]),
        (f"<w:p>{run('Một')}<w:r><w:br/></w:r>{run('1. Hai')}</w:p>", ["Một", "1. Hai"]),
        (f"<w:p>{run('số 12')}<w:r><w:noBreakHyphen/></w:r>{run('NQ/TW')}</w:p>", ["số 12-NQ/TW"]),
        (f"<w:sdt><w:sdtContent><w:p>{run('Trong khung')}</w:p></w:sdtContent></w:sdt>", ["Trong khung"]),
        (f"<w:p><w:hyperlink>{run('Luật Giá')}</w:hyperlink></w:p>", ["Luật Giá"]),
        (f"<w:p>{run('Ngoài')}<w:r><w:pict><w:txbxContent><w:p>{run('Hỏa tốc')}</w:p>"
         "</w:txbxContent></w:pict></w:r></w:p>",
         ["Ngoài", "Hỏa tốc"]),
        (f"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc><w:p>{run('A')}</w:p></w:tc><w:tc><w:p>{run('B')}</w:p></w:tc></w:tr>"
         f"</w:tbl><w:p/></w:tc><w:tc><w:p>{run('Ngoài')}</w:p></w:tc></w:tr></w:tbl>", ["A | B", "Ngoài"]),
    ],
)  # fmt: skip
def test_what_a_paragraph_can_hold(body, expected):
    assert paragraphs(word_bytes(body)) == expected


def test_footnotes_follow_their_paragraph():
    document = docx.Document()
    document.add_paragraph("Theo Thông tư số 5")
    document.add_paragraph("Hết.")
    data = saved(document)
    import zipfile

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {item.filename: archive.read(item) for item in archive.infolist()}
    members["word/footnotes.xml"] = (
        f'<w:footnotes {space}><w:footnote w:id="1">'
        f"<w:p>{run('Đã được sửa đổi.')}</w:p></w:footnote></w:footnotes>"
    ).encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    members["word/_rels/document.xml.rels"] = members["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rId99" Type="{relation}" Target="footnotes.xml"/></Relationships>'.encode(),
    )
    members["word/document.xml"] = members["word/document.xml"].replace(
        "Theo Thông tư số 5</w:t></w:r>".encode(),
        'Theo Thông tư số 5</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r>'.encode(),
    )
    from tests.test_unreadable_files import packed

    assert paragraphs(packed(members)) == ["Theo Thông tư số 5[1]", "[1] Đã được sửa đổi.", "Hết."]
