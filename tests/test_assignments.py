"""Who does what is read in all five forms, and nothing is guessed where nobody is named."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import assignments, structure, text
from ingest.document import Head, Line, Source

ROLES = ("lead", "coordinate", "implement", "guide", "requested")


def composed(lines, rows=()):
    """The stored text of paragraphs, with tables (lists of rows of cells) behind them."""
    source = [Line(words, number=n, ends_paragraph=True) for n, words in enumerate(lines, 1)]
    for table, table_rows in enumerate(rows):
        source += [
            Line(" | ".join(cells), cells=tuple(cells), table=table, ends_paragraph=True)
            for cells in table_rows
        ]
    stored = text.compose(Source("plan.docx", "docx", tuple(source)))
    return stored, structure.outline(stored)


def read(lines, rows=(), issuer="Ủy ban nhân dân tỉnh Đồng Nai", number="12/KH-UBND"):
    return assignments.find(*composed(lines, rows), Head(number=number, issuer=issuer))


def given_tasks(found):
    """Task start → role → names."""
    return {
        task.text[:30]: {role: [p.name for p in getattr(a, role)] for role in ROLES if getattr(a, role)}
        for a in found
        for task in a.tasks
    }


def only(found):
    (result,) = given_tasks(found).values()
    return result


def test_a_note_governs_back_to_the_note_or_heading_before_it():
    found, _ = read(
        [
            "II. NHIỆM VỤ",
            "1. Công tác phòng ngừa",
            "- Tuyên truyền phòng, chống tội phạm.",
            "- Quản lý địa bàn, đối tượng.",
            "(Công an tỉnh chủ trì; các thành viên Ban Chỉ đạo 138 tỉnh phối hợp thực hiện)",
            "- Nâng cao hiệu quả hòa giải ở cơ sở.",
            "(Sở Tư pháp, Ủy ban Mặt trận Tổ quốc tỉnh chủ trì)",
            "2. Công tác khác",
            "- Duy trì trật tự (nhất là vùng sâu).",
            "(Công an hướng dẫn; UBND cấp xã thực hiện).",
        ]
    )
    police = {"lead": ["Công an tỉnh"], "coordinate": ["các thành viên Ban Chỉ đạo 138 tỉnh"]}
    assert given_tasks(found) == {
        "Tuyên truyền phòng, chống tội ": police,
        "Quản lý địa bàn, đối tượng.": police,
        "Nâng cao hiệu quả hòa giải ở c": {"lead": ["Sở Tư pháp", "Ủy ban Mặt trận Tổ quốc tỉnh"]},
        "Duy trì trật tự (nhất là vùng ": {
            "guide": ["Công an tỉnh"],
            "implement": ["Ủy ban nhân dân cấp xã"],
        },
    }
    assert {a.form for a in found} == {"note"}


@pytest.mark.parametrize(
    ("note", "roles"),
    [
        ("(Sở Nội vụ phối hợp với Công an tỉnh chủ trì)", {"lead": ["Sở Nội vụ", "Công an tỉnh"]}),
        (
            "(Sở Y tế chủ trì, hướng dẫn; UBND cấp xã thực hiện)",
            {"lead": ["Sở Y tế"], "guide": ["Sở Y tế"], "implement": ["Ủy ban nhân dân cấp xã"]},
        ),
        (
            "(Công an tỉnh chủ trì, phối hợp với các cơ quan liên quan thực hiện)",
            {"lead": ["Công an tỉnh"], "coordinate": ["các cơ quan liên quan"]},
        ),
        (
            "(Đề nghị Tòa án nhân dân tỉnh; Sở Tư pháp chủ động thực hiện)",
            {"implement": ["Tòa án nhân dân tỉnh", "Sở Tư pháp"], "requested": ["Tòa án nhân dân tỉnh"]},
        ),
        (
            "(Đề nghị Tòa án nhân dân tỉnh; Sở Tư pháp, phối hợp với Công an tỉnh thực hiện)",
            {
                "implement": ["Tòa án nhân dân tỉnh", "Sở Tư pháp"],
                "coordinate": ["Công an tỉnh"],
                "requested": ["Tòa án nhân dân tỉnh"],
            },
        ),
        ("(Sở Tư pháp, Sở Y tế phối hợp thực hiện)", {"coordinate": ["Sở Tư pháp", "Sở Y tế"]}),
    ],
)
def test_roles_in_a_note(note, roles):
    found, _ = read(["II. NHIỆM VỤ", "- Tăng cường quản lý địa bàn.", note])
    assert only(found) == roles


@pytest.mark.parametrize(
    "words",
    [
        "(khi Bộ Công an triển khai thực hiện)",
        "(theo hướng dẫn của Bộ Y tế)",
        "(duy trì dưới 3%)",
        "(qua Công an tỉnh)",
    ],
)
def test_other_brackets_are_no_notes(words):
    found, unassigned = read(["II. NHIỆM VỤ", f"- Tăng cường quản lý địa bàn trọng điểm {words}."])
    assert found == ()
    assert len(unassigned) == 1


def test_labels_govern_the_tasks_before_them():
    found, _ = read(
        [
            "III. NHIỆM VỤ, GIẢI PHÁP",
            "1. Nâng cao năng lực",
            "- Tăng cường giáo dục chính trị.",
            "- Nâng cao nhận thức của cán bộ.",
            "Đơn vị chủ trì thực hiện: Các Sở, ngành, đơn vị, UBND cấp xã.",
            "Đơn vị phối hợp: Sở Tư pháp.",
            "Thời gian thực hiện: Thường xuyên.",
            "- Tổ chức tập huấn.",
            "Cơ quan thực hiện: Sở Nội vụ.",
            "2. Số hóa",
            "a) Nhiệm vụ: Xây dựng cơ sở dữ liệu.",
            "b) Cơ quan thực hiện:",
            "- Đơn vị chủ trì: Sở Khoa học và Công nghệ.",
            "- Đơn vị phối hợp: Báo và Phát thanh, Truyền hình tỉnh; các đơn vị liên quan.",
            "c) Thời gian thực hiện: Hoàn thành trong năm 2025.",
        ]
    )
    first, second, third = found
    assert [t.text for t in first.tasks] == [
        "Tăng cường giáo dục chính trị.",
        "Nâng cao nhận thức của cán bộ.",
    ]
    assert [p.name for p in first.lead] == ["các sở, ngành, đơn vị", "Ủy ban nhân dân cấp xã"]
    assert [p.name for p in first.coordinate] == ["Sở Tư pháp"]
    assert first.deadline == "Thường xuyên"
    assert [p.name for p in second.implement] == ["Sở Nội vụ"]
    assert [t.text for t in third.tasks] == ["a) Nhiệm vụ: Xây dựng cơ sở dữ liệu."]
    assert [p.name for p in third.coordinate] == [
        "Báo và Phát thanh, Truyền hình tỉnh",
        "các đơn vị liên quan",
    ]
    assert third.deadline == "Hoàn thành trong năm 2025"
    assert {a.form for a in found} == {"labels"}


def test_labels_behind_a_task_in_one_paragraph():
    found, _ = read(
        ["II. NHIỆM VỤ", "1. Tổ chức hội nghị triển khai. Cơ quan chủ trì: Sở Y tế. Thời gian: Quý I/2026."]
    )
    assert only(found) == {"lead": ["Sở Y tế"]}
    assert found[0].deadline == "Quý I/2026"
    assert found[0].tasks[0].text == "1. Tổ chức hội nghị triển khai."


@pytest.mark.parametrize(
    ("item", "roles"),
    [
        (
            "2. Giao Sở Tư pháp chủ trì, phối hợp với các đơn vị liên quan tham mưu Ủy ban nhân "
            "dân tỉnh phối hợp Bộ Tư pháp.",
            {"lead": ["Sở Tư pháp"], "coordinate": ["các đơn vị liên quan"]},
        ),
        (
            "3. Sở Y tế có trách nhiệm xây dựng kế hoạch; theo dõi, đôn đốc, hướng dẫn thực hiện.",
            {"implement": ["Sở Y tế"], "guide": ["Sở Y tế"]},
        ),
        (
            "4. Căn cứ Kế hoạch này, các Sở, ban, ngành, UBND các xã, phường xây dựng kế hoạch triển khai.",
            {"implement": ["các sở, ban, ngành", "Ủy ban nhân dân xã, phường"]},
        ),
        (
            "5. Sở Nội vụ: Phối hợp với Công an tỉnh tổ chức khen thưởng.",
            {"implement": ["Sở Nội vụ"], "coordinate": ["Công an tỉnh"]},
        ),
        (
            "6. Đề nghị Liên đoàn Lao động tỉnh phát động thi đua.",
            {"implement": ["Liên đoàn Lao động tỉnh"], "requested": ["Liên đoàn Lao động tỉnh"]},
        ),
        (
            "7. Về dự án đầu tư xây dựng cảng: Bộ Xây dựng khẩn trương xem xét.",
            {"implement": ["Bộ Xây dựng"]},
        ),
        (
            "9. Về mô hình chính quyền địa phương: tăng số lượng cấp phó: giao Bộ Nội vụ chủ trì báo cáo.",
            {"lead": ["Bộ Nội vụ"]},
        ),
        (
            "8. Yêu cầu các sở, ban, ngành; UBND các phường, xã; các đơn vị liên quan căn cứ Kế "
            "hoạch tổ chức thực hiện.",
            {"implement": ["các sở, ban, ngành", "Ủy ban nhân dân xã, phường", "các đơn vị liên quan"]},
        ),
    ],
)
def test_sentences(item, roles):
    found, _ = read(["IV. TỔ CHỨC THỰC HIỆN", item])
    assert only(found) == roles
    assert found[0].form == "sentence"


def test_a_second_sentence_is_its_own_where_its_date_differs():
    found, _ = read(
        [
            "IV. TỔ CHỨC THỰC HIỆN",
            "1. Các cơ quan, đơn vị xây dựng kế hoạch xong trong tháng 12/2025. Định kỳ báo cáo "
            "kết quả trước ngày 15 tháng 11.",
        ]
    )
    assert [a.deadline for a in found] == ["xong trong tháng 12/2025", "trước ngày 15 tháng 11"]
    assert [p.name for a in found for p in a.implement] == ["các cơ quan, đơn vị"] * 2


def test_a_second_sentence_is_its_own_where_it_names_other_bodies():
    found, _ = read(
        [
            "V. TỔ CHỨC THỰC HIỆN",
            "- Đề nghị Ủy ban Mặt trận Tổ quốc tỉnh vận động Nhân dân hưởng ứng. Liên đoàn Lao động tỉnh phát "
            "huy vai trò nòng cốt. Ủy ban nhân dân tỉnh đã ban hành Kế hoạch.",
        ]
    )
    front, union = "Ủy ban Mặt trận Tổ quốc tỉnh", "Liên đoàn Lao động tỉnh"
    assert list(given_tasks(found).values()) == [
        {"implement": [front], "requested": [front]},
        {"implement": [union]},
    ]


def test_who_guides_and_works_with_others_also_does_it():
    found, _ = read(
        [
            "V. TỔ CHỨC THỰC HIỆN",
            "- Sở Nội vụ hướng dẫn khen thưởng; phối hợp với Sở Tài chính đôn đốc việc thực hiện.",
        ]
    )
    assert only(found) == {
        "implement": ["Sở Nội vụ"],
        "coordinate": ["Sở Tài chính"],
        "guide": ["Sở Nội vụ"],
    }


def test_agency_headings_with_their_tasks():
    found, _ = read(
        [
            "V. TỔ CHỨC THỰC HIỆN",
            "1. Sở Tài chính",
            "a) Chủ trì, phối hợp với Công an tỉnh cân đối ngân sách.",
            "b) Tham mưu quyết định:",
            "- Phương án phân bổ vốn.",
            "c) Hướng dẫn, kiểm tra các địa phương.",
            "2. Đề nghị Liên đoàn Lao động tỉnh, Tòa án nhân dân tỉnh",
            "Phối hợp thực hiện tốt công tác tuyên truyền.",
            "3. Công an tỉnh",
            "a) Chủ trì, phối hợp",
            "- Sở Nội vụ và các đơn vị có liên quan tham mưu khen thưởng.",
            "4. Các Sở, ban, ngành khác",
            "Theo chức năng, phối hợp với các Sở, ban, ngành được giao chủ trì tổ chức thực hiện. "
            "Chỉ đạo các đơn vị trực thuộc.",
        ]
    )
    asked = ["Liên đoàn Lao động tỉnh", "Tòa án nhân dân tỉnh"]
    assert given_tasks(found) == {
        "a) Chủ trì, phối hợp với Công ": {"lead": ["Sở Tài chính"], "coordinate": ["Công an tỉnh"]},
        "b) Tham mưu quyết định:": {"implement": ["Sở Tài chính"]},
        "Phương án phân bổ vốn.": {"implement": ["Sở Tài chính"]},
        "c) Hướng dẫn, kiểm tra các địa": {"guide": ["Sở Tài chính"]},
        "Phối hợp thực hiện tốt công tá": {"implement": asked, "requested": asked},
        "Sở Nội vụ và các đơn vị có liê": {
            "lead": ["Công an tỉnh"],
            "coordinate": ["Sở Nội vụ", "các đơn vị có liên quan"],
        },
        "Theo chức năng, phối hợp với c": {
            "lead": ["các sở, ban, ngành được giao chủ trì"],
            "coordinate": ["các sở, ban, ngành khác"],
        },
        "Chỉ đạo các đơn vị trực thuộc.": {"implement": ["các sở, ban, ngành khác"]},
    }
    assert {a.form for a in found} == {"heading"}


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (0, 2, 3, 1, 4), (0, 1, 4, 3, 2)])
def test_tables_in_any_column_order(order):
    head = ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"]
    rows = [
        ["1", "Xây dựng đề án", "Sở KH&CN", "Các sở, ban, ngành; UBND các xã, phường", "Quý IV/2025"],
        ["I", "NHÓM VIỆC"],
    ]
    table = [
        [head[i] for i in order],
        *([row[i] for i in order] if len(row) == len(head) else row for row in rows),
    ]
    found, _ = read(["PHỤ LỤC", "DANH MỤC NHIỆM VỤ"], [table])
    assert only(found) == {
        "lead": ["Sở Khoa học và Công nghệ"],
        "coordinate": ["các sở, ban, ngành", "Ủy ban nhân dân xã, phường"],
    }
    assert found[0].deadline == "Quý IV/2025"
    assert found[0].form == "table"


def test_a_cell_that_prints_roles_of_its_own():
    table = [
        ["TT", "Chỉ tiêu", "Chủ trì"],
        ["1", "Phát triển dữ liệu mở", "Sở KH&CN chủ trì; các sở, ngành thực hiện"],
    ]
    found, _ = read(["PHỤ LỤC"], [table])
    assert only(found) == {"lead": ["Sở Khoa học và Công nghệ"], "implement": ["các sở, ngành"]}


def test_a_cell_that_says_what_its_body_does():
    table = [
        ["TT", "Chỉ tiêu", "Chủ trì"],
        ["1", "Kinh tế số", "Sở KH&CN thúc đẩy, theo dõi, báo cáo chỉ tiêu"],
    ]
    found, _ = read(["PHỤ LỤC"], [table])
    assert only(found) == {"lead": ["Sở Khoa học và Công nghệ"]}


HEAD = ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]
FIRST = ["1", "Xây dựng quy chế quản lý dữ liệu", "Sở Y tế", "Sở Nội vụ", "2026"]


@pytest.mark.parametrize(
    ("row", "roles", "due"),
    [
        (["2", "Số hóa hồ sơ", "", "", "2027"], {"lead": ["Sở Y tế"], "coordinate": ["Sở Nội vụ"]}, "2027"),
        (["2", "Số hóa hồ sơ.", "", "", ""], {"lead": ["Sở Y tế"], "coordinate": ["Sở Nội vụ"]}, "2026"),
        (["2", "Số hóa hồ sơ."], {"lead": ["Sở Y tế"], "coordinate": ["Sở Nội vụ"]}, "2026"),
        (["Số hóa hồ sơ", "Công an tỉnh"], {"lead": ["Công an tỉnh"], "coordinate": ["Sở Nội vụ"]}, "2026"),
        (["2", "Số hóa hồ sơ", "Công an tỉnh", "", ""], {"lead": ["Công an tỉnh"]}, None),
    ],
)
def test_a_merged_cell_holds_for_the_rows_below_it(row, roles, due):
    found, _ = read(["PHỤ LỤC"], [[HEAD, FIRST, row]])
    assert [given_tasks([a]) for a in found] == [
        {FIRST[1][:30]: {"lead": ["Sở Y tế"], "coordinate": ["Sở Nội vụ"]}},
        {next(c for c in row if c.startswith("Số hóa")): roles},
    ]
    assert found[1].deadline == due


@pytest.mark.parametrize(
    "group", [["II", "Hạ tầng số", "", "", ""], ["2", "Hạ tầng số"], ["", "Hạ tầng số.", "", "", ""]]
)
def test_a_row_that_names_a_group_is_no_task_and_ends_merged_cells(group):
    found, _ = read(["PHỤ LỤC"], [[HEAD, FIRST, group, ["3", "Nâng cấp trung tâm dữ liệu.", "", "", ""]]])
    assert len(found) == 1


def test_a_second_line_of_heads_stands_below_the_first():
    table = [
        ["STT", "Nhiệm vụ", "Cơ quan thực hiện", "Thời gian"],
        ["Chủ trì", "Phối hợp"],
        ["1", "Xây dựng quy chế", "Sở Y tế", "Sở Nội vụ", "2026"],
    ]
    found, _ = read(["PHỤ LỤC"], [table])
    assert only(found) == {"lead": ["Sở Y tế"], "coordinate": ["Sở Nội vụ"]}
    assert found[0].deadline == "2026"


def test_a_heading_that_describes_its_bodies_at_length_is_their_name():
    investors = "các chủ đầu tư xây dựng và kinh doanh hạ tầng Khu công nghiệp"
    firms = "các doanh nghiệp hoạt động trong lĩnh vực xây dựng, giao thông trên địa bàn Tỉnh"
    found, unassigned = read(
        [
            "IV. TỔ CHỨC THỰC HIỆN",
            f"5. {investors.capitalize().replace('khu công', 'Khu công')}",
            "- Tạo điều kiện về mặt bằng cho việc lắp đặt.",
            "6. Các doanh nghiệp thứ cấp đang hoạt động trong KCN",
            "- Bảo vệ an toàn thiết bị.",
            "7. Các " + firms.removeprefix("các "),
            "- Đề xuất sáng kiến.",
        ]
    )
    assert given_tasks(found) == {
        "Tạo điều kiện về mặt bằng cho ": {"implement": [investors]},
        "Bảo vệ an toàn thiết bị.": {"implement": ["các doanh nghiệp thứ cấp đang hoạt động trong KCN"]},
        "Đề xuất sáng kiến.": {"implement": [firms]},
    }
    assert unassigned == ()


def test_bullets_that_go_on_with_a_task_are_for_the_same_body():
    found, unassigned = read(
        [
            "IV. TỔ CHỨC THỰC HIỆN",
            "1. Các cơ quan, đơn vị căn cứ nhiệm vụ được giao xây dựng kế hoạch triển khai.",
            "- Giới thiệu điển hình tiên tiến.",
            "- Báo cáo kết quả (qua Sở Nội vụ).",
        ]
    )
    who = {"implement": ["các cơ quan, đơn vị"]}
    assert given_tasks(found) == {
        "1. Các cơ quan, đơn vị căn cứ ": who,
        "Giới thiệu điển hình tiên tiến": who,
        "Báo cáo kết quả (qua Sở Nội vụ": who,
    }
    assert unassigned == ()


def test_an_unnumbered_order_hands_on_the_list_behind_it():
    found, _ = read(
        [
            "II. NHIỆM VỤ TRỌNG TÂM",
            "Đề nghị Thường trực Tỉnh ủy tập trung lãnh đạo, chỉ đạo thực hiện các nhiệm vụ trong năm 2026; "
            "trong đó lưu ý một số nội dung sau:",
            "1. Đổi mới tư duy, tầm nhìn phát triển.",
            "2. Sở Y tế chủ trì chăm lo sức khỏe Nhân dân.",
            "III. KIẾN NGHỊ",
            "1. Nâng cao hiệu quả liên kết vùng.",
        ]
    )
    asked = {"implement": ["Thường trực Tỉnh ủy"], "requested": ["Thường trực Tỉnh ủy"]}
    assert given_tasks(found) == {
        "Đề nghị Thường trực Tỉnh ủy tậ": asked,
        "1. Đổi mới tư duy, tầm nhìn ph": asked,
        "2. Sở Y tế chủ trì chăm lo sức": {"lead": ["Sở Y tế"]},
    }


@pytest.mark.parametrize(
    "words", ["Ủy ban Thường vụ Quốc hội quyết định sắp xếp các xã như sau:", "Cục Thuế có ý kiến như sau:"]
)
def test_what_the_office_itself_decides_is_no_list_of_tasks(words):
    found, _ = read(["Điều 1. Sắp xếp", words, "1. Sắp xếp toàn bộ diện tích tự nhiên của xã Tân Đức."])
    assert given_tasks(found).keys() <= {words[:30]}


def test_a_heading_that_lists_its_bodies_in_brackets():
    found, _ = read(
        [
            "I. TRÁCH NHIỆM PHỐI HỢP",
            "1. Các cơ quan đăng ký đầu tư (Sở Tài chính, Ban Quản lý Khu kinh tế Phú Yên):",
            "a) Chịu trách nhiệm tiếp nhận hồ sơ.",
            "2. Cơ quan chủ trì giải quyết thủ tục đầu tư",
            "a) Chủ trì tham mưu giải quyết các khó khăn.",
            "3. Để nâng cao hiệu quả, tăng cường giám sát dự án, các Sở, ngành triển khai các nội dung sau:",
            "a) Định kỳ đánh giá tình hình.",
        ]
    )
    tasks = given_tasks(found)
    assert tasks["a) Chịu trách nhiệm tiếp nhận "] == {
        "implement": ["Sở Tài chính", "Ban Quản lý Khu kinh tế Phú Yên"]
    }
    assert tasks["a) Chủ trì tham mưu giải quyết"] == {"lead": ["cơ quan chủ trì giải quyết thủ tục đầu tư"]}
    assert tasks["a) Định kỳ đánh giá tình hình."] == {"implement": ["các sở, ngành"]}


def test_whoever_is_told_by_the_chairman_does_it():
    found, _ = read(
        [
            "4. Văn phòng UBND tỉnh",
            "a) Theo dõi, đôn đốc việc thực hiện Chỉ thị này.",
            "Chủ tịch UBND tỉnh yêu cầu Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các xã, phường "
            "tổ chức thực hiện nghiêm túc Chỉ thị này.",
        ],
        number="12/CT-UBND",
    )
    assert [[p.name for p in a.implement] for a in found] == [
        ["Văn phòng Ủy ban nhân dân tỉnh"],
        ["Thủ trưởng các sở, ban, ngành", "Chủ tịch Ủy ban nhân dân xã, phường"],
    ]


def test_criteria_of_an_emulation_are_no_tasks():
    found, unassigned = read(
        [
            "III. TIÊU CHÍ THI ĐUA VÀ HÌNH THỨC KHEN THƯỞNG",
            "1. Đối với Sở Y tế",
            "- Tổ chức tốt các phong trào thi đua.",
        ]
    )
    assert (found, unassigned) == ((), ())


def test_tasks_that_name_nobody_are_unassigned():
    found, unassigned = read(
        [
            "I. MỤC ĐÍCH, YÊU CẦU",
            "1. Nâng cao nhận thức của cán bộ và Nhân dân trên địa bàn.",
            "II. NHIỆM VỤ TRỌNG TÂM",
            "1. Tổ chức quán triệt, tuyên truyền sâu rộng trong các tầng lớp nhân dân.",
            "2. Chỉ tiêu chủ yếu",
            "2.1. Phấn đấu 100% điểm, tụ điểm phức tạp được triệt xóa trong năm.",
        ]
    )
    assert found == ()
    assert [task.text for task in unassigned] == [
        "1. Tổ chức quán triệt, tuyên truyền sâu rộng trong các tầng lớp nhân dân."
    ]


def test_a_normative_act_gives_tasks_only_in_plain_words():
    lines = [
        "Chương I QUY ĐỊNH CHUNG",
        "Điều 1. Tiêu chuẩn",
        "1. Bảo tàng hạng I phải đạt được các tiêu chuẩn sau đây:",
        "a) Có đủ hiện vật trưng bày.",
        "Điều 2. Trách nhiệm của Bộ Tài chính",
        "1. Hướng dẫn, kiểm tra việc thực hiện.",
        "Điều 3. Trách nhiệm thi hành",
        "1. Tổ chức, cá nhân có trách nhiệm bảo vệ di tích.",
        "2. Ủy ban nhân dân cấp xã có trách nhiệm bố trí cán bộ.",
    ]
    found, _ = read(lines, issuer="Chính phủ", number="12/2025/NĐ-CP")
    assert given_tasks(found) == {
        "1. Hướng dẫn, kiểm tra việc th": {"guide": ["Bộ Tài chính"]},
        "2. Ủy ban nhân dân cấp xã có t": {"implement": ["Ủy ban nhân dân cấp xã"]},
    }


_PIECES = st.sampled_from(
    [
        *(
            "II. NHIỆM VỤ",
            "1. Sở Y tế",
            "1.1. Công an tỉnh:",
            "a) Chủ trì, phối hợp",
            "- Sở Nội vụ",
            "+ Giao",
        ),
        *(
            "(Sở Tư pháp chủ trì; ",
            "phối hợp thực hiện)",
            "Đơn vị chủ trì: ",
            "Thời gian thực hiện: ",
            "; ",
            "\n",
        ),
        *(
            "các sở, ban, ngành",
            "trước ngày 20/11. ",
            "Đề nghị ",
            "có trách nhiệm ",
            "hướng dẫn ",
            "phối hợp với ",
        ),
        *("PHỤ LỤC", "Điều 5. ", "Nơi nhận:", "(", ")", ":", "Về ", "Căn cứ ", "đ) ", "./."),
    ]
)


@given(st.lists(st.lists(_PIECES, max_size=6).map("".join), max_size=14), st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_and_every_place_is_its_own_words(lines, with_table):
    table = [["Nhiệm vụ", "Chủ trì", "Phối hợp"], [*lines[:3]], [*lines[3:6]]] if with_table else []
    stored, units = composed(lines, [[row for row in table if row]] if table else [])
    found, unassigned = assignments.find(stored, units, None)
    eids = {u.eid for u in units}
    for task in (*unassigned, *(t for a in found for t in a.tasks)):
        assert stored.printed[task.start : task.end] == task.text
        assert task.unit in eids
    for a in found:
        assert 0 <= a.start <= a.end <= len(stored.printed)
        assert a.evidence
        assert a.tasks
        parties = [p for role in ROLES for p in getattr(a, role)]
        assert parties
        assert all(stored.printed[p.start : p.end] == p.printed for p in parties)
    assert all(a.tasks[0].start <= b.tasks[0].start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "paragraph",
    [
        "- Giao Sở Y tế " + "phối hợp với các cơ quan của " * 6000,
        "- " + "Sở Y tế chủ trì; " * 2000,
        "(" * 60000 + "Sở Y tế chủ trì)",
        "- " + "Đơn vị chủ trì: " * 6000,
        "Căn cứ " + "các đơn vị, " * 8000,
        "1. " + "Tổ chức thực hiện. " * 6000,
        "\n".join(["1. Sở Y tế", "- Chủ trì."] * 3000),
    ],
)  # fmt: skip
def test_hostile_text_is_read_in_linear_time(paragraph):
    stored, units = composed(["IV. TỔ CHỨC THỰC HIỆN", *paragraph.splitlines()])
    start = time.perf_counter()
    assignments.find(stored, units, None)
    assert time.perf_counter() - start < 10


def test_every_real_document_is_read(shared):
    for path in sorted((shared / "corpus" / "offices" / "ke_hoach").glob("*.md"))[:6]:
        from ingest.reading import read as read_file

        document = read_file(path)
        for a in document.assignments:
            assert all(document.text.printed[t.start : t.end] == t.text for t in a.tasks)
