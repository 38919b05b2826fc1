"""Written questions: what they are of, that none repeats a held-out one, and a model that learns from them."""

from __future__ import annotations

import json

import numpy as np
import pytest
from safetensors.numpy import load_file

from index.articles.building import build
from index.errors import Unusable
from index.evaluation import beir
from index.model import located, model_folder
from index.syllables import words
from index.training.further import WrittenSet, learn, material
from index.training.material import Set
from index.training.order import written_questions
from index.training.partition import held_out, trained_on
from index.training.written import FOLDER, written

ARTICLES = [
    ("Giải thích từ ngữ", "1. Diêm dân là người trực tiếp sản xuất muối.\n2. Muối thô là muối từ nước biển."),
    ("Trách nhiệm của Bộ Công Thương", "Bộ Công Thương hướng dẫn nhập khẩu muối thô theo hạn ngạch."),
    ("Tiếp công dân", "Người đứng đầu cơ quan tiếp công dân tại trụ sở ít nhất một ngày một tháng."),
]
WRITTEN = {"1": "Người làm ra muối gọi là gì?", "3": "Mỗi tháng thủ trưởng gặp dân mấy ngày?"}
SETS = {"alqac": "alqac2025", "codification": "codification"}


def lines(records):
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("further")
    (folder / "corpus.jsonl").write_text(
        lines({"_id": str(n), "title": title, "text": text} for n, (title, text) in enumerate(ARTICLES, 1))
    )
    ids = [f"q{n}" for n in range(20)]
    (folder / "queries.jsonl").write_text(lines({"_id": one, "text": f"Muối thô {one}?"} for one in ids))
    (folder / "qrels.tsv").write_text(
        "query-id\tcorpus-id\tscore\n" + "".join(f"{one}\t1\t1\n" for one in ids)
    )
    (folder / "written.jsonl").write_text(lines({"id": key, "q": text} for key, text in WRITTEN.items()))
    build(folder / "home", beir.articles(folder / "corpus.jsonl"))
    files = Set(folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels.tsv")
    return WrittenSet(folder / "home", files, folder / "written.jsonl")


@pytest.mark.parametrize("name", SETS)
def test_a_written_question_is_read_with_the_article_it_is_of(name):
    found = written(FOLDER / f"{name}.jsonl")
    assert len(found) > 5_000
    assert len({one.text.lower() for one in found}) == len(found)
    assert all(one.article and len(one.text.split()) > 2 for one in found)


@pytest.mark.parametrize("name", SETS)
def test_written_questions_are_of_articles_of_the_set_and_repeat_no_held_out_one(shared, name):
    folder = shared / "bench" / SETS[name]
    found = written(FOLDER / f"{name}.jsonl")
    assert {one.article for one in found} <= {one.id for one in beir.articles(folder / "corpus.jsonl.xz")}
    kept = [set(words(text)) for key, text in beir.queries(folder / "queries.jsonl").items() if held_out(key)]
    asked = [set(words(one.text)) for one in found]
    assert max(len(one & other) / len(one | other) for one in asked for other in kept) < 0.7


def test_a_broken_file_of_questions_is_named(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"q": "Ai?"}\n', encoding="utf-8")
    with pytest.raises(Unusable, match=r"x\.jsonl"):
        written(tmp_path / "x.jsonl")


def test_each_question_comes_with_its_passage_and_with_others_that_look_like_it(files):
    found = material([files])
    learned = sum(trained_on(f"q{n}") for n in range(20))
    assert len(found.asked) == len(WRITTEN) + 2 * learned
    for question in found.asked:
        assert found.articles[question.right] in question.answers
        assert not {found.articles[at] for at in question.wrong} & set(question.answers)
    salt = next(one for one in found.asked if one.text == WRITTEN["1"])
    assert "Diêm dân" in found.passages[salt.right]


def test_the_order_is_told_which_candidates_answer_a_written_question(files):
    found = list(written_questions(files.home, files.written))
    assert [one.ids[int(one.right.argmax())] for one in found] == list(WRITTEN)


def test_a_model_that_learned_further_keeps_its_lower_layers(files, tmp_path):
    out = tmp_path / "model"
    learn([files], out, seconds=1.0, rate=5e-5, threads=1)
    before, after = (load_file(one / "model.safetensors") for one in (model_folder(located()), out))
    changed = {name for name in before if not np.array_equal(before[name], after[name])}
    assert any("layer.5." in name for name in changed)
    assert not any("embeddings" in name or "layer.0." in name or "layer.1." in name for name in changed)


def test_a_folder_that_is_there_is_told_before_anything_is_learned(files, tmp_path):
    with pytest.raises(Unusable, match="đã có"):
        learn([files], tmp_path, seconds=1.0, rate=5e-5, threads=1)
