"""The codification over HTTP: the release, an article with its relations, the articles of a directive."""

from __future__ import annotations

from fastapi.testclient import TestClient

from search_api.api import codification
from search_api.api.app import create_app
from tests.writers.codification import MOBILISING, SAFETY, SAFETY_2


def test_the_release_and_its_size_are_told(client):
    body = client.get("/v1/codification").json()
    assert body["release"]["dated"] == "2025-03-01"
    assert (body["articles"], body["left"], body["subjects"], body["acts"]) == (3, 0, 2, 2)


def test_an_article_is_told_with_its_act_and_relations(client):
    body = client.get(f"/v1/codification/articles/{SAFETY}").json()
    assert (body["code"], body["provision"]) == ("1.6.TT.20.1", "Điều 1")
    assert body["act"]["id"] == "124-2021-tt-bca"
    assert body["headings"][0]["title"] == "QUY ĐỊNH CHUNG"
    assert [r["anchor"] for r in body["references"]] == [MOBILISING]
    assert [c["label"] for c in body["clauses"]] == ["khoản 1", "khoản 2"]
    assert body["standing"] is None
    other = client.get(f"/v1/codification/articles/{MOBILISING}").json()
    assert [r["anchor"] for r in other["referred_by"]] == [SAFETY]


def test_an_unknown_article_is_a_problem(client):
    response = client.get("/v1/codification/articles/none")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_a_directive_lists_its_articles(client):
    body = client.get("/v1/directives/124-2021-tt-bca").json()
    assert [(a["provision"], a["anchor"]) for a in body["articles"]] == [
        ("Điều 1", SAFETY),
        ("Điều 2", SAFETY_2),
    ]
    assert client.get("/v1/directives/49-2020-nd-cp").json()["articles"] == []


def test_no_codification_is_said(client, monkeypatch):
    from index.library import Library

    monkeypatch.setattr(Library, "codification", None)
    for where in ("/v1/codification", f"/v1/codification/articles/{SAFETY}"):
        response = client.get(where)
        assert response.status_code == 404
        assert response.json()["detail"] == codification.NONE


def test_no_index_is_said(tmp_path):
    with TestClient(create_app(tmp_path), base_url="http://127.0.0.1") as opened:
        assert opened.get("/v1/codification").status_code == 503
