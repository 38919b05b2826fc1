"""What benches are held to stands in bench/expected.toml: each bar is one of a figure that the bench tells."""

from __future__ import annotations

from collections import Counter

import pytest

from bench import seeded_faults, unaltered
from bench.core import expected, verdict


@pytest.mark.parametrize(
    ("measured", "bar", "word"), [(1.0, 1.0, "OK"), (1.05, 1.0, "close"), (1.2, 1.0, "FAIL"), (9.0, None, "")]
)
def test_a_figure_is_at_most_its_bar_or_close_to_it(measured, bar, word):
    assert verdict(measured, bar) == word


def test_faults_that_are_not_reported_count_against_the_bar():
    missed = expected("seeded_faults")["not_reported_as_their_kind"]
    for reported, word in ((99, "OK"), (97, "FAIL")):
        told = seeded_faults.told(
            seeded_faults.Outcome(seeded=Counter({"found": 100}), reported=Counter({"found": reported}))
        )
        assert expected("seeded_faults").keys() <= told.keys()
        assert verdict(told["not_reported_as_their_kind"], missed) == word
        assert told["reported_as_their_kind"] == reported / 100


def test_nothing_asked_is_nothing_reported():
    told = seeded_faults.told(seeded_faults.Outcome())
    assert (
        verdict(told["not_reported_as_their_kind"], expected("seeded_faults")["not_reported_as_their_kind"])
        == "FAIL"
    )


def test_a_false_fault_counts_and_a_real_one_does_not():
    fault = unaltered.Fault("a", "số 1", "mismatch", "…", "…", "")
    real = unaltered.Fault("a", "số 1", "mismatch", "…", "…", "the document's own")
    bar = expected("unaltered")["false_share"]
    for faults, word in (([real], "OK"), ([fault], "FAIL")):
        told = unaltered.told(unaltered.Outcome(documents=1, citations=100, faults=faults))
        assert verdict(told["false_share"], bar) == word
