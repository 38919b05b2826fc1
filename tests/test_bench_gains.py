"""What is gained and lost between two revisions: told by document, each mention counted."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from bench import gains

NUMBER = {"kind": "number", "number": "49/2020/NĐ-CP", "type": "Nghị định", "target": "49/2020/NĐ-CP"}
PROVISION = {"kind": "provision", "provision": ["Điều 5", "Điều 6"], "target": "self"}
TASK = {"tasks": [{"text": "Rà soát"}], "lead": ["Sở Tư pháp"], "coordinate": []}


def test_mentions_are_counted_one_by_one():
    before = {
        "a": {"citations": [NUMBER, NUMBER, PROVISION], "assignments": []},
        "b": {"citations": [NUMBER]},
    }
    after = {"a": {"citations": [NUMBER, PROVISION], "assignments": [TASK]}, "b": {"citations": [NUMBER]}}
    cited, assigned = gains.changes(before, after)
    assert (cited.document, cited.gained, len(cited.lost)) == ("a", (), 1)
    assert "49/2020/NĐ-CP" in cited.lost[0]
    assert assigned.gained == ("Rà soát | lead | Sở Tư pháp",)


def test_a_changed_target_is_one_gained_and_one_lost():
    [change] = gains.changes(
        {"a": {"citations": [PROVISION]}}, {"a": {"citations": [{**PROVISION, "target": "1/2020/NĐ-CP"}]}}
    )
    assert change.lost == ("provision | Điều 5 | self", "provision | Điều 6 | self")
    assert len(change.gained) == 2


def test_a_document_that_is_no_longer_read_is_told():
    [change] = gains.changes({"a": {"citations": []}}, {"a": {"error": "Unreadable"}})
    assert (change.what, change.lost) == ("reading", ("read",))


@pytest.mark.slow
def test_a_revision_reads_as_the_working_tree_that_it_is(tmp_path):
    if shutil.which("git") is None or not (gains.REPOSITORY / ".git").exists():
        pytest.skip("no history beside the code")
    tree = tmp_path / "tree"
    for room in ("ingest", "corpus"):
        shutil.copytree(gains.REPOSITORY / room, tree / room, ignore=shutil.ignore_patterns("__pycache__"))
    commands = (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"],
    )
    for command in commands:
        subprocess.run(["git", "-C", str(tree), *command], check=True, capture_output=True)
    laid = gains.tree_of("HEAD", tmp_path / "base", tree)
    words = tree / "ingest" / "citations" / "number.py"
    words.write_text(words.read_text(encoding="utf-8").replace("def find(text: str)", "def found(text: str)", 1)
                     + "\n\ndef find(text):\n    return found(text)[1:]\n", encoding="utf-8")  # fmt: skip
    draft = tmp_path / "draft.txt"
    draft.write_text(
        "KẾ HOẠCH\nCăn cứ Nghị định số 49/2020/NĐ-CP; Nghị định số 30/2020/NĐ-CP.", encoding="utf-8"
    )
    before, after = gains.readings(laid, [draft]), gains.readings(tree, [draft])
    assert before[str(draft)]["citations"]
    [change] = gains.changes(before, after)
    assert (len(change.gained), len(change.lost)) == (0, 1)
