"""What a running server tells of itself: ids through everything, figures, readiness with what is missing, log lines."""

from __future__ import annotations

import json
import logging
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from index import generation
from search_api.api.app import create_app
from search_api.service.logs import JsonLines, ShortLines

ROOT = Path(__file__).parent.parent


def figures(client):
    text = client.get("/metrics").text
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def grown(before, after, name, **labels):
    key = (name, *sorted(labels.items()))
    return after.get(key, 0) - before.get(key, 0)


def test_a_request_keeps_the_id_it_came_with(client, caplog):
    with caplog.at_level("INFO", logger="cancu"):
        response = client.get("/v1/documents/none", headers={"x-request-id": "cua-toi.1"})
    assert response.headers["x-request-id"] == "cua-toi.1"
    assert response.json()["request_id"] == "cua-toi.1"
    assert '"request_id": "cua-toi.1"' in caplog.text


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "<script>", 'a"b', "-a"])
def test_an_id_that_is_none_is_replaced(client, given):
    told = client.get("/v1/documents/none", headers={"x-request-id": given}).headers["x-request-id"]
    assert re.fullmatch("[0-9a-f]{32}", told)


def test_a_crash_carries_the_id_too(client, monkeypatch, caplog):
    def crash(*_arguments, **_named):
        raise RuntimeError

    monkeypatch.setattr("search_api.api.asking.ask", crash)
    with caplog.at_level("INFO", logger="cancu.error"):
        body = client.get("/v1/ask?q=a", headers={"x-request-id": "abc"}).json()
    assert (body["status"], body["request_id"]) == (500, "abc")
    assert '"request_id": "abc"' in caplog.text


def test_figures_grow_with_what_happens(client):
    client.app.state.shelf.reopen()  # a process has one model, which tells the server that opened it last
    before = figures(client)
    client.get("/v1/ask", params={"q": "Ai chủ trì phóng vệ tinh địa tĩnh lên quỹ đạo?"})
    client.get("/v1/ask", params={"q": "Cơ quan nào chủ trì việc trồng rừng phòng hộ?"})
    client.get("/v1/search", params={"q": "hòa giải", "document": "none"})
    client.get("/v1/documents/a")
    client.get("/v1/documents/b")
    after = figures(client)
    assert grown(before, after, "cancu_requests_total", method="GET", route="/v1/ask", status="200") == 2
    assert (
        grown(
            before,
            after,
            "cancu_requests_total",
            method="GET",
            route="/v1/documents/{document}",
            status="404",
        )
        == 2
    )
    assert grown(before, after, "cancu_abstentions_total") >= 1
    assert grown(before, after, "cancu_zero_results_total") == 1
    assert grown(before, after, "cancu_model_seconds_count") >= 1
    assert after["cancu_ready",] == 1
    assert after["cancu_documents",] == 2
    assert ("cancu_waiting", ("lane", "answers")) in after


def test_figures_tell_no_path_and_no_question(client):
    client.get("/khong/co/duong-nay")
    client.get("/v1/ask", params={"q": "bí mật của tôi"})
    text = client.get("/metrics").text
    assert "duong-nay" not in text
    assert "bí mật" not in text
    assert 'route="none"' in text


def test_readiness_tells_what_is_missing_while_the_server_answers(built_home, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(built_home, home)
    app = create_app(home)
    with TestClient(app, raise_server_exceptions=False) as client:
        app.state.shelf.wait()
        assert client.get("/readyz").json()["missing"] == []
        served = generation.current(home)
        broken = generation.generations(home) / "broken"
        shutil.copytree(served, broken)
        (broken / "vectors.faiss").write_bytes(b"gone")
        generation.serve(home, "broken")
        app.state.shelf.reopen()
        told = client.get("/readyz")
        assert told.status_code == 200
        assert told.json()["generation"] == served.name
        assert "vectors.faiss" in " ".join(told.json()["missing"])
        assert client.get("/v1/ask?q=h%C3%B2a+gi%E1%BA%A3i").status_code == 200, "the old one serves"
    fresh = create_app(home)
    with TestClient(fresh, raise_server_exceptions=False) as client:
        fresh.state.shelf.wait()
        told = client.get("/readyz")
        assert told.status_code == 503
        assert "vectors.faiss" in told.json()["detail"]
        assert "cancu build" in told.json()["detail"]


def test_a_missing_model_is_told_and_what_is_open_goes_on(built_home, tmp_path, monkeypatch):
    home = tmp_path / "home"
    shutil.copytree(built_home, home)
    path = generation.current(home) / "manifest.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    app = create_app(home)
    with TestClient(app, raise_server_exceptions=False) as client:
        app.state.shelf.wait()
        path.write_text(json.dumps({**told, "model_setting": "/khong/co"}), encoding="utf-8")
        app.state.shelf.reopen()
        assert client.get("/v1/ask?q=h%C3%B2a+gi%E1%BA%A3i").status_code == 200
        assert client.get("/readyz").json()["missing"]
    fresh = create_app(home)
    with TestClient(fresh, raise_server_exceptions=False) as client:
        fresh.state.shelf.wait()
        assert client.get("/readyz").status_code == 503
        assert "/khong/co" in client.get("/readyz").json()["detail"]


def test_log_lines_are_objects_or_short():
    record = logging.LogRecord("cancu.access", logging.INFO, "", 0, '{"path": "/", "status": 200}', (), None)
    assert json.loads(JsonLines().format(record))["status"] == 200
    assert ShortLines().format(record) == "/ 200"
    plain = logging.LogRecord("uvicorn", logging.WARNING, "", 0, 'said "so"', (), None)
    assert json.loads(JsonLines().format(plain))["message"] == 'said "so"'
    assert ShortLines().format(plain) == 'said "so"'


def test_a_server_that_is_told_to_stop_answers_what_it_has_begun(built_home):
    code = "import sys; from search_api.commands import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "--home", str(built_home), "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
        try:
            base = re.search(r"http://\S+", server.stderr.readline())[0]
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline:
                try:
                    urllib.request.urlopen(f"{base}/readyz")
                    break
                except OSError:
                    time.sleep(0.2)
            with urllib.request.urlopen(f"{base}/v1/ask?q=a") as answer:
                assert answer.status == 200
            server.send_signal(signal.SIGTERM)
            lines = [json.loads(line) for line in server.stderr if line.startswith("{")]
            assert server.wait(40) in (0, -signal.SIGTERM)
        finally:
            server.kill()  # one that was not told to stop would be waited for
    assert {line["path"] for line in lines} >= {"/v1/ask", "/readyz"}
    assert all(line["request_id"] for line in lines)
