"""Acts and places as official documents cite them (Nghị định 30/2020/NĐ-CP, phụ lục I)."""

from __future__ import annotations

from ingest.document import Head, Unit
from search_api.cited_form import cited, place, quoted

DECREE = Head(
    number="49/2020/NĐ-CP",
    type="Nghị định",
    date="2020-04-17",
    issuer="Chính phủ",
    title="Quy định chi tiết X",
)
LAW = Head(
    number="41/2019/QH14", type="Luật", date="2019-06-14", issuer="Quốc hội", title="Thi hành án hình sự"
)


def unit(eid, kind, number, parent=None, section=""):
    return Unit(eid, kind, number, None, 0, 1, 1, None, parent, section)


def test_an_act_is_cited_by_type_number_day_issuer_and_title():
    assert (
        cited(DECREE)
        == "Nghị định số 49/2020/NĐ-CP ngày 17 tháng 4 năm 2020 của Chính phủ quy định chi tiết X"
    )


def test_a_law_is_cited_by_its_name_alone():
    assert cited(LAW) == "Luật Thi hành án hình sự"


def test_the_first_two_months_carry_a_zero_and_what_is_unknown_is_left_out():
    assert cited(Head(type="Kế hoạch", date="2024-02-05")) == "Kế hoạch ngày 05 tháng 02 năm 2024"
    assert cited(Head()) == "Văn bản"


def test_a_place_goes_from_the_inside_out():
    units = {
        u.eid: u
        for u in (
            unit("art_5", "art", "5"),
            unit("art_5__para_2", "para", "2", "art_5"),
            unit("art_5__para_2__point_a", "point", "a", "art_5__para_2"),
            unit("sec_II", "sec", "II", section="II"),
            unit("sec_II__bullet_3", "bullet", None, "sec_II", "II"),
        )
    }
    assert place("art_5__para_2__point_a", units) == "điểm a khoản 2 Điều 5"
    assert place("sec_II__bullet_3", units) == "gạch đầu dòng thứ 3 mục II"
    assert place("khong-co", units) == ""
    assert (
        quoted("Chữ\ntrong văn bản", "Điều 5", LAW) == "“Chữ trong văn bản” (Điều 5 Luật Thi hành án hình sự)"
    )
