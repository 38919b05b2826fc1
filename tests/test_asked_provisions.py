"""A question that names its provision gets that provision's words, or is told that they are not there."""

from __future__ import annotations

import pytest
from made_acts import write

from index import library as opening
from index.asking import ask
from index.building import build
from index.searching import search
from ingest.codification.clauses import Clause, clause
from search_api.cli.ask import lines
from tests.writers.codification import MOBILISING, SAFETY, SAFETY_2


@pytest.fixture(scope="module")
def library(built_home):
    with opening.open(built_home) as opened:
        yield opened


@pytest.fixture(scope="module")
def acts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("acts")
    build(folder / "home", write(folder / "files"))
    with opening.open(folder / "home") as opened:
        yield opened


def told(library, question):
    answer = ask(library, question, as_of="2024-01-01")
    assert not answer.abstained
    return [(one.article, one.provision) for one in answer.directives if one.article]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Điều 2 Thông tư 124/2021/TT-BCA quy định gì?", [(SAFETY_2, "Điều 2")]),
        ("khoản 2 điều 1 thông tư 124/2021/TT-BCA", [(SAFETY, "khoản 2 Điều 1")]),
        ("dieu 2 thong tu 124/2021/TT-BCA noi gi", [(SAFETY_2, "Điều 2")]),
        ("Thông tư 124/2021/TT-BCA, Điều 2", [(SAFETY_2, "Điều 2")]),
        ("điều 2 tt 124/2021 nói gì", [(SAFETY_2, "Điều 2")]),
        (
            "So sánh Điều 2 Thông tư 124/2021/TT-BCA với Điều 1 Nghị định 06/2014/NĐ-CP",
            [(SAFETY_2, "Điều 2"), (MOBILISING, "Điều 1")],
        ),
    ],
)
def test_the_named_provision_is_the_answer_and_no_other_article(library, question, expected):
    assert told(library, question) == expected


def test_its_words_are_the_clause_that_was_asked_for(library):
    [whole] = [one for one in ask(library, "Điều 1 Thông tư 124/2021/TT-BCA").directives if one.article]
    [part] = [
        one for one in ask(library, "khoản 2 Điều 1 Thông tư 124/2021/TT-BCA").directives if one.article
    ]
    assert whole.evidence.startswith("1. ")
    assert part.evidence.startswith("2. ")
    assert part.evidence in whole.evidence


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Điều 300 Thông tư 124/2021/TT-BCA quy định gì?", "Thông tư 124/2021/TT-BCA không có Điều 300"),
        ("khoản 9 Điều 1 Thông tư 124/2021/TT-BCA", "Điều 1 có từ khoản 1 đến khoản 2"),
    ],
)
def test_a_provision_that_its_act_lacks_is_told_and_nothing_shown_in_its_place(library, question, said):
    answer = ask(library, question)
    assert answer.abstained
    assert said in answer.reason
    assert answer.directives == ()


def test_words_that_are_not_held_are_said_to_be_lacking(library):
    answer = ask(library, "Theo Điều 5 Nghị định 49/2020/NĐ-CP, ai dạy nghề cho thuyền viên tàu cá?")
    assert answer.abstained
    assert "chưa có nội dung Điều 5 của Nghị định 49/2020/NĐ-CP" in answer.reason


def test_an_answer_says_which_part_of_the_question_it_lacks(library):
    answer = ask(library, "Điều 5 Nghị định 49/2020/NĐ-CP quy định gì?")
    assert not answer.abstained
    assert [one.number for one in answer.directives] == ["49/2020/NĐ-CP"]
    assert "chưa có nội dung Điều 5 của Nghị định 49/2020/NĐ-CP" in answer.lacking
    assert ask(library, "Nghị định 49/2020/NĐ-CP quy định gì?").lacking is None


def test_the_page_and_the_command_say_so_too(client, library):
    question = "Điều 5 Nghị định 49/2020/NĐ-CP quy định gì?"
    said = "chưa có nội dung Điều 5 của Nghị định 49/2020/NĐ-CP"
    assert said in client.get("/", params={"q": question}).text
    assert said in client.get("/v1/ask", params={"q": question}).json()["lacking"]
    assert any(said in line for line in lines(ask(library, question), {}))


@pytest.mark.parametrize("question", ["Điều này nói gì?", "Điều 5 quy định gì?", "khoản 2 Điều 7"])
def test_a_provision_of_no_act_is_no_reference(library, question):
    assert all(one.provision is None or not one.article for one in ask(library, question).directives)


def test_a_search_puts_the_named_provision_first(library):
    page = search(library, "Điều 2 Thông tư 124/2021/TT-BCA")
    anchors = [one.article for one in page.law]
    assert anchors[0] == SAFETY_2
    assert len(set(anchors)) == len(anchors)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (
            "khoản 1 Điều 2",
            "1. Ủy ban nhân dân cấp xã lập danh sách cây cổ thụ: a) Trên địa bàn; b) Ở nơi giáp ranh.",
        ),
        ("điểm b khoản 1 Điều 2", "b) Ở nơi giáp ranh."),
        ("Điều 1", "Điều 1. Phạm vi điều chỉnh Luật này quy định về việc bảo tồn cây cổ thụ."),
    ],
)
def test_an_acts_own_text_in_the_library_says_it_with_its_place(acts, asked, words):
    first = ask(acts, f"{asked} Luật 902/2020/QH14 quy định gì?", as_of="2024-01-01").directives[0]
    assert (first.number, first.provision, first.in_corpus) == ("902/2020/QH14", asked, True)
    text = acts.text(first.document).printed[first.start : first.end]
    assert " ".join(text.split()) == first.evidence == words


def test_a_provision_beyond_the_end_of_a_text_is_told(acts):
    answer = ask(acts, "Điều 99 Luật 902/2020/QH14")
    assert answer.abstained
    assert "Luật 902/2020/QH14 không có Điều 99 (văn bản có từ Điều 1 đến Điều 4)." in answer.reason


TEXT = "Mở đầu.\n1. Một:\na) Điểm a;\nb) Điểm b.\n2. Hai " + "dài " * 900 + "\nđ) Điểm đ."


@pytest.mark.parametrize(
    ("para", "point", "label", "words"),
    [
        ("", "", "", TEXT),
        ("1", "", "khoản 1", "1. Một:\na) Điểm a;\nb) Điểm b.\n"),
        ("1", "b", "điểm b khoản 1", "b) Điểm b.\n"),
        ("2", "đ", "điểm đ khoản 2", "đ) Điểm đ."),
        ("", "a", "điểm a", "a) Điểm a;\n"),
    ],
)
def test_a_clause_is_cut_where_its_number_says(para, point, label, words):
    found = clause(TEXT, para, point)
    assert (found.label, TEXT[found.start : found.end]) == (label, words)


def test_a_clause_that_is_not_there():
    assert clause(TEXT, "3") is None
    assert clause(TEXT, "1", "c") is None
    assert clause("", "") == Clause("", 0, 0)
