"""A question becomes a plan without any index: marks, short forms, numbers, agencies, dates and intent."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import BadQuestionError, analyse
from index.knowledge import Knowledge, knowledge
from index.marks import SyllablePairs
from index.plan import Plan
from index.weights import weights

PLAN = Path(__file__).parent.parent / "corpus" / "documents" / "ke-hoach-138-tuyen-quang-2024.txt"
TODAY = date(2026, 11, 23)


@cache
def known() -> Knowledge:
    return knowledge(SyllablePairs.of([PLAN.read_text(encoding="utf-8")]))


def plan(question: str, as_of: str | None = None) -> Plan:
    return analyse(question, known(), weights(), TODAY, as_of)


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("Cơ quan nào chủ trì công tác hòa giải ở cơ sở?", "lead"),
        ("hoa giai co so ai chu tri", "lead"),
        ("Đơn vị nào làm đầu mối hưởng ứng Tháng hành động phòng, chống ma túy?", "lead"),
        ("Trách nhiệm thuộc về ai trong quản lý cư trú?", "lead"),
        ("các sở, ban, ngành nào phối hợp tuyên truyền?", "lead"),
        ("Sở Y tế chủ trì những việc gì?", "lead"),
        ("Công an tỉnh có nhiệm vụ gì?", "lead"),
        ("Sở nào chủ trì tuyên truyền theo Kế hoạch 74?", "lead"),
        ("Bao giờ phải gửi kế hoạch?", "lead"),
        ("Văn bản nào quy định về tái hòa nhập cộng đồng?", "directive"),
        ("Phân loại phong trào theo quyết định nào của Bộ Công an?", "directive"),
        ("chien luoc bao ve an ninh quoc gia nghi quyet so may", "directive"),
        ("Đề án được phê duyệt tại đâu?", "directive"),
        ("Căn cứ vào đâu để xét khen thưởng?", "directive"),
        ("NQ 12 về xây dựng Công an nhân dân là văn bản nào?", "directive"),
        ("nghị định về tái hòa nhập cộng đồng", "directive"),
        ("Luật An ninh mạng còn hiệu lực không?", "directive"),
        ("nd 49/2020", "lookup"),
        ("Nghị định 49", "lookup"),
        ("thông tư 124 nội dung ra sao", "lookup"),
        ("hòa giải ở cơ sở", "search"),
        ("phòng chống ma túy trong trường học", "search"),
        ("ai?", "none"),
        ("???", "none"),
        ("1 + 1 = ?", "none"),
        ("xin hỏi cho tôi biết với ạ", "none"),
    ],
)
def test_intent(question: str, intent: str) -> None:
    assert plan(question).intent == intent


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("CA tỉnh làm gì?", "Công an tỉnh làm gì?"),
        ("ca tinh", "Công an tỉnh"),
        ("Đài PT-TH tỉnh chủ trì gì", "Đài Phát thanh và Truyền hình tỉnh chủ trì gì"),
        ("sở SNV làm gì", "Sở Nội vụ làm gì"),
        ("ANTT ở cơ sở", "an ninh, trật tự ở cơ sở"),
        ("antt o co so", "an ninh, trật tự ở cơ sở"),
        ("BCĐ 138 tỉnh làm gì", "Ban Chỉ đạo 138 tỉnh làm gì"),
        ("bcd 138 tinh lam gi", "Ban Chỉ đạo 138 tỉnh làm gì"),
        ("công ty TNHH nộp thuế GTGT", "công ty trách nhiệm hữu hạn nộp thuế giá trị gia tăng"),
        ("UBND TP.HCM và tphcm", "Ủy ban nhân dân Thành phố Hồ Chí Minh và Thành phố Hồ Chí Minh"),
    ],
)
def test_short_forms_are_written_out(question: str, reading: str) -> None:
    assert plan(question).reading == reading


@pytest.mark.parametrize(
    ("question", "agencies"),
    [
        ("Sở Y tế chủ trì những việc gì?", ("Sở Y tế",)),
        ("so y te chu tri nhung viec gi", ("Sở Y tế",)),
        ("Sở TTTT phối hợp việc gì?", ("Sở Thông tin và Truyền thông",)),
        ("Sở LĐTBXH làm gì?", ("Sở Lao động - Thương binh và Xã hội",)),
        ("CA tỉnh chủ trì gì?", ("Công an tỉnh",)),
    ],
)
def test_tasks_of_an_agency_are_a_filter(question: str, agencies: tuple[str, ...]) -> None:
    found = plan(question)
    assert found.agencies == agencies
    assert found.filters.agencies == agencies
    assert not found.content


def test_the_role_asked_for_narrows_an_agency_s_tasks() -> None:
    assert plan("Sở Y tế chủ trì những việc gì?").filters.roles == ("lead",)
    assert plan("Sở Y tế phối hợp những việc gì?").filters.roles == ("coordinate",)
    assert plan("Sở Y tế làm những việc gì?").filters.roles == ()


def test_an_agency_beside_a_subject_is_no_filter() -> None:
    found = plan("Ai chủ trì xây dựng Công an phường điển hình kiểu mẫu?")
    assert found.filters.agencies == ()
    assert "kiểu" in {term.word for term in found.content}


def test_words_of_asking_are_nothing_to_find() -> None:
    found = plan("Xin hỏi cơ quan nào được giao chủ trì công tác hòa giải ở cơ sở ạ?")
    assert {"hòa", "giải", "cơ", "sở"} <= {term.word for term in found.content}
    assert not {"xin", "hỏi", "nào", "chủ", "trì", "ạ"} & {term.word for term in found.content}


def test_a_filler_that_is_part_of_a_word_stays() -> None:
    words = [term.word for term in plan("tuyên truyền trên không gian mạng do ai chủ trì").content]
    assert words[-3:] == ["không", "gian", "mạng"]


@pytest.mark.parametrize(
    ("question", "as_of"),
    [
        ("Sở LĐTBXH hiện nay là cơ quan nào?", "2026-11-23"),
        ("Tính đến ngày 01/03/2025 ai chủ trì cai nghiện?", "2025-03-01"),
        ("tại thời điểm tháng 2/2024 ai chủ trì cai nghiện", "2024-02-29"),
        ("tính đến năm 2025 luật nào còn hiệu lực", "2025-12-31"),
        ("tính đến ngày 31/02/2025 ai chủ trì?", None),
        ("kế hoạch năm 2024 ai chủ trì", None),
    ],
)
def test_the_date_asked_for(question: str, as_of: str | None) -> None:
    assert plan(question).as_of == as_of


def test_a_date_given_with_the_question_wins() -> None:
    assert plan("hiện nay ai chủ trì?", as_of="2024-05-01").as_of == "2024-05-01"


def test_types_of_acts_asked_for() -> None:
    assert plan("theo quyết định nào của Bộ Công an?").types == ("Quyết định",)
    assert plan("văn bản nào quy định?").types == ()


@pytest.mark.parametrize("question", ["", "   ", "\u200b\n\t", "\x00"])
def test_an_empty_question_is_refused(question: str) -> None:
    with pytest.raises(BadQuestionError, match="trống"):
        plan(question)


def test_a_question_of_ten_thousand_characters_is_refused() -> None:
    with pytest.raises(BadQuestionError, match=r"10\.000 ký tự"):
        plan("a" * 10_000)


@given(st.text(max_size=400))
@settings(deadline=None, max_examples=150)
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        found = plan(text)
    except BadQuestionError:
        return
    json.dumps(found.as_json())
    assert all(0.0 <= term.weight <= 1.0 for term in found.terms)


WORDS = st.sampled_from(
    [
        "ai",
        "chủ trì",
        "Sở Y tế",
        "nd",
        "49/2020",
        "CA",
        "BCĐ 138",
        "văn bản nào",
        "hoa giai",
        "Điều 5.",
        '"',
        "NOT",
        "*",
        "?",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=40))
@settings(deadline=None, max_examples=150)
def test_any_mixture_of_what_people_type_is_understood(parts: list[str]) -> None:
    json.dumps(plan(" ".join(parts)).as_json())
