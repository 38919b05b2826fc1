"""The late comparison: every token of a question with every token of a window, the nearest one counting."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles.late import BITS, projected, scores, signs

PROJECTION = np.random.default_rng(1).standard_normal((BITS, 16)).astype(np.float32)


def tokens(seed, count):
    return np.random.default_rng(seed).standard_normal((count, 16)).astype(np.float32)


@settings(deadline=None)
@given(st.integers(1, 12), st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_scores_are_those_of_the_definition(asked, lengths):
    question = projected(tokens(0, asked), PROJECTION)
    windows = [tokens(seed, length) for seed, length in enumerate(lengths, 1)]
    found = scores(question, [signs(window, PROJECTION) for window in windows])
    for score, window in zip(found, windows, strict=True):
        spread = np.where(window @ PROJECTION.T > 0, 1, -1) / math.sqrt(BITS)
        assert math.isclose(score, (question @ spread.T).max(axis=1).mean(), abs_tol=1e-5)


def test_a_window_compared_with_itself_is_nearest():
    window = tokens(3, 7)
    question = projected(window, PROJECTION)
    own, other = scores(question, [signs(window, PROJECTION), signs(tokens(4, 7), PROJECTION)])
    assert own > other


def test_no_window_has_no_score():
    assert scores(projected(tokens(0, 2), PROJECTION), []).shape == (0,)


def test_a_token_takes_a_bit_a_number():
    assert signs(tokens(0, 5), PROJECTION).shape == (5, BITS // 8)
