"""Acts by typed numbers: those that a look at every act finds."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.numbered_acts import NumberedActs
from index.stored import Directive
from index.typed_numbers import fits, typed_numbers

TYPES = {"nghị định": "Nghị định", "thông tư": "Thông tư", "đề án": "Đề án"}
FIELDS = dict.fromkeys(Directive.__dataclass_fields__)
KINDS = st.sampled_from(["Nghị định", "Thông tư", "Quyết định", None])
NUMBERS = st.sampled_from(
    ["49/2020/NĐ-CP", "49/2019/NĐ-CP", "06/QĐ-TTg", "124/2021/TT-BCA", "chưa có số", None]
)
NAMES = st.sampled_from(["Đề án 06 về dữ liệu dân cư", "Về tái hòa nhập", "Giai đoạn 2021-2025", None])
QUESTIONS = st.sampled_from(
    ["nghị định 49", "nghị định 49/2020", "đề án 06", "thông tư 124/tt-bca", "6/qđ-ttg", "nghị định 50"]
)


@st.composite
def acts(draw):
    made = Directive(**FIELDS)
    listed = draw(
        st.lists(st.tuples(KINDS, NUMBERS, NAMES, st.sampled_from([2019, 2020, None])), max_size=12)
    )
    return [
        replace(made, id=f"act-{at}", type=kind, number=number, name=name, year=year)
        for at, (kind, number, name, year) in enumerate(listed)
    ]


@given(acts(), st.lists(QUESTIONS, min_size=1, max_size=2))
def test_the_acts_meant_are_those_that_a_look_at_every_act_finds(listed, questions):
    typed = [number for question in questions for number in typed_numbers(question, TYPES)]
    every = [
        act.id
        for act in listed
        if any(fits(one, act.number or "", act.type, act.year, act.name or "") for one in typed)
    ]
    assert list(NumberedActs(listed).meant(typed)) == every


@pytest.mark.parametrize("question", ["nghị định 49/2020", "đề án 06"])
def test_something_is_found(question):
    made = Directive(**FIELDS)
    listed = [
        replace(made, id="a", type="Nghị định", number="49/2020/NĐ-CP"),
        replace(made, id="b", type="Quyết định", number="7/QĐ-TTg", name="Đề án 06 về dữ liệu dân cư"),
    ]
    assert len(NumberedActs(listed).meant(typed_numbers(question, TYPES))) == 1
