"""A subject's page becomes articles: numbers, titles, headings, texts, references; whatever authors pasted in."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.codification.records import Reference
from ingest.codification.subject import read_subject
from ingest.codification.wording import text_of
from tests.writers.codification import WrittenSubject, article, heading, see_also, two_subjects

NOTE = "Điều 1 Nghị định số 40/2017/NĐ-CP, có hiệu lực thi hành kể từ ngày 20/05/2017"


def read(*content, number="24.8", title="Quản lý muối"):
    return read_subject("x", WrittenSubject("x", number, title, "".join(content)).page.encode())


def test_an_article_has_its_number_anchor_title_text_and_source():
    subject = read_subject("aaaa-1", two_subjects()[0].page.encode())
    assert (subject.number, subject.title, subject.topic) == ("1.6", "An ninh, trật tự", "1")
    first, second = subject.articles
    assert first.anchor == "0100600000000000100000180278760124000010"
    assert (first.code, first.title) == ("1.6.TT.20.1", "Phạm vi điều chỉnh, đối tượng áp dụng")
    assert first.text.split("\n")[2:] == ["a) Khu dân cư;", "b) Công an các đơn vị."]
    assert first.provenance.url == "http://vbpl.vn/TW/Pages/vbpq-toanvan.aspx?ItemID=1#Dieu_1"
    assert first.references == (
        Reference("Điều 1.1.NĐ.6.1. Phạm vi điều chỉnh", "0100100000000000100000240249780006000010"),
    )
    assert second.provenance.act.title == ""
    assert [h.title for h in second.headings] == ["QUY ĐỊNH CHUNG"]


def test_headings_end_where_one_as_deep_begins():
    made = read(
        heading("1", "Phần thứ nhất", "A"),
        heading("2", "Chương I", "B"),
        heading("3", "Mục 1", "C"),
        article("a", "24.8.NĐ.1", "Một", NOTE, "x"),
        heading("4", "Chương II", "D"),
        article("b", "24.8.NĐ.2", "Hai", NOTE, "y"),
    )
    paths = [[(h.kind, h.number, h.title) for h in a.headings] for a in made.articles]
    assert paths[0] == [("Phần", "nhất", "A"), ("Chương", "I", "B"), ("Mục", "1", "C")]
    assert paths[1] == [("Phần", "nhất", "A"), ("Chương", "II", "D")]


def test_references_below_a_heading_are_the_headings():
    made = read(
        heading("c1", "Chương I", "A"),
        see_also(("t", "Chương V B")),
        article("a", "24.8.NĐ.1", "M", NOTE, "x"),
    )
    assert [(h.anchor, h.references[0].anchor) for h in made.heading_references] == [("c1", "t")]
    assert made.articles[0].references == ()


def test_a_reference_outside_names_its_act():
    label = "Điều 4. của Luật 18-L/CTN Dầu khí ban hành ngày 06/07/1993"
    made = read(
        article("a", "24.8.NĐ.1", "M", NOTE, "x", see_also(("http://vbpl.vn/x?ItemID=10809#Dieu_4", label)))
    )
    assert made.articles[0].references == (
        Reference(label, act_number="18-L/CTN", url="http://vbpl.vn/x?ItemID=10809#Dieu_4"),
    )


def test_an_article_printed_twice_is_kept_once_and_another_of_the_same_anchor_apart():
    same = article("a", "24.8.NĐ.1", "M", NOTE, "<p>x</p>")
    made = read(same, same, article("a", "24.8.NĐ.1", "M", NOTE, "<p>y</p>"))
    assert [(a.anchor, a.text) for a in made.articles] == [("a", "x"), ("a~2", "y")]
    assert made.repeated == 1


def test_a_page_without_articles_is_a_subject():
    made = read(title="Án phí, lệ phí Tòa án (loại bỏ)")
    assert (made.title, made.articles) == ("Án phí, lệ phí Tòa án (loại bỏ)", ())


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>một\n   hai</p><p>ba</p>", "một hai\nba"),
        ("10 m<sup>2</sup>&nbsp;và <b>đ</b>ất", "10 m2 và đất"),
        (
            "<table><tr><th>TT</th><th>Tên</th></tr><tr><td><p>1</p></td><td><p>a</p><p>b</p></td></tr></table>sau",
            "TT | Tên\n1 | a b\nsau",
        ),
        ("đảo < 10 km<sup>2</sup>, luồng <1/2 và <5km2 cạn", "đảo < 10 km2, luồng <1/2 và <5km2 cạn"),
        ("trước<!-- ẩn --><script>var a = '<p>';</script><style>p{}</style> sau", "trước sau"),
        ("trước <script> không bao giờ đóng", "trước không bao giờ đóng"),
        ("<P CLASS=x>hoa</P><BR/>lá&#8203;", "hoa\nlá"),
        ("<o:p></o:p><td>ô lẻ</td>", "ô lẻ"),
    ],
)
def test_markup_becomes_lines(markup, text):
    assert text_of(markup) == text


@given(st.text(alphabet="aáb cđ1.\n\t()%", max_size=200))
def test_words_without_markup_are_conserved(words):
    assert "".join(text_of(words).split()) == "".join(words.split())


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<td>",
                "</tr>",
                "<table",
                "<!--",
                "<script>",
                "&amp;",
                "<5",
                "đ",
                " x",
                "'",
                '"',
                ">",
                "<p class='pDieu'>",
                "<p class='pChiDan'>",
                "<a name='q'>",
            ]
        ),
        max_size=40,
    )
)
def test_any_page_is_read(pieces):
    subject = read_subject("x", "".join(pieces).encode())
    assert len({a.anchor for a in subject.articles}) == len(subject.articles)


@given(st.binary(max_size=300))
def test_any_bytes_are_read(data):
    read_subject("x", data)


@pytest.mark.parametrize(
    "piece",
    [
        "<p>",
        "<div><table><tr><td>",
        "<!--",
        "<script>",
        "<a <a ",
        "<",
        "&#",
        "<p class='pDieu'>",
        "<p class=",
        "</",
        "<p class='pChiDan'><a href='",
    ],
)
def test_hostile_markup_takes_time_in_proportion(piece):
    page = (piece * (300_000 // len(piece))).encode()
    begun = time.process_time()
    read_subject("x", page)
    assert time.process_time() - begun < 10
