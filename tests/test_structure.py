"""The tree of small documents of each family."""

from __future__ import annotations

from ingest.document import Line, Source
from ingest.structure import outline
from ingest.text import compose
from ingest.tree import ancestors, children, cite, unit_at


def read(*lines):
    """The text of lines, each a paragraph of its own, and its units by id."""
    text = compose(
        Source(
            "x", "text", tuple(Line(line, number=n, ends_paragraph=True) for n, line in enumerate(lines, 1))
        )
    )
    units = outline(text)
    assert "".join(text.printed[u.start : u.end] for u in units) == text.printed
    return text, units


def ids(units):
    return [u.eid for u in units]


LAW = (
    "Chương I",
    "NHỮNG QUY ĐỊNH CHUNG",
    "Điều 1. Phạm vi điều chỉnh",
    "Luật này quy định về thi hành án.",
    "Điều 2. Giải thích từ ngữ",
    "Trong Luật này, các từ ngữ được hiểu như sau:",
    "1. Phạm nhân là người:",
    "a) Chấp hành án phạt tù;",
    "b) Chấp hành án tử hình;",
    "2. Cơ quan là:",
    "a) Trại giam;",
    "a1) Trại tạm giam;",
    "b) Khác.",
    "2đ. Điều khoản chèn.",
    "Điều 15a. Thẩm quyền",
    "Chương II",
    "HỆ THỐNG TỔ CHỨC",
    "Mục 1",
    "CƠ QUAN QUẢN LÝ",
    "Điều 16. Hệ thống",
)


def test_a_normative_act():
    _, units = read(*LAW)
    assert ids(units) == [
        "chp_1",
        "chp_1__art_1",
        "chp_1__art_1__p_1",
        "chp_1__art_2",
        "chp_1__art_2__p_1",
        "chp_1__art_2__para_1",
        "chp_1__art_2__para_1__point_a",
        "chp_1__art_2__para_1__point_b",
        "chp_1__art_2__para_2",
        "chp_1__art_2__para_2__point_a",
        "chp_1__art_2__para_2__point_a1",
        "chp_1__art_2__para_2__point_b",
        "chp_1__art_2__para_2đ",
        "chp_1__art_15a",
        "chp_2",
        "chp_2__sec_1",
        "chp_2__sec_1__art_16",
    ]
    by_id = {u.eid: u for u in units}
    assert by_id["chp_1"].heading == "NHỮNG QUY ĐỊNH CHUNG"
    assert by_id["chp_1__art_2"].heading == "Giải thích từ ngữ"
    assert cite(by_id["chp_1__art_2__para_2__point_a1"], units) == "điểm a1 khoản 2 Điều 2"
    assert cite(by_id["chp_2__sec_1"], units) == "Mục 1 Chương II"
    assert by_id["chp_1"].until == by_id["chp_2"].start
    assert by_id["chp_1__art_2__para_1"].until == by_id["chp_1__art_2__para_2"].start
    assert by_id["chp_1__art_2__para_1__point_a"].parent == "chp_1__art_2__para_1"


def test_the_tree_is_walked():
    text, units = read(*LAW)
    by_id = {u.eid: u for u in units}
    article = by_id["chp_1__art_2"]
    assert [u.number for u in children(article, units)] == [None, "1", "2", "2đ"]
    assert ids(ancestors(by_id["chp_1__art_2__para_1__point_b"], units)) == [
        "chp_1__art_2__para_1",
        "chp_1__art_2",
        "chp_1",
    ]
    assert unit_at(text.printed.index("Trại giam"), units).eid == "chp_1__art_2__para_2__point_a"
    assert unit_at(len(text.printed), units) is None
    assert unit_at(-1, units) is None


def test_an_administrative_plan():
    _, units = read(
        "I. MỤC ĐÍCH",
        "1. Mục đích",
        "Nâng cao hiệu quả.",
        "II. NHIỆM VỤ",
        "2. Công tác phòng ngừa",
        "2.1. Sở Tài chính",
        "a) Lập dự toán;",
        "- Vốn đối ứng;",
        "+ Vốn khác.",
        "b) Chủ trì, phối hợp:",
        "2.2. Sở Y tế",
        "2.2.1. Tuyên truyền",
        "- Thông tin.",
        "(Sở Y tế chủ trì)",
        "- Tập huấn.",
        "3. Kinh phí",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Các sở triển khai.",
        "2. Công an tỉnh theo dõi.",
        "Trong quá trình thực hiện, nếu có vướng mắc, báo cáo.",
    )
    sections = [(u.kind, u.section) for u in units]
    assert sections == [
        ("sec", "I"),
        ("item", "I.1"),
        ("p", "I.1"),
        ("sec", "II"),
        ("item", "II.2"),
        ("item", "II.2.1"),
        ("point", "II.2.1.a"),
        ("bullet", "II.2.1.a"),
        ("bullet", "II.2.1.a"),
        ("point", "II.2.1.b"),
        ("item", "II.2.2"),
        ("item", "II.2.2.1"),
        ("bullet", "II.2.2.1"),
        ("p", "II.2.2.1"),
        ("bullet", "II.2.2.1"),
        ("item", "II.3"),
        ("sec", "III"),
        ("item", "III.1"),
        ("item", "III.2"),
        ("p", "III"),
    ]
    by_id = {u.eid: u for u in units}
    assert by_id["sec_II__item_2__item_2-1"].heading == "Sở Tài chính"
    assert "sec_II__item_2__item_2-1__point_a__bullet_1__bullet_1" in by_id
    assert "sec_II__item_2__item_2-2__item_2-2-1__bullet_2" in by_id
    assert cite(by_id["sec_II__item_2__item_2-1__point_b"], units) == "mục II.2.1.b"


def test_false_enumerators_are_words():
    _, units = read(
        "Điều 1. Phạm vi",
        "1. Nghị định này có hiệu lực.",
        "2024. Các cơ quan thực hiện.",
        "7. Số lạc giữa dòng.",
        "2. Bãi bỏ Nghị định cũ.",
        "3. Điều khoản khác.",
        "Điều 1.",
        "Điều 2. Hiệu lực",
    )
    numbered = [(u.kind, u.number) for u in units if u.number]
    assert numbered == [("art", "1"), ("para", "1"), ("para", "2"), ("para", "3"), ("art", "2")]


def test_a_lost_number_does_not_stop_the_sequence():
    _, units = read("Điều 4. A", "1. Một.", "2. Hai.", "4. Bốn.", "5. Năm.", "Điều 7. B", "b) Điểm còn lại.")
    assert [u.number for u in units] == ["4", "1", "2", "4", "5", "7", "b"]


def test_quoted_units_belong_to_the_unit_that_quotes_them():
    _, units = read(
        "Điều 1. Sửa đổi, bổ sung một số điều",
        "1. Sửa đổi Điều 5 như sau:",
        "“Điều 5. Hồ sơ",
        "1. Hồ sơ gồm:",
        "a) Đơn;",
        "b) Bản sao “giấy tờ”.”.",
        "2. Sửa đổi khoản 2 Điều 6 như sau: “2. Thời hạn",
        "Thời gian là 05 ngày.”",
        "3. Bổ sung điểm c.",
        "Điều 2. Hiệu lực thi hành",
    )
    assert ids(units) == [
        "art_1",
        "art_1__para_1",
        "art_1__para_1__qstr_1",
        "art_1__para_1__qstr_2",
        "art_1__para_1__qstr_3",
        "art_1__para_1__qstr_4",
        "art_1__para_2",
        "art_1__para_2__qstr_1",
        "art_1__para_3",
        "art_2",
    ]


def test_a_quotation_that_is_never_closed_ends_at_the_documents_own_numbers():
    _, units = read(
        "Điều 1. Sửa đổi",
        "1. Sửa đổi Điều 5:",
        "“Điều 5. Hồ sơ",
        "1. Gồm đơn.",
        "Điều 2. Hiệu lực",
        "1. Ngày.",
    )
    assert [u.eid for u in units if u.kind == "art"] == ["art_1", "art_2"]
    assert "art_2__para_1" in ids(units)


DECISION = (
    "ỦY BAN NHÂN DÂN TỈNH NGHỆ AN",
    "Số: 99/2025/QĐ-UBND",
    "Nghệ An, ngày 26 tháng 11 năm 2025",
    "QUYẾT ĐỊNH",
    "Ban hành Quy chế quản lý",
    "Căn cứ Luật Tổ chức chính quyền địa phương;",
    "Theo đề nghị của Giám đốc Sở Nội vụ;",
    "QUYẾT ĐỊNH:",
    "Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý.",
    "Điều 2. Quyết định này có hiệu lực.",
    "Nơi nhận:",
    "- Như Điều 2;",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
    "Lê Hồng Vinh",
    "QUY CHẾ",
    "Quản lý hệ thống",
    "(Ban hành kèm theo Quyết định số 99/2025/QĐ-UBND)",
    "Chương I",
    "QUY ĐỊNH CHUNG",
    "Điều 1. Phạm vi",
    "Điều 2. Đối tượng",
    "PHỤ LỤC I",
    "DANH MỤC BIỂU MẪU",
    "1. Mẫu đăng ký",
    "Mẫu số 01",
    "1. Họ tên:",
)


def test_head_tail_attached_text_and_appendices():
    _, units = read(*DECISION)
    assert ids(units) == [
        "preface__line_1",
        "preface__line_2",
        "preface__line_3",
        "preface__line_4",
        "preface__line_5",
        "preamble__basis_1",
        "preamble__basis_2",
        "preamble__formula_1",
        "art_1",
        "art_2",
        "conclusions__line_1",
        "conclusions__line_2",
        "conclusions__line_3",
        "conclusions__line_4",
        "conclusions__line_5",
        "att_quy-che",
        "att_quy-che__chp_1",
        "att_quy-che__chp_1__art_1",
        "att_quy-che__chp_1__art_2",
        "att_quy-che__annex_I",
        "att_quy-che__annex_I__item_1",
        "att_quy-che__annex_I__form_01",
        "att_quy-che__annex_I__form_01__item_1",
    ]
    by_id = {u.eid: u for u in units}
    assert "Ban hành kèm theo" in by_id["att_quy-che"].heading
    assert by_id["att_quy-che__annex_I"].heading.endswith("DANH MỤC BIỂU MẪU")
    assert by_id["att_quy-che"].until == units[-1].end


def test_a_change_elsewhere_leaves_ids_alone():
    _, before = read(*DECISION)
    changed = (*DECISION[:8], "Điều 1. Một điều viết lại.", "1. Khoản mới.", "Đoạn mới.", *DECISION[9:])
    _, after = read(*changed)
    assert set(ids(before)) <= set(ids(after))


def test_a_second_enumerator_on_the_line_is_a_unit_of_its_own():
    text, units = read("Điều 3. Hồ sơ", "1. a) Đơn đề nghị;", "b) Bản sao.", "2. Thời hạn.")
    assert ids(units) == [
        "art_3",
        "art_3__para_1",
        "art_3__para_1__point_a",
        "art_3__para_1__point_b",
        "art_3__para_2",
    ]
    assert text.printed[units[2].start : units[2].end] == "a) Đơn đề nghị;\n"


def test_table_rows_stand_below_their_section():
    lines = (
        Line("II. NHIỆM VỤ", number=1),
        Line("", number=2, cells=("TT", "Nhiệm vụ"), table=0),
        Line("", number=3, cells=("1", "Rà soát"), table=0),
        Line("III. KINH PHÍ", number=4),
    )
    text = compose(Source("x", "html", lines))
    units = outline(text)
    assert ids(units) == ["sec_II", "sec_II__table_1__row_1", "sec_II__table_1__row_2", "sec_III"]
    assert units[1].section == "II"
