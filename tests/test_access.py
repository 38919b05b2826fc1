"""Who may ask for what: tokens made, listed and revoked by command; writing closed, reading open unless set otherwise."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from search_api.api.app import create_app
from search_api.commands import main
from search_api.service import tokens as tokens_module
from search_api.service.access import wanted_by
from search_api.service.settings import ServiceSettings
from search_api.service.tokens import SCOPES, Tokens


def opened(home, reading="open", token=None):
    return TestClient(
        create_app(home, token=token, settings=ServiceSettings(reading=reading, rate=0)),
        raise_server_exceptions=False,
    )


def bearer(words):
    return {"authorization": f"Bearer {words}"}


def made(capsys, home, *arguments):
    assert main(["--home", str(home), "token", "create", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_token_is_shown_once_and_kept_as_a_digest_only(tmp_path, capsys):
    told = made(capsys, tmp_path, "phần mềm một cửa", "--scope", "read", "--scope", "write")
    secret = told["token"].rpartition("_")[2]
    for path in tmp_path.iterdir():
        assert secret.encode() not in path.read_bytes(), path.name
        assert path.name != "tokens.sqlite" or path.stat().st_mode & 0o077 == 0
    assert main(["--home", str(tmp_path), "token", "list"]) == 0
    listed = capsys.readouterr().out
    assert "phần mềm một cửa" in listed
    assert secret not in listed


def test_writing_is_closed_until_a_token_is_made_and_after_it_is_revoked(tmp_path, capsys):
    with opened(tmp_path) as client:
        upload = {"files": {"file": ("a.txt", b"x")}}
        assert client.post("/v1/documents", **upload).status_code == 403
        told = made(capsys, tmp_path, "x", "--scope", "write")
        assert client.post("/v1/documents", **upload).status_code == 401
        assert client.post("/v1/documents", headers=bearer(told["token"])).status_code == 422, (
            "let in, but no file"
        )
        reads = made(capsys, tmp_path, "y")
        assert client.post("/v1/documents", headers=bearer(reads["token"])).status_code == 403
        assert main(["--home", str(tmp_path), "token", "revoke", told["id"]]) == 0
        assert client.post("/v1/documents", headers=bearer(told["token"])).status_code in (401, 403)


def test_reading_needs_a_token_where_the_server_says_so(tmp_path):
    _, words = Tokens(tmp_path).create("x", ("read",))
    _, writes = Tokens(tmp_path).create("y", ("write",))
    with opened(tmp_path, "token") as client:
        for path in ("/v1/ask?q=a", "/", "/metrics", "/openapi.json", "/static/page.css", "/v1/documents"):
            refused = client.get(path)
            assert refused.status_code == 401, path
            assert "Bearer" in refused.headers["www-authenticate"]
            assert client.get(path, headers=bearer(writes)).status_code == 403
            assert client.get(path, headers=bearer(words)).status_code in (200, 503), path
        assert client.get("/healthz").status_code == 200
        asked = client.post("/v1/ask", json={"q": "a"})
        assert asked.status_code == 401


def test_a_browser_may_read_with_the_token_as_a_password_but_never_write(tmp_path):
    _, words = Tokens(tmp_path).create("x", SCOPES)
    password = {"authorization": "Basic " + base64.b64encode(f"ai:{words}".encode()).decode()}
    with opened(tmp_path, "token") as client:
        assert client.get("/openapi.json", headers=password).status_code == 200
        assert client.post("/v1/documents", headers=password).status_code == 401


@pytest.mark.parametrize(
    "given",
    [
        "",
        "x",
        "Bearer",
        "Bearer ",
        "Bearer cancu_00000000_" + "A" * 43,
        "Basic ???",
        "Bearer \xff",
        "Bearer " + "x" * 9000,
    ],
)
def test_nothing_else_opens(tmp_path, given):
    Tokens(tmp_path).create("x", ("write",))
    with opened(tmp_path, token="của máy chủ") as client:
        assert (
            client.post("/v1/documents", headers={"authorization": given.encode("latin-1")}).status_code
            == 401
        )


def test_an_expired_token_opens_nothing_even_when_the_clock_is_set_back(tmp_path, monkeypatch):
    held = Tokens(tmp_path)
    made_now, words = held.create("x", ("read",), 1)
    assert held.holder(words) == made_now

    class Clock(datetime):
        at = datetime.now(UTC)

        @classmethod
        def now(cls, _zone=None):
            return cls.at

    monkeypatch.setattr(tokens_module, "datetime", Clock)
    Clock.at += timedelta(days=2)
    assert held.holder(words) is None
    Clock.at -= timedelta(days=2)
    assert held.holder(words) is None


def test_every_route_that_is_no_reading_is_closed_unless_it_is_named():
    assert wanted_by("POST", "/v1/anything-new") == "write"
    assert wanted_by("DELETE", "/v1/ask") == "write"
    assert wanted_by("POST", "/v1/citations/check") == "check"
    assert wanted_by("GET", "/v1/anything-new") == "read"
    assert wanted_by("GET", "/healthz") is None


def test_wrong_use_of_the_command_is_told(tmp_path, capsys):
    assert main(["--home", str(tmp_path), "token", "create", "x", "--scope", "all"]) == 2
    assert main(["--home", str(tmp_path), "token", "revoke", "none"]) == 1
    assert "cancu token list" in capsys.readouterr().err


def test_writes_are_in_the_log_of_writes_without_any_word_of_the_document(tmp_path, capsys):
    told = made(capsys, tmp_path, "x", "--scope", "write")
    with opened(tmp_path) as client:
        client.post(
            "/v1/documents",
            files={"file": ("mat.txt", b"%PDF-1.7 bi mat")},
            headers={**bearer(told["token"]), "x-request-id": "abc-1"},
        )
    lines = [json.loads(line) for line in (tmp_path / "audit.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["action"] for line in lines] == ["token create", "add", "added"]
    assert {lines[1]["by"], lines[2]["by"]} == {f"x ({told['id']})"}
    assert lines[1]["request_id"] == "abc-1"
    assert "bi mat" not in (tmp_path / "audit.jsonl").read_text(encoding="utf-8")


def test_a_torn_line_of_the_log_of_writes_spoils_no_other(tmp_path):
    from search_api.service import audit

    (tmp_path / audit.NAME).write_bytes(b'{"torn')
    audit.record(tmp_path, "x", "y")
    assert json.loads((tmp_path / audit.NAME).read_text(encoding="utf-8").splitlines()[1])["action"] == "x"
