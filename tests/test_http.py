"""The HTTP interface: the contract's names, one shape for every error, limits, addresses that open."""

from __future__ import annotations

import io

import openpyxl
import pytest
from conftest import TOKEN
from fastapi.testclient import TestClient

from search_api.api.app import create_app
from search_api.api.limits import JSON_BYTES, QUESTION_CHARACTERS, UPLOAD_BYTES

QUESTION = "Cơ quan nào chủ trì công tác hòa giải ở cơ sở?"
ANSWER_FIELDS = {
    *("document", "section", "task", "start", "end", "page", "lead", "coordinate", "implement", "guide"),
    *("requested", "deadline", "now", "evidence", "directives", "score"),
}
DIRECTIVE_FIELDS = {
    *("number", "type", "title", "date", "issuer", "status", "status_as_of", "replaced_by", "provision"),
    *("evidence", "in_corpus", "score"),
}


def problem(response, status):
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    assert body["type"]
    assert body["title"]
    assert body["detail"]
    return body


def test_an_answer_has_the_names_of_the_contract(client):
    body = client.get("/v1/ask", params={"q": QUESTION}).json()
    assert {"question", "understood", "abstained", "reason", "answers", "directives"} <= body.keys()
    assert {"intent", "restored", "agencies", "numbers", "as_of"} <= body["understood"].keys()
    assert not body["abstained"]
    first = body["answers"][0]
    assert first.keys() >= ANSWER_FIELDS
    assert first["lead"] == ["Sở Tư pháp", "Ủy ban Mặt trận Tổ quốc tỉnh"]
    assert all({"agency", "successor", "since", "basis"} <= body.keys() for body in first["now"])


def test_a_directive_has_the_names_of_the_contract(client):
    body = client.get("/v1/ask", params={"q": "Văn bản nào quy định về tái hòa nhập cộng đồng?"}).json()
    assert body["directives"][0].keys() >= DIRECTIVE_FIELDS
    assert "49/2020/NĐ-CP" in [d["number"] for d in body["directives"][:3]]


def test_a_question_in_a_body_is_answered_as_one_in_an_address(client):
    asked = client.post("/v1/ask", json={"q": QUESTION}).json()
    assert asked == client.get("/v1/ask", params={"q": QUESTION}).json()


def test_the_words_of_an_answer_stand_where_it_says(client):
    first = client.get("/v1/ask", params={"q": QUESTION}).json()["answers"][0]
    document = client.get(f"/v1/documents/{first['document']}").json()
    assert document["text"][first["start"] : first["end"]].strip() == first["task"].strip()
    unit = client.get(f"/v1/documents/{first['document']}/units/{first['eid']}").json()
    assert first["task"].strip() in unit["whole"]


def test_outside_the_corpus_it_abstains_with_a_reason(client):
    body = client.get("/v1/ask", params={"q": "Ai chủ trì phóng vệ tinh địa tĩnh lên quỹ đạo?"}).json()
    assert body["abstained"]
    assert body["reason"]
    assert body["answers"] == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/v1/nowhere", 404),
        ("GET", "/v1/documents/none", 404),
        ("GET", "/v1/documents/none/units/none", 404),
        ("GET", "/v1/agencies/none", 404),
        ("GET", "/v1/agencies/none/tasks", 404),
        ("GET", "/v1/agencies/none/tasks.csv", 404),
        ("GET", "/v1/agencies/none/tasks.xlsx", 404),
        ("GET", "/v1/directives/none", 404),
        ("GET", "/documents/none", 404),
        ("GET", "/agencies/none", 404),
        ("GET", "/directives/none", 404),
        ("GET", "/static/none.css", 404),
        ("GET", "/static/../api/app.py", 404),
        ("DELETE", "/v1/ask", 405),
        ("PUT", "/v1/documents", 405),
        ("POST", "/healthz", 405),
        ("POST", "/", 405),
        ("POST", "/static/page.css", 405),
        ("GET", "/v1/ask", 422),
        ("GET", "/v1/ask?q=", 422),
        ("GET", "/v1/ask?q=%20%20", 422),
        ("GET", "/v1/ask?q=%3F%21", 422),
        ("GET", "/?q=%3F%21", 422),
        ("GET", "/v1/ask?q=a&as_of=hom-qua", 422),
        ("GET", "/v1/search", 422),
        ("GET", "/v1/search?q=%20", 422),
        ("GET", "/v1/search?q=a&page=zzz", 422),
        ("GET", "/v1/search?q=a&page=%F0%9F%92%A9", 422),
        ("GET", "/v1/search?q=a&year=x", 422),
        ("GET", "/v1/search?q=a&role=boss", 422),
        ("GET", "/v1/search?q=a&size=1000", 422),
        ("GET", "/search?q=%3F", 422),
        ("DELETE", "/v1/search", 405),
        ("GET", "/v1/documents?size=0", 422),
        ("GET", "/v1/documents?size=x", 422),
        ("GET", "/v1/documents?page=zzz", 422),
        ("GET", "/v1/documents?page=%F0%9F%92%A9", 422),
        ("GET", "/v1/agencies/so-tu-phap/tasks?role=boss", 422),
        ("GET", f"/v1/ask?q={'a' * 10_000}", 422),
        ("GET", f"/v1/ask?q={'a' * 20_000}", 414),
    ],
)
def test_every_error_is_a_problem(client, method, path, status):
    problem(client.request(method, path), status)


def test_a_question_too_long_is_told_the_limit(client):
    body = problem(client.get("/v1/ask", params={"q": "a" * (QUESTION_CHARACTERS + 1)}), 422)
    assert str(QUESTION_CHARACTERS) in body["detail"]
    assert body["errors"] == [{"field": "q", "reason": f"dài quá {QUESTION_CHARACTERS} ký tự"}]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"q"',
        b'{"q": 1}',
        b'{"q": ""}',
        b'{"q": "a", "x": 1}',
        b'{"q": "\\ud800"}',
        b"\xff\xfe",
    ],
)
def test_a_body_that_is_no_question_is_a_problem(client, body):
    response = client.post("/v1/ask", content=body, headers={"content-type": "application/json"})
    found = problem(response, response.status_code)
    assert found["status"] in {400, 422}


def test_a_body_too_long_is_refused_before_it_is_read(client):
    problem(client.post("/v1/ask", content=b"x" * (JSON_BYTES + 1)), 413)
    pieces = (b"x" * 10_000 for _ in range(20))  # no length announced
    problem(client.post("/v1/ask", content=pieces, headers={"content-type": "application/json"}), 413)
    problem(client.post("/v1/documents", content=b"", headers={"content-length": str(UPLOAD_BYTES + 1)}), 413)


def test_no_error_repeats_what_was_sent(client):
    for path in ("/v1/documents/<script>", "/v1/ask?q=&as_of=<script>", "/v1/documents?page=<script>"):
        assert "script" not in client.get(path).text


@pytest.mark.parametrize(
    "path", ["/", "/v1/ask", "/nowhere", "/healthz", "/static/page.css", "/openapi.json"]
)
def test_every_answer_carries_the_security_headers(client, path):
    headers = client.get(path).headers
    assert "'unsafe-inline'" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_another_host_name_is_refused(client):
    problem(client.get("/v1/ask?q=a", headers={"host": "evil.example"}), 421)
    assert client.get("/healthz", headers={"host": "localhost:8138"}).status_code == 200


def test_head_is_answered_as_get_without_a_body(client):
    response = client.head("/healthz")
    assert response.status_code == 200
    assert response.content == b""


def test_a_crash_is_a_problem_that_tells_nothing_of_the_question(client, monkeypatch, caplog):
    def crash(*_args, **_named):
        raise RuntimeError("câu hỏi bí mật")

    monkeypatch.setattr("search_api.api.asking.ask", crash)
    with caplog.at_level("INFO", logger="cancu"):
        body = problem(client.get("/v1/ask", params={"q": "câu hỏi bí mật"}), 500)
    assert "bí mật" not in body["detail"]
    assert "RuntimeError" in caplog.text
    assert "bí mật" not in caplog.text


def test_the_access_log_has_the_path_but_not_the_question(client, caplog):
    with caplog.at_level("INFO", logger="cancu.access"):
        client.get("/v1/ask", params={"q": "hòa giải"})
    assert '"path": "/v1/ask"' in caplog.text
    assert '"status": 200' in caplog.text
    assert "q=" not in caplog.text


def test_without_an_index_readiness_says_what_is_missing(tmp_path):
    app = create_app(tmp_path)
    with TestClient(app, raise_server_exceptions=False) as bare:
        app.state.shelf.wait()
        assert bare.get("/healthz").status_code == 200
        assert "cancu build" in problem(bare.get("/readyz"), 503)["detail"]
        problem(bare.get("/v1/ask?q=a"), 503)
        assert "cancu build" in bare.get("/").text


def test_health_readiness_and_version(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json()["documents"] == 2
    assert client.get("/version").json()["version"]


def test_pages_of_a_list_follow_each_other_to_the_end(client):
    whole = client.get("/v1/directives", params={"size": 500}).json()
    ids, page = [], None
    while True:
        part = client.get("/v1/directives", params={"size": 7} | ({"page": page} if page else {})).json()
        ids += [d["id"] for d in part["directives"]]
        page = part["next"]
        if page is None:
            break
    assert ids == [d["id"] for d in whole["directives"]]
    assert len(ids) == whole["total"]


def test_an_agencys_tasks_as_json_csv_and_workbook_are_the_same(client):
    body = client.get("/v1/agencies/so-tu-phap/tasks").json()
    assert body["agency"]["name"] == "Sở Tư pháp"
    assert {"lead", "coordinate"} <= {t["role"] for t in body["tasks"]}
    table = client.get("/v1/agencies/so-tu-phap/tasks.csv")
    assert table.content.startswith(b"\xef\xbb\xbf")
    assert "attachment" in table.headers["content-disposition"]
    sheet = openpyxl.load_workbook(
        io.BytesIO(client.get("/v1/agencies/so-tu-phap/tasks.xlsx").content)
    ).active
    assert sheet.max_row == body["total"] + 1
    only = client.get("/v1/agencies/so-tu-phap/tasks", params={"role": "lead"}).json()
    assert {t["role"] for t in only["tasks"]} == {"lead"}


def test_every_address_in_the_lists_opens(client):
    for d in client.get("/v1/documents").json()["documents"]:
        assert client.get(f"/v1/documents/{d['id']}").status_code == 200
    for a in client.get("/v1/agencies").json()["agencies"]:
        assert client.get(f"/v1/agencies/{a['id']}/tasks").json()["agency"]["name"] == a["name"]
    for d in client.get("/v1/directives").json()["directives"]:
        assert client.get(f"/v1/directives/{d['id']}").json()["id"] == d["id"]


def test_a_directive_tells_where_it_is_cited(client):
    body = client.get("/v1/directives/49-2020-nd-cp").json()
    place = next(c for c in body["citations"] if c["document"].startswith("ke-hoach"))
    document = client.get(f"/v1/documents/{place['document']}").json()
    assert document["text"][place["start"] : place["end"]] == place["text"]
    assert place["text"] in place["around"]


PROGRAM = b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 16


def test_a_search_marks_its_words_and_is_narrowed_by_its_facets(client):
    whole = client.get("/v1/search", params={"q": "hòa giải ở cơ sở"}).json()
    first = whole["results"][0]
    assert "hòa giải" in {first["text"][h["start"] : h["end"]].lower()[:8] for h in first["highlights"]}
    assert {"type", "issuer", "year", "agency", "role", "document"} <= whole["facets"].keys()
    narrow = client.get(
        "/v1/search", params={"q": "hòa giải ở cơ sở", "agency": "Sở Tư pháp", "role": "lead"}
    ).json()
    assert 0 < narrow["total"] < whole["total"]
    names = {f["value"]: f for f in narrow["facets"]["agency"]}
    assert names["Sở Tư pháp"]["chosen"]
    assert len(names) > 1  # a facet leaves its own filter out
    only = client.get("/v1/search", params={"q": "hòa giải", "document": "hostile"}).json()
    assert {r["document"] for r in only["results"]} <= {"hostile"}


def test_the_pages_of_a_search_follow_each_other_without_repeating(client):
    asked, seen, page = {"q": "phòng, chống tội phạm", "size": 7}, [], None
    while True:
        part = client.get("/v1/search", params=asked | ({"page": page} if page else {})).json()
        seen += [(r["kind"], r["document"], r["start"]) for r in part["results"]]
        page = part["next"]
        if page is None:
            break
    assert len(seen) == len(set(seen)) == part["total"]
    first = client.get("/v1/search", params=asked).json()
    other = client.get("/v1/search", params={"q": "ma túy", "page": first["next"]})
    assert problem(other, 422)["errors"][0]["field"] == "page"


NEW = "KẾ HOẠCH\nTrồng rừng\n\n1. Trồng tre chắn sóng ven biển.\n\n(Sở Tư pháp chủ trì thực hiện)\n"


def test_nobody_adds_a_document_without_the_token(client, built_home):
    upload = {"file": ("moi.txt", NEW.encode())}
    problem(client.post("/v1/documents", files=upload), 401)
    problem(client.post("/v1/documents", files=upload, headers={"authorization": "Bearer x"}), 401)
    with TestClient(create_app(built_home), raise_server_exceptions=False) as closed:
        problem(closed.post("/v1/documents", files=upload, headers={"authorization": "Bearer x"}), 403)


def test_an_added_document_is_answered_from_and_a_foreign_one_is_refused(tmp_path, plan_path):
    from index.building import build

    small = tmp_path / "nho.txt"
    small.write_text("KẾ HOẠCH\n\n1. Dọn vệ sinh cơ quan.\n", encoding="utf-8")
    build(tmp_path / "home", [small])
    app = create_app(tmp_path / "home", token=TOKEN)
    key = {"authorization": f"Bearer {TOKEN}".encode()}
    with TestClient(app, raise_server_exceptions=False) as opened:
        app.state.shelf.wait()
        added = opened.post("/v1/documents", files={"file": ("../../moi.txt", NEW.encode())}, headers=key)
        assert added.status_code == 201, added.text
        assert added.json()["source"] == "moi.txt"
        assert opened.get(added.headers["location"]).json()["document"]["source"] == "moi.txt"
        assert opened.get("/readyz").json()["documents"] == 2
        again = opened.post("/v1/documents", files={"file": ("moi.txt", NEW.encode())}, headers=key)
        assert not again.json()["new"]
        foreign = opened.post("/v1/documents", files={"file": ("x.pdf", PROGRAM)}, headers=key)
        problem(foreign, 422)
        problem(opened.post("/v1/documents", files={"file": ("x.txt", b"")}, headers=key), 422)
        problem(opened.post("/v1/documents", headers=key), 422)
        assert opened.get("/readyz").json()["documents"] == 2
