"""An article index: words first, vectors behind, taken over where the text is the same, resumed when killed."""

from __future__ import annotations

import gc
import threading
from dataclasses import replace

import numpy as np
import pytest

from index.articles import building, folder, searching
from index.articles.building import build
from index.articles.records import ArticleText
from index.articles.searching import ArticleIndex
from index.articles.windows_store import Windows, progress_of
from index.engines import articles as article_engine
from index.engines.choice import SETTING, chosen
from index.engines.kept import kept_of
from index.engines.milvus.connection import connected
from index.errors import EngineUnusable, Unusable
from index.weights import weights
from tests.article_encoding_double import MODEL, DoubleEncoder

DRUGS = "(Điều 1 Luật số 73/2021/QH14 Phòng, chống ma túy ngày 30/03/2021 của Quốc hội, có hiệu lực)"
DRUGS_LATER = "(Điều 5 Luật số 73/2021/QH14, có hiệu lực thi hành kể từ ngày 01/01/2022)"
YOUTH = "(Điều 1 Luật số 57/2020/QH14 Thanh niên ngày 16/06/2020 của Quốc hội, có hiệu lực)"
ARTICLES = [
    ArticleText("a1", "1. Phạm vi điều chỉnh", "Luật này quy định về phòng, chống ma túy.", DRUGS),
    ArticleText("a5", "5. Trách nhiệm của Bộ Y tế", "Hướng dẫn xác định tình trạng nghiện.", DRUGS_LATER),
    ArticleText("b1", "1. Thanh niên", "Thanh niên là công dân từ đủ 16 tuổi đến 30 tuổi.", YOUTH),
    ArticleText(
        "b5", "5. Trách nhiệm của Bộ Y tế", "Chăm sóc sức khỏe sinh sản.", YOUTH.replace("Điều 1", "Điều 5")
    ),
    ArticleText("c", "", "Điều khoản không có văn bản, không có tên."),
    ArticleText(
        "d", "9. Phụ lục", "\n".join(f"Dòng {n} của một bảng rất dài về thuế nhà đất" for n in range(400))
    ),
]


@pytest.fixture(autouse=True)
def _no_model(monkeypatch, engine):
    DoubleEncoder.asked = []
    monkeypatch.setattr(building, "ArticleEncoder", DoubleEncoder)
    monkeypatch.setattr(building, "Embedder", lambda *a, **k: None)
    monkeypatch.setattr(searching.ArticleIndex, "encoder", DoubleEncoder())


@pytest.fixture
def home(tmp_path):
    build(tmp_path, ARTICLES, model=MODEL)
    return tmp_path


def found(home, query, mode="fused", limit=3):
    with ArticleIndex.open(home) as index:
        return [hit.id for hit in index.search(query, limit, mode)]


@pytest.mark.parametrize("mode", ["fused", "lexical", "dense"])
def test_an_article_is_found_by_the_title_of_its_act(home, mode):
    assert found(home, "trách nhiệm của Bộ Y tế trong phòng, chống ma túy", mode)[0] == "a5"
    assert found(home, "trách nhiệm của Bộ Y tế đối với thanh niên", mode)[0] == "b5"


def test_a_query_without_marks_finds_the_same(home):
    marked = "trách nhiệm của Bộ Y tế trong phòng, chống ma túy"
    for typed in (
        "trach nhiem cua bo y te trong phong, chong ma tuy",
        "trách nhiem cua Bo Y tế phòng chong ma túy",
    ):
        assert found(home, typed)[0] == found(home, marked)[0] == "a5"


@pytest.mark.parametrize("query", ["", "   ", "?!…", "\x00", '"', "🙂"])
def test_a_query_that_says_nothing_finds_nothing(home, query):
    assert found(home, query) == []


@pytest.mark.parametrize(
    "query", ["title:(a OR", "AND OR NOT", "*", "a^9999", "ma túy" * 400, "row:1", "../../etc", "' OR 1=1 --"]
)
def test_what_looks_like_a_query_language_is_words(home, query):
    found(home, query)


def test_the_same_search_gives_the_same_order_and_no_article_twice(home):
    with ArticleIndex.open(home) as index:
        first = index.search("Bộ Y tế thuế nhà đất", 10)
        assert first == index.search("Bộ Y tế thuế nhà đất", 10)
        assert len({hit.id for hit in first}) == len(first)
        assert [hit.score for hit in first] == sorted((hit.score for hit in first), reverse=True)


def test_words_are_searched_before_any_vector_is_there(tmp_path):
    build(tmp_path, ARTICLES, model=MODEL, vectors=False)
    with ArticleIndex.open(tmp_path) as index:
        assert index.embedded == 0
        assert [hit.id for hit in index.search("thanh niên", 1)] == ["b1"]
        build(tmp_path, ARTICLES, model=MODEL)
        assert index.embedded == 1
        assert index.settings["windows"] == len(DoubleEncoder.asked), "the open index sees the vectors come"


def test_the_same_articles_again_are_not_embedded_again(home):
    before = list(DoubleEncoder.asked)
    build(home, ARTICLES, model=MODEL)
    assert DoubleEncoder.asked == before


def test_a_changed_article_alone_is_embedded_anew(home):
    before = Windows(folder.served(home), progress_of(folder.served(home)))
    kept = np.array(before.vectors), [np.array(before.signs(at)) for at in range(before.progress.done)]
    DoubleEncoder.asked = []
    changed = [*ARTICLES[:2], ArticleText("b1", "1. Thanh niên", "Nội dung mới.", YOUTH), *ARTICLES[3:]]
    build(home, changed, model=MODEL)
    assert DoubleEncoder.asked == ["Thanh niên | Thanh niên | Nội dung mới."]
    after = Windows(folder.served(home), progress_of(folder.served(home)))
    for at, digest in enumerate(after.digests.tolist()):
        earlier = np.flatnonzero(before.digests == digest)
        if len(earlier):
            assert np.array_equal(after.vectors[at], kept[0][earlier[0]])
            assert np.array_equal(after.signs(at), kept[1][earlier[0]])
    assert [path.name for path in home.iterdir() if path.is_dir()] == [folder.served(home).name]


def test_vectors_of_before_are_taken_over_though_the_new_words_are_served_already(home):
    """Words first and vectors in a later call, or a build killed between the two."""
    changed = [*ARTICLES[:2], ArticleText("b1", "1. Thanh niên", "Nội dung mới.", YOUTH), *ARTICLES[3:]]
    build(home, changed, model=MODEL, vectors=False)
    DoubleEncoder.asked = []
    build(home, changed, model=MODEL)
    assert DoubleEncoder.asked == ["Thanh niên | Thanh niên | Nội dung mới."]
    assert [path.name for path in home.iterdir() if path.is_dir()] == [folder.served(home).name]


def test_a_killed_build_goes_on_and_loses_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(building, "_AT_ONCE", 4)
    whole = tmp_path / "whole"
    build(whole, ARTICLES, model=MODEL)
    killed = tmp_path / "killed"
    DoubleEncoder.asked = []

    with pytest.raises(KeyboardInterrupt):
        build(killed, ARTICLES, model=MODEL, progress=_killed)
    half = folder.served(killed)
    for name in ("vectors.f16", "token_signs.u8", "token_ends.i64"):
        with (half / name).open("ab") as file:
            file.write(b"half a batch")
    build(killed, ARTICLES, model=MODEL)
    assert len(DoubleEncoder.asked) == len(set(DoubleEncoder.asked)), "nothing was embedded twice"
    for name in ("vectors.f16", "token_signs.u8", "token_ends.i64"):
        assert (half / name).read_bytes() == (folder.served(whole) / name).read_bytes()


def test_a_build_killed_among_the_words_leaves_the_served_index(home):
    def stop(stage, done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(home, ARTICLES[:3], model=MODEL, progress=stop)
    assert found(home, "thuế nhà đất")[0] == "d"


def test_another_model_makes_all_vectors_anew(home):
    DoubleEncoder.asked = []
    other = type(MODEL)("double", "2", segmented=False, setting="double")
    build(home, ARTICLES, model=other)
    assert len(DoubleEncoder.asked) == progress_of(folder.served(home)).of


def test_vectors_keep_the_numbers_that_they_were_made_in(tmp_path, monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr(building, "Embedder", lambda _model, _cores, arithmetic: asked.append(arithmetic))
    monkeypatch.setattr(building, "_AT_ONCE", 4)
    monkeypatch.setattr(building, "quickest", lambda: "int8")
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path, ARTICLES, model=MODEL, progress=_killed)
    monkeypatch.setattr(building, "quickest", lambda: "bfloat16")  # another machine goes on
    build(tmp_path, ARTICLES, model=MODEL)
    assert asked == ["int8", "int8"]
    assert progress_of(folder.served(tmp_path)).arithmetic == "int8"
    DoubleEncoder.asked = []
    build(tmp_path, ARTICLES[:4], model=MODEL)
    assert progress_of(folder.served(tmp_path)).arithmetic == "bfloat16"
    assert len(DoubleEncoder.asked) == progress_of(folder.served(tmp_path)).of, "none is taken over from int8"


def test_weights_without_the_late_comparison_leave_the_learned_order_out(home, monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr(searching, "learned_order", asked.append)
    with ArticleIndex.open(home) as index:
        reading = index.read("sản xuất muối")
        assert index.find(reading, 3)
        assert len(asked) == 1
        assert index.find(reading, 3, weighing=replace(weights().articles, late=0.0))
        assert len(asked) == 1


def _killed(stage, done, _total):
    if stage == "vectors" and done >= 4:
        raise KeyboardInterrupt


def test_what_is_gone_from_milvus_is_told_and_put_back_without_embedding(home, engine):
    if engine == "embedded":
        pytest.skip("the embedded engine's files lie in the folder")
    served, asked = folder.served(home), len(DoubleEncoder.asked)
    assert article_engine.whole(served, len(ARTICLES))
    for name in kept_of(served).collections.values():
        connected(chosen()).drop(name)
        assert not article_engine.whole(served, len(ARTICLES))
        with pytest.raises(Unusable, match="doctor --mend"):
            found(home, "Thanh niên")
        build(home, ARTICLES, model=MODEL)
        assert article_engine.whole(served, len(ARTICLES))
        assert found(home, "Thanh niên")[0] == "b1"
    assert len(DoubleEncoder.asked) == asked


def test_a_build_is_not_asked_of_another_engine(home, engine):
    with pytest.MonkeyPatch.context() as patch:  # within the engine's own, which is undone after it
        patch.setenv(SETTING, "milvus:http://127.0.0.1:1" if engine == "embedded" else "embedded")
        with pytest.raises(EngineUnusable, match="CANCU_ENGINE"):
            ArticleIndex.open(home)


def test_no_index_is_one_line_with_the_next_step(tmp_path):
    with pytest.raises(Unusable, match="hãy dựng"):
        ArticleIndex.open(tmp_path)


def test_an_empty_set_is_searched_without_a_fault(tmp_path):
    build(tmp_path, [], model=MODEL)
    assert found(tmp_path, "ma túy") == []


def test_a_damaged_manifest_is_told(home):
    (folder.served(home) / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(Unusable, match="bị hỏng"):
        ArticleIndex.open(home)


def test_threads_that_look_words_up_end_with_the_index(home):
    before = set(threading.enumerate())
    with ArticleIndex.open(home) as index:
        index.search("Trách nhiệm của Bộ Y tế", 3)
        helping = [one for one in threading.enumerate() if one.name.startswith("words") and one not in before]
        assert helping
    del index
    gc.collect()
    for one in helping:
        one.join(5)
    assert not any(one.is_alive() for one in helping)
