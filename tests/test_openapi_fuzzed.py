"""The HTTP interface under made requests, good and bad, from its own description: no crash, nothing undescribed.

A short run with fixed seeds; `python -m bench.fuzzing` takes as long as it is told to.
"""

from __future__ import annotations

import warnings

import pytest
from hypothesis import HealthCheck, Phase, settings

from bench.fuzzing import CHECKS, schema_of, without_lifespan

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
