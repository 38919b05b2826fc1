"""Ask the HTTP interface what nobody would: `python -m bench.fuzzing HOME [EXAMPLES [CHAINS]] [--keep]`.

Requests that the interface's own description allows, as many as EXAMPLES to each operation, and as many that
it forbids, are made by schemathesis; every answer must be as described, none may be a crash, and every error
a problem. Chains of requests follow the description's links: what one answers is asked for next. A copy of
the home is asked, with a token that may write.

Reads: a built home. Writes: what failed; bench/results/ with `--keep`; exit status 1 where anything did.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import schemathesis
from fastapi import FastAPI
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.python import asgi
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.types import Receive, Scope, Send

from bench.measured import keep
from search_api.api.app import create_app
from search_api.service.settings import ServiceSettings

TOKEN = "token-of-the-fuzzing"
_TRUSTED = {"authorization": f"Bearer {TOKEN}"}
_PATIENCE = 300.0
"""Seconds: what is added is built in, on a machine that has other work too."""


def errors_are_problems(_context: Any, response: Any, case: Any) -> None:  # noqa: ANN401 - as schemathesis has them
    """Every error is application/problem+json."""
    if response.status_code >= 400 and case.method.upper() != "HEAD":
        kind = (response.headers.get("content-type") or [""])[0].split(";")[0]
        assert kind == "application/problem+json", f"{response.status_code} is {kind}"


CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    errors_are_problems,
]


def schema_of(app: FastAPI) -> Any:  # noqa: ANN401 - as schemathesis has it
    """The description of an application, from which requests are made."""
    schema = schemathesis.openapi.from_dict(app.openapi())
    schema.app = without_lifespan(app)
    return schema


def without_lifespan(app: FastAPI) -> Any:  # noqa: ANN401 - an ASGI application
    """The application as one that is running already."""

    async def running(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            while (await receive())["type"] != "lifespan.shutdown":
                await send({"type": "lifespan.startup.complete"})
            await send({"type": "lifespan.shutdown.complete"})
            return
        await app(scope, receive, send)

    return running


def chains(schema: Any, session: Any, headers: dict[str, str], seen: Counter[str]) -> Any:  # noqa: ANN401 - as schemathesis has them
    """A state machine whose every step is checked; `seen` counts answers by operation and status."""

    class Chain(schema.as_state_machine()):  # type: ignore[misc]
        def get_call_kwargs(self, case: Any) -> dict[str, Any]:  # noqa: ANN401
            return {"session": session, "headers": headers, "timeout": _PATIENCE}

        def validate_response(self, response: Any, case: Any, **_named: Any) -> None:  # noqa: ANN401
            seen[f"{case.operation.label} {response.status_code}"] += 1
            case.validate_response(response, checks=CHECKS)

    return Chain


def main() -> int:
    """Ask a lot and print what failed."""
    warnings.simplefilter("ignore")
    given = [int(a) for a in sys.argv[2:] if a.isdigit()]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        shutil.copytree(sys.argv[1], home, symlinks=True)
        figures = _ask(home, given[0] if given else 200, given[1] if len(given) > 1 else 200)
    if "--keep" in sys.argv:
        keep("fuzzing", "bench.fuzzing", figures, ("schemathesis", "hypothesis"))
    return 1 if figures["failed"] else 0


def _ask(home: Path, examples: int, linked: int) -> dict[str, object]:
    from fastapi.testclient import TestClient

    app = create_app(home, token=TOKEN, settings=ServiceSettings(rate=0))
    began, alone, chained = time.monotonic(), Counter[str](), Counter[str]()
    with TestClient(app, raise_server_exceptions=False), asgi.get_client(without_lifespan(app)) as client:
        app.state.shelf.wait()
        failed = _ask_each(schema_of(app), client, examples, alone)
        _tell(alone, f"{len(failed)} failed", began)
        failed += _ask_chains(schema_of(app), client, linked, chained)
        _tell(chained, f"in {linked} chains", began)
    return {
        "examples": examples,
        "chains": linked,
        "requests": alone.total(),
        "requests_in_chains": chained.total(),
        "operations": len({what.rpartition(" ")[0] for what in alone}),
        "statuses": dict(sorted(Counter(what[-3:] for what in (alone + chained).elements()).items())),
        "failed": failed,
        "seconds": round(time.monotonic() - began),
    }


def _ask_each(schema: Any, client: Any, examples: int, seen: Counter[str]) -> list[str]:  # noqa: ANN401 - as schemathesis has them
    """Asks every operation by itself; prints what failed, and gives its names."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis.errors import Unsatisfiable

    failed: list[str] = []
    limited = settings(
        max_examples=examples, deadline=None, database=None, phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    for result in schema.get_all_operations():
        operation = result.ok()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

            def ask(case: Any) -> None:  # noqa: ANN401 - as schemathesis has it
                response = case.call(session=client, headers=_TRUSTED, timeout=_PATIENCE)
                seen[f"{case.operation.label} {response.status_code}"] += 1
                case.validate_response(response, checks=CHECKS)

            try:
                limited(given(case=operation.as_strategy(generation_mode=mode))(ask))()
            except Unsatisfiable:  # not every operation has requests that its description forbids
                continue
            except Exception as error:
                failed.append(f"{operation.label} {mode.value}")
                print("FAIL", operation.label, mode.value, str(error)[:3000], flush=True)
    return failed


def _ask_chains(schema: Any, client: Any, linked: int, seen: Counter[str]) -> list[str]:  # noqa: ANN401 - as above
    """Asks in chains; prints what failed."""
    from hypothesis import HealthCheck, Phase, settings

    try:
        chains(schema, client, _TRUSTED, seen).run(
            settings=settings(
                max_examples=linked, deadline=None, database=None, phases=[Phase.generate],
                stateful_step_count=6, suppress_health_check=list(HealthCheck),
            )
        )  # fmt: skip
    except Exception as error:
        print("FAIL", "chains", str(error)[:3000], flush=True)
        return ["chains"]
    return []


def _tell(seen: Counter[str], how: str, began: float) -> None:
    print(f"{seen.total()} requests, {how}, {time.monotonic() - began:.0f} s from the beginning", flush=True)
    print("\n".join(f"  {number:5} {what}" for what, number in sorted(seen.items())), flush=True)


if __name__ == "__main__":
    sys.exit(main())
