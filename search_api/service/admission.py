"""How many requests are worked on at once, how long others wait, and how long an answer may take.

A server that takes everything answers nothing in time. Past what it can do it refuses at once, with the
time after which to try again; what it has taken it answers. Documents that are added have a lane of their
own, so that a build does not keep questions waiting.

Reads: requests. Writes: problems 408, 429, 503 and 504.
"""

from __future__ import annotations

import asyncio
import math
import time
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_api.api.problems import send_problem
from search_api.service.metrics import Metrics
from search_api.service.rates import Rates, cost_of
from search_api.service.settings import ServiceSettings

FREE = ("/healthz", "/readyz", "/version", "/metrics", "/static/", "/openapi.json")
"""Cheap, and wanted most while a server is busy."""
UPLOADS = ("/v1/documents",)
DRAFTS = ("/v1/citations/check", "/check")
_UPLOADS_AT_ONCE = 1
_UPLOADS_WAITING = 4
_LATELY = 0.1
"""The share of the last request in what requests usually take."""


@dataclass
class Lane:
    """Requests of one kind: some at work, some waiting."""

    name: str
    at_once: int
    most_waiting: int
    patience: float
    """Seconds that one waits for its turn."""
    seconds: float
    """Time in which an answer must be there."""
    at_work: int = 0
    waiting: int = 0
    usual: float = 0.0
    """Seconds that a request of late kept its turn; what is longer than the patience counts as that."""

    def __post_init__(self) -> None:
        self.turn = asyncio.Semaphore(self.at_once)

    @property
    def full(self) -> bool:
        """Whether one more would be one too many, or would wait in vain."""
        if not self.turn.locked():
            return False
        wait = (self.waiting + 1) * self.usual / self.at_once
        return self.waiting >= self.most_waiting or wait > self.patience

    def kept(self, seconds: float) -> None:
        """A request kept its turn so long."""
        self.usual += _LATELY * (min(seconds, self.patience) - self.usual)


class Admission:
    """Lets requests in one after the other."""

    def __init__(self, app: ASGIApp, settings: ServiceSettings, metrics: Metrics) -> None:
        self.app = app
        self.settings = settings
        self.metrics = metrics
        self.rates = Rates(settings.rate)
        once, waiting, patience = settings.at_once, settings.waiting, settings.patience
        self.answers = Lane("answers", once, waiting, patience, settings.seconds)
        self.drafts = Lane("drafts", once, waiting, patience, settings.draft_seconds)
        uploaded = settings.upload_seconds
        self.uploads = Lane("uploads", _UPLOADS_AT_ONCE, _UPLOADS_WAITING, uploaded, uploaded)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or say when to try again."""
        if scope["type"] != "http" or scope["path"].startswith(FREE):
            await self.app(scope, receive, send)
            return
        upload = scope["method"] == "POST" and scope["path"] in UPLOADS
        body = 0
        if not upload:
            try:
                async with asyncio.timeout(self.settings.body_seconds):
                    receive, body = await _arrived(receive)
            except TimeoutError:
                await self._refuse(408, "slow", None, scope, receive, send)
                return
            except HTTPException as error:  # of the gate that counts what arrives
                await send_problem(error.status_code, error.detail, scope, receive, send)
                return
        after = self.rates.take(_client(scope), cost_of(scope, body))
        if after:
            await self._refuse(429, "rate", after, scope, receive, send)
            return
        await self._in_turn(self._lane(scope), scope, receive, send)

    def _lane(self, scope: Scope) -> Lane:
        if scope["method"] == "POST" and scope["path"] in UPLOADS:
            return self.uploads
        return self.drafts if scope["method"] == "POST" and scope["path"] in DRAFTS else self.answers

    async def _in_turn(self, lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
        if lane.full:
            await self._refuse(503, "full", self.settings.patience, scope, receive, send)
            return
        lane.waiting += 1
        self._tell(lane)
        try:
            async with asyncio.timeout(lane.patience):
                await lane.turn.acquire()
        except TimeoutError:
            await self._refuse(503, "patience", self.settings.patience, scope, receive, send)
            return
        finally:
            lane.waiting -= 1
            self._tell(lane)
        await self._work(lane, scope, receive, send)

    async def _work(self, lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
        """Run a request in its turn; one that takes too long is answered for, but keeps its turn."""
        lane.at_work += 1
        self._tell(lane)
        answer = _Answer(send)
        work = asyncio.ensure_future(self.app(scope, receive, answer))
        began = time.monotonic()
        work.add_done_callback(lambda _: self._done(lane, time.monotonic() - began))
        done, _ = await asyncio.wait({work}, timeout=lane.seconds)
        if done:
            work.result()
            return
        work.add_done_callback(_retrieved)
        if not answer.begun:
            answer.closed = True
            await self._refuse(504, "seconds", None, scope, receive, send)

    def _done(self, lane: Lane, seconds: float) -> None:
        lane.kept(seconds)
        lane.at_work -= 1
        lane.turn.release()
        self._tell(lane)

    def _tell(self, lane: Lane) -> None:
        self.metrics.at_work.labels(lane.name).set(lane.at_work)
        self.metrics.waiting.labels(lane.name).set(lane.waiting)

    async def _refuse(
        self, status: int, why: str, after: float | None, scope: Scope, receive: Receive, send: Send
    ) -> None:
        self.metrics.refused.labels(why).inc()
        headers = {"Retry-After": str(max(1, math.ceil(after)))} if after else {}
        await send_problem(status, _WORDS[why], scope, receive, send, headers)


_WORDS = {
    "slow": "Nội dung gửi lên đến quá chậm.",
    "rate": "Bạn hỏi nhiều hơn mức máy chủ dành cho mỗi nơi gọi; hãy thử lại sau số giây ghi ở Retry-After.",
    "full": "Máy chủ đang có quá nhiều yêu cầu; hãy thử lại sau số giây ghi ở Retry-After.",
    "patience": "Máy chủ đang có quá nhiều yêu cầu; hãy thử lại sau số giây ghi ở Retry-After.",
    "seconds": "Yêu cầu này cần nhiều thời gian hơn mức cho phép.",
}


class _Answer:
    """Passes an answer on until somebody else has answered."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False
        self.closed = False

    async def __call__(self, message: Message) -> None:
        if not self.closed:
            self.begun = True
            await self._send(message)


def _retrieved(work: asyncio.Future[None]) -> None:
    if not work.cancelled():
        work.exception()  # the answer went out long before


async def _arrived(receive: Receive) -> tuple[Receive, int]:
    """Waits for a whole body, which a gate keeps short, so that slow senders take nobody's turn."""
    messages: list[Message] = []
    while True:
        message = await receive()
        messages.append(message)
        if message["type"] != "http.request" or not message.get("more_body", False):
            break
    size = sum(len(message.get("body", b"")) for message in messages)

    async def again() -> Message:
        return messages.pop(0) if messages else await receive()

    return again, size


def _client(scope: Scope) -> str:
    """Whose requests are counted together: a token's, else an address's."""
    named = scope.get("cancu.client")
    if named:
        return f"token {named}"
    address = scope.get("client")
    return str(address[0]) if address else ""
