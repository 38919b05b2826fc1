"""Every route, whatever goes wrong around it: one shape, one language, an id, the headers that keep browsers safe."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.openapi.utils import get_openapi
from fastapi.testclient import TestClient

from search_api.api.app import create_app
from search_api.service.access import wanted_by
from search_api.service.settings import ServiceSettings


def described():
    app = create_app(Path("/nonexistent"))
    return get_openapi(title=app.title, version=app.version, routes=app.routes)["paths"]


ROUTES = [
    (path.replace("{", "").replace("}", ""), method.upper(), operation)
    for path, methods in described().items()
    for method, operation in methods.items()
]
PAGES = [
    ("/", "GET", None),
    ("/search", "GET", None),
    ("/documents", "GET", None),
    ("/static/page.css", "GET", None),
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
    path, method, _ = route
    others = (
        {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
        - {m for p, m, _ in ROUTES if p == path}
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
    path, method, _ = route
    response = closed.request(method, path)
    if path in ("/healthz", "/version"):
        assert response.status_code == 200
    elif path == "/readyz":
        problem(response, 503)
    else:
        problem(response, 403 if wanted_by(method, path) == "write" else 401)


@EVERY
def test_a_client_that_asked_too_much(spent, route):
    path, method, _ = route
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


@OF_PROGRAMS
def test_the_documentation_tells_of_them(route):
    assert {"401", "403", "405", "413", "414", "421", "422", "429", "500", "503", "504"} <= route[2][
        "responses"
    ].keys()
