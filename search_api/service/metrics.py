"""What is counted while a server runs, for Prometheus: requests, answers, builds, the queue, the model.

Labels are routes, methods and statuses; never a path, a question or a name.

Reads: what other modules tell. Writes: figures; the route `/metrics`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from fastapi import APIRouter, Request, Response
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_BUILD_SECONDS = (1, 5, 15, 60, 300, 900)

router = APIRouter(tags=["Tình trạng"])


class Metrics:
    """The figures of one application."""

    def __init__(self) -> None:
        made = self.registry = CollectorRegistry()
        self.requests = Counter("cancu_requests", "Requests.", ["method", "route", "status"], registry=made)
        self.seconds = Histogram(
            "cancu_request_seconds", "Time of a request.", ["route"], buckets=_SECONDS, registry=made
        )
        self.abstentions = Counter("cancu_abstentions", "Questions without an answer.", registry=made)
        self.nothing_found = Counter("cancu_zero_results", "Searches that found nothing.", registry=made)
        self.builds = Counter("cancu_builds", "Builds by this server.", ["outcome"], registry=made)
        self.build_seconds = Histogram(
            "cancu_build_seconds", "Time of a build.", buckets=_BUILD_SECONDS, registry=made
        )
        self.model_seconds = Histogram(
            "cancu_model_seconds", "Time in which the model read a question.", buckets=_SECONDS, registry=made
        )
        self.at_work = Gauge("cancu_at_work", "Requests that are worked on.", ["lane"], registry=made)
        self.waiting = Gauge("cancu_waiting", "Requests that wait for their turn.", ["lane"], registry=made)
        self.refused = Counter("cancu_refused", "Requests that were refused.", ["why"], registry=made)
        self.ready = Gauge("cancu_ready", "Whether the server can answer.", registry=made)
        self.documents = Gauge("cancu_documents", "Documents that are served.", registry=made)
        ProcessCollector(registry=made)

    @contextmanager
    def build(self) -> Iterator[None]:
        """Counts and times a build."""
        began = time.monotonic()
        try:
            yield
        except BaseException:
            self.builds.labels("failed").inc()
            raise
        self.builds.labels("done").inc()
        self.build_seconds.observe(time.monotonic() - began)

    def exposed(self) -> bytes:
        """All figures as Prometheus reads them."""
        return bytes(generate_latest(self.registry))


counting: ContextVar[Metrics | None] = ContextVar("counting", default=None)
"""The figures of the application that answers."""


def answered(abstained: bool) -> None:
    """Count an answer."""
    if abstained and (metrics := counting.get()):
        metrics.abstentions.inc()


def searched(total: int) -> None:
    """Count a search."""
    if not total and (metrics := counting.get()):
        metrics.nothing_found.inc()


@router.get(
    "/metrics",
    summary="Số đo cho Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "Số đo."}},
)
def metrics(request: Request) -> Response:
    """Số yêu cầu theo đường dẫn, số lần từ chối trả lời, lần dựng, hàng đợi, thời gian của mô hình."""
    held: Metrics = request.app.state.metrics
    shelf = request.app.state.shelf
    served = shelf.served
    held.ready.set(served is not None)
    held.documents.set(served.manifest.documents if served else 0)
    return Response(held.exposed(), media_type=CONTENT_TYPE_PLAIN_0_0_4)
