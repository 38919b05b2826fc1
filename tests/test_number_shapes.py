"""Numbers of acts: every shape matches its examples and no other shape's; codes and types hold together."""

import pytest

from ingest.citations import number, vocabulary
from ingest.document_types import DocumentType, types

SHAPES = vocabulary.shapes()
EXAMPLES = [(shape, example) for shape in SHAPES for example in shape.examples]


@pytest.mark.parametrize(("shape", "example"), EXAMPLES, ids=[e for _, e in EXAMPLES])
def test_an_example_is_matched_whole_by_exactly_its_shape(shape, example):
    assert [s.id for s in SHAPES if s.compiled.fullmatch(example)] == [shape.id]


@pytest.mark.parametrize("kind", types(), ids=lambda kind: kind.name)
def test_a_type_is_cited_by_its_numbers_in_the_shapes_of_its_families(kind: DocumentType):
    printed = [f"{kind.name} số {example}" for example in kind.examples]
    for citation in (*printed, *kind.cited):
        assert [m.type for m in number.find(citation)] == [kind.name], citation
    for example in kind.examples:
        shapes = [shape for shape in SHAPES if shape.compiled.fullmatch(example)]
        assert [shape.family for shape in shapes if shape.family in kind.families], example


def test_a_code_means_one_type_in_the_numbers_of_a_family():
    owners: dict[tuple[str, bool], set[str]] = {}
    for kind in types():
        for code in kind.codes:
            owners.setdefault((code, kind.party_only), set()).add(kind.name)
    assert {code: names for code, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nghị định số 49/2020/NĐ-CP", [("Nghị định", "49/2020/NĐ-CP")]),
        ("nghị định 49/2020/nđ-cp", [("Nghị định", "49/2020/NĐ-CP")]),
        ("QUYẾT ĐỊNH SỐ 06/QĐ-TTG NGÀY", [("Quyết định", "06/QĐ-TTg")]),
        ("Chương trình số 02CTr-BCA-V05 ngày", [("Chương trình", "02/CTr-BCA-V05")]),
        ("Quyết định số 08/2021/QĐ- UBND", [("Quyết định", "08/2021/QĐ-UBND")]),
        ("Nghị quyết số 66.4/2025/NQ-CP", [("Nghị quyết", "66.4/2025/NQ-CP")]),
        ("công văn số 9757/VPCP-CN", [("Công văn", "9757/VPCP-CN")]),
        ("Báo cáo giải trình, tiếp thu số 473/BC-UBND", [("Báo cáo", "473/BC-UBND")]),
        ("Nghị định 15/2021 của Chính phủ", [("Nghị định", "15/2021/NĐ-CP")]),
        ("Luật 72/2025 và", [("Luật", "72/2025/QH15")]),
        ("Luật số 15/2021 và", [("Luật", "15/2021")]),
        (
            "các Nghị định số 1/2020/NĐ-CP, 2/2021/NĐ-CP và số 3/2022/NĐ-CP",
            [("Nghị định", n) for n in ("1/2020/NĐ-CP", "2/2021/NĐ-CP", "3/2022/NĐ-CP")],
        ),
        ("Luật số 56/2024/QH15 và số 90/2025/QH15", [("Luật", "56/2024/QH15"), ("Luật", "90/2025/QH15")]),
        ("Kế hoạch số 18/KH-BCĐ138/CP", [("Kế hoạch", "18/KH-BCĐ138/CP")]),
        ("Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15", [("Luật", "64/2025/QH15")]),
    ],
)
def test_numbers_are_read_with_their_types(text, expected):
    assert [(m.type, m.number) for m in number.find(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "ngày 26/6/2021",
        "15/01/2024",
        "145.000/2020",
        "tỷ lệ 1/500",
        "km/h",
        "giai đoạn 2021-2025",
        "12/UBND",
    ],
)
def test_dates_sums_and_ratios_are_no_numbers(text):
    assert number.find(text) == []


def test_a_number_inside_another_is_not_read():
    assert [m.number for m in number.find("Nghị định số 145/2020/NĐ-CP")] == ["145/2020/NĐ-CP"]


@pytest.mark.parametrize("printed", ["…/TTr-STC", "...../TTr-STC", "    /TTr-STC"])
def test_what_cannot_be_read_is_said(printed):
    (found,) = number.find(f"Tờ trình số {printed} ngày")
    assert (found.number, found.number_read) == ("…/TTr-STC", "partial")


def test_the_law_that_amends_has_the_number():
    (found,) = number.find("Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 11/2020/QH14")
    assert found.start == 0
    assert found.name == "Luật sửa đổi, bổ sung một số điều của Luật Đất đai"


@pytest.mark.parametrize("printed", ["02/2018/tt-ubdt", "39/2014/tt-nhnn", "01/2020/tt-ttcp"])
def test_signs_in_small_letters_of_other_bodies(printed):
    (found,) = number.find(f"Thông tư số {printed} ngày 5/11/2018")
    assert found.number == printed.upper()
