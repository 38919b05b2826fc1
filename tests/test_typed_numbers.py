"""Act numbers as people type them, and the acts that they may mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.syllables import comparable_text, fold
from index.typed_numbers import fits, parts, typed_numbers
from index.wording import document_types

TYPES = {spelled: name for written, name in document_types().items() for spelled in (written, fold(written))}


def typed(text: str):
    return typed_numbers(comparable_text(text), TYPES)


@pytest.mark.parametrize(
    ("text", "number", "year", "kind", "codes"),
    [
        ("nd 49/2020", 49, 2020, "Nghị định", ()),
        ("NĐ 49/2020/NĐ-CP", 49, 2020, "Nghị định", ("nd", "cp")),
        ("Nghị định 49", 49, None, "Nghị định", ()),
        ("nghị định số 49", 49, None, "Nghị định", ()),
        ("NQ 12", 12, None, "Nghị quyết", ()),
        ("nq12", 12, None, "Nghị quyết", ()),
        ("ke hoach 74", 74, None, "Kế hoạch", ()),
        ("Kế hoạch số 74/KH-UBND", 74, None, "Kế hoạch", ("kh", "ubnd")),
        ("12-NQ/TW", 12, None, None, ("nq", "tw")),
        ("124/TT-BCA", 124, None, None, ("tt", "bca")),
        ("thông tư 124/2021", 124, 2021, "Thông tư", ()),
        ("18/KH-BCĐ138/CP", 18, None, None, ("kh", "bcd138", "cp")),
        ("02CTr-BCA-V05", 2, None, None, ("ctr", "bca", "v05")),
        ("QĐ 623/QĐ-TTg", 623, None, "Quyết định", ("qd", "ttg")),
        ("Đề án 06", 6, None, "Đề án", ()),
    ],
)
def test_read(text: str, number: int, year: int | None, kind: str | None, codes: tuple[str, ...]) -> None:
    (found,) = typed(f"xem {text} ở đâu")
    assert (found.number, found.year, found.type, found.codes) == (number, year, kind, codes)
    (alone,) = typed(text)
    assert (alone.number, alone.year, alone.type) == (number, year, kind)


@pytest.mark.parametrize(
    "text",
    [
        "BCĐ 138 tỉnh",
        "ngày 26/6",
        "17/4/2020",
        "tháng 6/2024",
        "năm 2024",
        "kế hoạch 2024",
        "10 năm",
        "giảm 5%",
        "giai đoạn 2016-2025",
        "100% xã",
        "lần thứ XIII",
        "kế hoạch 50%",
    ],
)
def test_no_act_number(text: str) -> None:
    assert typed(text) == ()


@pytest.mark.parametrize(
    ("text", "number", "kind", "year", "fit"),
    [
        ("Nghị định 49", "49/2020/NĐ-CP", "Nghị định", 2020, True),
        ("nd 49/2020", "49/2020/NĐ-CP", "Nghị định", 2020, True),
        ("nd 49/2021", "49/2020/NĐ-CP", "Nghị định", 2020, False),
        ("Thông tư 49", "49/2020/NĐ-CP", "Nghị định", 2020, False),
        ("NQ 12", "12-NQ/TW", "Nghị quyết", 2022, True),
        ("NQ 12", "113-NQ/TU", "Nghị quyết", 2023, False),
        ("124/TT-BCA", "124/2021/TT-BCA", "Thông tư", 2021, True),
        ("124/TT-BTC", "124/2021/TT-BCA", "Thông tư", 2021, False),
        ("KH 4", "04/KH-BCĐ", "Kế hoạch", 2021, True),
        ("kế hoạch 45/2020", "145/2020/KH-UBND", "Kế hoạch", 2020, False),
        ("kế hoạch 74/2023", "74/KH-UBND", "Kế hoạch", 2023, True),
        ("02CTr-BCA", "02/CTr-BCA-V05", "Chương trình", 2024, True),
    ],
)
def test_fits(text: str, number: str, kind: str, year: int, fit: bool) -> None:
    (found,) = typed(text)
    assert fits(found, number, kind, year) is fit


def test_a_scheme_is_found_by_the_name_it_goes_by() -> None:
    (found,) = typed("Đề án 06")
    assert fits(found, "06/QĐ-TTg", "Quyết định", 2022, "Đề án 06 của Chính phủ")
    assert not fits(found, "06/QĐ-TTg", "Quyết định", 2022, "Đề án 061")


@given(st.text(max_size=300))
def test_any_text_is_read_within_itself(text: str) -> None:
    spelled = comparable_text(text)
    for found in typed_numbers(spelled, TYPES):
        assert 0 <= found.start < found.end <= len(spelled)


@given(st.integers(1, 99999), st.integers(1945, 2099), st.sampled_from(["NĐ-CP", "TT-BCA", "QĐ-TTg"]))
def test_a_whole_number_fits_only_itself(number: int, year: int, tail: str) -> None:
    whole = f"{number}/{year}/{tail}"
    (found,) = typed(whole)
    assert fits(found, whole, None, None)
    assert not fits(found, f"{number + 1}/{year}/{tail}", None, None)
    assert parts(whole) is not None
