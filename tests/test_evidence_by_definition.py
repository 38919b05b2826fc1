"""Evidence as it is computed, held to its definition: every clause weighed, nothing passed over."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.evidence import Clause, Need, Reading, coverage
from index.typed_numbers import TypedNumber, fits
from index.weights import weights

SYLLABLE = st.sampled_from(["hòa", "giải", "cơ", "sở", "thuế", "đất", "phạt"])
RUN = st.lists(SYLLABLE, max_size=8)
TERM = st.lists(SYLLABLE, min_size=1, max_size=4).map(tuple)
NEED = st.builds(
    Need,
    word=SYLLABLE,
    information=st.floats(0.01, 12.0),
    left=st.none() | SYLLABLE,
    right=st.none() | SYLLABLE,
    alone=st.booleans(),
    agency=st.booleans(),
    same=st.lists(st.tuples(TERM, st.floats(0.0, 1.0)), max_size=3).map(tuple),
)


def stands(term, run):
    return any(tuple(run[at : at + len(term)]) == term for at in range(len(run)))


def share(need, run, evidence):
    found = 0.0
    if need.word in run:
        pairs = set(pairwise(run))
        beside = (need.left, need.word) in pairs or (need.word, need.right) in pairs
        found = 1.0 if beside or need.alone else evidence.lone_syllable
    for term, carried in need.same:
        if stands(term, run):
            found = max(found, evidence.synonym * carried)
    return found


def by_definition(wanted, runs, evidence):
    total = sum(need.information for need in wanted)
    if not total:
        return 0.0

    def of(run):
        return sum(need.information * share(need, run, evidence) for need in wanted) / total

    whole = of([word for run in runs for word in run])
    own = evidence.clause_share
    if whole < evidence.worth_a_look:
        return (1 - own) * whole
    # A term that stands in a clause stands in the whole, so needs that the whole lacks add nothing here.
    return own * max(map(of, runs), default=0.0) + (1 - own) * whole


@given(st.lists(NEED, max_size=6), st.lists(RUN.filter(bool), max_size=5))
def test_passing_over_clauses_changes_no_coverage(wanted, runs):
    passage = Reading(
        Clause.of([word for run in runs for word in run]), tuple(Clause.of(run) for run in runs)
    )
    evidence = weights().evidence
    found = coverage(wanted, passage, evidence)
    assert abs(found - by_definition(wanted, runs, evidence)) < 1e-9


@given(RUN, TERM)
def test_a_clause_holds_a_term_whose_syllables_stand_side_by_side(run, term):
    assert Clause.of(run).holds(term) is stands(term, run)


def test_a_scheme_is_found_by_the_whole_of_its_number_in_its_name():
    typed = TypedNumber("Đề án 06", 6, None, "Đề án", (), 0, 8)
    assert fits(typed, "", None, None, "Đề án 06 về dữ liệu dân cư")
    assert not fits(typed, "", None, None, "Đề án 061 về dữ liệu dân cư")
    assert not fits(typed, "", None, None, "Đề án về dữ liệu dân cư")
