"""What an amendment quotes is new text of the amended act: references in it are that act's."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_acts import built, write

from index import library as opening
from index.citation_check import check, draft_of_file, draft_of_text
from index.citation_check.new_text import Place

TODAY = date(2026, 11, 27)
HEAD = """QUỐC HỘI
Luật số: 950/2024/QH15
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 10 tháng 11 năm 2024
LUẬT
SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT BẢO TỒN CÂY CỔ THỤ
Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Bảo tồn cây cổ thụ số 902/2020/QH14.
"""
AMENDING = """Điều 1. Sửa đổi, bổ sung một số điều của Luật Bảo tồn cây cổ thụ số 902/2020/QH14
1. Sửa đổi, bổ sung khoản 1 Điều 2 như sau:
“1. Ủy ban nhân dân cấp xã lập danh sách theo điểm c khoản này và khoản 2 Điều này:
a) Trên địa bàn;
b) Ở nơi giáp ranh;
c) Theo điểm b khoản này và khoản 2 Điều 4 của Luật này.”.
2. Sửa đổi, bổ sung Điều 2 như sau:
a) Bổ sung khoản 3 vào sau khoản 2 như sau:
“3. Danh sách tại điểm c khoản 1 Điều này được lập theo Điều 4a.”.
3. Bổ sung Điều 4a vào sau Điều 4 như sau:
“Điều 4a. Danh sách cây
1. Danh sách theo khoản 3 Điều 2 của Luật này.
2. Danh sách theo khoản 1 Điều này; điều này chưa rõ.”.
"""
CLOSING = """Điều 2. Hiệu lực thi hành
Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("acts")
    with opening.open(built(folder / "home", write(folder / "files"), searched=False)) as opened:
        yield opened


def items(library, text):
    report = check(library, draft_of_text(text), TODAY)
    for item in report.items:
        assert report.text[item.start : item.end] == item.text
    return report.items


def of_provisions(library, text):
    return {i.text: i for i in items(library, text) if i.kind == "provision"}


@pytest.mark.parametrize("head", [HEAD, ""])
@pytest.mark.parametrize("marks", ["“”", '""'])
def test_references_in_new_text_are_found_in_the_act_as_amended(library, head, marks):
    text = head + AMENDING.replace("“", marks[0]).replace("”", marks[1]) + CLOSING
    found = of_provisions(library, text)
    assert {i.status for i in found.values()} == {"found"}, [i for i in found.values() if i.status != "found"]
    inside = {
        "điểm c khoản này": "Điểm c khoản 1 Điều 2 của Luật số 902/2020/QH14",
        "khoản 2 Điều này": "Khoản 2 Điều 2 của Luật số 902/2020/QH14",
        "điểm b khoản này": "Điểm b khoản 1 Điều 2 của Luật số 902/2020/QH14",
        "khoản 2 Điều 4 của Luật này": "Khoản 2 Điều 4 của Luật số 902/2020/QH14",
        "điểm c khoản 1 Điều này": "Điểm c khoản 1 Điều 2 của Luật số 902/2020/QH14",
        "khoản 3 Điều 2 của Luật này": "Khoản 3 Điều 2 của Luật số 902/2020/QH14",
        "khoản 1 Điều này": "Khoản 1 Điều 4a của Luật số 902/2020/QH14",
    }
    for words, meant in inside.items():
        assert found[words].reason.startswith(meant), (words, found[words].reason)
        assert found[words].act == "902-2020-qh14"


def test_the_acts_own_words_outside_the_quotation_are_its_own(library):
    own = [
        i for i in items(library, HEAD + AMENDING + CLOSING) if i.kind == "anaphora" and i.text == "Luật này"
    ]
    assert [i.act for i in own] == ["self"]


@pytest.mark.parametrize(
    ("new_text", "status", "said"),
    [
        (
            "“Điều 4a. Cây\n1. Theo khoản 9 Điều này.\n2. Cây.”.",
            "provision_not_found",
            "từ khoản 1 đến khoản 2",
        ),
        (
            "“Điều 4a. Cây\n1. Theo khoản 8 Điều 2 của Luật này.\n2. Cây.”.",
            "provision_not_found",
            "đến khoản 2",
        ),
        ("“Điều 4a. Cây\n1. Theo khoản 2 Điều 2 của Luật này.\n2. Cây.”.", "found", "902/2020/QH14"),
        ("“Điều 4a. Cây\n1. Theo khoản 9 Điều này.\n2. Cây", "not_checked", ""),
    ],
)
def test_what_neither_the_new_text_nor_the_act_has_is_told(library, new_text, status, said):
    first = "Điều 1. Sửa đổi, bổ sung Luật Bảo tồn cây cổ thụ số 902/2020/QH14\n1. Bổ sung Điều 4a như sau:\n"
    found = of_provisions(library, f"{HEAD}{first}{new_text}\n{CLOSING}")
    [item] = [i for words, i in found.items() if words.startswith("khoản")]
    assert item.status == status, item
    assert said in item.reason


def test_of_an_act_that_was_changed_before_what_its_text_lacks_is_no_fault(library):
    text = (
        f"{HEAD}Điều 1. Sửa đổi, bổ sung một số điều của Luật Vườn ươm số 904/2012/QH13\n"
        "1. Sửa đổi khoản 2 Điều 5 như sau:\n“2. Theo khoản 77 Điều này và điểm a khoản này.”.\n"
    )
    found = of_provisions(library, text)
    assert found["khoản 77 Điều này"].status == "not_checked"
    assert "khoản 77 Điều 5" in found["khoản 77 Điều này"].reason
    assert "904/2012/QH13" in found["khoản 77 Điều này"].reason


def test_new_text_of_an_act_that_nothing_names_is_not_checked(library):
    found = of_provisions(library, "1. Sửa đổi khoản 2 Điều 5 như sau:\n“2. Theo khoản 77 Điều này.”.\n")
    assert found["khoản 77 Điều này"].status == "not_checked"
    assert "không xác định được văn bản được sửa đổi" in found["khoản 77 Điều này"].reason


def test_a_pointer_back_in_new_text_is_no_name_of_the_amended_act(library):
    text = (
        f"{HEAD}Điều 1. Sửa đổi, bổ sung một số điều của Luật Bảo tồn cây cổ thụ số 902/2020/QH14\n"
        "1. Sửa đổi khoản 2 Điều 2 như sau:\n“2. Theo Luật này và Pháp lệnh nói trên, theo Nghị định này.”.\n"
    )
    found = {i.text: i for i in items(library, text) if i.kind == "anaphora"}
    assert (found["Luật này"].status, found["Luật này"].act) == ("found", "902-2020-qh14")
    assert found["Pháp lệnh nói trên"].status == "unresolved_reference"
    assert "902" not in found["Nghị định này"].reason


def test_other_quoted_words_are_left_open(library):
    found = of_provisions(
        library, f"{HEAD}Điều 1. Cây\nTheo hướng dẫn “thực hiện khoản 77 Điều 2 và khoản 9”.\n"
    )
    assert {i.status for i in found.values()} == {"not_checked"}


@pytest.mark.parametrize(
    ("place", "printed", "full"),
    [
        (Place("5", "2", "a"), "khoản 3 Điều này", "khoản 3 Điều 5"),
        (Place("5", "2", "a"), "điểm b khoản này", "điểm b khoản 2 Điều 5"),
        (Place("5", "2", "a"), "Điều này", "Điều 5"),
        (Place("5", "2", "a"), "điểm này", "điểm a khoản 2 Điều 5"),
        (Place("5", "", ""), "điểm b khoản này", "điểm b khoản này"),
        (Place(), "khoản 3 Điều này", "khoản 3 Điều này"),
        (Place("5", "2", ""), "khoản 3 Điều 7", "khoản 3 Điều 7"),
    ],
)
def test_this_is_named_by_its_place(place, printed, full):
    assert place.complete(printed) == full


LINES = [
    "Điều 1. Sửa đổi, bổ sung một số điều của Luật Bảo tồn cây cổ thụ số 902/2020/QH14 như sau:",
    "1. Sửa đổi khoản 1 Điều 2 như sau:", "b) Bổ sung khoản 4a như sau:", "“2. Theo khoản 1 Điều này.”.", "“Điều 9. Cây",
    "a) Theo điểm b khoản này;", '"3. Theo Luật này".', "”", "2. Cây.", "Điều này và khoản này của Luật đó.",
]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=14).map("\n".join))
def test_any_order_of_such_lines_is_checked(library, text):
    for item in items(library, text):
        assert item.reason


@pytest.mark.slow
def test_new_text_of_real_amendments_makes_no_fault(library, shared):
    paths = sorted((shared / "corpus" / "offices").rglob("*.md"))
    paths += sorted(p for f in ("cited", "superseding") for p in (shared / "corpus" / f).glob("*.txt"))
    looked = 0
    for path in paths:
        draft = draft_of_file(path.name, path.read_bytes())
        if "như sau:" not in draft.given or "ửa đổi" not in draft.given:
            continue
        for item in check(library, draft, TODAY).items:
            if item.reason.startswith(("Nội dung mới của", "Nằm trong nội dung")):
                looked += 1
                assert item.status in ("found", "not_checked"), (path.name, item)
    assert looked
