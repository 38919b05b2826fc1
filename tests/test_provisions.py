"""References to parts of acts: lists, ranges and units shared by several come out one by one."""

import re

import pytest

from ingest.citations import find, places, provision
from ingest.document import Head, Text, Unit
from ingest.provisions import levels, path_of
from ingest.reading import read


def provisions(text):
    return [p for r in provision.find(text) for p in r.provisions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "điểm a, b và đ khoản 2 Điều 5",
            ["điểm a khoản 2 Điều 5", "điểm b khoản 2 Điều 5", "điểm đ khoản 2 Điều 5"],
        ),
        ("các điều 7, 8 và 9", ["Điều 7", "Điều 8", "Điều 9"]),
        ("từ Điều 5 đến Điều 9", ["Điều 5", "Điều 6", "Điều 7", "Điều 8", "Điều 9"]),
        ("từ điểm c đến điểm e khoản 1 Điều 2", [f"điểm {x} khoản 1 Điều 2" for x in "cdđe"]),
        ("khoản 1 và khoản 2 Điều này", ["khoản 1 Điều này", "khoản 2 Điều này"]),
        ("khoản 1, Điều 11", ["khoản 1 Điều 11"]),
        ("khoản 1, khoản 6 Điều 4; khoản 3 Điều 6", ["khoản 1 Điều 4", "khoản 6 Điều 4", "khoản 3 Điều 6"]),
        ("điểm a khoản 1, điểm b khoản 2 Điều 8", ["điểm a khoản 1 Điều 8", "điểm b khoản 2 Điều 8"]),
        ("Điều 1; khoản 6 Điều 4", ["Điều 1", "khoản 6 Điều 4"]),
        ("Mục A Phụ lục II, Mục B Phụ lục II", ["Mục A Phụ lục II", "Mục B Phụ lục II"]),
        ("Mẫu số 01, Mẫu số 02", ["Mẫu số 01", "Mẫu số 02"]),
        ("Khoản 1, 2, Điều 21 và Phụ lục 2", ["khoản 1 Điều 21", "khoản 2 Điều 21", "Phụ lục 2"]),
        ("Điều 15a và khoản 2đ Điều 3", ["Điều 15a", "khoản 2đ Điều 3"]),
        ("khoản 1 các Điều 5, 6 và 7", ["khoản 1 Điều 5", "khoản 1 Điều 6", "khoản 1 Điều 7"]),
        ("Chương II và Chương III", ["Chương II", "Chương III"]),
    ],
)
def test_lists_and_ranges_are_expanded_in_the_official_form(text, expected):
    assert provisions(f"theo quy định tại {text} được thực hiện") == expected


@pytest.mark.parametrize(
    "text",
    ["Điều 5. Phạm vi điều chỉnh\n", "“Điều 15a. Kinh phí\n", "Chương II\n", "PHỤ LỤC I\n",
     "mở tài khoản 2 lần",
     "khoản tiền 5 triệu", "điểm nóng", "đạt 10 điểm", "điểm mới 3", "một số điều của Luật"],
)  # fmt: skip
def test_headings_and_false_friends_are_no_references(text):
    assert provisions(text) == []


def targets(text, head=Head()):  # noqa: B008 - frozen
    return [(c.provision, c.target) for c in find(Text(text, text), (), head) if c.kind == "provision"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tại Điều 3 và Điều 4 của Nghị định số 15/2020/NĐ-CP", [(("Điều 3", "Điều 4"), "15/2020/NĐ-CP")]),
        ("tại khoản 1 Điều 4 Luật này", [(("khoản 1 Điều 4",), "self")]),
        ("Phụ lục I ban hành kèm theo Thông tư số 2/2020/TT-BTC", [(("Phụ lục I",), "2/2020/TT-BTC")]),
        ("Điều 5 và Điều 6 Nghị định này; Điều 7 Nghị định số 15/2020/NĐ-CP",
         [(("Điều 5", "Điều 6"), "self"), (("Điều 7",), "15/2020/NĐ-CP")]),
        ("Theo Điều 3. Nghị định số 15/2020/NĐ-CP quy định", [(("Điều 3",), "self")]),
    ],
)  # fmt: skip
def test_a_provision_belongs_to_the_act_printed_with_it_and_never_jumps_a_sentence(text, expected):
    assert targets(text) == expected


def test_this_article_is_named_where_the_reference_stands_in_one(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(
        "QUYẾT ĐỊNH\n\nĐiều 7. Thẩm quyền\n\n1. Sở Nội vụ thực hiện khoản 2 Điều này.\n\n"
        "2. Các sở:\n\na) thực hiện khoản 1 Điều này;\n\nb) thực hiện điểm a khoản này.\n",
        encoding="utf-8",
    )
    found = [c.provision for c in read(path).citations if c.kind == "provision"]
    assert found == [("khoản 2 Điều 7",), ("khoản 1 Điều 7",), ("điểm a khoản 2 Điều 7",)]


def test_this_article_in_words_that_an_amendment_quotes_is_left_as_printed():
    quoted = Unit("art_1__qstr_1", "quoted", None, None, 0, 20, 20, section="khoản 3 Điều 1")
    assert places.named("khoản 2 Điều này", quoted) == "khoản 2 Điều này"


def test_bare_references_in_an_amending_article_mean_the_amended_act():
    text = (
        "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 15/2020/NĐ-CP\n"
        "1. Sửa đổi khoản 2 Điều 5 như sau:\n"
        "Điều 2. Điều khoản thi hành\n"
        "Điều 1 có hiệu lực từ ngày ký và khoản 1 Điều 3 từ ngày sau.\n"
    )
    assert [t for _, t in targets(text)] == ["15/2020/NĐ-CP", "self", "self"]


@pytest.mark.parametrize("level", levels().values(), ids=lambda level: level.word)
def test_labels_of_a_level_are_read_whole(level):
    for label in level.examples:
        assert re.fullmatch(level.label, label), label
        unit = f"{level.official.removesuffix(' số')} {label}"
        [found] = provisions(f"{unit} khoản 1 Điều 2" if level.depth < 2 else f"{unit} của Luật")
        assert found.split(" khoản 1 ")[0] == f"{level.official} {label.strip('“”)').removeprefix('số ')}"


def test_what_stands_apart_comes_before_the_units_of_the_text():
    assert path_of("điểm a khoản 2 Điều 5 Chương I") == (
        ("chương", "i"), ("điều", "5"), ("khoản", "2"), ("điểm", "a"),
    )  # fmt: skip
    assert path_of("Mẫu số 01 Phụ lục II") == (("mẫu số", "01"), ("phụ lục", "ii"))
    assert path_of("Mục 1 Phụ lục II") == (("phụ lục", "ii"), ("mục", "1"))
