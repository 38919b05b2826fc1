"""Work that is killed at random instants loses nothing: a short run of what `python -m bench.kills` does at length."""

from __future__ import annotations

import pytest

from bench import kills
from index import building


@pytest.mark.slow
def test_killed_work_leaves_a_home_that_serves_and_mends(tmp_path, monkeypatch):
    monkeypatch.setattr(building, "EmbeddingProcess", building.EmbeddingProcess)  # put back afterwards
    told = kills.run(8, 138, tmp_path, minutes=0.5)
    assert told.failures == []
    assert told.rounds >= 2
