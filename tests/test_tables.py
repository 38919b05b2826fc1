"""Tables keep their cells; tables that only lay out a head or a tail become the lines in them."""

from ingest.document import Line, Source
from ingest.formats import read_source
from ingest.text import compose

HEAD = """|
**ỦY BAN NHÂN DÂN**
TỈNH A
-------
|
**CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
|
|
Số:
97/2025/QĐ-UBND
|
*A, ngày 25
tháng 11 năm 2025*
|
"""
WORK = """|
**STT**
|
**Nhiệm vụ**
|
**Chủ trì**
|
**Thời gian**
|
|
**I**
|
**VỀ CƠ CHẾ**
|
|
1
|
Rà soát quy định
của Tỉnh
|
Sở Tư pháp
|
2026
|
|
2
|
Báo cáo
|
|
2027
|
|
3
|
Tổng kết
|
Sở Nội vụ
|
|
"""


def read(text, name="x.md"):
    return compose(read_source(name, text.encode()))


def rows(text):
    return [tuple(text.printed[a:b] for a, b in row.cells) for row in text.rows]


def test_head_in_two_columns_becomes_its_lines():
    assert read(HEAD).printed.splitlines() == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH A",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 97/2025/QĐ-UBND",
        "A, ngày 25 tháng 11 năm 2025",
    ]


def test_cells_between_lone_pipes():
    text = read(WORK + "\nSau bảng.\n")
    assert rows(text) == [
        ("STT", "Nhiệm vụ", "Chủ trì", "Thời gian"),
        ("I", "VỀ CƠ CHẾ"),
        ("1", "Rà soát quy định của Tỉnh", "Sở Tư pháp", "2026"),
        ("2", "Báo cáo", "", "2027"),
        ("3", "Tổng kết", "Sở Nội vụ", ""),
    ]
    assert text.printed.splitlines()[2] == "1 | Rà soát quy định của Tỉnh | Sở Tư pháp | 2026"
    assert text.printed.endswith("Sau bảng.\n")
    assert {row.table for row in text.rows} == {0}


def test_markdown_pipe_table():
    text = read(
        "# Phụ lục\n\n| Nhiệm vụ | Cơ quan |\n|:---|---|\n| Rà soát<br>báo cáo | **Sở** Y tế |\n\nHết.\n"
    )
    assert rows(text) == [("Nhiệm vụ", "Cơ quan"), ("Rà soát báo cáo", "Sở Y tế")]
    assert text.printed.startswith("Phụ lục\n")


def test_a_sentence_with_a_pipe_is_a_sentence():
    text = read("Nhập lệnh a | b rồi bấm phím.\n", "x.txt")
    assert text.rows == ()
    assert text.printed == "Nhập lệnh a | b rồi bấm phím.\n"


def test_signatures_and_recipients_become_lines():
    cells = (
        "Nơi nhận:\n- Như Điều 3;\n- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Văn A",
    )
    text = compose(Source("x", "docx", (Line(" | ".join(cells), cells=cells, table=0),)))
    assert text.rows == ()
    assert text.printed.splitlines() == [
        "Nơi nhận:", "- Như Điều 3;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH", "Lê Văn A",
    ]  # fmt: skip
