"""Written questions: what they are of, that none repeats a held-out one, and a model that learns from them."""

from __future__ import annotations

import json
import lzma
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from index.articles.building import build
from index.errors import Unusable
from index.evaluation import beir
from index.model import located, model_folder
from index.syllables import words
from index.training import further, records
from index.training.base import layers_kept
from index.training.cross_encoder import CrossEncoder, judgements, learn_to_judge, right_first
from index.training.distilling import distil
from index.training.further import Lessons, learn
from index.training.further_material import WrittenSet, beside, material
from index.training.lists import Share, lists
from index.training.loop import Recipe
from index.training.material import Set
from index.training.network import Network, Reader
from index.training.order import written_questions
from index.training.partition import held_out, trained_on, weighed_on
from index.training.records import Material, Question
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


@pytest.fixture(scope="module")
def known(files):
    return material([files])


def test_each_question_comes_with_its_passage_and_with_others_that_look_like_it(known):
    assert len(known.written) == len(WRITTEN)
    assert len(known.asked) == sum(trained_on(f"q{n}") for n in range(20))
    assert len(known.weighed) == sum(weighed_on(f"q{n}") for n in range(20))
    for question in (*known.written, *known.asked):
        assert known.articles[question.right] in question.answers
        assert not {known.articles[at] for at in question.wrong} & set(question.answers)
    salt = next(one for one in known.written if one.text == WRITTEN["1"])
    assert "Diêm dân" in known.passages[salt.right]


def test_made_questions_are_put_beside_without_mixing_their_articles(known):
    made = Material(
        (Question("Muối là gì?", 2, (1,), (0, 1)), Question("Ai?", 0, (0,))),
        (),
        (),
        ("không", "một", "hai"),
        (0, 0, 1),
        3,
        {"muoi": ("muối",)},
    )
    found = beside(known, made, 1)
    assert (found.written, found.asked, found.unmarked) == (known.written, known.asked, made.unmarked)
    (question,) = found.made
    assert found.passages[question.right] == "hai"
    assert [found.passages[at] for at in question.wrong] == ["không", "một"]
    assert found.articles[question.right] in question.answers
    assert not set(question.answers) & set(known.articles)


def test_material_of_before_without_written_questions_is_read(known, tmp_path):
    path = tmp_path / "further.json.xz"
    records.write(known, path)
    assert records.read(path) == known
    with lzma.open(path, "rt", encoding="utf-8") as file:
        kept = json.load(file)
    del kept["written"]
    with lzma.open(path, "wt", encoding="utf-8") as file:
        json.dump(kept, file)
    assert records.read(path) == replace(known, written=())


QUESTIONS = tuple(Question(f"câu {n}", n, (n,), tuple(range(10, 10 + n))) for n in range(6))
JUDGEMENTS = [[float(100 * n + at) for at in range(len(one.wrong) + 1)] for n, one in enumerate(QUESTIONS)]


def test_each_question_of_a_batch_has_a_row_with_the_right_passage_first():
    for batch in islice(lists([Share(QUESTIONS, 4, JUDGEMENTS)], 3, {}, 0), 20):
        for text, row, answers, judged in zip(
            batch.questions, batch.passages, batch.answers, batch.judged, strict=True
        ):
            number = answers[0]
            assert row[0] == number
            assert len(row) == 4
            assert text.split()
            known = [at for at in row[1:] if at >= 10]
            assert len(known) == min(3, number), "look-alikes as far as there are any"
            if judged is None:
                assert number < 3, "a row that was filled up was not judged"
            else:
                assert judged == (100.0 * number, *(100.0 * number + at - 9 for at in row[1:]))


def test_kinds_of_questions_come_by_their_share():
    shares = [Share(QUESTIONS, 2), Share(QUESTIONS[:1], 1, JUDGEMENTS[:1]), Share((), 5), Share(QUESTIONS, 0)]
    for batch in islice(lists(shares, 1, {}, 0), 5):
        assert len(batch.questions) == 3
        assert batch.answers[2] == (0,)
        assert batch.judged[:2] == (None, None)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The shipped model with two of its layers."""
    out = tmp_path_factory.mktemp("small") / "model"
    layers_kept(model_folder(located()), out, (0, 5))
    return out


def test_a_judge_learns_which_passage_answers(known, small):
    torch.manual_seed(0)
    reader = Reader(small)
    texts = (reader, reader.passages(known.passages))
    network = CrossEncoder(small, "cpu")
    before = judgements(network, texts, known.written)
    assert [len(one) for one in before] == [len(one.wrong) + 1 for one in known.written]
    drawn = lists([Share(known.written, 4)], 2, {}, 0)
    learn_to_judge(network, texts, drawn, Recipe(steps=40, wrong=2, rate=3e-4), lambda _: None)
    after = judgements(network, texts, known.written)
    assert right_first(after) == 1.0
    assert before != after


def test_how_often_the_right_one_is_first():
    assert right_first([[2.0, 1.0], [1.0, 2.0], [0.0], [1.0, 1.0]]) == 0.5
    assert right_first([]) == 0.0


def test_a_model_takes_over_what_judges_say(known, small):
    """Judges that call a look-alike better than the right passage are believed where they count for much."""
    reader = Reader(small)
    texts = (reader, reader.passages(known.passages))
    network = Network(small, "cpu")
    network.keep_pieces()
    told = [one for one in known.written if one.wrong]
    judged = [[-9.0, 9.0, *[-9.0] * (len(one.wrong) - 1)] for one in told]

    def ahead() -> list[float]:
        with torch.inference_mode():
            asked = network(*reader.padded(reader.questions([one.text for one in told]))).vectors
            shown = network(*reader.padded(texts[1])).vectors
        near = asked @ shown.T
        return [float(near[n, one.wrong[0]] - near[n, one.right]) for n, one in enumerate(told)]

    before = ahead()
    drawn = lists([Share(told, 2, judged)], 1, {}, 0)
    recipe = Recipe(steps=30, wrong=1, rate=3e-4, taught=50.0)
    distil(network, texts, drawn, known.articles, recipe, lambda _: None)
    assert all(after > one for after, one in zip(ahead(), before, strict=True))


def test_the_order_is_told_which_candidates_answer_a_written_question(files):
    found = list(written_questions(files.home, files.written))
    assert [one.ids[int(one.right.argmax())] for one in found] == list(WRITTEN)


SHORT = Lessons(
    first_judge=0.5, second_judge=0.5, model=0.5, judged=(2, 0), written=2, people=1, made=0, wrong=1
)


def test_a_model_that_learned_further_keeps_its_pieces(known, small, tmp_path):
    out = tmp_path / "model"
    said = learn(small, known, out, SHORT, "cpu")
    assert [len(getattr(said, kind)) for kind in ("written", "asked", "weighed")] == [
        len(one) for one in (known.written, known.asked, known.weighed)
    ]
    before, after = (load_file(one / "model.safetensors") for one in (model_folder(located()), out))
    changed = {name for name in before if not np.array_equal(before[name], after[name])}
    assert any("layer.5." in name for name in changed)
    assert not any("embeddings" in name for name in changed)


def test_a_folder_that_is_there_is_told_before_anything_is_learned(known, small, tmp_path):
    with pytest.raises(Unusable, match="đã có"):
        learn(small, known, tmp_path, SHORT, "cpu")


def test_material_and_model_come_by_two_commands(files, small, tmp_path, monkeypatch):
    prepared = tmp_path / "prepared"
    prepared.mkdir()
    records.write(Material((), (), (), (), (), 0, {"muoi": ("muối",)}), prepared / "material.json.xz")
    monkeypatch.setattr(further, "Lessons", lambda: SHORT)  # batches as small as the material
    further_file, out = tmp_path / "further.json.xz", tmp_path / "model"
    sets = (files.home, *(getattr(files.files, one) for one in ("corpus", "queries", "qrels")), files.written)
    called = ["further", "prepare", "--prepared", prepared, "--set", *sets, "--out", further_file]
    monkeypatch.setattr("sys.argv", [str(one) for one in called])
    further.main()
    assert records.read(further_file).unmarked == {"muoi": ("muối",)}
    called = ["further", "learn", "--further", further_file, "--base", small, "--out", out]
    monkeypatch.setattr(
        "sys.argv",
        [str(one) for one in called] + ["--first-judge", "0.1", "--second-judge", "0.1", "--model", "0.1"],
    )
    further.main()
    assert (out / "model.safetensors").is_file()
