"""The outermost layer: gives every request an id and counts what became of it.

Reads: requests, responses. Writes: the header `X-Request-ID`, figures.
"""

from __future__ import annotations

import time

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_api.service.metrics import Metrics, counting
from search_api.service.tracing import HEADER, id_of, request_id

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Seen:
    """Knows every request."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, with an id."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        named, status, began = id_of(scope), 0, time.perf_counter()

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = named
            await send(message)

        marks = request_id.set(named), counting.set(self.metrics)
        try:
            await self.app(scope, receive, told)
        finally:
            request_id.reset(marks[0])
            counting.reset(marks[1])
            self._count(scope, status, time.perf_counter() - began)

    def _count(self, scope: Scope, status: int, seconds: float) -> None:
        route = route_of(scope)
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self.metrics.requests.labels(method, route, str(status or "none")).inc()
        self.metrics.seconds.labels(route).observe(seconds)


def route_of(scope: Scope) -> str:
    """The pattern of a path, of which there are few; one word for all that have none."""
    found = getattr(scope.get("route"), "path", None)
    if isinstance(found, str) and found:
        return found
    return "/static" if scope["path"].startswith("/static/") else "none"
