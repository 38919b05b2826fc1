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


def warnings(data):
    return read_source("a.docx", data).warnings


def test_tracked_changes_read_as_accepted():
    body = (
        f"<w:p>{run('Giao ')}<w:ins w:id='1'>{run('Sở Y tế')}</w:ins><w:del w:id='2'><w:r><w:delText>Sở A</w:delText>"
        f"</w:r></w:del><w:moveFrom w:id='3'>{run(' cũ')}</w:moveFrom></w:p>"
        f"<w:p><w:moveTo w:id='4'>{run('Mới')}</w:moveTo></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del w:id='5'/></w:rPr></w:pPr>{run('Một ')}</w:p><w:p>{run('đoạn.')}</w:p>"
        f"<w:p><w:pPr><w:rPr><w:del w:id='6'/></w:rPr></w:pPr><w:del w:id='7'><w:r><w:delText>x</w:delText></w:r>"
        f"</w:del></w:p><w:p>{run('Hết.')}</w:p>"
        f"<w:tbl><w:tr><w:trPr><w:del w:id='8'/></w:trPr><w:tc><w:p>{run('a')}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
        f"<w:tr><w:tc><w:p>{run('b')}</w:p></w:tc><w:tc><w:p>{run('c')}</w:p></w:tc></w:tr></w:tbl>"
    )
    data = word_bytes(body)
    assert paragraphs(data) == ["Giao Sở Y tế", "Mới", "Một đoạn.", "Hết.", "b | c"]
    assert any("1 chỗ thêm, 2 chỗ xóa, 2 chỗ chuyển chỗ" in warning for warning in warnings(data))
    assert warnings(word_bytes()) == ()


MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
BOX = f"<w:pict><w:txbxContent><w:p>{run('Hỏa tốc')}</w:p></w:txbxContent></w:pict>"


@pytest.mark.parametrize(
    "held",
    [
        f"<mc:AlternateContent {MC}><mc:Choice Requires='wps'>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback>"
        "</mc:AlternateContent>",
        f"<mc:AlternateContent {MC}><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent>",
        BOX,
    ],
)
def test_a_text_box_is_read_once(held):
    assert paragraphs(word_bytes(f"<w:p>{run('Ngoài')}<w:r>{held}</w:r></w:p>")) == ["Ngoài", "Hỏa tốc"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>{run('hiện')}</w:p>", ["hiện"]),
        ("<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>hiện</w:t></w:r></w:p>", ["hiện"]),
        ("<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>kế hoạch</w:t></w:r></w:p>", ["KẾ HOẠCH"]),
        (f"<w:p>{run('A')}<w:r><w:softHyphen/></w:r>{run('B')}<w:r><w:tab/></w:r>{run('C')}</w:p>", ["AB C"]),
        ("<w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t> có</w:t></w:r></w:p>", ["☑ có"]),
        ("<w:p><w:r><w:sym w:font='Symbol' w:char='F0B3'/><w:t> 5%</w:t></w:r></w:p>", ["≥ 5%"]),
        ("<w:p><w:r><w:sym w:font='Arial' w:char='zz'/><w:t>x</w:t></w:r></w:p>", ["x"]),
        ("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> REF a </w:instrText></w:r><w:r>"
         f"<w:fldChar w:fldCharType='separate'/></w:r>{run('Điều 5')}<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
         ["Điều 5"]),
        (f"<w:p><w:fldSimple w:instr='PAGE'>{run('3')}</w:fldSimple>{run(' trang')}</w:p>", ["3 trang"]),
        (f"<w:p>{run('a')}<w:commentRangeStart w:id='1'/>{run('b')}<w:commentRangeEnd w:id='1'/>"
         "<w:r><w:commentReference w:id='1'/></w:r></w:p>", ["ab"]),
        ("<w:p><m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'><m:r><m:t>x=1</m:t></m:r>"
         "</m:oMath></w:p>", ["x=1"]),
        (f"<w:customXml><w:p>{run('Một')}</w:p></w:customXml><w:ins><w:p>{run('Hai')}</w:p></w:ins>", ["Một", "Hai"]),
    ],
)  # fmt: skip
def test_what_a_run_can_be(body, expected):
    assert paragraphs(word_bytes(body)) == expected


def row(*cells):
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def test_a_table_in_a_cell_of_a_table_of_content_stays_in_its_row():
    def paragraph(words):
        return f"<w:p>{run(words)}</w:p>"

    inner = f"<w:tbl>{row(paragraph('x'), paragraph('y'))}</w:tbl><w:p/>"
    body = "<w:tbl>" + "".join(
        row(paragraph(str(n)), inner if n == 2 else paragraph("việc")) for n in range(1, 4)
    )
    assert paragraphs(word_bytes(body + "</w:tbl>")) == ["1 | việc", "2 | x | y", "3 | việc"]


def test_headers_and_footers_are_kept_apart():
    document = docx.Document()
    document.add_paragraph("Nội dung.")
    section = document.sections[0]
    section.header.paragraphs[0].text = "ĐẢNG BỘ TỈNH"
    section.footer.paragraphs[0].text = "Trang 3"
    data = saved(document)
    assert paragraphs(data) == ["Nội dung."]
    assert warnings(data) == ("Đầu trang, chân trang để riêng, không đưa vào nội dung: «ĐẢNG BỘ TỈNH».",)


def numbered(levels, steps, overrides=""):
    """Paragraphs of a list with the given levels, each step a level and words, as Word draws them."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    inner = "".join(f'<w:lvl w:ilvl="{n}">{level}</w:lvl>' for n, level in enumerate(levels))
    first = numbering.find(".//{*}num")
    first.addprevious(
        parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="91">{inner}</w:abstractNum>')
    )
    for number, extra in (("91", ""), ("92", overrides)):
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="91"/>{extra}</w:num>'
            )
        )
    for number, level, words in steps:
        paragraph = document.add_paragraph(words)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
            )
        )
    return paragraphs(saved(document))


def level(form, text, more=""):
    return f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'


def test_numbers_that_start_again_or_do_not():
    restarted = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    steps = [("91", 0, "a"), ("91", 0, "b"), ("92", 0, "c"), ("91", 0, "d")]
    assert numbered([level("decimal", "%1.")], steps, restarted) == ["1. a", "2. b", "1. c", "3. d"]
    assert numbered([level("decimal", "%1.")], steps) == ["1. a", "2. b", "3. c", "4. d"]
    kept = [level("upperRoman", "%1."), level("decimal", "Điều %2.", '<w:lvlRestart w:val="0"/>')]
    steps = [("91", 0, "a"), ("91", 1, "b"), ("91", 0, "c"), ("91", 1, "d")]
    assert numbered(kept, steps) == ["I. a", "Điều 1. b", "II. c", "Điều 2. d"]


def test_legal_numbers_are_figures_and_some_stand_close():
    legal = [level("upperRoman", "%1."), level("decimal", "%1.%2.", "<w:isLgl/>")]
    assert numbered(legal, [("91", 0, "a"), ("91", 0, "b"), ("91", 1, "c")]) == ["I. a", "II. b", "2.1. c"]
    close = [level("decimal", "%1.", '<w:suff w:val="nothing"/>')]
    assert numbered(close, [("91", 0, "a")]) == ["1.a"]


def test_a_number_comes_from_the_style_that_a_style_is_based_on():
    document = docx.Document()
    style = document.styles.add_style("Con", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["List Number"]
    for words in ("Một", "Hai"):
        document.add_paragraph(words, style="Con")
    assert paragraphs(saved(document)) == ["1. Một", "2. Hai"]


def test_a_font_of_a_style_tells_the_encoding():
    document = docx.Document()
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph("C¬ quan")
    document.add_paragraph("Sở Y tế").runs[0].font.name = "Arial"
    data = saved(document)
    assert paragraphs(data) == ["Cơ quan", "Sở Y tế"]
    assert warnings(data) == ("Đã chuyển mã TCVN3 (ABC) sang Unicode: 1 đoạn (đoạn thứ 1).",)


def test_a_note_marked_in_a_table_follows_the_table():
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for n, cell in enumerate(cell for line in table.rows for cell in line.cells):
        cell.text = f"ô {n}"
    data = with_notes(saved(document), "ô 1")
    assert paragraphs(data) == ["ô 0 | ô 1[1]", "ô 2 | ô 3", "[1] Ghi chú cuối."]


def with_notes(data, words):
    """The file with an endnote marked behind some words."""
    import zipfile

    from tests.test_unreadable_files import packed

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {item.filename: archive.read(item) for item in archive.infolist()}
    members["word/endnotes.xml"] = (
        f'<w:endnotes {space}><w:endnote w:type="separator" w:id="0"><w:p>{run("---")}</w:p></w:endnote>'
        f'<w:endnote w:id="1"><w:p>{run("Ghi chú cuối.")}</w:p></w:endnote></w:endnotes>'
    ).encode()
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes"
    members["word/_rels/document.xml.rels"] = members["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rId99" Type="{relation}" Target="/word/endnotes.xml"/></Relationships>'.encode(),
    )
    members["word/document.xml"] = members["word/document.xml"].replace(
        f"{words}</w:t></w:r>".encode(),
        f'{words}</w:t></w:r><w:r><w:endnoteReference w:id="1"/></w:r>'.encode(),
    )
    return packed(members)


def test_other_names_of_the_same_format():
    """The main part may have another name (Word for the web), the format may be the strict one of the standard."""
    import zipfile

    from tests.test_unreadable_files import packed

    with zipfile.ZipFile(io.BytesIO(word_bytes())) as archive:
        members = {item.filename: archive.read(item) for item in archive.infolist()}
    members["word/document2.xml"] = members.pop("word/document.xml").replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    members["word/_rels/document2.xml.rels"] = members.pop("word/_rels/document.xml.rels")
    members["_rels/.rels"] = members["_rels/.rels"].replace(b"word/document.xml", b"word/document2.xml")
    assert paragraphs(packed(members)) == ["Kế hoạch"]
