"""The HTTP interface under made requests, good and bad, from its own description: no crash, nothing undescribed.

A short run with fixed seeds; `python -m bench.fuzzing` takes as long as it is told to.
"""

from __future__ import annotations

import warnings
from collections import Counter
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, Phase, settings

from bench.fuzzing import CHECKS, chains, schema_of, without_lifespan
from search_api.api.links import LINKS

EXAMPLES = 6


@pytest.fixture(scope="module")
def schema(client):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own, of how it reads a description
        return schema_of(client.app)


@pytest.mark.filterwarnings("ignore")
def test_every_operation_keeps_to_its_description(schema, client):
    from schemathesis.python import asgi

    with asgi.get_client(without_lifespan(client.app)) as asking:
        tried = run(schema, asking)
    assert len(tried) >= 15


def run(schema, asking):
    from hypothesis import given
    from hypothesis.errors import Unsatisfiable
    from schemathesis import GenerationMode

    tried = set()
    for result in schema.get_all_operations():
        operation = result.ok()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            # Not every operation has requests that its description forbids.
            strategy = operation.as_strategy(generation_mode=mode)

            def ask(case):
                response = case.call(session=asking, headers={"host": "127.0.0.1"})
                case.validate_response(response, checks=CHECKS)

            limited = settings(
                max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, phases=[Phase.explicit, Phase.generate],
                suppress_health_check=list(HealthCheck),
            )  # fmt: skip
            try:
                limited(given(case=strategy)(ask))()
            except Unsatisfiable:
                continue
            tried.add(operation.label)
    return tried


@pytest.mark.filterwarnings("ignore")
def test_chains_of_requests_keep_to_the_description(schema, client):
    """What one answer holds is asked for next: ids, pages, cursors."""
    from schemathesis.python import asgi

    seen = Counter()
    with asgi.get_client(without_lifespan(client.app)) as asking:
        chain = chains(schema, asking, {"host": "127.0.0.1"}, seen)
        chain.run(
            settings=settings(
                max_examples=60, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
                stateful_step_count=5, suppress_health_check=list(HealthCheck),
            )
        )  # fmt: skip
    assert seen.total() > 40
    followed = {link.target for link in LINKS}
    paths = {
        f"{method.upper()} {path}"
        for path, methods in client.get("/openapi.json").json()["paths"].items()
        for method, operation in methods.items()
        if operation["operationId"] in followed and "{" in path
    }
    assert sum(f"{label} 200" in seen for label in paths) >= 3, "ids that answers held were found again"


def test_every_link_leads_from_what_is_there_to_what_is_there(client):
    """Operations and parameters by their names, values by their place in the answer's schema."""
    described = client.get("/openapi.json").json()
    operations = {
        operation["operationId"]: operation
        for methods in described["paths"].values()
        for operation in methods.values()
    }
    for link in LINKS:
        known = {parameter["name"] for parameter in operations[link.target]["parameters"]}
        assert set(link.parameters) <= known, link
        answer = next(
            operations[link.source]["responses"][s]
            for s in ("200", "201")
            if s in operations[link.source]["responses"]
        )
        assert link.name in answer["links"]
        for pointer in link.parameters.values():
            assert stands(
                described, answer["content"]["application/json"]["schema"], pointer.strip("/").split("/")
            ), link
    assert len({(link.source, link.name) for link in LINKS}) == len(LINKS)


def stands(described, schema, path):
    """Whether a value can stand at a place of what a schema describes."""
    if "$ref" in schema:
        return stands(described, described["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], path)
    if "anyOf" in schema:
        return any(stands(described, one, path) for one in schema["anyOf"])
    if not path:
        return schema.get("type") in ("string", "integer")
    inner = schema.get("items") if path[0].isdigit() else schema.get("properties", {}).get(path[0])
    return inner is not None and stands(described, inner, path[1:])


def test_links_lead_on_from_real_answers(client):
    """Every link whose value an answer held opens what it says it opens."""
    described = client.get("/openapi.json").json()
    places = {
        operation["operationId"]: (method, path)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    }
    asked = {"q": "hòa giải ở cơ sở"}
    followed = set()
    for link in LINKS:
        (method, path), (onward, target) = places[link.source], places[link.target]
        if method != "get" or "{" in path or onward != "get":
            continue
        answer = client.get(path, params=asked if link.source in ("ask", "search", "suggest") else {}).json()
        values = {
            name: found(answer, pointer.strip("/").split("/")) for name, pointer in link.parameters.items()
        }
        if None in values.values():
            continue
        inside = {
            name: quote(str(value), safe="") for name, value in values.items() if f"{{{name}}}" in target
        }
        beside = {name: value for name, value in values.items() if name not in inside}
        if link.source == "search" and link.target == "search":
            beside |= asked
        response = client.get(target.format(**inside), params=beside)
        kind = answer["results"][0]["kind"] if link.source == "search" and "results" in answer else ""
        if (kind == "directive") == (link.target == "directive") or link.source != "search":
            assert response.status_code == 200, (link, response.text[:300])
            followed.add((link.source, link.name))
    assert len(followed) >= 12


def found(answer, path):
    for part in path:
        if isinstance(answer, list):
            answer = answer[int(part)] if int(part) < len(answer) else None
        else:
            answer = answer.get(part) if isinstance(answer, dict) else None
    return answer
