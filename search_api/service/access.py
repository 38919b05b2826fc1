"""Who may ask for what: reading is open unless the server says otherwise, writing needs a token.

Every route that is no reading is a writing unless it is named here, so that a new one is closed until
somebody opens it.

Reads: the header Authorization. Writes: problems 401 and 403; who asks, for the log of writes.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.routing import Match
from starlette.types import ASGIApp, Receive, Scope, Send

from search_api.api.problems import send_problem
from search_api.service.metrics import counting
from search_api.service.settings import Reading
from search_api.service.tokens import SCOPES, Tokens
from search_api.service.tokens import Scope as Granted
from search_api.service.tracing import caller

OPEN = ("/healthz", "/readyz", "/version")
"""What a supervisor asks for; it tells nothing of the documents."""
ASKING = ("/v1/ask", "/v1/search", "/v1/bases")
CHECKING = ("/v1/citations/check", "/check")
_OF_ENVIRONMENT = "CANCU_TOKEN"
WORDS = {"read": "đọc", "check": "kiểm tra dự thảo", "write": "ghi"}
_CHALLENGE = 'Bearer realm="Can Cu"'
_MOST = 512


class Access:
    """Lets a request through, or answers with a problem."""

    def __init__(self, app: ASGIApp, tokens: Tokens, reading: Reading, token: str | None) -> None:
        self.app = app
        self.tokens = tokens
        self.reading = reading
        self.token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        wanted = wanted_by(scope["method"], scope["path"])
        needed = wanted == "write" or (self.reading == "token" and wanted is not None)
        given = _given(scope, basic=wanted == "read")
        if not needed and given is None:
            await self.app(scope, receive, send)
            return
        name, scopes = await run_in_threadpool(self._holder, given)
        if needed and wanted not in scopes and _answers(scope):
            await self._refuse(name, wanted or "read", scope, receive, send)
            return
        scope["cancu.client"] = name
        mark = caller.set(name)
        try:
            await self.app(scope, receive, send)
        finally:
            caller.reset(mark)

    def _holder(self, given: str | None) -> tuple[str, tuple[Granted, ...]]:
        """Who holds what was given, and what that allows; nobody and nothing where it is not ours."""
        if not given:
            return "", ()
        if self.token and hmac.compare_digest(given.encode(), self.token.encode()):
            return _OF_ENVIRONMENT, SCOPES
        found = self.tokens.holder(given)
        return (f"{found.name} ({found.id})", found.scopes) if found else ("", ())

    async def _refuse(self, name: str, wanted: Granted, scope: Scope, receive: Receive, send: Send) -> None:
        if metrics := counting.get():
            metrics.refused.labels("access").inc()
        if name:
            detail = f"Mã truy cập này không cho phép {WORDS[wanted]}."
            await send_problem(403, detail, scope, receive, send)
            return
        if wanted == "write" and not self.token and not await run_in_threadpool(self.tokens.any_valid):
            detail = "Máy chủ này không nhận ghi: chưa có mã truy cập nào (xem «cancu token create»)."
            await send_problem(403, detail, scope, receive, send)
            return
        challenge = _CHALLENGE if wanted != "read" else f'{_CHALLENGE}, Basic realm="Can Cu", charset="UTF-8"'
        detail = "Mã truy cập thiếu, không đúng, hết hạn hoặc đã thu hồi."
        await send_problem(401, detail, scope, receive, send, {"WWW-Authenticate": challenge})


def _answers(scope: Scope) -> bool:
    """Whether any route takes this; where none does, the answer is that none does."""
    if scope["path"].startswith("/static/") and scope["method"] not in ("GET", "HEAD"):
        return False  # files, which take no writing
    return any(route.matches(scope)[0] == Match.FULL for route in scope["app"].routes)


def wanted_by(method: str, path: str) -> Granted | None:
    """What a request needs to be allowed; None where it needs nothing."""
    if method in ("GET", "HEAD", "OPTIONS"):
        return None if path in OPEN else "read"
    if path.startswith(CHECKING):
        return "check"
    return "read" if method == "POST" and path in ASKING else "write"


def _given(scope: Scope, *, basic: bool) -> str | None:
    """The token that came along; as a password only for reading, since browsers send these by themselves."""
    headers: Mapping[bytes, bytes] = dict(scope["headers"])
    value = headers.get(b"authorization")
    if value is None:
        return None
    kind, _, rest = value[:_MOST].partition(b" ")
    try:
        if kind.lower() == b"bearer":
            return rest.strip().decode()
        if kind.lower() == b"basic" and basic:
            return base64.b64decode(rest.strip(), validate=True).decode().partition(":")[2]
    except (UnicodeDecodeError, binascii.Error):
        pass
    return ""
