"""The id of a request: taken from whoever asks, or made; in the answer, in every log line, in every problem.

Reads: a request's headers. Writes: the id of the request that is being answered.
"""

from __future__ import annotations

import re
import uuid
from contextvars import ContextVar

from starlette.types import Scope

HEADER = "x-request-id"
_USABLE = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The request that this code works for; None outside of one."""
caller: ContextVar[str] = ContextVar("caller", default="")
"""Who asks: the name of a token, or nothing."""


def id_of(scope: Scope) -> str:
    """The id that a request brings, where it is harmless in a log; else a new one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _USABLE.fullmatch(value):
            return str(value.decode("ascii"))
    return uuid.uuid4().hex
