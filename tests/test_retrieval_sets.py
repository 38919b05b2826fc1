"""Sets in BEIR layout are read as they come; a line that is none of them is one clear message."""

from __future__ import annotations

import gzip
import json
import lzma

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.articles.records import ArticleHit, ArticleText
from index.errors import Unusable
from index.evaluation import beir, questions
from index.training.partition import held_out

ROWS = [
    {
        "_id": "1",
        "title": "Phạm vi điều chỉnh",
        "text": "Luật này quy định…",
        "source": "(Điều 1 Luật số 1/2020/QH14)",
    },
    {"_id": 2, "text": "Không có tên"},
    {"_id": "Luật Cư trú#3", "title": None, "text": "Ba"},
]


def written(path, rows, opener=open):
    with opener(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


@pytest.mark.parametrize(
    ("name", "opener"), [("c.jsonl", open), ("c.jsonl.xz", lzma.open), ("c.gz", gzip.open), ("c", lzma.open)]
)
def test_a_corpus_may_be_packed_and_may_lack_titles_and_sources(tmp_path, name, opener):
    found = list(beir.articles(written(tmp_path / name, ROWS, opener)))
    assert found == [
        ArticleText("1", "Phạm vi điều chỉnh", "Luật này quy định…", "(Điều 1 Luật số 1/2020/QH14)"),
        ArticleText("2", "", "Không có tên"),
        ArticleText("Luật Cư trú#3", "", "Ba"),
    ]


def test_articles_come_before_the_file_is_read_to_its_end(tmp_path):
    path = written(tmp_path / "c.jsonl", ROWS)
    with path.open("a", encoding="utf-8") as file:
        file.write("hỏng\n")
    reading = beir.articles(path)
    assert next(reading).id == "1"
    with pytest.raises(Unusable, match="dòng 4"):
        list(reading)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "không phải JSON"),
        ("[1]", "đối tượng"),
        ('{"text": "x"}', "_id"),
        ('{"_id": "", "text": "x"}', "_id"),
        ('{"_id": true, "text": "x"}', "_id"),
        ('{"_id": ["1"], "text": "x"}', "_id"),
        ('{"_id": "7", "text": 5}', "text"),
        ('{"_id": "7", "title": {}, "text": "x"}', "title"),
        ('{"_id": "1", "text": "lại"}', "đã có"),
        ("[" * 100_000, "không phải JSON"),
    ],
)
def test_a_malformed_line_is_named(tmp_path, line, why):
    path = written(tmp_path / "corpus.jsonl", ROWS[:1])
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(Unusable) as raised:
        list(beir.articles(path))
    message = str(raised.value)
    assert "dòng 2" in message
    assert "corpus.jsonl" in message
    assert why in message
    assert "\n" not in message


def test_damaged_and_endless_files_are_refused(tmp_path, monkeypatch):
    whole = lzma.compress(b'{"_id": "1", "text": "x"}\n' * 1)
    (tmp_path / "cut.xz").write_bytes(whole[:-9])
    (tmp_path / "bad.xz").write_bytes(whole[:20] + b"\0\0\0\0" + whole[24:])
    (tmp_path / "cut.gz").write_bytes(gzip.compress(b"x" * 10_000)[:-9])
    (tmp_path / "latin.jsonl").write_bytes(b'{"_id": "1", "text": "\xe9"}\n')
    (tmp_path / "empty.jsonl").write_bytes(b"\n\n")
    monkeypatch.setattr(beir, "LONGEST_LINE", 1_000)
    (tmp_path / "long.jsonl").write_bytes(b'{"_id": "1", "text": "' + b"x" * 2_000)
    for path in sorted(tmp_path.iterdir()):
        with pytest.raises(Unusable) as raised:
            list(beir.articles(path))
        assert "\n" not in str(raised.value), path


@pytest.mark.parametrize(("name", "value"), [("MOST_LINES", 2), ("MOST_BYTES", 100)])
def test_a_file_has_a_limit(tmp_path, monkeypatch, name, value):
    monkeypatch.setattr(beir, name, value)
    with pytest.raises(Unusable):
        list(beir.articles(written(tmp_path / "c.jsonl", ROWS)))


def test_half_a_surrogate_pair_harms_nobody(tmp_path):
    (tmp_path / "c.jsonl").write_text('{"_id": "a\\ud800", "text": "b\\udfff"}\n', encoding="utf-8")
    found = next(beir.articles(tmp_path / "c.jsonl"))
    assert (found.id, found.text) == ("a?", "b?")


def test_questions_and_judgements(tmp_path):
    path = written(tmp_path / "q.jsonl", [{"_id": "q1", "text": "Ai?"}, {"_id": "q2", "text": "Gì?"}])
    assert beir.queries(path) == {"q1": "Ai?", "q2": "Gì?"}
    qrels = tmp_path / "qrels.tsv"
    for head in ("query-id\tcorpus-id\tscore\r\n", ""):
        qrels.write_text(f"{head}q1\tLuật Cư trú#3\t2\r\nq1\t1\t0\n\nq2\t1\t1\n", encoding="utf-8")
        assert beir.qrels(qrels) == {"q1": {"Luật Cư trú#3": 2, "1": 0}, "q2": {"1": 1}}


@pytest.mark.parametrize(
    "line",
    ["q1\t1", "q1 1 1", "q1\t1\tcao", "q1\t\t1", "q1\t1\t1\t1", "q1\t1\t99999999", "q1\t1\t" + "9" * 9_000],
)
def test_a_malformed_judgement_is_named(tmp_path, line):
    path = tmp_path / "qrels.tsv"
    path.write_text(f"q1\t1\t1\n{line}\n", encoding="utf-8")
    with pytest.raises(Unusable, match="dòng 2"):
        beir.qrels(path)


def test_a_question_without_words_or_a_file_without_questions_is_refused(tmp_path):
    for rows in ([{"_id": "q"}], [{"_id": "q", "text": " "}], []):
        with pytest.raises(Unusable):
            beir.queries(written(tmp_path / "q.jsonl", rows))
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n", encoding="utf-8")
    with pytest.raises(Unusable):
        beir.qrels(tmp_path / "qrels.tsv")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    st.binary(max_size=200) | st.text(alphabet='{}[]":,_idtextsource1\t\n\\u', max_size=200).map(str.encode)
)
def test_any_bytes_are_read_or_refused_in_one_line(tmp_path, data):
    path = tmp_path / "any"
    path.write_bytes(data)
    for read in (lambda p: list(beir.articles(p)), beir.queries, beir.qrels):
        try:
            read(path)
        except Unusable as error:
            assert "\n" not in str(error)


def test_a_run_is_written_with_tabs(tmp_path):
    beir.write_run(tmp_path / "out.trec", {"q1": [ArticleHit("Luật Cư trú#3", 1.5), ArticleHit("1", 0.25)]})
    assert (tmp_path / "out.trec").read_text(encoding="utf-8").splitlines() == [
        "q1\tQ0\tLuật Cư trú#3\t1\t1.500000\tcancu",
        "q1\tQ0\t1\t2\t0.250000\tcancu",
    ]


def test_a_packed_file_is_found_beside_its_name(tmp_path):
    written(tmp_path / "corpus.jsonl.xz", ROWS, lzma.open)
    assert beir.packed(tmp_path / "corpus.jsonl").name == "corpus.jsonl.xz"
    assert beir.packed(tmp_path / "none.jsonl").name == "none.jsonl"


def test_two_of_ten_questions_are_kept_for_measuring():
    ids = [f"train_alqac25_{n}" for n in range(5_000)]
    share = sum(map(held_out, ids)) / len(ids)
    assert 0.18 < share < 0.22
    assert [held_out(f"train_alqac25_{n}") for n in (1, 4)] == [False, True]  # fixed for good
    for one in ids[:50]:
        assert questions.in_part(one, "all")
        assert questions.in_part(one, "train") != questions.in_part(one, "held-out") == held_out(one)


def test_questions_are_chosen_by_part_and_judgement():
    asked = {f"q{n}": "Hỏi" for n in range(100)}
    qrels = {f"q{n}": {"1": n % 2} for n in range(90)} | {"unknown": {"1": 1}}
    whole = questions.chosen(asked, qrels)
    assert (len(whole.questions), whole.unjudged) == (45, 55)
    train, kept = (questions.chosen(asked, qrels, part) for part in ("train", "held-out"))
    assert train.questions.keys() | kept.questions.keys() == whole.questions.keys()
    assert not train.questions.keys() & kept.questions.keys()
    assert kept.qrels.keys() == kept.questions.keys()
    with pytest.raises(Unusable):
        questions.chosen(asked, {"unknown": {"1": 1}})


def test_without_marks():
    assert questions.without_marks("Điều kiện hưởng trợ cấp ở ĐẮK LẮK, số 49/2020/NĐ-CP?") == (
        "Dieu kien huong tro cap o DAK LAK, so 49/2020/ND-CP?"
    )


@given(st.text())
def test_without_marks_is_done_at_once(text):
    once = questions.without_marks(text)
    assert questions.without_marks(once) == once
