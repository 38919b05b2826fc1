"""A draft's citations held against the records: each status, its words, its place, the scope."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import library as libraries
from index.citation_check import check, draft_of_file, draft_of_text
from index.citation_check.alignment import align
from index.citation_check.contract import as_json
from index.citation_check.records import LABELS, STATUSES

PLAN_DAY = date(2024, 2, 21)
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def library(built_home):
    with libraries.open(built_home) as opened:
        yield opened


def items(library, text, day=TODAY):
    report = check(library, draft_of_text(text), day)
    for item in report.items:
        assert report.text[item.start : item.end] == item.text
        assert item.reason
        assert item.status in STATUSES
    assert report.text == text
    return report.items


def only(library, text, day=TODAY, kind=None):
    found = [i for i in items(library, text, day) if kind in (None, i.kind)]
    assert len(found) == 1, found
    return found[0]


@pytest.fixture(scope="module")
def plan_today(library, plan_path):
    return check(library, draft_of_file(plan_path.name, plan_path.read_bytes()), TODAY)


@pytest.fixture(scope="module")
def plan_then(library, plan_path):
    return check(library, draft_of_file(plan_path.name, plan_path.read_bytes()), PLAN_DAY)


PLANS_OWN_FAULTS = {
    ("Chương trình số 02CTr-BCA-V05", "malformed"),
    ("Nghị quyết số 51-NQ/TW", "mismatch"),
    ("Thông tư 124/TT-BCA", "malformed"),
    ("Quyết định số 77/QĐ-TTg", "not_in_corpus"),
    ('Đề án "Xây dựng thế trận An ninh nhân dân trên không gian mạng"', "not_in_corpus"),
    ("Đề án “Xây dựng Thế trận An ninh nhân dân trên không gian mạng”", "not_in_corpus"),
}
SINCE_REPLACED = {
    ("Luật Thi hành án hình sự", "superseded"),
    ("Luật Phòng, chống mua bán người", "superseded"),
    ("Luật Ngân sách nhà nước", "superseded"),
}


def told(report):
    return {(i.text, i.status) for i in report.items if i.status not in ("found", "amended")}


def test_the_plan_on_its_own_day(plan_then):
    early = {("Luật Lực lượng tham gia bảo vệ ANTT ở cơ sở", "not_yet_in_force")}
    assert told(plan_then) == PLANS_OWN_FAULTS | early


def test_the_plan_today(plan_today):
    assert told(plan_today) == PLANS_OWN_FAULTS | SINCE_REPLACED


def test_what_is_said_of_the_plans_faults(plan_today):
    by_text = {i.text: i for i in plan_today.items if i.status != "found"}
    issuer = next(c for c in by_text["Nghị quyết số 51-NQ/TW"].checks if c.component == "issuer")
    assert (issuer.written, issuer.found, issuer.ok) == (
        "Ban Chấp hành Trung ương Đảng",
        "Bộ Chính trị",
        False,
    )
    assert "124/2021/TT-BCA" in by_text["Thông tư 124/TT-BCA"].reason
    assert by_text["Thông tư 124/TT-BCA"].suggestion.startswith(
        "Thông tư số 124/2021/TT-BCA ngày 28 tháng 12 năm 2021 của Bộ trưởng Bộ Công an quy định"
    )
    assert "02/CTr-BCA-V05" in by_text["Chương trình số 02CTr-BCA-V05"].reason
    assert "127/2025/QH15" in by_text["Luật Thi hành án hình sự"].reason
    assert any(c.number == "127/2025/QH15" for c in by_text["Luật Thi hành án hình sự"].candidates)


def test_places_are_those_of_the_submitted_text(library):
    text = "  Căn cứ   Nghị định\nsố 49/2020/NĐ-CP   ngày 17/4/2020;\r\n\r\nLuật Trợ giúp\u00a0pháp lý.  "
    found = items(library, text)
    assert [i.text for i in found] == ["Nghị định\nsố 49/2020/NĐ-CP", "Luật Trợ giúp\u00a0pháp lý"]


def test_decomposed_letters_keep_their_places(library):
    import unicodedata

    text = unicodedata.normalize("NFD", "Căn cứ Nghị định số 49/2020/NĐ-CP và Luật Trợ giúp pháp lý.")
    assert len(items(library, text)) == 2


@pytest.mark.parametrize(
    ("text", "status", "component"),
    [
        ("Nghị định số 49/2020/NĐ-CP ngày 17/4/2020 của Chính phủ.", "found", None),
        ("Nghị định số 49/2020/NĐ-CP ngày 18/4/2020 của Chính phủ.", "mismatch", "date"),
        ("Thông tư số 49/2020/NĐ-CP ngày 17/4/2020.", "mismatch", "type"),
        ("Nghị định số 49/2020/NĐ-CP ngày 17/4/2020 của Bộ Công an.", "mismatch", "issuer"),
        ("Quyết định số 623/QĐ-TTg ngày 14/4/2016 của Chính phủ.", "mismatch", "issuer"),
        ("Nghị quyết số 12-NQ/TW ngày 16/3/2022 của Bộ Chính trị.", "found", None),
        ("Nghị quyết số 12-NQ/TW ngày 03/6/2017.", "found", None),
        ("Nghị quyết số 12-NQ/TW của Bộ Chính trị.", "ambiguous", None),
        ("Nghị quyết số 12-NQ/TW ngày 16/3/2019.", "mismatch", "date"),
        ("Chỉ thị số 46-CT/TW ngày 16/5/2025.", "found", None),
        ("Nghị định số 94/2020/NĐ-CP ngày 17/4/2020.", "not_in_corpus", None),
        ("Thông tư số 124/TT-BCA.", "malformed", None),
        ("Nghị quyết số 12/NQ-TW ngày 16/3/2022.", "malformed", None),
        ("Luật Ngân sách nhà nước số 83/2015/QH13.", "superseded", None),
        ("Luật Trợ giúp pháp lý năm 2017.", "found", None),
        ("Luật Trợ giúp pháp lý năm 2016.", "mismatch", "date"),
        ("Luật Trợ giúp pháp lý số 83/2015/QH13.", "mismatch", "title"),
        ("Luật Trợ giúp pháp luật.", "not_in_corpus", None),
        (
            "Nghị quyết số 27-NQ/TW ngày 09/11/2022 về “Chiến lược bảo vệ an ninh quốc gia”.",
            "mismatch",
            "title",
        ),
        ("Kế hoạch này và Nghị định nêu trên.", None, None),
    ],
)
def test_each_component_is_held_against_the_record(library, text, status, component):
    found = items(library, text)
    if status is None:
        assert [i.status for i in found] == ["found", "unresolved_reference"]
        return
    [item] = found
    assert item.status == status, item
    if component:
        assert component in [c.component for c in item.checks if c.ok is False]


def test_a_number_wrong_by_one_sign_is_a_suggestion_only(library):
    item = only(library, "Nghị định số 48/2020/NĐ-CP ngày 17/4/2020 của Chính phủ.")
    assert item.status == "not_in_corpus"
    assert item.normalized == "48/2020/NĐ-CP"
    assert [c.number for c in item.candidates] == ["49/2020/NĐ-CP"]
    assert "không có nghĩa là văn bản không tồn tại" in item.reason


def test_a_law_cited_by_name_means_the_one_of_the_drafts_day(library):
    old = (
        "ỦY BAN NHÂN DÂN TỈNH TUYÊN QUANG\nSố: 1/KH-UBND\nTuyên Quang, ngày 5 tháng 3 năm 2020\n\n"
        "KẾ HOẠCH\nThực hiện công tác thi hành án\n\n"
    )
    assert only(library, old + "Theo Luật Thi hành án hình sự.").status == "superseded"
    assert only(library, "Theo Luật Thi hành án hình sự.").status == "found"


def test_a_name_that_the_draft_gave_a_number_is_that_act_and_no_namesake(library):
    text = "Theo Luật Ngân sách nhà nước số 999/2031/QH17; khoản 99 Điều 999 Luật Ngân sách nhà nước."
    statuses = {i.text: i.status for i in items(library, text)}
    assert statuses["Luật Ngân sách nhà nước số 999/2031/QH17"] == "not_in_corpus"
    assert "provision_not_found" not in statuses.values()


def test_a_name_alone_whose_acts_all_came_later_is_left_open(library):
    before = "ỦY BAN NHÂN DÂN TỈNH TUYÊN QUANG\nSố: 1/KH-UBND\nTuyên Quang, ngày 5 tháng 3 năm 2001\n\nKẾ HOẠCH\nViệc\n\n"
    item = only(library, before + "Theo Luật Ngân sách nhà nước.")
    assert item.status == "not_checked"
    assert "sau ngày của dự thảo" in item.reason


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Nghị định số 74CP ngày 25/10/1993 của Chính phủ.", "malformed"),
        ("Nghị định số 74-CP ngày 25/10/1993 của Chính phủ.", "not_in_corpus"),
        ("Nghị định số 74/CP ngày 25/10/1993 của Chính phủ.", "not_in_corpus"),
        ("Quyết định số 217-HĐBT ngày 14/11/1987.", "not_in_corpus"),
        ("Kế hoạch số 19KH-BCĐ138/CP ngày 15/01/2024.", "malformed"),
    ],
)
def test_numbers_of_before_years_were_carried_need_their_dash(library, text, status):
    item = only(library, text)
    assert item.status == status
    if status == "malformed":
        assert ("74-CP" if "74" in text else "19/KH-BCĐ138/CP") in item.reason


def test_a_number_without_year_is_not_an_act_of_another_year(library):
    item = only(library, "Thông tư số 124/TT-BCA ngày 09/01/1996 của Bộ Công an.")
    assert all(c.component != "date" or c.ok is not False for c in item.checks)


def test_what_an_amendment_puts_in_or_quotes_is_not_missed(library):
    text = (
        "Sửa đổi, bổ sung một số điều của Nghị định số 49/2020/NĐ-CP:\n"
        'b) Bổ sung điểm x khoản 1 Điều 5 Nghị định số 49/2020/NĐ-CP như sau: "x) Theo khoản 90 Điều 5".\n'
    )
    assert "provision_not_found" not in {i.status for i in items(library, text)}


def test_a_sentences_first_word_is_not_always_an_act(library):
    assert only(library, "Đơn vị lập kế hoạch. Kế hoạch đó phải được phê duyệt.").status == "not_checked"
    assert only(library, "Thực hiện Thông tư đó.").status == "unresolved_reference"


@pytest.mark.parametrize(
    ("written", "recorded", "same"),
    [
        ("Bộ Nông nghiệp và PTNT", "Bộ Nông nghiệp và Phát triển nông thôn", True),
        ("Bộ trưởng Bộ Y tế", "Bộ Y tế", True),
        ("Bộ Y tế", "Bộ Tài chính", False),
        ("Ban Chấp hành Trung ương Đảng (khóa XII)", "Bộ Chính trị", False),
    ],
)
def test_bodies_are_told_apart_and_their_short_forms_known(written, recorded, same):
    from index.citation_check.issuers import same_body

    assert same_body(written, recorded) is same


def test_a_text_without_citations_is_no_pass(library):
    for text in ("", "   \n", "Kính gửi các đồng chí."):
        report = check(library, draft_of_text(text), TODAY)
        assert report.items == ()
        assert "Không tìm thấy viện dẫn nào" in report.summary.verdict


def test_scope_and_counts_are_named(library):
    text = (
        "Nghị định số 49/2020/NĐ-CP; Nghị định 49/2020/NĐ-CP; Luật Trợ giúp pháp lý; Nghị định 49/2020/NĐ-CP."
    )
    told = as_json(check(library, draft_of_text(text), TODAY))
    assert (told["summary"]["occurrences"], told["summary"]["unique"], told["summary"]["acts"]) == (4, 3, 2)
    assert set(told["summary"]["by_status"]) == set(LABELS) == set(STATUSES)
    assert told["scope"]["as_of"] == "2026-11-23"
    assert told["scope"]["corpus"]
    assert told["scope"]["kinds"]
    assert told["scope"]["acts"] > 40
    assert told["text"] == text


WORDS = ["Nghị định", "số", "49/2020/NĐ-CP", "12-NQ/TW", "Luật Trợ giúp pháp lý", "ngày 17/4/2020", "của Chính phủ",
         "khoản 2 Điều 5", "Điều 90", "Nghị định này", "Luật nêu trên", "\n", "  ", "|", "-", "1.", "Điều 1. Phạm vi",
         "124/TT-BCA", "…/KH-UBND", "e\u0302\u0301", "«", "“", "Căn cứ"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), st.text(max_size=120)))
def test_any_text_is_checked_and_keeps_its_places(library, text):
    report = check(library, draft_of_text(text), TODAY)
    for item in report.items:
        assert report.text[item.start : item.end] == item.text != ""


@given(st.text(alphabet="ab \n\u0301é", max_size=60))
def test_an_alignment_finds_every_sign_of_the_same_words(text):
    import unicodedata

    read = " ".join(unicodedata.normalize("NFC", text).split())
    aligned = align(read, text)
    for at, sign in enumerate(read):
        if sign != " " and not unicodedata.combining(sign):
            place = aligned.span(at, at + 1)
            assert place is not None
            assert unicodedata.normalize("NFC", text[place[0] : place[1]]).strip().startswith(sign)
