"""Questions about the plan are answered from its records, with its words, or not at all."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import library
from index.analysis import BadQuestionError
from index.answers import Answer
from index.asking import ask
from index.library import Library

COMMITTEES = ("các thành viên Ban Chỉ đạo 138 tỉnh", "Ban Chỉ đạo 138 huyện, thành phố")


@pytest.fixture(scope="module")
def lib(engine_home: Path) -> Iterator[Library]:
    with library.open(engine_home) as opened:
        yield opened


def names(found: Answer, role: str) -> set[str]:
    return set(getattr(found.answers[0], role))


@pytest.mark.parametrize(
    "question",
    [
        "Cơ quan nào chủ trì công tác hòa giải ở cơ sở?",
        "hoa giai co so ai chu tri",
        "HÒA GIẢI Ở CƠ SỞ DO AI CHỦ TRÌ",
        "Ai làm đầu mối việc hoà giải mâu thuẫn trong nhân dân?",
        "hòa giẩi ở cơ sở, cơ quan nào chủ trì?",
        "cho hỏi việc hòa giải tại cơ sở thì sở nào chủ trì vậy ạ?",
    ],
)
def test_who_leads(lib: Library, question: str) -> None:
    found = ask(lib, question)
    assert not found.abstained
    first = found.answers[0]
    assert first.task.startswith("Nâng cao hiệu quả công tác hòa giải ở cơ sở")
    assert set(first.lead) == {"Sở Tư pháp", "Ủy ban Mặt trận Tổ quốc tỉnh"}
    assert set(first.coordinate) == set(COMMITTEES)
    assert first.section == "II.2.1.1"
    assert first.evidence == (
        "(Sở Tư pháp, Ủy ban Mặt trận Tổ quốc tỉnh chủ trì; các thành viên Ban Chỉ đạo 138 tỉnh, "
        "Ban Chỉ đạo 138 huyện, thành phố phối hợp thực hiện)"
    )


def test_words_and_places_are_those_of_the_document(lib: Library) -> None:
    first = ask(lib, "Cơ quan nào chủ trì công tác hòa giải ở cơ sở?").answers[0]
    printed = lib.text(first.document).printed
    assert printed[first.start : first.end].strip() == first.task
    assert printed[first.evidence_start : first.evidence_end].strip() == first.evidence


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("Văn bản nào quy định về tái hòa nhập cộng đồng?", "49/2020/NĐ-CP"),
        ("van ban nao quy dinh ve tai hoa nhap cong dong", "49/2020/NĐ-CP"),
        ("nd 49/2020", "49/2020/NĐ-CP"),
        ("Nghị định 49", "49/2020/NĐ-CP"),
        ("NQ 12", "12-NQ/TW"),
        ("ke hoach 74", "74/KH-UBND"),
        ("124/TT-BCA", "124/2021/TT-BCA"),
        ("Đề án 06", "06/QĐ-TTg"),
        ("Luật nào quy định về trợ giúp pháp lý?", "11/2017/QH14"),
    ],
)
def test_which_directive_applies(lib: Library, question: str, number: str) -> None:
    found = ask(lib, question)
    assert not found.abstained
    assert number in [one.number for one in found.directives[:3]]


@pytest.mark.xfail(reason="the model puts the law above its decree, whose citation names both")
def test_the_decree_about_a_subject_comes_before_the_law_that_it_details(lib: Library) -> None:
    found = ask(lib, "Văn bản nào quy định về tái hòa nhập cộng đồng?").directives
    assert found[0].number == "49/2020/NĐ-CP"


def test_a_directive_comes_with_what_is_known_of_it(lib: Library) -> None:
    found = ask(lib, "Văn bản nào quy định về tái hòa nhập cộng đồng?").directives[:2]
    first = next(one for one in found if one.number == "49/2020/NĐ-CP")
    assert (first.type, first.date, first.issuer, first.in_corpus) == (
        "Nghị định",
        "2020-04-17",
        "Chính phủ",
        False,
    )
    assert first.evidence and "49/2020/NĐ-CP" in first.evidence


def test_a_status_is_given_only_with_the_day_on_which_it_was_stated(lib: Library) -> None:
    for question in (
        "nd 49/2020",
        "NQ 12",
        "ke hoach 74",
        "Luật Ngân sách nhà nước",
        "Luật Phòng, chống mua bán người",
    ):
        for one in ask(lib, question).directives:
            assert (one.status is None) == (one.status_as_of is None)


def test_a_law_that_was_replaced_names_what_replaced_it_from_that_day_on(lib: Library) -> None:
    def replaced(day: str) -> str | None:
        found = ask(lib, "Luật nào về phòng, chống mua bán người?", as_of=day).directives
        return next(one.replaced_by for one in found if one.number == "66/2011/QH12")

    assert replaced("2024-02-21") is None
    assert replaced("2026-01-01") == "53/2024/QH15"


def test_successors_of_a_body_that_is_no_more(lib: Library) -> None:
    question = "Cai nghiện ma túy và quản lý người nghiện do những cơ quan nào đồng chủ trì?"
    now = ask(lib, question, as_of="2026-11-23").answers[0].now
    old = "Sở Lao động - Thương binh và Xã hội"
    own = [one for one in now if one.agency == old]
    assert (own[0].successor, own[0].fitting) == ("Công an tỉnh", True)
    assert len(own) > 1
    assert all(one.function and one.since and one.basis for one in own)
    assert not [one for one in now if one.agency in {"Sở Y tế", "Công an tỉnh"}]
    assert ask(lib, question, as_of="2024-06-30").answers[0].now == ()


def test_the_tasks_of_an_agency_by_role(lib: Library) -> None:
    leads = ask(lib, "Sở Y tế chủ trì những việc gì?").answers
    assert {one.section for one in leads} == {"II.2.1.1", "II.2.5"}
    assert all("Sở Y tế" in one.lead for one in leads)
    every = ask(lib, "Sở Tư pháp làm những việc gì?").answers
    assert {"II.2.1.1", "II.2.6"} <= {one.section for one in every}


def test_a_task_that_nobody_was_given_says_so(lib: Library) -> None:
    question = (
        "Ai quán triệt các văn bản chỉ đạo của Trung ương, của tỉnh về đấu tranh phòng, chống tội phạm?"
    )
    found = ask(lib, question)
    first = found.answers[0]
    assert first.section == "II.1"
    assert first.unassigned
    assert not (first.lead or first.coordinate or first.implement or first.guide or first.requested)


def test_a_task_shows_the_directives_that_it_cites(lib: Library) -> None:
    first = ask(lib, "Ai chủ trì xây dựng Công an phường điển hình kiểu mẫu?").answers[0]
    assert {"96-NQ/TU", "260/KH-UBND", "50/KH-UBND"} <= {one.number for one in first.directives}


@pytest.mark.parametrize(
    "question",
    [
        "Ai là huấn luyện viên đội tuyển bóng đá quốc gia?",
        "Thủ tục đăng ký kết hôn với người nước ngoài mất bao lâu?",
        "thu tuc dang ky ket hon",
        "Mức phạt vượt đèn đỏ là bao nhiêu?",
        "Thủ tục cấp sổ đỏ lần đầu cần giấy tờ gì?",
        "Học phí đại học công lập do cơ quan nào quyết định?",
        "Ai chủ trì phòng chống bão lụt, hộ đê?",
        "Văn bản nào quy định mức lương tối thiểu vùng?",
        "Sở Công Thương chủ trì những việc gì?",
        "Nghị định 168/2024/NĐ-CP quy định gì?",
        "Thông tư 99/2022/TT-BTC",
        "What is the capital of France?",
        "asdfgh qwerty",
    ],
)
def test_what_the_corpus_does_not_hold_is_not_answered(lib: Library, question: str) -> None:
    found = ask(lib, question)
    assert found.abstained
    assert found.reason
    assert not found.answers
    assert not found.directives


def test_a_number_that_nobody_bears_is_named_in_the_reason(lib: Library) -> None:
    assert "168/2024" in (ask(lib, "Nghị định 168/2024/NĐ-CP quy định gì?").reason or "")


HOSTILE = [
    '"', "'; DROP TABLE passage; --", "*", "a*", "NOT", "AND OR NOT", "hòa giải AND (", 'hòa "giải', "Điều 5.", "()[]{}^~:\\/",
    "{!func}", "field:value", "%00", "\ufeffhòa giải", "ﬀ İ ß", "\u202ehòa giải", "𝒽ò𝒶", "😀" * 50, "0" * 900, "/" * 900,
    "-" * 900, "a " * 450, "số " * 250, "49/2020/" * 110, "cơ quan, " * 110, "\ud800 hòa giải", "NĐ-CP-" * 120, "<script>alert(1)</script>",
]  # fmt: skip


@pytest.mark.parametrize("question", HOSTILE)
def test_hostile_questions_are_answered_or_declined_in_time(lib: Library, question: str) -> None:
    start = time.perf_counter()
    found = ask(lib, question)
    assert time.perf_counter() - start < 3
    assert found.abstained == (not found.answers and not found.directives)
    json.dumps(found.as_json(), ensure_ascii=False).encode("utf-8", "surrogatepass")


@given(st.text(min_size=1, max_size=120))
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_answered_declined_or_refused(lib: Library, text: str) -> None:
    try:
        found = ask(lib, text)
    except BadQuestionError:
        return
    assert found.abstained == (found.reason is not None)


def test_an_explanation_shows_the_plan_and_every_signal(lib: Library) -> None:
    found = ask(lib, "Cơ quan nào chủ trì công tác hòa giải ở cơ sở?", explain=True)
    assert found.plan is not None
    assert found.weighed
    assert {"plan", "weighed"} <= found.as_json().keys()
    assert "plan" not in ask(lib, "Cơ quan nào chủ trì công tác hòa giải ở cơ sở?").as_json()


def test_a_date_that_is_none_is_refused(lib: Library) -> None:
    with pytest.raises(ValueError, match="isoformat"):
        ask(lib, "hòa giải", as_of="hôm qua")
