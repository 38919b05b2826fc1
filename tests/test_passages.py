"""What can be found of a document: every word of it, tasks once, long units in overlapping parts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.passages import drafts, windows
from ingest import reading

WORDS = st.lists(
    st.sampled_from(["ủy", "ban", "nhân", "dân.", "Điều 5;", "\n", "a" * 300, ":", "và"]), max_size=600
)


@settings(max_examples=50, deadline=None)
@given(WORDS, st.integers(0, 50))
def test_windows_cover_a_text_in_short_overlapping_parts(words, start):
    text = " ".join(words)
    start = min(start, len(text))
    found = windows(text, start, len(text))
    assert found[0][0] == start
    assert found[-1][1] == len(text)
    for before, after in pairwise(found):
        assert before[0] < after[0] <= before[1] < after[1]
    assert all(end - begin <= 1_000 for begin, end in found)


@pytest.fixture(scope="module")
def plan(plan_path):
    return reading.read(plan_path)


def test_every_word_of_the_plan_can_be_found(plan):
    covered = bytearray(len(plan.text.printed))
    for draft in drafts("plan", plan):
        covered[draft.start : draft.end] = b"\x01" * (draft.end - draft.start)
    for assignment in plan.assignments:
        if assignment.form in ("note", "labels"):
            covered[assignment.start : assignment.end] = b"\x01" * (assignment.end - assignment.start)
    left = "".join(c for c, seen in zip(plan.text.printed, covered, strict=True) if not seen)
    assert sum(c.isalpha() for c in left) == 0


def test_each_task_is_one_passage_with_its_headings_and_its_note(plan):
    found = [draft for draft in drafts("plan", plan) if draft.kind == "task"]
    expected = sum(len(a.tasks) for a in plan.assignments) + len(plan.unassigned)
    assert len(found) == expected
    conciliation = next(draft for draft in found if "hòa giải ở cơ sở" in draft.text)
    assert "Sở Tư pháp" in conciliation.note
    assert "Sở Tư pháp" not in conciliation.text
    assert conciliation.heading


def test_what_is_searched_is_the_repaired_reading(plan):
    repairs = [r for r in plan.text.repairs if r.printed != r.repaired]
    assert repairs
    texts = "\n".join(draft.text for draft in drafts("plan", plan))
    assert all(repair.repaired in texts for repair in repairs)


def test_words_of_a_task_are_not_searched_again_as_a_unit(plan):
    found = drafts("plan", plan)
    tasks = [(d.start, d.end) for d in found if d.kind == "task"]
    for unit in (d for d in found if d.kind == "unit"):
        assert all(unit.end <= start or end <= unit.start for start, end in tasks)
