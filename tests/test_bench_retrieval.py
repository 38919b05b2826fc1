"""The benches of retrieval: conditions and verdicts, peers that need nothing installed, growth on a small scale."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from bench import growth, made_units, measured, retrieval, vector_kinds
from bench.peers import asking
from bench.peers.fts5 import Fts5
from bench.peers.peer import Settings, whole
from index.articles.records import ArticleText
from index.evaluation import questions

PLAN = """
[settings]
sets = ["small"]
metric = "ndcg@10"
part = "all"
tolerance = 0.01
close = 0.03
[[condition]]
name = "lexical"
mode = "lexical"
[[condition]]
name = "bare"
mode = "fused"
marks = false
[[expected]]
set = "small"
condition = "lexical"
score = 0.8
"""
ARTICLES = [
    ArticleText(
        "a#1", "Hòa giải ở cơ sở", "Hòa giải viên hướng dẫn các bên.", "(Điều 1 Luật số 35/2013/QH13)"
    ),
    ArticleText("a 2", "", "Người nghiện được hỗ trợ cai nghiện ma túy."),
    ArticleText("b#3", "Cư trú", "Đăng ký cư trú tại công an xã trong 7 ngày."),
]


@pytest.mark.parametrize(
    ("score", "expected", "word"),
    [
        (0.8, 0.8, "OK"),
        (0.95, 0.8, "OK"),
        (0.791, 0.8, "OK"),
        (0.78, 0.8, "close"),
        (0.7, 0.8, "FAIL"),
        (0.7, None, "new"),
    ],
)
def test_a_verdict(score, expected, word):
    bars = retrieval.Bars(("small",), "ndcg@10", "all", 0.01, 0.03)
    assert bars.verdict(score, expected) == word


def test_the_conditions_of_the_repository_can_be_read():
    held = retrieval.plan()
    assert [c.name for c in held.condition] == ["lexical", "dense", "fused", "fused without marks"]
    assert held.settings.sets == ("codification", "alqac2025")
    assert held.settings.part == "held-out"


def test_an_expectation_of_nothing_is_refused(tmp_path):
    (tmp_path / "plan.toml").write_text(
        PLAN + '[[expected]]\nset = "small"\ncondition = "best"\nscore = 1.0\n'
    )
    with pytest.raises(ValueError, match="best"):
        retrieval.plan(tmp_path / "plan.toml")


@pytest.fixture
def program(monkeypatch, tmp_path):
    """A program named cancu beside the interpreter that prints fixed figures, or fails where marks are off."""
    script = tmp_path / "bin" / "cancu"
    script.parent.mkdir()
    body = {
        "metrics": {"ndcg@10": 0.805, "acc@1": 0.5},
        "seconds": {"per_query_p50": 0.01, "per_query_p95": 0.02},
    }
    script.write_text(
        f"#!{sys.executable}\nimport sys\nif '--no-marks' in sys.argv: sys.exit('Lỗi: hỏng.')\nprint({json.dumps(body)!r})\n",
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(script.parent / "python"))


def test_every_condition_is_a_row_and_a_failing_command_is_one_too(program, tmp_path, capsys, monkeypatch):
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "sets" / "small").mkdir(parents=True)
    monkeypatch.setattr(measured, "RESULTS", tmp_path / "results")
    given = [
        "--sets",
        tmp_path / "sets",
        "--conditions",
        tmp_path / "plan.toml",
        "--cache",
        tmp_path / "cache",
    ]
    status = retrieval.main([*map(str, given), "--keep"])
    lines = capsys.readouterr().out.splitlines()
    assert status == 1
    assert "OK" in lines[0]
    assert "0.8050" in lines[0]
    assert "FAIL" in lines[1]
    assert "hỏng" in lines[1]
    kept = json.loads(Path(lines[2]).read_text(encoding="utf-8"))
    assert {"command", "date", "revision", "machine", "packages", "figures"} <= kept.keys()
    assert {"cpu", "cores", "memory_gib"} <= kept["machine"].keys()
    assert kept["figures"][0]["measured"]["metrics"]["acc@1"] == 0.5


def test_a_set_that_is_not_there_is_skipped_and_said(tmp_path, capsys):
    assert retrieval.main(["--sets", str(tmp_path), "--cache", str(tmp_path / "cache")]) == 0
    assert capsys.readouterr().out.count("skipped") == 2


def test_no_path_of_a_machine_is_kept():
    inside = measured.REPOSITORY / "bench" / "retrieval.toml"
    assert measured.relative(str(inside)) == "bench/retrieval.toml"
    assert measured.relative(str(measured.SETS)) == "../shared/bench"
    assert measured.relative("/var/lib/somewhere/vectors.npy") == "vectors.npy"
    assert measured.relative("--keep") == "--keep"


def test_fts5_takes_any_question_as_words(tmp_path):
    peer = Fts5(Settings(tmp_path, tmp_path))
    peer.index(ARTICLES)
    assert peer.search('Đăng ký "cư trú" AND NEAR( ở đâu?*', 10)[0][0] == "b#3"
    assert peer.search("?!", 10) == []
    assert peer.search("hoa giai", 10)[0][0] == "a#1"


def test_every_peer_is_told_all_of_an_article():
    assert whole(ARTICLES[0]).splitlines() == [ARTICLES[0].title, ARTICLES[0].text, ARTICLES[0].source]
    assert whole(ARTICLES[1]) == ARTICLES[1].text


def small_set(folder, articles):
    folder.mkdir()
    rows = [{"_id": a.id, "title": a.title, "text": a.text, "source": a.source} for a in articles]
    (folder / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (folder / "queries.jsonl").write_text(json.dumps({"_id": "q1", "text": "cai nghiện ma túy"}) + "\n")
    (folder / "qrels.tsv").write_text("q1\ta 2\t1\n")
    return folder


def test_a_peer_is_measured_on_a_set(tmp_path):
    folder = small_set(tmp_path / "small", ARTICLES)
    found = asking.measure("fts5", folder, asking.Conditions("all", True, 512, None, tmp_path / "vectors"))
    assert (found.set, found.queries, found.corpus) == ("small", 1, 3)
    assert found.metrics["acc@1"] == 1.0


def test_a_smaller_corpus_keeps_what_is_judged(tmp_path):
    folder = small_set(tmp_path / "small", ARTICLES)
    asked = questions.chosen({"q1": "?"}, {"q1": {"b#3": 1}})
    assert [a.id for a in asking.corpus(folder, asked, 2)] == ["a#1", "b#3"]
    assert len(asking.corpus(folder, asked, None)) == 3


def test_made_articles_begin_with_the_real_ones_and_are_all_different():
    made = list(made_units.made_articles(ARTICLES, 60))
    assert made[:3] == ARTICLES
    assert len({a.id for a in made}) == 60
    assert len({a.text for a in made}) > 40
    assert made == list(made_units.made_articles(ARTICLES, 60))
    assert {len(a.text.split()) for a in made} == {len(a.text.split()) for a in ARTICLES}


def test_made_vectors_lie_near_their_origins(tmp_path):
    real = made_units.clustered(50, dimension=64, clusters=5)
    made_units.made_vectors(real, 130, tmp_path / "v.npy")
    made = np.load(tmp_path / "v.npy")
    assert np.array_equal(made[:50], real)
    assert np.linalg.norm(made, axis=1) == pytest.approx(1.0, abs=1e-5)
    products = np.sum(made[50:100] * real, axis=1)
    assert 0.95 < products.min() < products.max() < 1.0


def test_exact_search_and_recall():
    vectors = made_units.clustered(300, dimension=16, clusters=30)
    found = vector_kinds.exact(vectors, vectors[:5])
    assert found[:, 0].tolist() == [0, 1, 2, 3, 4]
    expected = np.argsort(-(vectors[:5] @ vectors.T), axis=1, kind="stable")[:, :10]
    assert np.array_equal(found, expected)
    assert vector_kinds.recall(found, expected) == 1.0
    assert vector_kinds.recall(found[:, ::-1], expected) == 1.0
    assert vector_kinds.recall(found + 1_000, expected) == 0.0


def test_kinds_of_index_are_compared(tmp_path, capsys):
    np.save(tmp_path / "real.npy", made_units.clustered(400, dimension=32, clusters=20))
    given = ["--sizes", "300,1200", "--vectors", tmp_path / "real.npy", "--kinds", "flat,hnsw,ivf"]
    assert growth.main(list(map(str, given))) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()[1:]]
    assert [(line[0], line[1]) for line in lines if line[0] == "flat"] == [("flat", "300"), ("flat", "1200")]
    assert [line[-1] for line in lines if line[0] == "flat"] == ["1.00", "1.00"]
    assert {line[1] for line in lines if line[0] == "ivf"} == {"1200"}  # too few to learn centres from
    assert all(float(line[-1]) > 0.5 for line in lines if line[0] == "hnsw")
