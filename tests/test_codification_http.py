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


def test_how_far_the_search_is_stands_beside(client):
    body = client.get("/v1/codification").json()
    assert (body["searchable"], body["embedded"], body["known_until"]) == (3, 1.0, "2021-12-28")


def test_a_question_of_law_is_answered_with_act_and_provision(client):
    question = (
        "Văn bản nào quy định tiêu chí công nhận khu dân cư, xã đạt tiêu chuẩn An toàn về an ninh, trật tự?"
    )
    body = client.get("/v1/ask", params={"q": question}).json()
    assert not body["abstained"]
    law = next(one for one in body["directives"] if one["article"] == SAFETY)
    assert (law["number"], law["provision"], law["in_corpus"]) == ("124/2021/TT-BCA", "khoản 1 Điều 1", True)
    assert body["codification"] == {"articles": 3, "embedded": 1.0, "known_until": "2021-12-28"}


def test_who_leads_a_task_is_told_by_documents_alone(client):
    body = client.get("/v1/ask", params={"q": "Cơ quan nào chủ trì công tác hòa giải ở cơ sở?"}).json()
    assert body["codification"] is None
    assert all(one["article"] is None for one in body["directives"])


def test_a_search_shows_articles_on_its_first_page(client):
    body = client.get("/v1/search", params={"q": "biện pháp vận động quần chúng"}).json()
    assert body["law"][0]["article"] == MOBILISING
    narrowed = client.get("/v1/search", params={"q": "biện pháp vận động quần chúng", "kind": "task"}).json()
    assert narrowed["law"] == []


def test_the_page_of_an_article(client):
    page = client.get(f"/articles/{SAFETY}")
    assert page.status_code == 200
    assert "Điều 1.6.TT.20.1. Phạm vi điều chỉnh" in page.text
    assert f"/articles/{MOBILISING}" in page.text
    assert client.get("/articles/none").status_code == 404
    answer = client.get("/", params={"q": "Nghị định nào quy định về biện pháp vận động quần chúng?"})
    assert f"/articles/{MOBILISING}" in answer.text
    assert "văn bản mới nhất trong bản này" in answer.text


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
