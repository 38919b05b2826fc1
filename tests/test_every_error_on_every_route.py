"""Every route, whatever goes wrong around it: one shape, one language, an id, the headers that keep browsers safe."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import httpx
import pytest
from conftest import TOKEN
from fastapi.openapi.utils import get_openapi
from fastapi.testclient import TestClient

from search_api.api.app import create_app
from search_api.service.access import wanted_by
from search_api.service.settings import ServiceSettings


def described():
    app = create_app(Path("/nonexistent"))
    return get_openapi(title=app.title, version=app.version, routes=app.routes)["paths"]


ROUTES = [
    (path.replace("{", "").replace("}", ""), method.upper(), operation, path)
    for path, methods in described().items()
    for method, operation in methods.items()
]
PAGES = [
    *(
        (path, "GET", None, path)
        for path in ("/", "/search", "/documents", "/static/page.css", "/tasks", "/agencies")
    ),
    *((path, "GET", None, path) for path in ("/directives", "/documents/a", "/articles/a", "/directives/a")),
]


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    """A server without an index that lets nobody read."""
    app = create_app(
        tmp_path_factory.mktemp("home"), host_names=[], settings=ServiceSettings(reading="token", rate=0)
    )
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def spent(tmp_path_factory):
    """A server whose clients have used up what they have."""
    app = create_app(tmp_path_factory.mktemp("home"), token="x", settings=ServiceSettings(rate=1))
    with TestClient(app, raise_server_exceptions=False) as client:
        client.get("/v1/agencies", headers={"authorization": "Bearer x"})
        yield client


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A server without an index."""
    app = create_app(tmp_path_factory.mktemp("home"), token="x", settings=ServiceSettings(rate=0))
    with TestClient(app, raise_server_exceptions=False) as client:
        app.state.shelf.wait()
        yield client


def problem(response, status):
    assert response.status_code == status, response.text[:300]
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body.keys() <= {"type", "title", "status", "detail", "errors", "request_id"}
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    assert body["request_id"] == response.headers["x-request-id"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "default-src" in response.headers["content-security-policy"]
    return body


def named(route):
    return f"{route[1]} {route[0]}"


EVERY = pytest.mark.parametrize("route", [*ROUTES, *PAGES], ids=named)
OF_PROGRAMS = pytest.mark.parametrize("route", ROUTES, ids=named)


@EVERY
def test_another_method(empty, route):
    path, method, _, _ = route
    others = (
        {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
        - {m for p, m, *_ in ROUTES if p == path}
        - {method}
    )
    for other in sorted(others):
        problem(empty.request(other, path, headers={"authorization": "Bearer x"}), 405)


@EVERY
def test_another_host(closed, route):
    problem(closed.request(route[1], route[0], headers={"host": "evil.example"}), 421)


@EVERY
def test_an_address_too_long(empty, route):
    problem(
        empty.request(route[1], f"{route[0]}?x={'a' * 17_000}", headers={"authorization": "Bearer x"}), 414
    )


@OF_PROGRAMS
def test_a_body_too_long(empty, route):
    headers = {"content-length": str(10**9), "authorization": "Bearer x"}
    problem(empty.request(route[1], route[0], content=b"", headers=headers), 413)


@EVERY
def test_nobody_reads_without_a_token(closed, route):
    path, method, _, _ = route
    response = closed.request(method, path)
    if path in ("/healthz", "/version"):
        assert response.status_code == 200
    elif path == "/readyz":
        problem(response, 503)
    else:
        problem(response, 403 if wanted_by(method, path) == "write" else 401)


@EVERY
def test_a_client_that_asked_too_much(spent, route):
    path, method, _, _ = route
    response = spent.request(method, path, headers={"authorization": "Bearer x"})
    if path in ("/healthz", "/version", "/metrics", "/readyz", "/static/page.css"):
        assert response.status_code in (200, 503)
    else:
        assert "retry-after" in response.headers
        problem(response, 429)


@OF_PROGRAMS
def test_a_crash(monkeypatch, tmp_path, route):
    def crash(*_arguments, **_named):
        raise RuntimeError("bí mật")

    monkeypatch.setattr("fastapi.routing.run_endpoint_function", crash)
    monkeypatch.setattr("search_api.api.shelf.Shelf.library", crash)
    app = create_app(tmp_path, token="x", settings=ServiceSettings(rate=0))
    with TestClient(app, raise_server_exceptions=False) as client:
        response = client.request(
            route[1],
            route[0],
            params={"q": "a"},
            json={"q": "a"} if route[1] == "POST" else None,
            headers={"authorization": "Bearer x"},
        )
        assert "bí mật" not in response.text
        assert problem(response, response.status_code)["status"] in (422, 500)


FREE = ("/healthz", "/readyz", "/version", "/metrics", "/static/page.css")
"""What answers whatever the state of the rest."""
KEY = {"authorization": "Bearer x"}


@EVERY
def test_without_an_index(empty, route):
    path, method, operation, _ = route
    response = empty.request(method, path, headers=KEY)
    if path in (*FREE, "/") and path != "/readyz":
        assert response.status_code == 200
    elif response.status_code != 503:
        problem(response, 422)
        assert operation and (operation.get("requestBody") or operation.get("parameters")), "looked at first"
    else:
        problem(response, 503)


WITH_IDS = [route for route in ROUTES if "{" in route[3]]


@pytest.mark.parametrize("route", WITH_IDS, ids=named)
def test_nothing_is_there(client, route):
    """An id that there is none of; what is sent along is fine."""
    body = {"who": "An", "number": "1/KH-UBND"} if route[1] == "POST" else None
    response = client.request(route[1], route[0], json=body, headers=bearer())
    assert problem(response, response.status_code)["status"] in (404, 422)


def bearer():
    return {"authorization": f"Bearer {TOKEN}".encode()}


@pytest.mark.parametrize("path", ["/v1", "/v1/khong-co", "/khong/co", "/static/khong-co.js", "/%ff"])
@pytest.mark.parametrize("accept", ["*/*", "application/json", "image/png"])
def test_no_such_address(client, path, accept):
    problem(client.get(path, headers={"accept": accept}), 404)


@OF_PROGRAMS
def test_whoever_wants_pages_gets_problems_of_programs_all_the_same(closed, route):
    path, method, _, _ = route
    if path not in FREE:
        headers = {"accept": "text/html,*/*;q=0.1"}
        response = closed.request(method, path, headers=headers)
        problem(response, response.status_code)


WRONG = {"integer": "x", "boolean": "x", "date": "hôm qua", "enum": "khong-co"}


def wrong_values():
    """Every parameter of every route whose schema forbids some words, with such words."""
    for path, method, operation, described in ROUTES:
        for parameter in operation.get("parameters", []):
            if parameter["in"] != "query":
                continue
            schema = parameter["schema"]
            for one in schema.get("anyOf", [schema]):
                kind = "date" if one.get("format") == "date" else "enum" if "enum" in one else one.get("type")
                if kind in WRONG:
                    yield pytest.param(
                        method,
                        path,
                        parameter["name"],
                        WRONG[kind],
                        id=f"{method} {described} {parameter['name']}",
                    )


@pytest.mark.parametrize(("method", "path", "name", "value"), list(wrong_values()))
def test_a_wrong_value(client, method, path, name, value):
    given = {"q": "a", name: value}
    body = {"text": "a"} if method == "POST" else None
    response = client.request(method, path, params=given, json=body, headers=bearer())
    if response.status_code == 404:
        assert path.startswith("/v1/agencies/"), "what it would be asked of is looked for first"
        problem(response, 404)
        return
    told = problem(response, 422)
    assert name in {error["field"].split(".")[0] for error in told["errors"]}


WITH_BODIES = [route for route in ROUTES if "requestBody" in route[2]]
BODIES = {
    "no json": (b"{", "application/json"),
    "another thing": (b"[]", "application/json"),
    "half letters": (b'{"text": "\\ud800", "q": "\\ud800", "title": "\\ud800"}', "application/json"),
    "no utf-8": (b'{"q": "\xff"}', "application/json"),
    "another kind": (b"<a/>", "application/xml"),
    "no kind": (b"abc", ""),
    "a form without an edge": (b"abc", "multipart/form-data"),
    "a form cut off": (b"--a\r\nContent-Disposition: form-data; name", "multipart/form-data; boundary=a"),
    "a form without a file": (
        b'--a\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--a--\r\n',
        "multipart/form-data; boundary=a",
    ),
    "nothing": (b"", "application/json"),
}


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("route", [*WITH_BODIES, ("/check", "POST", None, "/check")], ids=named)
def test_a_body_that_is_none(client, route, body):
    content, kind = BODIES[body]
    response = client.request(
        route[1], route[0], content=content, headers={**bearer(), **({"content-type": kind} if kind else {})}
    )
    if response.status_code == 200:
        assert body == "half letters", "half letters are words of a draft like others"
    else:
        assert problem(response, response.status_code)["status"] in (400, 404, 415, 422)


def asked_directly(app, route, receive):
    """The status, headers and body that an application answers with to a request whose body is as it is."""
    path, method, _, _ = route
    sent = []

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"q=a", "root_path": "",
        "headers": [(b"host", b"127.0.0.1"), (b"authorization", b"Bearer x"), (b"content-type", b"application/json")],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "state": {},
    }  # fmt: skip
    asyncio.run(app(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return httpx.Response(sent[0]["status"], headers=headers, content=body)


@EVERY
def test_a_body_that_never_arrives(tmp_path, route):
    async def never():
        await asyncio.Event().wait()

    if route[0] in FREE or (route[0], route[1]) == ("/v1/documents", "POST"):
        pytest.skip("needs no body, or waits for a file in a lane of its own")
    app = create_app(tmp_path, token="x", settings=ServiceSettings(rate=0, body_seconds=0.05))
    problem(asked_directly(app, route, never), 408)


@EVERY
def test_an_answer_that_takes_too_long(monkeypatch, tmp_path, route):
    async def slow(*_arguments, **_named):
        await asyncio.sleep(0.3)

    async def whole():
        return {
            "type": "http.request",
            "body": b'{"q": "a", "text": "a", "title": "a", "who": "a"}',
            "more_body": False,
        }

    if route[0] in FREE:
        pytest.skip("never waits for a turn")
    monkeypatch.setattr("search_api.api.shelf.Shelf.library", lambda _: time.sleep(0.3))
    monkeypatch.setattr("fastapi.routing.run_endpoint_function", slow)
    few = ServiceSettings(rate=0, seconds=0.05, draft_seconds=0.05, upload_seconds=0.05)
    app = create_app(tmp_path, token="x", settings=few)
    answer = asked_directly(app, route, whole)
    if answer.status_code == 422:
        assert route[1] == "POST" or route[0].endswith("/what"), "no such body, no such table: refused before"
    else:
        problem(answer, 504)


@EVERY
def test_a_server_that_is_full(tmp_path, monkeypatch, route):
    if route[0] in FREE:
        pytest.skip("never waits for a turn")

    async def whole():
        return {"type": "http.request", "body": b"", "more_body": False}

    monkeypatch.setattr("asyncio.Semaphore.locked", lambda _: True)
    monkeypatch.setattr("search_api.service.admission._UPLOADS_WAITING", 0)
    app = create_app(
        tmp_path, token="x", settings=ServiceSettings(rate=0, at_once=1, waiting=0, patience=0.05)
    )
    answer = asked_directly(app, route, whole)
    problem(answer, 503)
    assert int(answer.headers["retry-after"]) >= 1


@OF_PROGRAMS
def test_the_documentation_tells_of_them(route):
    assert {"401", "403", "405", "413", "414", "421", "422", "429", "500", "503", "504"} <= route[2][
        "responses"
    ].keys()
