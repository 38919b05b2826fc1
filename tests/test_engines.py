"""Another engine than the embedded one: the same answers, one line where it is away, and never two indexes mixed."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest
from embedding_doubles import CountingEmbedding, QueryEmbedder
from fastapi.testclient import TestClient

from bench.core import free_port
from bench.milvus_server import milvus_server
from index import building, faults, generation, library
from index.asking import ask
from index.engines.choice import EMBEDDED, SECONDS, SETTING, TOKEN, Choice, chosen
from index.engines.kept import kept_of
from index.engines.milvus import conditions
from index.engines.milvus.connection import Milvus, connected
from index.errors import EngineUnusable, Unusable
from index.records import Filters
from index.searching import search
from search_api.api.app import create_app
from search_api.commands import main
from tests.engines import needs_milvus, selected

QUESTIONS = Path(__file__).parent / "questions" / "own_questions.json"
PLAN = """KẾ HOẠCH
Công tác hòa giải ở cơ sở năm 2024

II. NHIỆM VỤ

1. Công tác hòa giải

- Nâng cao hiệu quả công tác hòa giải ở cơ sở.

(Sở Tư pháp chủ trì; Công an tỉnh phối hợp thực hiện)

- Tuyên truyền phòng, chống ma tuý trong trường học.

(Sở Giáo dục và Đào tạo chủ trì)
"""


# What is asked for


@pytest.mark.parametrize("words", ["", " ", "embedded"])
def test_the_embedded_engine_is_the_default(words):
    assert chosen({SETTING: words, TOKEN: "of no use here"}) == EMBEDDED


def test_milvus_is_reached_by_an_address_or_a_file():
    assert chosen({SETTING: "milvus:http://tim:19530", TOKEN: "a:b", SECONDS: "2"}) == Choice(
        "milvus", "http://tim:19530", "a:b", 2.0
    )
    assert chosen({SETTING: "milvus:/srv/cancu/tim.db"}).uri == "/srv/cancu/tim.db"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("milvus", "địa chỉ Milvus"),
        ("milvus:", "địa chỉ Milvus"),
        ("milvus:tim:19530", "địa chỉ Milvus"),
        ("milvus:file:///etc/passwd", "địa chỉ Milvus"),
        ("milvus:http://root:secret@tim:19530", TOKEN),
        ("elastic:http://tim", "chỉ nhận"),
    ],
)
def test_what_is_no_engine_is_one_line_that_tells_no_password(words, why):
    with pytest.raises(Unusable, match=why) as told:
        chosen({SETTING: words})
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("seconds", ["x", "0", "-1", "1e9", "nan"])
def test_a_patience_that_is_none_is_told(seconds):
    with pytest.raises(Unusable, match=SECONDS):
        chosen({SETTING: "milvus:http://tim:19530", SECONDS: seconds})


def test_a_missing_package_is_told_with_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    with pytest.raises(EngineUnusable, match=r"pip install cancu\[scale\]"):
        Milvus(Choice("milvus", "http://127.0.0.1:1")).has("x")


@pytest.mark.parametrize(
    "value", ['"] or key > 0 or kind in ["', "\\", "'", "\ud800", "\x00", "Sở Tư pháp", ""]
)
def test_no_character_of_a_filter_reaches_the_engine(value):
    filters = Filters((value,), (value,), (value,), (value,), (2024,), (value, "x"), (value,))  # type: ignore[arg-type]
    told = conditions.condition(filters)
    names = {*conditions.PLAIN, conditions.PARTIES, "in", "and", "array_contains_any"}
    assert set("".join(c if c.isalpha() or c == "_" else " " for c in told).split()) <= names


# The same answers


@pytest.fixture(scope="module")
def both(built_home, milvus_home):
    """The same documents on each engine."""
    with selected("embedded", built_home.parent):
        plain = library.open(built_home)
        assert plain.engine.held()[0]
        assert plain.articles
    with selected("milvus", milvus_home.parent, keep_open=True):
        other = library.open(milvus_home)
        assert other.engine.held() == plain.engine.held()
        assert other.articles
        yield plain, other
    plain.close()
    other.close()


def same(both, question: str) -> None:
    plain, other = (ask(held, question).as_json() for held in both)
    for told in (plain, other):
        told.pop("took_ms", None)
    assert other == plain


def test_own_questions_are_answered_the_same(both):
    for one in json.loads(QUESTIONS.read_text(encoding="utf-8"))["questions"]:
        same(both, one["q"])


def test_gold_questions_are_answered_the_same(both, shared):
    for one in json.loads((shared / "gold" / "plan_questions.json").read_text(encoding="utf-8"))["questions"]:
        same(both, one["q"])


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(kinds=("task",)),
        Filters(years=(2024,), types=("Kế hoạch",)),
        Filters(agencies=("Sở Tư pháp", "Công an tỉnh"), roles=("lead", "coordinate")),
        Filters(agencies=("Công an tỉnh",)),
        Filters(issuers=("không có ai",)),
    ],
)
def test_searches_find_the_same_with_every_filter(both, filters):
    for query in ("phòng, chống ma túy", "hoa giai o co so", "nghị định 49/2020"):
        plain, other = (search(held, query, filters, limit=100) for held in both)
        assert [r.text for r in other.results] == [r.text for r in plain.results]
        assert other.facets == plain.facets
        assert [r.score for r in other.results] == pytest.approx([r.score for r in plain.results], abs=2e-4)


def test_both_engines_propose_the_same_passages_with_the_same_scores(both):
    for query in ("chủ trì phòng chống ma túy", "hòa giải"):
        for way in ("lexical", "nearest"):
            plain, other = (getattr(held.engine, way)(query, Filters(), 25) for held in both)
            assert [c.score for c in other] == pytest.approx([c.score for c in plain], rel=1e-5)
            assert {c.key for c in other[:20]} <= {c.key for c in plain}


# Generations


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(building, "EmbeddingProcess", CountingEmbedding)
    monkeypatch.setattr(library, "embedder_of_questions", QueryEmbedder)
    monkeypatch.setattr(CountingEmbedding, "asked", [])


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


def found(home: Path) -> int:
    with library.open(home) as opened:
        return len(opened.engine.lexical("hòa giải", Filters(), 5))


def test_an_index_is_not_asked_of_another_engine_until_it_is_built_for_it(quick, home, plan, tmp_path):
    with selected("embedded", tmp_path):
        building.build(home, [plan])
    embedded = len(CountingEmbedding.asked)
    with selected("milvus", tmp_path):
        with pytest.raises(EngineUnusable, match="«embedded» nhưng CANCU_ENGINE đang chọn «milvus»"):
            found(home)
        (told,) = faults.find(home)
        assert told.mend().published
        assert found(home)
        assert not list(faults.find(home))
        assert not building.build(home, [plan]).published
        assert not (generation.current(home) / "vectors.faiss").exists()
    with selected("embedded", tmp_path):
        with pytest.raises(EngineUnusable, match="«milvus» nhưng CANCU_ENGINE đang chọn «embedded»"):
            found(home)
        assert building.build(home, [plan]).published
        assert found(home)
    assert len(CountingEmbedding.asked) == embedded, "vectors are taken from the store"


def test_the_alias_names_what_is_served_and_what_nobody_reads_is_dropped(quick, home, plan, tmp_path):
    with selected("milvus", tmp_path):
        building.build(home, [plan])
        with library.open(home) as reader:
            reader.engine.lexical("hòa giải", Filters(), 5)
            plan.write_text(PLAN + "\n- Trồng tre.\n\n(Sở Y tế chủ trì)\n", encoding="utf-8")
            building.build(home, [plan])
            assert len(collections()) == 2
            assert aliased() == kept_of(generation.current(home)).collections["passages"]
            assert reader.engine.lexical("hòa giải", Filters(), 5), "a reader keeps its own"
        plan.write_text(PLAN, encoding="utf-8")
        building.build(home, [plan])
        assert collections() == [aliased()]


def test_a_build_that_fails_leaves_no_collection(quick, home, plan, tmp_path, monkeypatch):
    with selected("milvus", tmp_path):
        building.build(home, [plan])
        before = collections()
        monkeypatch.setattr(generation, "publish", lambda *_: (_ for _ in ()).throw(OSError("no room")))
        plan.write_text(PLAN + "\n- Trồng tre.\n\n(Sở Y tế chủ trì)\n", encoding="utf-8")
        with pytest.raises(OSError, match="no room"):
            building.build(home, [plan])
        assert collections() == before
        assert found(home)


def test_a_collection_that_is_gone_is_told_and_built_anew(quick, home, plan, tmp_path):
    with selected("milvus", tmp_path):
        building.build(home, [plan])
        connected(chosen()).drop(collections()[0])
        with pytest.raises(Unusable, match="không còn trên máy chủ"):
            found(home)
        assert building.build(home, [plan]).published
        assert found(home)


def collections() -> list[str]:
    milvus = connected(chosen())
    milvus.has("x")
    return sorted(milvus._client.list_collections())


def aliased() -> str:
    return connected(chosen())._client.describe_alias("cancu_passages")["collection_name"]


# A server that goes and comes


@needs_milvus
def test_a_server_that_is_away_is_told_and_asked_again_when_it_is_back(
    quick, home, plan, tmp_path, monkeypatch, capsys
):
    port = free_port()
    monkeypatch.setenv(SETTING, f"milvus:http://127.0.0.1:{port}")
    monkeypatch.setenv(SECONDS, "0.5")
    app = create_app(home)
    try:
        with milvus_server(tmp_path / "data", port):
            building.build(home, [plan])
            with TestClient(app, raise_server_exceptions=False) as client:
                app.state.shelf.wait()
                assert client.get("/v1/search?q=hòa giải").json()["results"]
        with TestClient(app, raise_server_exceptions=False) as client:
            _while_away(client, app, home, capsys)
        with milvus_server(tmp_path / "data", port), TestClient(app, raise_server_exceptions=False) as client:
            app.state.shelf.wait()
            assert _soon(client)["results"]
    finally:
        connected.cache_clear()


def _while_away(client: TestClient, app, home: Path, capsys) -> None:
    app.state.shelf.wait()
    for accepts in ("application/json", "text/html"):
        told = client.get("/v1/search?q=hòa giải", headers={"accept": accepts})
        assert told.status_code == 503
        assert told.headers["content-type"] == "application/problem+json"
        assert told.json()["type"].endswith("#not-ready")
        assert "Milvus" in told.json()["detail"]
        assert told.headers["retry-after"]
    assert "Milvus" in client.get("/readyz").json()["detail"]
    capsys.readouterr()
    assert main(["--home", str(home), "search", "hòa giải"]) == 1
    said = capsys.readouterr()
    assert (said.out, len(said.err.strip().splitlines())) == ("", 1)
    assert "không trả lời" in said.err
    assert [fault.mend for fault in faults.find(home)] == [None], "nothing is to be built anew for it"


def _soon(client: TestClient) -> dict:
    deadline = time.monotonic() + 20
    while (told := client.get("/v1/search?q=hòa giải")).status_code != 200 and time.monotonic() < deadline:
        assert told.status_code == 503
        time.sleep(0.3)
    return told.json()
