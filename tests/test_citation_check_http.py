"""A draft checked over HTTP: as text, as a file, given back as Word; kept nowhere, logged nowhere."""

from __future__ import annotations

import io
import json
import logging
import tempfile

import docx
import jsonschema
import pytest

from search_api.api.examples import DRAFT
from search_api.api.limits import UPLOAD_BYTES
from tests.writers.word import word_file

ADDRESS = "/v1/citations/check"
SECRET = "Dự thảo mật về đập Thủy Vân"


def problem(response, status):
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    return response.json()


def test_a_text_is_checked(client):
    answer = client.post(ADDRESS, json={"text": DRAFT, "as_of": "2024-02-21"})
    assert answer.status_code == 200
    told = answer.json()
    assert told["scope"]["as_of"] == "2024-02-21"
    assert [told["text"][c["start"] : c["end"]] for c in told["citations"]] == [
        c["text"] for c in told["citations"]
    ]
    assert [c["status"] for c in told["citations"]] == ["found", "mismatch"]


def test_the_answer_is_as_documented(client):
    described = client.get("/openapi.json").json()
    schema = described["paths"][ADDRESS]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
    body = client.post(ADDRESS, json={"text": DRAFT}).json()
    jsonschema.Draft202012Validator(schema | {"components": described["components"]}).validate(body)
    limits = described["paths"][ADDRESS]["post"]["requestBody"]["content"]
    assert limits["application/json"]["schema"]["properties"]["text"]["maxLength"]
    assert limits["multipart/form-data"]["schema"]["properties"]["file"]["maxLength"] == UPLOAD_BYTES


def test_a_file_is_checked_and_given_back_with_remarks(client):
    data = word_file("Theo Nghị định số 49/2020/NĐ-CP ngày 18/4/2020 của Chính phủ.")
    files = {"file": ("du-thao.docx", data)}
    told = client.post(ADDRESS, files=files, data={"as_of": "2024-02-21"}).json()
    assert [c["status"] for c in told["citations"]] == ["mismatch"]
    answer = client.post(ADDRESS, files=files, params={"output": "docx"})
    assert answer.status_code == 200
    [comment] = docx.Document(io.BytesIO(answer.content)).comments
    assert "17/04/2020" in comment.text


def test_no_token_is_needed_and_none_is_asked(client):
    assert client.post(ADDRESS, json={"text": ""}).json()["summary"]["occurrences"] == 0


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"json": {"words": "x"}}, 422),
        ({"json": {"text": "x" * 2_000_001}}, 422),
        ({"json": {"text": "x", "as_of": "hôm qua"}}, 422),
        ({"content": b"{", "headers": {"content-type": "application/json"}}, 422),
        ({"content": b"x", "headers": {"content-type": "text/plain"}}, 415),
        ({"files": {"other": ("a.txt", b"x")}}, 422),
        ({"files": {"file": ("a.docx", b"PK\x03\x04 broken")}}, 422),
        ({"files": {"file": ("a.txt", b"")}}, 422),
        ({"files": {"file": ("a.txt", b"x")}, "data": {"as_of": "x"}}, 422),
        ({"files": {"file": ("a.txt", "Luật Trợ giúp pháp lý".encode())}, "params": {"output": "docx"}}, 422),
    ],
)
def test_what_cannot_be_checked_is_a_problem(client, sent, status):
    assert problem(client.post(ADDRESS, **sent), status)["detail"]


def test_nothing_of_a_draft_stays_on_disk_or_in_logs(client, built_home, caplog, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = {p: p.stat().st_mtime_ns for p in built_home.rglob("*") if p.is_file()}
    text = f"{SECRET}. Theo Nghị định số 49/2020/NĐ-CP và 48/2020/NĐ-CP. " + "Điều khoản. " * 120_000
    with caplog.at_level(logging.DEBUG):
        assert client.post(ADDRESS, json={"text": text}).status_code == 200
        assert client.post(ADDRESS, files={"file": (f"{SECRET}.txt", text.encode())}).status_code == 200
        assert client.post(ADDRESS, files={"file": ("x.docx", word_file(SECRET))}).status_code == 200
        problem(
            client.post(ADDRESS, files={"file": (f"{SECRET}.docx", b"PK\x03\x04" + SECRET.encode())}), 422
        )
    assert list(tmp_path.rglob("*")) == []
    after = {p: p.stat().st_mtime_ns for p in built_home.rglob("*") if p.is_file()}
    assert {p for p in after if not p.name.endswith(("-shm", "-wal"))} <= set(before)
    for record in caplog.records:
        words = record.getMessage() + json.dumps(str(record.__dict__), ensure_ascii=False)
        assert SECRET not in words
        assert "48/2020" not in words
