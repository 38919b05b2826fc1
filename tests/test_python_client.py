"""The typed client: made from the OpenAPI description, and tried against a running server."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import httpx
import pytest
from conftest import REPOSITORY, TOKEN
from live_server import serving

from search_api.client import Client, ProblemError

QUESTION = "Cơ quan nào chủ trì công tác hòa giải ở cơ sở?"


@pytest.fixture(scope="module")
def cancu(built_home):
    with serving(built_home, TOKEN) as address, Client(address, token=TOKEN) as opened:
        yield opened


def test_the_client_is_what_the_description_makes():
    pytest.importorskip("datamodel_code_generator", reason="the generator is a development tool")
    from search_api.client_making import FOLDER, made

    for name, text in made().items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, (
            f"search_api/client/{name} is not what the OpenAPI description makes: run `make client`"
        )


def test_every_operation_is_a_method(client):
    from search_api.client.operations import Operations

    for methods in client.app.openapi()["paths"].values():
        for operation in methods.values():
            assert callable(getattr(Operations, operation["operationId"])), operation["operationId"]


def test_an_answer_of_any_kind_becomes_a_method():
    from search_api.client_making import _operations

    def operation(name, answers):
        return {"operationId": name, "summary": "Việc", "description": "Làm.", "responses": answers}

    paths = {
        "/v1/a": {"delete": operation("remove", {"204": {"description": ""}})},
        "/v1/b": {"get": operation("plain", {"200": {"content": {"text/plain": {}}}})},
        "/v1/c": {"get": operation("loose", {"200": {"content": {"application/json": {"schema": {}}}}})},
    }
    code = _operations({"paths": paths, "components": {"schemas": {}}})
    compile(code, "operations.py", "exec")
    for name in ("remove", "plain", "loose"):
        assert f"def {name}(self) -> bytes" in code


def test_the_client_needs_nothing_of_the_server():
    code = "import sys, search_api.client; print([m for m in ('fastapi', 'torch', 'index', 'ingest') if m in sys.modules])"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=REPOSITORY, check=True
    )
    assert told.stdout.strip() == "[]"


def test_a_question_is_answered_with_typed_records(cancu, client):
    answer = cancu.ask(QUESTION)
    assert answer.answers[0].lead == ["Sở Tư pháp", "Ủy ban Mặt trận Tổ quốc tỉnh"]
    assert answer.model_dump(mode="json") == client.get("/v1/ask", params={"q": QUESTION}).json()
    assert cancu.ask_by_body(QUESTION) == answer


def test_filters_and_pages_pass(cancu):
    found = cancu.search("hòa giải", agency=["Sở Tư pháp"], role=["lead"], size=2)
    assert found.results
    assert len(found.results) <= 2
    assert {d.id for d in cancu.all_documents()} == {"ke-hoach-138-tuyen-quang-2024", "hostile"}
    assert cancu.unit("ke-hoach-138-tuyen-quang-2024", "sec_I__item_1").whole


def test_a_table_comes_as_bytes_and_an_export_as_records(cancu):
    assert cancu.agency_tasks_csv("so-tu-phap").startswith(b"\xef\xbb\xbf")
    tasks = list(cancu.exported("tasks"))
    assert any("Sở Tư pháp" in task.lead for task in tasks)
    assert len(list(cancu.export("citations", format="jsonl"))) == len(list(cancu.exported("citations")))


def test_the_feed_goes_on_from_a_cursor(cancu):
    seen = list(cancu.changes_since())
    assert {change.document for change in seen} == {"ke-hoach-138-tuyen-quang-2024", "hostile"}
    assert list(cancu.changes_since(seen[-1].cursor)) == []


def test_a_draft_is_checked_as_text_and_as_a_file(cancu, tmp_path):
    text = "Căn cứ Nghị định số 49/2020/NĐ-CP ngày 17/4/2020 của Chính phủ."
    report = cancu.check_citations(text, as_of=date(2024, 2, 21))
    assert [c.text for c in report.citations] == ["Nghị định số 49/2020/NĐ-CP"]
    file = tmp_path / "du-thao.txt"
    file.write_text(text, encoding="utf-8")
    assert [c.status for c in cancu.check_citations_of_file(file).citations] == ["found"]
    with pytest.raises(ProblemError):  # only a Word file comes back with remarks
        cancu.check_citations_of_file_as_file(file, output="docx")


def test_an_act_comes_in_other_forms_too(cancu):
    assert cancu.directive("49-2020-nd-cp", as_of=date(2024, 2, 21)).number == "49/2020/NĐ-CP"
    assert b"Legislation" in cancu.directive_as_file("49-2020-nd-cp", "jsonld")


def test_a_problem_is_raised_with_what_the_server_said(cancu):
    with pytest.raises(ProblemError) as raised:
        cancu.document("khong-co")
    assert raised.value.problem.status == 404
    assert raised.value.problem.type == "/problems#not-here"
    with pytest.raises(ProblemError) as raised:
        cancu.search("a", page="zzz")
    assert raised.value.problem.errors[0].field == "page"


def test_a_name_leads_to_no_other_route(cancu):
    with pytest.raises(ProblemError) as raised:
        cancu.document("../healthz")
    assert raised.value.problem.status == 404


def test_a_file_is_sent_with_its_name(cancu, tmp_path):
    empty = tmp_path / "trống.txt"
    empty.write_bytes(b"")
    with pytest.raises(ProblemError) as raised:  # refused by the reader, so it passed the token
        cancu.add_document(empty)
    assert raised.value.problem.status == 422


def answers(*given):
    """A transport that gives these answers, one after the other, and keeps what it was asked."""
    left, asked = list(given), []

    def answer(request):
        asked.append(request)
        return left.pop(0)

    return httpx.MockTransport(answer), asked


def busy(seconds):
    body = {"type": "/problems#not-ready", "title": "Chưa sẵn sàng", "status": 503, "detail": "Đang mở."}
    kind = {"content-type": "application/problem+json", "retry-after": seconds}
    return httpx.Response(503, headers=kind, content=json.dumps(body).encode())


def test_a_busy_server_is_asked_again_after_the_time_it_names():
    transport, asked = answers(busy("0"), httpx.Response(200, json={"status": "ok"}))
    with Client("http://x", transport=transport) as opened:
        assert opened.healthz().status == "ok"
    assert len(asked) == 2


@pytest.mark.parametrize(("given", "times"), [([busy("0")] * 3, 3), ([busy("3600")], 1)])
def test_patience_has_an_end(given, times):
    transport, asked = answers(*given)
    with Client("http://x", transport=transport, retries=2) as opened, pytest.raises(ProblemError):
        opened.healthz()
    assert len(asked) == times


def test_what_no_server_of_ours_said_is_a_problem_too():
    transport, _ = answers(httpx.Response(502, text="<html>Bad gateway</html>"))
    with Client("http://x", transport=transport) as opened, pytest.raises(ProblemError) as raised:
        opened.healthz()
    assert raised.value.problem.status == 502


def test_what_a_newer_server_adds_is_no_error():
    body = {"changes": [], "next": "a", "more": False, "generation": "b", "new_field": 1}
    feed = {"cursor": "c", "kind": "renamed", "document": "d", "reason": "content", "digest": None}
    body["changes"] = [feed | {"generation": "b", "at": "2026-01-01"}]
    transport, _ = answers(httpx.Response(200, json=body))
    with Client("http://x", transport=transport) as opened:
        assert opened.changes().changes[0].kind == "renamed"
