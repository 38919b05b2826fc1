"""How much one request may ask for, and the gate that refuses more.

Reads: requests. Writes: problem 413 where a body is too long, problem 414 where an address is.
"""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_api.api.problems import send_problem

MIB = 1024 * 1024
QUESTION_CHARACTERS = 1_000
ADDRESS_BYTES = 16 * 1024
JSON_BYTES = 64 * 1024
UPLOAD_BYTES = 64 * MIB
PAGE_SIZE = 50
UPLOADS_TO = ("/v1/documents", "/v1/citations/check")
"""Where files may be sent, and drafts as long as files."""


class BodyGate:
    """Refuses requests whose address or body is longer than allowed, before anything is read into memory."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, counting the bytes of its body."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if len(scope["raw_path"]) + len(scope["query_string"]) > ADDRESS_BYTES:
            await send_problem(414, f"Địa chỉ dài quá {ADDRESS_BYTES} byte.", scope, receive, send)
            return
        allowed = UPLOAD_BYTES if scope["path"] in UPLOADS_TO else JSON_BYTES
        if _announced(scope) > allowed:
            await send_problem(413, too_long(allowed), scope, receive, send)
            return
        await self.app(scope, _counted(receive, allowed), send)


def too_long(allowed: int) -> str:
    """Say how long a body may be."""
    size = f"{allowed // MIB} MiB" if allowed >= MIB else f"{allowed // 1024} KiB"
    return f"Nội dung gửi lên dài quá {size}."


def _announced(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else 0
    return 0


def _counted(receive: Receive, allowed: int) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > allowed:
            # FastAPI lets its own kind of exception through while it reads a body; any other becomes a 400.
            raise HTTPException(413, too_long(allowed))
        return message

    return counted
