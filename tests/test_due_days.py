"""The day that a printed deadline means: where it means one, and where it means none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.due_day import DayShape, due_day
from ingest.vocabulary import records

SHAPES = records("due_days.toml", "day", DayShape)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda s: s.id)
def test_the_examples_of_the_vocabulary_mean_their_day(shape):
    assert {due_day(printed) for printed in shape.examples} == {date.fromisoformat(shape.means)}


@pytest.mark.parametrize(
    "printed",
    [
        "trước ngày 20 hằng tháng",
        "định kỳ 6 tháng (trước ngày 15/6/2025)",
        "trước ngày 28/02",
        "trong 10 ngày",
        "",
    ],
)
def test_what_comes_again_or_has_no_year_means_no_day(printed):
    assert due_day(printed) is None


def test_a_day_that_is_in_no_calendar_means_none():
    assert due_day("trước ngày 31/02/2025") is None
    assert due_day("trong tháng 13/2025") is None


@given(st.dates(date(1945, 9, 2), date(2999, 12, 31)))
def test_every_day_is_read_as_it_is_printed(day):
    assert due_day(f"trước ngày {day:%d/%m/%Y}") == day
    assert due_day(f"xong trước ngày {day.day} tháng {day.month} năm {day.year}") == day


@given(st.text(max_size=80))
def test_any_words_mean_a_day_or_none(printed):
    assert due_day(printed) is None or isinstance(due_day(printed), date)
