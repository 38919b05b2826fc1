"""Metrics of a ranking: values worked out by hand, and what must hold for any ranking."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.evaluation import metrics

RANKED = ["a", "b", "c", "d", "e"]


def test_by_hand_with_one_relevant_article():
    found = metrics.scores(RANKED, {"c": 1})
    assert found == pytest.approx(
        {"ndcg@10": 1 / math.log2(4), "mrr@10": 1 / 3, "recall@10": 1.0, "recall@100": 1.0, "acc@1": 0.0}
    )


def test_by_hand_with_two_relevant_articles_of_which_one_is_found():
    found = metrics.scores(RANKED, {"b": 1, "z": 1, "a": 0})
    assert found["ndcg@10"] == pytest.approx(0.6309297535714575 / (1 + 0.6309297535714575))
    assert found["mrr@10"] == 0.5
    assert found["recall@10"] == 0.5
    assert found["acc@1"] == 0.0


def test_by_hand_with_grades():
    # gains 2, 0, 1 at ranks 1..3; the best order is 3, 2, 1
    found = metrics.ndcg(["x", "y", "w"], {"v": 3, "x": 2, "w": 1, "y": -1}, 10)
    gained = 2 + 1 / 2
    ideal = 3 + 2 / math.log2(3) + 1 / 2
    assert found == pytest.approx(gained / ideal)


def test_only_the_first_ten_count_and_the_ideal_is_cut_there_too():
    ranked = [f"n{i}" for i in range(10)] + ["late"]
    assert metrics.scores(ranked, {"late": 1}) == {
        "ndcg@10": 0.0,
        "mrr@10": 0.0,
        "recall@10": 0.0,
        "recall@100": 1.0,
        "acc@1": 0.0,
    }
    many = {f"n{i}": 1 for i in range(10)} | {f"m{i}": 1 for i in range(10)}
    assert metrics.ndcg(ranked, many, 10) == pytest.approx(1.0)
    assert metrics.recall(ranked, many, 10) == pytest.approx(0.5)


def test_a_question_that_was_not_answered_counts_as_nothing_found():
    means = metrics.mean_scores({"q1": ["a"]}, {"q1": {"a": 1}, "q2": {"a": 1}})
    assert set(means.values()) == {0.5}


def test_without_anything_relevant_every_score_is_0():
    assert set(metrics.scores(RANKED, {"a": 0}).values()) == {0.0}
    assert set(metrics.mean_scores({}, {}).values()) == {0.0}


IDS = [f"d{i}" for i in range(30)]
rankings = st.permutations(IDS).flatmap(lambda p: st.integers(0, len(p)).map(lambda n: list(p[:n])))
grades = st.dictionaries(st.sampled_from(IDS), st.integers(-1, 3), min_size=1)


@given(rankings, grades)
def test_every_score_is_a_share_and_the_scores_agree_with_each_other(ranked, graded):
    found = metrics.scores(ranked, graded)
    assert all(0.0 <= value <= 1.0 + 1e-9 for value in found.values())
    assert found["recall@10"] <= found["recall@100"]
    assert found["acc@1"] <= found["mrr@10"]
    assert (found["mrr@10"] > 0) == (found["recall@10"] > 0) == (found["ndcg@10"] > 0)


@given(grades)
def test_the_best_order_scores_1(graded):
    best = sorted(graded, key=lambda key: -graded[key])
    wanted = metrics.relevant(graded)
    expected = 1.0 if wanted else 0.0
    found = metrics.scores(best, graded)
    assert found["ndcg@10"] == pytest.approx(expected)
    assert found["mrr@10"] == found["acc@1"] == expected


@given(rankings, grades)
def test_moving_a_relevant_article_up_never_costs_anything(ranked, graded):
    wanted = metrics.relevant(graded)
    at = next((i for i in range(1, len(ranked)) if ranked[i] in wanted and ranked[i - 1] not in wanted), None)
    if at is None:
        return
    moved = [*ranked[: at - 1], ranked[at], ranked[at - 1], *ranked[at + 1 :]]
    before, after = metrics.scores(ranked, graded), metrics.scores(moved, graded)
    assert all(after[name] >= before[name] - 1e-12 for name in before)


@given(rankings, grades)
def test_the_same_as_trec_eval(ranked, graded):
    """Checked where its Python binding is installed (`make peers` installs it)."""
    pytrec_eval = pytest.importorskip("pytrec_eval", reason="pytrec_eval is not installed")
    if not ranked:
        return
    measures = {"ndcg_cut.10", "recall.10,100", "recip_rank", "success.1"}
    run = {"q": {key: float(len(ranked) - at) for at, key in enumerate(ranked)}}
    theirs = pytrec_eval.RelevanceEvaluator({"q": graded}, measures).evaluate(run)["q"]
    ours = metrics.scores(ranked, graded)
    assert ours["ndcg@10"] == pytest.approx(theirs["ndcg_cut_10"])
    assert ours["recall@10"] == pytest.approx(theirs["recall_10"])
    assert ours["recall@100"] == pytest.approx(theirs["recall_100"])
    assert ours["acc@1"] == pytest.approx(theirs["success_1"])
    whole = theirs["recip_rank"]  # not cut at ten
    assert ours["mrr@10"] == pytest.approx(whole if whole >= 0.1 - 1e-9 else 0.0)
