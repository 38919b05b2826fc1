"""The hand-made truth, scored by the tool that comes with it; skipped, saying so, where it is absent."""

from __future__ import annotations

import importlib.util
import json
from types import ModuleType

import pytest

from ingest.contract import as_json
from ingest.reading import read

OFFICE_PLANS = "office_assignments.json"


@pytest.fixture(scope="module")
def score(shared) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "tools" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold(shared, name):
    return json.loads((shared / "gold" / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def plan(plan_path):
    return as_json(read(plan_path))


def test_assignments_of_the_plan(shared, score, plan):
    assert score.assignments(gold(shared, "plan_assignments.json"), [plan]) == 1.0


def test_citations_of_the_plan(shared, score, plan, capsys):
    assert score.citations(gold(shared, "plan_citations.json"), [plan]) == 1.0
    line = capsys.readouterr().out.splitlines()[-1]
    assert "named 11/11" in line
    assert "relations 7/7" in line
    right, wanted = line.split("fields ")[1].split(";")[0].split("/")
    assert int(right) >= int(wanted) - 1


def test_assignments_of_other_offices(shared, score):
    truth = gold(shared, OFFICE_PLANS)
    folder = shared / "corpus" / "offices"
    readings = [as_json(read(folder / document["document"])) for document in truth]
    assert score.assignments(truth, readings) >= 0.95


def test_citations_of_whole_acts(shared, score):
    truth = gold(shared, "office_citations.json")
    folder = shared / "corpus" / "offices"
    readings = [as_json(read(folder / document["document"])) for document in truth["documents"]]
    assert score.acts(truth, readings) >= 0.95
