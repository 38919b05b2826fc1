"""How much one client may ask for in a minute, counted by what its requests cost.

Reads: requests. Writes: nothing; what clients have left is kept in memory.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from urllib.parse import parse_qs

from starlette.types import Scope

UPLOAD = 20.0
"""An added document makes a build."""
CHARACTERS_A_UNIT = 20_000
"""Of a body that is read through for citations: some eight printed pages."""
ROWS_A_UNIT = 50
_FREE = ("/healthz", "/readyz", "/static/", "/version", "/metrics")
_CLIENTS = 10_000
"""Clients that are remembered; the one that was quiet longest is forgotten first."""


def cost_of(scope: Scope, body: int) -> float:
    """Units of a request: one, and more by what it sends and by the rows that it wants."""
    path: str = scope["path"]
    if path.startswith(_FREE):
        return 0.0
    upload = UPLOAD if path == "/v1/documents" and scope["method"] == "POST" else 0.0
    query = scope["query_string"]
    asked = (
        parse_qs(query.decode("latin-1"), max_num_fields=1_000).get("size", ["0"])[0]
        if b"size=" in query
        else "0"
    )
    rows = min(int(asked), 10_000) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    return 1.0 + upload + (len(query) + body) / CHARACTERS_A_UNIT + rows / ROWS_A_UNIT


class Rates:
    """A bucket a client, which fills evenly and holds one minute's worth."""

    def __init__(self, a_minute: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.a_minute = a_minute
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._counting = threading.Lock()

    def take(self, client: str, cost: float) -> float:
        """Uses some of what a client has; gives 0, or the seconds after which it has enough."""
        if not self.a_minute or not cost:
            return 0.0
        wanted = min(cost, self.a_minute)
        with self._counting:
            now = self._clock()
            left, since = self._left.pop(client, (self.a_minute, now))
            left = min(self.a_minute, left + (now - since) * self.a_minute / 60)
            enough = left >= wanted
            self._left[client] = (left - wanted if enough else left, now)
            while len(self._left) > _CLIENTS:
                self._left.popitem(last=False)
        return 0.0 if enough else (wanted - left) * 60 / self.a_minute
