"""How much and how politely is asked of others' servers, and how an address is given up.

Reads: nothing. Writes: Rules, Refusal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Why = Literal["địa chỉ", "mạng", "robots", "máy chủ", "nội dung", "giới hạn"]
"""What stands against a text."""
_MIB = 1024 * 1024


class Refusal(Exception):  # noqa: N818 - an address that is given up is no fault of the program
    """An address that gives no text: why, in one Vietnamese line; `kind` groups the causes."""

    def __init__(self, kind: Why, why: str) -> None:
        self.kind = kind
        self.why = why
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Rules:
    """Bounds of fetching; times in seconds."""

    pause: float = 2.0
    """Between two requests to one host; the site's own Crawl-delay counts where it is longer."""
    longest_pause: float = 60.0
    """What a site may ask to be waited for (Crawl-delay, Retry-After); beyond it the site is left."""
    seconds: float = 60.0
    """For one request as a whole."""
    silence: float = 15.0
    """For a connection, and between two pieces of a reply."""
    reply_bytes: int = 32 * _MIB
    """Of a reply, unpacked."""
    redirects: int = 5
    tries: int = 3
    """Of one address, where the server says that it is busy or broken."""
    private: bool = False
    """Whether addresses inside one's own network may be asked; tests do."""
    contact: str = ""
    """Whom a site's keeper may write to, said in the user agent."""


RULES = Rules()
