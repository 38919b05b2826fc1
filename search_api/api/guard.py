"""What surrounds every request: security headers, the host it may name, a log line, no way out for a crash.

A log line holds the time, the method, the path, the status and the milliseconds: never the query string, a
question or a document's words.

Reads: requests and responses. Writes: headers; the access log, one JSON object a line.
"""

from __future__ import annotations

import json
import logging
import time
import traceback
from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_api.api.problems import send_problem
from search_api.service.tracing import request_id

access = logging.getLogger("cancu.access")
errors = logging.getLogger("cancu.error")

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, host_names: Sequence[str] | None = None) -> None:
        self.app = app
        self.host_names = None if host_names is None else frozenset((*LOOPBACK, *host_names))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, whatever happens inside."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start = time.perf_counter()
        status = 0
        head = scope["method"] == "HEAD"

        async def guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _harden(MutableHeaders(scope=message))
            elif head:
                message = {**message, "body": b""}
            await send(message)

        inner: Scope = {**scope, "method": "GET"} if head else scope
        try:
            await self._answer(inner, receive, guarded)
        except Exception as error:
            _log_crash(error)
            if status:
                raise
            await send_problem(500, None, inner, receive, guarded)
        finally:
            if "route" in inner:
                scope["route"] = inner["route"]
            _log_access(scope, status, time.perf_counter() - start)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.host_names is not None and _host(scope) not in self.host_names:
            # A page elsewhere must not reach a server on this machine by pointing its own name here.
            await send_problem(
                421, "Máy chủ này không nhận tên đó; xem cancu serve --name.", scope, receive, send
            )
            return
        await self.app(scope, receive, send)


def _harden(headers: MutableHeaders) -> None:
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("cache-control", "no-store")


def _host(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"host":
            host = value.decode("latin-1").lower()
            return str(host[: host.rfind("]") + 1] if host.startswith("[") else host.partition(":")[0])
    return ""


def _log_access(scope: Scope, status: int, seconds: float) -> None:
    line = {
        "time": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "method": scope["method"],
        "path": scope["path"][:200],
        "status": status,
        "ms": round(seconds * 1000, 1),
        "request_id": request_id.get(),
    }
    access.info(json.dumps(line, ensure_ascii=True))


def _log_crash(error: Exception) -> None:
    # The places in the code, not the exception's words: these may quote a question or a document.
    places = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    errors.error(
        json.dumps({"error": type(error).__name__, "at": places[-8:], "request_id": request_id.get()})
    )
