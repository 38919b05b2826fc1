"""`cancu evaluate`: the contract's object, indexes that are kept, and one line for whatever cannot be used."""

from __future__ import annotations

import json
import lzma

import pytest
from article_doubles import ArticleIndexDouble, Building

from index.errors import Unusable
from index.evaluation import kept, running
from index.evaluation.running import BenchmarkFiles, Conditions
from index.model import Model
from index.training.partition import held_out
from search_api.commands import main

MODEL = Model("double", "1", segmented=False)
ARTICLES = [
    ("a#1", "Hòa giải ở cơ sở", "Hòa giải viên hướng dẫn các bên."),
    ("a#2", "Cai nghiện ma túy", "Người nghiện được hỗ trợ."),
    ("b 3", "", "Đăng ký cư trú tại công an xã."),
    ("b#4", "Điều khoản thi hành", "Luật này có hiệu lực."),
]
QUESTIONS = {
    "q1": ("Hòa giải viên hướng dẫn ai?", {"a#1": 1}),
    "q2": ("Hỗ trợ người nghiện ma túy?", {"a#2": 1, "missing": 1}),
    "q3": ("Đăng ký cư trú ở đâu?", {"b 3": 1, "a#1": 0}),
    "q4": ("Không ai đánh giá?", {}),
    "q5": ("Chuyện khác hẳn?", {"b#4": 0}),
}


@pytest.fixture
def building(monkeypatch):
    double = Building()
    monkeypatch.setattr(kept, "building", double)
    monkeypatch.setattr(running, "ArticleIndex", ArticleIndexDouble)
    monkeypatch.setattr(running, "located", lambda: MODEL)
    return double


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "set"
    folder.mkdir()
    with lzma.open(folder / "corpus.jsonl.xz", "wt", encoding="utf-8") as file:
        for key, title, text in ARTICLES:
            file.write(json.dumps({"_id": key, "title": title, "text": text}, ensure_ascii=False) + "\n")
    (folder / "queries.jsonl").write_text(
        "".join(json.dumps({"_id": key, "text": text}) + "\n" for key, (text, _) in QUESTIONS.items())
    )
    lines = [f"{q}\t{a}\t{grade}\n" for q, (_, grades) in QUESTIONS.items() for a, grade in grades.items()]
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n" + "".join(lines), encoding="utf-8")
    return BenchmarkFiles(folder / "corpus.jsonl.xz", folder / "queries.jsonl", folder / "qrels.tsv")


def arguments(files, *more):
    given = ["--corpus", files.corpus, "--queries", files.queries, "--qrels", files.qrels, *more]
    return ["evaluate", *map(str, given)]


def test_the_object_has_the_names_of_the_contract(building, files, capsys, tmp_path):
    status = main(arguments(files, "--json", "--run", tmp_path / "out.trec"))
    out, err = capsys.readouterr()
    assert (status, err) == (0, "")
    body = json.loads(out)
    assert {"queries", "corpus", "metrics", "seconds", "settings"} <= body.keys()
    assert (body["queries"], body["corpus"], body["left_out"]) == (3, 4, 2)
    assert list(body["metrics"]) == ["ndcg@10", "mrr@10", "recall@10", "recall@100", "acc@1"]
    assert body["metrics"]["mrr@10"] == body["metrics"]["acc@1"] == 1.0
    assert body["metrics"]["recall@10"] == pytest.approx((1 + 0.5 + 1) / 3, abs=1e-4)
    assert list(body["seconds"]) == ["index", "embed", "per_query_p50", "per_query_p95"]
    assert body["settings"]["model"] == "double"
    assert (body["settings"]["mode"], body["settings"]["marks"], body["settings"]["part"]) == (
        "fused",
        True,
        "all",
    )
    first = (tmp_path / "out.trec").read_text(encoding="utf-8").splitlines()[0].split("\t")
    assert first[:4] == ["q1", "Q0", "a#1", "1"]
    assert building.made == ["lexical", "vectors"]


def test_people_read_it_in_vietnamese(building, files, capsys):
    assert main(arguments(files)) == 0
    out = capsys.readouterr().out
    assert "3 câu hỏi trên 4 điều, bỏ 2 câu không có đánh giá" in out
    assert "ndcg@10" in out


def test_a_kept_index_is_not_built_again(building, files, tmp_path):
    cache = tmp_path / "cache"
    first = running.evaluate(files, Conditions(), cache=cache)
    second = running.evaluate(files, Conditions("lexical"), cache=cache)
    assert building.made == ["lexical", "vectors"]
    assert (first.settings["index_from_cache"], second.settings["index_from_cache"]) == (False, True)
    assert second.corpus == 4
    assert second.seconds.index == first.seconds.index


def test_an_index_without_vectors_gets_them_when_they_are_needed(building, files, tmp_path):
    cache = tmp_path / "cache"
    for mode in ("lexical", "lexical", "dense", "lexical", "fused"):
        running.evaluate(files, Conditions(mode), cache=cache)
    assert building.made == ["lexical", "vectors"]


def test_another_corpus_or_model_is_another_index_and_the_packing_is_not(
    building, files, tmp_path, monkeypatch
):
    whole = lzma.decompress(files.corpus.read_bytes())
    plain = tmp_path / "plain.jsonl"
    plain.write_bytes(whole)
    assert kept.key(plain, MODEL) == kept.key(files.corpus, MODEL)
    plain.write_bytes(whole[: whole.index(b"\n") + 1])
    other = Model("other", "1", segmented=False)
    keys = {kept.key(plain, MODEL), kept.key(files.corpus, MODEL), kept.key(files.corpus, other)}
    assert len(keys) == 3


def test_an_index_that_the_program_makes_otherwise_now_is_made_again(building, files, tmp_path):
    running.evaluate(files, Conditions(), cache=tmp_path)
    building.scheme = "2"
    again = running.evaluate(files, Conditions(), cache=tmp_path)
    assert building.made == ["lexical", "vectors"] * 2
    assert not again.settings["index_from_cache"]


def test_a_stopped_build_is_not_taken_for_an_index(building, files, tmp_path, capsys):
    building.fails = True
    more = ("--cache", tmp_path / "cache")
    assert main(arguments(files, *more)) == 130
    building.fails = False
    assert main(arguments(files, *more, "--json")) == 0
    assert building.made == ["lexical", "lexical", "vectors"]
    assert json.loads(capsys.readouterr().out)["corpus"] == 4


def test_a_run_that_cannot_be_written_is_told_before_anything_is_built(building, files, capsys, tmp_path):
    assert main(arguments(files, "--run", tmp_path / "none" / "out.trec")) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert building.made == []


def test_two_do_not_build_the_same_index(building, files, tmp_path):
    with kept._alone(tmp_path), pytest.raises(Unusable, match="đang dựng"):
        kept.ready(tmp_path, files.corpus, MODEL, vectors=True)
    assert building.made == []


def test_nothing_is_left_without_a_cache(building, files, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    running.evaluate(files, Conditions())
    assert list((tmp_path / "temporary").iterdir()) == []


def test_marks_are_stripped_before_asking(building, files):
    marked = running.evaluate(files, Conditions("lexical"))
    bare = running.evaluate(files, Conditions("lexical", marks=False))
    assert bare.metrics["mrr@10"] < marked.metrics["mrr@10"]
    assert running.evaluate(files, Conditions("dense", marks=False)).metrics["acc@1"] == 1.0


def test_only_a_part_is_asked(building, files):
    judged = [key for key, (_, grades) in QUESTIONS.items() if any(grades.values())]
    for part in ("train", "held-out"):
        expected = [key for key in judged if held_out(key) == (part == "held-out")]
        if expected:
            assert running.evaluate(files, Conditions(part=part)).queries == len(expected)
        else:
            with pytest.raises(Unusable):
                running.evaluate(files, Conditions(part=part))


def test_progress_is_told(building, files):
    told = []
    running.evaluate(files, Conditions(), progress=lambda *step: told.append(step))
    assert ("asking", 3, 3) in told
    assert any(stage == "vectors" for stage, _, _ in told)


@pytest.mark.parametrize("broken", ["corpus", "queries", "qrels"])
def test_a_malformed_or_absent_file_is_one_line_and_status_1(building, files, capsys, broken):
    path = getattr(files, broken)
    for change in (lambda: path.write_bytes(b'{"_id": \n'), path.unlink):
        change()
        assert main(arguments(files, "--json")) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err.count("\n") == 1
        assert path.name in err


@pytest.mark.parametrize("more", [("--mode", "best"), ("--part", "half"), ("--cache",), ("--marks",)])
def test_wrong_usage_is_status_2(files, capsys, more):
    assert main(arguments(files, *more)) == 2
    assert "--help" in capsys.readouterr().err


def test_the_corpus_is_needed(capsys):
    assert main(["evaluate", "--json"]) == 2
    assert "--corpus" in capsys.readouterr().err
