"""A question that names its provision gets that provision's words, or is told that they are not there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from made_acts import write

from index import library as opening
from index.analysis import analyse
from index.asked_acts import _spoken
from index.asked_provisions import asked_provisions
from index.asking import ask, knowledge_of
from index.building import build
from index.general_law import acts_meant
from index.provision_words import _end
from index.searching import search
from index.weights import weights
from ingest.codification.clauses import Clause, clause, has_point
from ingest.document import Unit
from ingest.vocabulary import tables
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
        ("Điều 2 TT 124/2021/TT-BCA", [(SAFETY_2, "Điều 2")]),
        ("điều 1 nghị định 6/2014 nói gì", [(MOBILISING, "Điều 1")]),
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
        ("Điều 300 Thông tư 124/2021/TT-BCA quy định gì?", "Thông tư số 124/2021/TT-BCA không có Điều 300"),
        ("khoản 9 Điều 1 Thông tư 124/2021/TT-BCA", "Điều 1 có từ khoản 1 đến khoản 2"),
    ],
)
def test_a_provision_that_its_act_lacks_is_told_and_nothing_shown_in_its_place(library, question, said):
    answer = ask(library, question)
    assert answer.abstained
    assert said in answer.reason
    assert answer.directives == ()


def test_of_several_provisions_those_that_are_not_there_are_told(library):
    answer = ask(library, "Điều 2 và Điều 300 Thông tư 124/2021/TT-BCA; Điều 5 Nghị định 49/2020/NĐ-CP")
    assert [one.provision for one in answer.directives if one.article] == ["Điều 2"]
    assert "không có Điều 300" in answer.lacking
    assert "chưa có nội dung Điều 5 của Nghị định số 49/2020/NĐ-CP" in answer.lacking


def test_many_provisions_are_cut_with_a_word_on_it(library):
    answer = ask(library, "Từ Điều 1 đến Điều 150 Thông tư 124/2021/TT-BCA")
    assert answer.lacking.endswith("Chỉ nêu 5 phần đầu trong 150 phần được hỏi.")


def test_what_is_asked_beside_the_provision_is_looked_for(library):
    question = "Theo Điều 2 Thông tư 124/2021/TT-BCA, biện pháp vận động quần chúng bảo vệ an ninh là gì?"
    assert told(library, question)[0] == (SAFETY_2, "Điều 2")
    assert asked(library, question).alone is False
    assert asked(library, "Điều 2 Thông tư 124/2021/TT-BCA quy định gì?").alone


def asked(library, question):
    plan = analyse(question, knowledge_of(library), weights(), date(2024, 1, 1))
    return asked_provisions(plan.reading, library, "2024-01-01", acts_meant(plan, library))


between = tables("question_words.toml")["provision_of_act"]


@pytest.mark.parametrize("question", between["examples"])
def test_a_provision_belongs_to_the_act_beside_which_it_stands(library, question):
    found = asked(library, question.replace("Luật Công chứng", "Nghị định 06/2014/NĐ-CP"))
    assert [one.act.number for one in found.provisions] in (["124/2021/TT-BCA"], ["06/2014/NĐ-CP"])


@pytest.mark.parametrize(
    "question",
    [
        *between["counter_examples"],
        "Điều 5 nghị định sửa đổi Nghị định 49/2020/NĐ-CP",
        "Theo Luật Chăn nuôi, Điều 6 quy định gì, có trái Nghị định 49/2020/NĐ-CP không?",
        "Điều này nói gì?",
        "Điều 5 quy định gì?",
        "khoản 2 Điều 7",
    ],
)
def test_a_provision_of_no_act_or_of_another_is_given_to_none(library, question):
    assert asked(library, question).provisions == ()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("điều 1 tt 124/2021 và điều 1 nđ 6/2014", ["124/2021/TT-BCA", "06/2014/NĐ-CP"]),
        ("điều 2 tt 124/2021 và điều 3 luật phòng chống ma túy", ["124/2021/TT-BCA", "73/2021/QH14"]),
        ("điều 3 luật phòng, chống ma tuý", ["73/2021/QH14"]),
        ("Điều 3 Luật Phòng, chống ma túy năm 1999", []),
        ("Điều 5 Luật Đıện lực", []),
    ],
    ids=[
        "two in short",
        "one of another length",
        "tones as of old",
        "of another year",
        "a letter that looks alike",
    ],
)
def test_acts_are_known_as_they_are_typed(library, question, found):
    assert [one.act.number for one in asked(library, question).provisions] == found


typed = tables("question_words.toml")["provision_as_typed"]


@pytest.mark.parametrize("question", typed["headed_examples"])
def test_a_provision_is_no_heading_in_a_question(library, question):
    assert [one.provision for one in asked(library, question).provisions] == ["Điều 2"]


def test_letters_of_articles_may_be_capital(library):
    [question] = typed["capital_examples"]
    [one] = asked(library, question).provisions
    assert one.provision == "Điều 217a"


@pytest.mark.parametrize(
    "name",
    [
        "Luật Thi hành án hình sự",
        "luật thi hành án hình sự áp dụng thế nào",
        "Luật Phòng chống ma túy",
        "Luật Phòng, chống ma túy nói gì",
    ],
)
def test_laws_are_known_by_name_as_it_is_spoken(library, name):
    [one] = asked(library, f"Điều 3 {name}").provisions
    assert one.act.type == "Luật"


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Luật Công chứng viên nước ngoài", "Luật Công chứng viên nước ngoài"),
        ("Luật Giáo dục nghề nghiệp là gì", "Luật Giáo dục nghề nghiệp"),
        ("Luật Công chứng quy định gì", "Luật Công chứng"),
    ],
)
def test_only_words_of_asking_are_taken_from_a_name(name, spoken):
    assert [name, *_spoken(name)][-1] == spoken


def test_a_law_that_nobody_knows_is_said_to_be_unknown(library):
    answer = ask(library, "Điều 5 Luật Trồng cây trên núi quy định gì?")
    assert answer.abstained
    assert answer.reason.startswith("Chưa nêu được Điều 5: Danh mục chưa có văn bản tên")


def test_words_that_are_not_held_are_said_to_be_lacking(library):
    answer = ask(library, "Theo Điều 5 Nghị định 49/2020/NĐ-CP, ai dạy nghề cho thuyền viên tàu cá?")
    assert answer.abstained
    assert "chưa có nội dung Điều 5 của Nghị định số 49/2020/NĐ-CP" in answer.reason


def test_an_answer_says_which_part_of_the_question_it_lacks(library):
    answer = ask(library, "Điều 5 Nghị định 49/2020/NĐ-CP quy định gì?")
    assert not answer.abstained
    assert [one.number for one in answer.directives] == ["49/2020/NĐ-CP"]
    assert "chưa có nội dung Điều 5 của Nghị định số 49/2020/NĐ-CP" in answer.lacking
    assert ask(library, "Nghị định 49/2020/NĐ-CP quy định gì?").lacking is None


def test_the_page_and_the_command_say_so_too(client, library):
    question = "Điều 5 Nghị định 49/2020/NĐ-CP quy định gì?"
    said = "chưa có nội dung Điều 5 của Nghị định số 49/2020/NĐ-CP"
    assert said in client.get("/", params={"q": question}).text
    assert said in client.get("/v1/ask", params={"q": question}).json()["lacking"]
    assert any(said in line for line in lines(ask(library, question), {}))


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


def test_a_point_whose_clause_is_left_out_shows_the_article(acts):
    first = ask(acts, "điểm a Điều 2 Luật 902/2020/QH14").directives[0]
    assert first.provision == "Điều 2"
    assert "a) Trên địa bàn" in first.evidence
    assert ask(acts, "điểm m Điều 2 Luật 902/2020/QH14").abstained


def test_a_long_provision_ends_behind_a_word_and_says_that_it_goes_on():
    unit = Unit("art_5", "art", "5", "Mức phạt", 0, 17, 3_000)
    text = "Điều 5. Mức phạt\n" + "dài " * 800
    assert 1_000 < _end(text, unit) <= 2_000
    assert text[_end(text, unit)] == " "
    assert _end(text[:1_500], replace(unit, until=1_500)) == 1_500


def test_a_provision_beyond_the_end_of_a_text_is_told(acts):
    answer = ask(acts, "Điều 99 Luật 902/2020/QH14")
    assert answer.abstained
    assert (
        "Luật số 902/2020/QH14 (BẢO TỒN CÂY CỔ THỤ) không có Điều 99 (văn bản có từ Điều 1 đến Điều 4)."
        in answer.reason
    )


TEXT = "Mở đầu.\n1. Một:\na) Điểm a;\nb) Điểm b.\n2. Hai " + "dài " * 900 + "\nđ) Điểm đ."


@pytest.mark.parametrize(
    ("para", "point", "label", "words"),
    [
        ("", "", "", TEXT),
        ("1", "", "khoản 1", "1. Một:\na) Điểm a;\nb) Điểm b.\n"),
        ("1", "b", "điểm b khoản 1", "b) Điểm b.\n"),
        ("2", "đ", "điểm đ khoản 2", "đ) Điểm đ."),
    ],
)
def test_a_clause_is_cut_where_its_number_says(para, point, label, words):
    found = clause(TEXT, para, point)
    assert (found.label, TEXT[found.start : found.end]) == (label, words)


def test_a_clause_that_is_not_there():
    assert clause(TEXT, "3") is None
    assert clause(TEXT, "1", "c") is None
    assert clause(TEXT, "", "a") is None, "in which khoản is not said"
    assert clause("", "") == Clause("", 0, 0)


def test_a_point_of_a_text_without_clauses():
    found = clause("Gồm:\na) Một;\nb) Hai.", "", "b")
    assert (found.label, found.start) == ("điểm b", 13)


def test_a_word_in_quotes_hides_no_clause():
    text = "1. “Người bị thương là ai.\n2. “Người chết” là ai."
    assert clause(text, "2").start == text.index("2.")
    assert has_point("1. Gồm:\na) Một;\nb) Hai.", "b")
    assert not has_point("1. Gồm:\na) Một;", "m")


def test_what_is_quoted_is_not_the_texts_own():
    text = "1. Sửa đổi Điều 5:\n“Điều 5\n1. A\n2. B”\n2. Bãi bỏ Điều 9."
    found = clause(text, "2")
    assert text[found.start : found.end] == "2. Bãi bỏ Điều 9."
