"""How the client talks to a server: requests, answers, problems, patience.

Reads: answers over HTTP. Writes: requests.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypedDict, TypeVar, Unpack

import httpx
from pydantic import BaseModel, ValidationError

from search_api.client import models

Read = TypeVar("Read", bound=BaseModel)
File = Path | tuple[str, bytes]
"""A file to send: where it lies, or its name and what is in it."""
DEFAULT_ADDRESS = "http://127.0.0.1:8138"
PATIENCE_SECONDS = 30.0
"""The longest wait that a server may ask for before the same request is sent again."""
_BUSY = (429, 503)


class Sent(TypedDict, total=False):
    """What goes with a request."""

    query: Mapping[str, object]
    body: Mapping[str, object]
    files: Mapping[str, File]


class ProblemError(Exception):
    """The server refused, and said why: `problem` is what it said (RFC 9457)."""

    def __init__(self, problem: models.ProblemDetails) -> None:
        super().__init__(f"{problem.status} {problem.title}: {problem.detail}")
        self.problem = problem


class Transport:
    """Sends requests to one server; safe to share between threads.

    `timeout` is in seconds for each step of a request. A server that is busy or not ready yet is asked again
    up to `retries` times, after the time that it names; nothing else is sent twice. Raises ProblemError for
    every answer that is a problem, and httpx's own errors where no answer came.
    """

    def __init__(
        self,
        address: str = DEFAULT_ADDRESS,
        *,
        token: str | None = None,
        timeout: float = 30.0,
        retries: int = 3,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        headers = {b"authorization": f"Bearer {token}".encode()} if token else None
        self._http = httpx.Client(
            base_url=address.rstrip("/"), headers=headers, timeout=timeout, transport=transport
        )
        self._retries = retries

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the connections."""
        self._http.close()

    def _model(self, model: type[Read], method: str, path: str, **given: Unpack[Sent]) -> Read:
        return model.model_validate_json(self._bytes(method, path, **given))

    def _bytes(self, method: str, path: str, **given: Unpack[Sent]) -> bytes:
        with self._answered(method, path, **given) as answer:
            return answer.read()

    def _lines(self, method: str, path: str, **given: Unpack[Sent]) -> Iterator[bytes]:
        """The lines of an answer, while it comes in."""
        with self._answered(method, path, **given) as answer:
            rest = b""
            for block in answer.iter_bytes():
                *lines, rest = (rest + block).split(b"\n")
                yield from lines
            if rest:
                yield rest

    @contextmanager
    def _answered(self, method: str, path: str, **given: Unpack[Sent]) -> Iterator[httpx.Response]:
        sent: dict[str, Any] = {"params": _given(given.get("query", {}))}
        body = _given(given.get("body", {}))
        if "files" in given:
            sent |= {"files": {name: _file(file) for name, file in given["files"].items()}, "data": body}
        elif "body" in given:
            sent["json"] = body
        for attempt in range(self._retries + 1):
            with self._http.stream(method, path, **sent) as answer:
                wait = _wait(answer)
                if answer.is_success or wait is None or attempt == self._retries:
                    if not answer.is_success:
                        raise _problem(answer)
                    yield answer
                    return
            time.sleep(wait)


def _wait(answer: httpx.Response) -> float | None:
    """How many seconds a busy server wants to be left alone; None where waiting is of no use."""
    if answer.status_code not in _BUSY:
        return None
    named = answer.headers.get("retry-after", "")
    seconds = float(named) if named.isascii() and named.isdigit() else 1.0
    return seconds if seconds <= PATIENCE_SECONDS else None


def _problem(answer: httpx.Response) -> ProblemError:
    try:
        return ProblemError(models.ProblemDetails.model_validate_json(answer.read()))
    except ValidationError:  # something between the server and us answered
        return ProblemError(
            models.ProblemDetails(
                type="about:blank",
                title=answer.reason_phrase or "HTTP",
                status=answer.status_code,
                detail=answer.text[:200],
            )
        )


def _given(values: Mapping[str, object]) -> dict[str, object]:
    """What the caller named; the server has its own defaults for the rest."""
    return {name: _plain(value) for name, value in values.items() if value is not None}


def _plain(value: object) -> object:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _file(file: File) -> tuple[str, bytes]:
    return (file.name, file.read_bytes()) if isinstance(file, Path) else file
