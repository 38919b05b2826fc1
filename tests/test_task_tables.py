"""Tables of tasks say the same in Word, PDF and HTML: merged cells, page breaks, columns in any order and name."""

from __future__ import annotations

import pytest

from ingest.reading import read
from tests.writers.tasks import LEFT, UP, TaskTable, write_html, write_pdf, write_word

FORMS = {"docx": write_word, "html": write_html, "pdf": write_pdf}
POLICE, JUSTICE, SCHOOLS, HEALTH = "Công an tỉnh", "Sở Tư pháp", "Sở Giáo dục và Đào tạo", "Sở Y tế"
HOME, MONEY = "Sở Nội vụ", "Sở Tài chính"


def said(document):
    """Each task with who does it, in the order of the table."""
    found = [
        (
            " ".join(task.text.split()),
            *(tuple(p.name for p in getattr(a, role)) for role in ("lead", "coordinate", "implement")),
            a.deadline,
        )
        for a in document.assignments
        for task in a.tasks
    ]
    return sorted(found)


def readings(table, tmp_path, **pdf):
    return {
        name: read(write(table, tmp_path / f"a.{name}", **(pdf if name == "pdf" else {})))
        for name, write in FORMS.items()
    }


def same_in_all(table, tmp_path, expected, **pdf):
    for name, document in readings(table, tmp_path, **pdf).items():
        assert said(document) == sorted(expected), name
        assert {a.form for a in document.assignments} == {"table"}, name
        assert all(t.unit.startswith("annex") for a in document.assignments for t in a.tasks), name


def row(task, lead=(), with_=(), does=(), due=None):
    return (
        task,
        (lead,) if isinstance(lead, str) else lead,
        (with_,) if isinstance(with_, str) else with_,
        does,
        due,
    )


T1, T2 = (
    "Tuyên truyền, phổ biến pháp luật về phòng, chống ma túy trong trường học",
    "Rà soát, lập danh sách người nghiện",
)
T3, T4 = "Tổ chức cai nghiện tại cộng đồng và quản lý sau cai", "Bố trí kinh phí thực hiện kế hoạch năm 2025"


def test_one_lead_for_several_tasks(tmp_path):
    table = TaskTable((
        ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm"),
        ("1", T1, POLICE, SCHOOLS, "Quý II/2025", "Báo cáo"),
        ("2", T2, UP, HEALTH, "Quý III/2025", UP),
        ("3", T3, HEALTH, POLICE, UP, "Kế hoạch"),
        ("4", T4, MONEY, "", "Quý IV/2025", ""),
    ))  # fmt: skip
    same_in_all(table, tmp_path, [
        row(T1, POLICE, SCHOOLS, due="Quý II/2025"),
        row(T2, POLICE, HEALTH, due="Quý III/2025"),
        row(T3, HEALTH, POLICE, due="Quý III/2025"),
        row(T4, MONEY, due="Quý IV/2025"),
    ])  # fmt: skip


def test_section_rows_over_the_whole_width(tmp_path):
    table = TaskTable((
        ("TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn hoàn thành"),
        ("I", "Công tác phòng ngừa", LEFT, LEFT, LEFT),
        ("1", T1, SCHOOLS, POLICE, "Tháng 6/2025"),
        ("II. Công tác cai nghiện", LEFT, LEFT, LEFT, LEFT),
        ("1", T2, POLICE, HEALTH, "Tháng 7/2025"),
        ("2", T3, HEALTH, POLICE, "Tháng 8/2025"),
    ))  # fmt: skip
    same_in_all(table, tmp_path, [
        row(T1, SCHOOLS, POLICE, due="Tháng 6/2025"),
        row(T2, POLICE, HEALTH, due="Tháng 7/2025"),
        row(T3, HEALTH, POLICE, due="Tháng 8/2025"),
    ])  # fmt: skip


def test_a_head_of_two_rows(tmp_path):
    table = TaskTable((
        ("STT", "Nhiệm vụ", "Cơ quan thực hiện", LEFT, "Thời gian", "Sản phẩm"),
        (UP, UP, "Chủ trì", "Phối hợp", UP, UP),
        ("1", T1, SCHOOLS, POLICE, "2025", "Báo cáo"),
        ("2", T2, POLICE, HEALTH, "2026", "Danh sách"),
    ), head=2)  # fmt: skip
    same_in_all(table, tmp_path, [row(T1, SCHOOLS, POLICE, due="2025"), row(T2, POLICE, HEALTH, due="2026")])


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (0, 4, 1, 2, 3), (2, 3, 1, 4, 0), (1, 3, 2, 4, 0)])
def test_columns_in_any_order(tmp_path, order):
    rows = (
        ("STT", "Tên nhiệm vụ", "Đơn vị chủ trì thực hiện", "Đơn vị phối hợp thực hiện", "Tiến độ"),
        ("1", T1, SCHOOLS, POLICE, "2025"),
        ("2", T2, POLICE, HEALTH, "2026"),
    )
    table = TaskTable(tuple(tuple(r[i] for i in order) for r in rows))
    same_in_all(table, tmp_path, [row(T1, SCHOOLS, POLICE, due="2025"), row(T2, POLICE, HEALTH, due="2026")])


@pytest.mark.parametrize(
    ("names", "role"),
    [
        (("TT", "Nội dung nhiệm vụ", "Cơ quan, đơn vị chủ trì", "Cơ quan, đơn vị phối hợp", "Thời gian thực hiện"), "lead"),
        (("Số TT", "Công việc cụ thể", "Đầu mối chủ trì", "Các đơn vị phối hợp", "Thời hạn"), "lead"),
        (("STT", "NHIỆM VỤ, GIẢI PHÁP", "CHỦ TRÌ", "PHỐI HỢP", "THỜI GIAN HOÀN THÀNH"), "lead"),
        (("STT", "Nhiệm vụ/Giải pháp", "Cơ quan chủ trì, tham mưu", "Cơ quan phối hợp", "Thời gian trình"), "lead"),
        (("STT", "Nội dung", "Đơn vị thực hiện", "Đơn vị phối hợp", "Lộ trình thực hiện"), "does"),
        (("STT", "Hoạt động", "Cơ quan chịu trách nhiệm chính", "Cơ quan phối hợp", "Thời gian hoàn thành (dự kiến)"), "lead"),
        (("STT", "Nhiệm vụ cụ thể", "Đơn vị chủ trì (tham mưu)", "Đơn vị phối hợp", "Hạn hoàn thành"), "lead"),
        (("STT", "Nhiệm vụ trọng tâm", "Sở, ngành chủ trì", "Sở, ngành phối hợp", "Mốc thời gian"), "lead"),
    ],
)  # fmt: skip
def test_columns_by_many_names(tmp_path, names, role):
    table = TaskTable((names, ("1", T1, SCHOOLS, POLICE, "2025"), ("2", T2, POLICE, HEALTH, "2026")))
    document = read(write_word(table, tmp_path / "a.docx"))
    wanted = [
        row(T1, **{role: (SCHOOLS,)}, with_=POLICE, due="2025"),
        row(T2, **{role: (POLICE,)}, with_=HEALTH, due="2026"),
    ]
    assert said(document) == sorted(wanted)


LONG = [
    row(
        f"Nhiệm vụ số {n}: xây dựng, trình ban hành và tổ chức thực hiện chương trình phối hợp về phòng ngừa tội phạm, "
        "vi phạm pháp luật trên địa bàn; định kỳ sáu tháng sơ kết, rút kinh nghiệm, báo cáo cấp có thẩm quyền",
        (POLICE, JUSTICE, HEALTH)[n % 3],
        (HOME, MONEY, SCHOOLS)[n % 3],
        due=f"Tháng {n % 12 + 1}/2025",
    )
    for n in range(1, 19)
]


@pytest.mark.parametrize("repeat", [True, False])
@pytest.mark.parametrize("tall", [0, 23, 47, 61])
def test_over_page_breaks(tmp_path, repeat, tall):
    """Whatever row the page breaks in two, with the head repeated or not."""
    rows = [("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")]
    rows += [(str(n), task, lead[0], with_[0], due) for n, (task, lead, with_, _, due) in enumerate(LONG, 1)]
    table = TaskTable(tuple(rows), widths=(1, 5, 2, 2, 2))
    document = read(write_pdf(table, tmp_path / "a.pdf", repeat=repeat, tall=tall))
    assert document.pages > 2
    assert said(document) == sorted(LONG)
    assert len({r.table for r in document.text.rows}) == 1


def test_over_page_breaks_the_same_in_all(tmp_path):
    rows = [("Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")]
    rows += [(task, lead[0], with_[0], due) for task, lead, with_, _, due in LONG]
    same_in_all(TaskTable(tuple(rows), widths=(5, 2, 2, 2)), tmp_path, LONG, tall=30)


def test_a_table_that_goes_on_as_another_one(tmp_path):
    """Word files whose author began a second table on the next page, without its head."""
    import docx

    first = TaskTable((("STT", "Nhiệm vụ", "Chủ trì", "Thời gian"), ("1", T1, SCHOOLS, "2025")))
    path = write_word(first, tmp_path / "a.docx")
    file = docx.Document(str(path))
    file.add_paragraph("")
    more = file.add_table(rows=1, cols=4)
    for cell, words in zip(more.rows[0].cells, ("2", T2, POLICE, "2026"), strict=True):
        cell.text = words
    file.save(str(path))
    assert said(read(path)) == sorted([row(T1, SCHOOLS, due="2025"), row(T2, POLICE, due="2026")])


def test_two_appendices_are_two_branches(tmp_path):
    path = tmp_path / "a.html"
    tables = "".join(
        f"<p><b>PHỤ LỤC {n}</b></p><p><b>PHÂN CÔNG NHIỆM VỤ</b></p><table><tr><th>Nhiệm vụ</th><th>Chủ trì</th></tr>"
        f"<tr><td>{task}</td><td>{lead}</td></tr></table>"
        for n, task, lead in (("I", T1, SCHOOLS), ("II", T2, POLICE))
    )
    path.write_text(
        f"<!DOCTYPE html><html><body><p>KẾ HOẠCH</p><p>1. Mục đích.</p>{tables}</body></html>",
        encoding="utf-8",
    )
    document = read(path)
    assert [t.unit.split("__")[0] for a in document.assignments for t in a.tasks] == ["annex_I", "annex_II"]
    assert said(document) == sorted([row(T1, SCHOOLS), row(T2, POLICE)])


def test_a_span_beyond_reason_is_no_bomb(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        "<!DOCTYPE html><html><body><table><tr><td rowspan=999999999 colspan=999999999>Nhiệm vụ</td><td colspan=-3>Chủ trì</td>"
        "</tr><tr><td rowspan=x>A</td><td>B</td></tr></table></body></html>",
        encoding="utf-8",
    )
    assert len(read(path).text.printed) < 10_000
