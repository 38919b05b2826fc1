"""Every act of the shared texts has a status on a day, with the sentence that proves it, or none is stated.

What is true was read from the texts by hand: tests/audited_fates.toml.
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from made_acts import built

from index import library as opening
from index.fate import fate_of

PLAN_DAY, TODAY = date(2024, 2, 21), date(2026, 11, 27)
AUDITED = tomllib.loads(Path(__file__).with_name("audited_fates.toml").read_text(encoding="utf-8"))
ENDED = ("superseded", "repealed")


@pytest.fixture(scope="module")
def library(shared, tmp_path_factory):
    folders = [shared / "corpus" / name for name in ("cited", "superseding")]
    if not all(folder.is_dir() for folder in folders):
        pytest.skip("the texts of cited acts are not beside the repository")
    with opening.open(built(tmp_path_factory.mktemp("acts"), folders, searched=False)) as opened:
        yield opened


@pytest.fixture(scope="module")
def files(library):
    """The name of each document's file, without its ending."""
    return {d.id: Path(d.source).stem for d in library.documents()}


def test_every_text_was_audited_on_both_days(shared):
    folders = [shared / "corpus" / name for name in ("cited", "superseding")]
    held = {p.stem for f in folders for p in f.glob("*.txt")}
    if not held:
        pytest.skip("the texts of cited acts are not beside the repository")
    rows = {(row["act"].replace("/", "-"), row["on"]) for row in AUDITED["standing"]}
    assert rows == {(name, str(day)) for name in held for day in (PLAN_DAY, TODAY)}


@pytest.mark.slow
def test_the_status_of_every_act_is_the_audited_one(library, files):
    for row in AUDITED["standing"]:
        fate = fate_of(library, row["act"], date.fromisoformat(row["on"]))
        told = (fate.status, str(fate.since), fate.by)
        assert told == (row["status"], row["since"], row.get("by")), row
        assert row["words"] in fate.sentence, row
        proof = files[fate.document] if fate.document else "catalogue"
        assert proof == row["told_in"], row


@pytest.mark.slow
def test_what_texts_end_ends_on_its_day_and_not_before(library, files):
    for row in AUDITED["ended"]:
        day = date.fromisoformat(row["since"])
        for act in row["acts"]:
            fate = fate_of(library, act, day)
            assert (fate.status, fate.by, fate.since) == ("superseded", row["by"], day), act
            assert act in fate.sentence
            assert files[fate.document] == row["told_in"]
            assert fate.exception == row.get("exception", "")
            assert fate_of(library, act, day - timedelta(1)).status not in ENDED, act


@pytest.mark.slow
def test_parts_that_change_change_on_their_day_and_not_before(library):
    for row in AUDITED["parts"]:
        day = date.fromisoformat(row["since"])
        for provision in row["provisions"]:
            fate = fate_of(library, row["act"], day, provision)
            assert (fate.status, fate.by, fate.since) == (row["status"], row["by"], day), (
                row["act"],
                provision,
            )
            before = fate_of(library, row["act"], day - timedelta(1), provision)
            assert before.by != row["by"], (row["act"], provision)


@pytest.mark.slow
def test_amendments_in_passing_are_told_from_the_day_of_the_text_that_names_them(library):
    for row in AUDITED["in_passing"]:
        fate = fate_of(library, row["act"], date.fromisoformat(row["on"]))
        assert fate.status == "amended", row
        assert fate.by in row["by"], row
        assert all(number in fate.sentence for number in row["by"]), row


@pytest.mark.slow
def test_acts_named_beside_others_are_not_spoken_of(library):
    for number in AUDITED["nothing_said"]:
        for day in (PLAN_DAY, TODAY):
            assert fate_of(library, number, day).status == "unknown", (number, day)


@pytest.mark.slow
def test_nothing_is_stated_without_words(library):
    for directive in library.directives():
        for day in (PLAN_DAY, TODAY):
            fate = fate_of(library, directive.id, day)
            assert (fate.status == "unknown") == (not fate.sentence), directive.id
            if fate.document:
                printed = library.text(fate.document).printed
                assert printed[fate.start : fate.end].strip() in fate.sentence


@pytest.mark.slow
def test_a_constitution_of_another_year_is_not_the_one_of_today(library):
    assert fate_of(library, "hien-phap", PLAN_DAY).status == "unknown"
    assert fate_of(library, "hien-phap", TODAY).by == "203/2025/QH15"
