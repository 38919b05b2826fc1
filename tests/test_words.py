"""Segmentation: words of several syllables are found, any text is accepted, in time that grows with its length."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.syllables import fold
from ingest.words import segment


def test_words_of_several_syllables_are_found():
    assert segment(["công tác hòa giải ở cơ sở"]) == [["công tác", "hòa giải", "ở", "cơ sở"]]
    assert segment(["", "ủy ban nhân dân"])[0] == []
    assert segment([]) == []


@settings(max_examples=60, deadline=None)
@example("UÝ")
@given(st.text(max_size=200))
def test_any_text_is_accepted_and_no_letter_is_lost(text):
    (words,) = segment([text])
    kept = fold("".join(words))  # underthesea sets some marks anew, `UÝ` becomes `ÚY`
    assert {c.lower() for c in text if c.isascii() and c.isalnum()} <= set(kept)


@pytest.mark.parametrize(
    "unit", ["a", "(", "Điều 5. ", "1.", "http://", "a@", "10/10/", "\ud800", "“”", "- "]
)
def test_long_adversarial_strings_take_linear_time(unit):
    began = time.perf_counter()
    segment([unit * (20_000 // len(unit))])
    assert time.perf_counter() - began < 10
