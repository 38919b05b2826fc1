"""Which search engine a process uses: the embedded one, or Milvus, as its environment says.

Reads: the environment. Writes: Choice.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from index.errors import Unusable

SETTING = "CANCU_ENGINE"
TOKEN = "CANCU_ENGINE_TOKEN"  # noqa: S105 - the name of a setting
SECONDS = "CANCU_ENGINE_SECONDS"

Kind = Literal["embedded", "milvus"]
_SCHEMES = ("http", "https", "tcp", "unix")
_PATIENCE = 5.0
_SEE = "xem docs/settings.md"


@dataclass(frozen=True, slots=True)
class Choice:
    """An engine and how it is reached."""

    kind: Kind
    uri: str = ""
    """Of Milvus: `http://host:19530`, or a file of milvus-lite, `/path/name.db`."""
    token: str = ""
    """What Milvus asks for: `user:password` or a key; empty where it asks for nothing."""
    seconds: float = _PATIENCE
    """How long an answer is waited for."""


EMBEDDED = Choice("embedded")


def chosen(environment: Mapping[str, str] | None = None) -> Choice:
    """The engine that the environment names; raises Unusable where it cannot be understood."""
    told = os.environ if environment is None else environment
    words = told.get(SETTING, "").strip()
    kind, _, uri = words.partition(":")
    if words in ("", "embedded"):
        return EMBEDDED
    if kind != "milvus":
        raise _unclear(SETTING, "chỉ nhận «embedded» hoặc «milvus:ĐỊA-CHỈ»")
    if urlsplit(uri).scheme not in _SCHEMES and not uri.endswith(".db"):
        raise _unclear(SETTING, "địa chỉ Milvus phải có dạng http://máy:cổng hoặc /đường/dẫn/tệp.db")
    if "@" in urlsplit(uri).netloc:
        raise _unclear(SETTING, f"mật khẩu không đặt trong địa chỉ mà trong biến {TOKEN}")
    return Choice("milvus", uri, told.get(TOKEN, ""), _seconds(told.get(SECONDS, "")))


def _seconds(words: str) -> float:
    try:
        number = float(words or _PATIENCE)
    except ValueError:
        raise _unclear(SECONDS, "phải là một số giây") from None
    if not 0.1 <= number <= 600:
        raise _unclear(SECONDS, "phải từ 0,1 tới 600 giây")
    return number


def _unclear(name: str, why: str) -> Unusable:
    return Unusable(f"Không dùng được biến {name}", why, _SEE)
