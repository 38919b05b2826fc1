"""Date, issuer and title of a cited act, as printed around its number."""

import pytest

from ingest.citations import find
from ingest.document import Head, Text


def only(text, head=Head()):  # noqa: B008 - frozen
    found = [c for c in find(Text(text, text), (), head) if c.kind == "number"]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("ngày 15/01/2024", "2024-01-15"),
        ("ngày 14 tháng 6 năm 2025", "2025-06-14"),
        ("NGÀY 06 THÁNG 12 NĂM 2023", "2023-12-06"),
        (", ngày 01/12/2011", "2011-12-01"),
        ("ngày 16-3-2022", "2022-03-16"),
        ("ngày 31/02/2024", None),
        ("ngày ... tháng ... năm 2024", None),
    ],
)
def test_dates(printed, date):
    assert only(f"Quyết định số 623/QĐ-TTg {printed} của Thủ tướng Chính phủ").date == date


@pytest.mark.parametrize(
    ("printed", "issuer"),
    [
        ("của Thủ tướng Chính phủ về việc phê duyệt", "Thủ tướng Chính phủ"),
        (
            "của Ban Chỉ đạo phòng, chống tội phạm Chính phủ về thực hiện",
            "Ban Chỉ đạo phòng, chống tội phạm Chính phủ",
        ),
        ("của Bộ Văn hóa, Thể thao và Du lịch quy định", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("của Ủy ban nhân dân tỉnh Phú Thọ ban hành", "Ủy ban nhân dân tỉnh Phú Thọ"),
        ("của Bộ Tài chính, Bộ Công an yêu cầu", "Bộ Tài chính"),
        ("của Bộ trưởng Bộ Giao thông vận tải quy định", "Bộ trưởng Bộ Giao thông vận tải"),
        ("của Bộ trưởng Bộ Thông tin và Truyền thông ban hành", "Bộ trưởng Bộ Thông tin và Truyền thông"),
        ("của Hội đồng nhân dân Thành phố;", "Hội đồng nhân dân Thành phố"),
        ("về việc phê duyệt", None),
    ],
)
def test_issuers(printed, issuer):
    assert only(f"Văn bản số 12/QĐ-UBND ngày 15/01/2024 {printed}").issuer == issuer


def test_the_issuer_may_stand_before():
    text = "Theo đề nghị của Giám đốc Sở Tài chính tại Tờ trình số 337/TTr-STC ngày 03/11/2025;"
    assert only(text).issuer == "Giám đốc Sở Tài chính"


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("về “Chiến lược bảo vệ an ninh; quốc gia”; các", "Chiến lược bảo vệ an ninh; quốc gia"),
        ("về việc phân cấp quản lý (sau đây viết tắt là A)", "phân cấp quản lý"),
        ("quy định tiêu chuẩn, định mức.", "quy định tiêu chuẩn, định mức"),
        ("về thu phí được sửa đổi, bổ sung bởi", "thu phí"),
        ("thì áp dụng", None),
    ],
)
def test_titles(printed, title):
    assert (
        only(f"Quyết định số 15/2025/QĐ-TTg ngày 14/6/2025 của Thủ tướng Chính phủ {printed}").title == title
    )


def test_the_year_is_supplied_where_the_text_lets_no_doubt():
    assert only("Thông tư 124/TT-BCA, ngày 28/12/2021 của Bộ Công an").number == "124/2021/TT-BCA"
    assert only("Thông tư 124/TT-BCA của Bộ Công an").number == "124/TT-BCA"
    assert only("Thông tư 12/TT-BTC ngày 03/5/1995 của Bộ Tài chính").number == "12/TT-BTC"
    assert only("Kế hoạch 73/KH-UBND ngày 17/8/2016").number == "73/KH-UBND"


def test_the_documents_own_number_in_its_head_is_no_citation():
    text = (
        "ỦY BAN NHÂN DÂN\nSố: 105/2025/QĐ-UBND\nQUYẾT ĐỊNH\n"
        "(Ban hành kèm theo Quyết định số 105/2025/QĐ-UBND)\n"
    )
    found = only(text, Head(number="105/2025/QĐ-UBND"))
    assert found.text == "Quyết định số 105/2025/QĐ-UBND"
    assert found.target == "self"


def test_the_date_behind_an_amending_law_is_its_own():
    text = (
        "Căn cứ Luật Vườn cây ngày 19 tháng 6 năm 2015; Luật sửa đổi, bổ sung một số điều của Luật Vườn cây và Luật Rừng "
        "cây ngày 22 tháng 11 năm 2019;\nCăn cứ Luật Vườn cây, Luật Nhà ở ngày 27 tháng 11 năm 2023;"
    )
    found = [(c.target_name, c.date) for c in find(Text(text, text), (), Head()) if c.kind == "name"]
    assert found == [
        ("Luật Vườn cây", "2015-06-19"),
        ("Luật sửa đổi, bổ sung một số điều của Luật Vườn cây", "2019-11-22"),
        ("Luật Vườn cây", None),
        ("Luật Rừng cây", None),
        ("Luật Vườn cây", None),
        ("Luật Nhà ở", "2023-11-27"),
    ]


def test_the_unit_behind_a_number_does_not_hide_what_follows():
    found = only("Hướng dẫn số 04/HD-BCA(A11) ngày 16 tháng 3 năm 2009 của Bộ Công an về cây;")
    assert (found.date, found.issuer, found.title) == ("2009-03-16", "Bộ Công an", "cây")


def test_a_code_behind_a_comma_is_no_issuer():
    text = "theo Bộ luật Hình sự số 100/2015/QH13, Bộ luật Tố tụng hình sự số 101/2015/QH13"
    found = [(c.number, c.issuer) for c in find(Text(text, text), (), Head()) if c.kind == "number"]
    assert found == [("100/2015/QH13", None), ("101/2015/QH13", None)]
