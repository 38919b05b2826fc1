"""The documentation of the HTTP interface: every operation has an example, and every example gives what it promises."""

from __future__ import annotations

import itertools
from pathlib import Path

import jsonschema
import pytest

from search_api.api.app import create_app


def described():
    return create_app(Path("/nonexistent")).openapi()


OPERATIONS = [
    (path, method, operation)
    for path, methods in described()["paths"].items()
    for method, operation in methods.items()
]
READS = [(p, m, o) for p, m, o in OPERATIONS if "401" not in o["responses"]]


def examples_of(part):
    return (
        [e["value"] for e in part.get("examples", {}).values()]
        if isinstance(part.get("examples"), dict)
        else []
    )


def requests_of(path, operation):
    """Every combination of the examples of an operation's required parameters."""
    wanted = [p for p in operation.get("parameters", []) if p["required"] or examples_of(p)]
    for values in itertools.product(*(examples_of(p) for p in wanted)):
        where, query = path, {}
        for parameter, value in zip(wanted, values, strict=True):
            if parameter["in"] == "path":
                where = where.replace("{" + parameter["name"] + "}", value)
            else:
                query[parameter["name"]] = value
        yield where, query


@pytest.mark.parametrize(
    ("path", "method", "operation"), OPERATIONS, ids=lambda x: x if isinstance(x, str) else ""
)
def test_an_operation_is_described_in_words(path, method, operation):
    del path, method
    assert operation["summary"]
    assert operation["description"]
    for parameter in operation.get("parameters", []):
        assert parameter.get("description"), parameter["name"]
        if parameter["required"]:
            assert examples_of(parameter), parameter["name"]
    for status, response in operation["responses"].items():
        if status.startswith(("4", "5")):
            assert "application/problem+json" in response["content"], status


@pytest.mark.parametrize(
    ("path", "method", "operation"), READS, ids=lambda x: x if isinstance(x, str) else ""
)
def test_the_examples_of_an_operation_are_answered_as_described(client, path, method, operation):
    schema = described()
    bodies = [None]
    if "requestBody" in operation:
        bodies = examples_of(operation["requestBody"]["content"]["application/json"])
        assert bodies
    promised = operation["responses"]["200"]["content"]
    for (where, query), body in itertools.product(requests_of(path, operation), bodies):
        response = client.request(method, where, params=query, json=body)
        assert response.status_code == 200, (where, response.text[:300])
        kind = response.headers["content-type"].split(";")[0]
        assert kind in promised
        if kind == "application/json":
            wanted = promised[kind]["schema"] | {"components": schema["components"]}
            jsonschema.Draft202012Validator(wanted).validate(response.json())


def test_a_problem_in_the_documentation_is_one(client):
    model = described()["components"]["schemas"]["ProblemDetails"]
    schema = model | {"components": described()["components"]}
    jsonschema.Draft202012Validator(schema).validate(client.get("/v1/ask").json())
