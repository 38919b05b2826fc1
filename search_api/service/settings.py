"""What a server is told by its environment; every setting stands in docs/settings.md.

Reads: the environment. Writes: ServiceSettings.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from index.errors import Unusable

Log = Literal["json", "text"]
Reading = Literal["open", "token"]


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """How much a server gives to whom."""

    reading: Reading = "open"
    """Whether reading needs a token too (CANCU_READING=token)."""
    log: Log = "json"
    """CANCU_LOG."""
    at_once: int = max(2, os.cpu_count() or 2)
    """Answers that are worked on at one time (CANCU_AT_ONCE); more than cores wait for each other."""
    waiting: int = 32
    """Requests that wait for their turn (CANCU_WAITING); more are shed."""
    patience: float = 1.5
    """Seconds that a request waits for its turn before it is shed (CANCU_PATIENCE)."""
    seconds: float = 30.0
    """Time in which an answer must be there (CANCU_SECONDS)."""
    draft_seconds: float = 300.0
    """The same for a draft that is checked, which may be a scan (CANCU_DRAFT_SECONDS)."""
    upload_seconds: float = 900.0
    """The same for a document that is added (CANCU_UPLOAD_SECONDS)."""
    body_seconds: float = 20.0
    """Time in which a request must have arrived (CANCU_BODY_SECONDS); longer for a file."""
    rate: float = 6000.0
    """Units that one client may use in a minute (CANCU_RATE); 0 for as many as it likes."""
    read_seconds: float = 300.0
    """Time in which an uploaded file must be read (CANCU_READ_SECONDS)."""
    read_mib: int = 3072
    """Memory in which it must be read (CANCU_READ_MIB)."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> ServiceSettings:
        """The settings of a process; raises Unusable where one cannot be understood."""
        told = os.environ if environment is None else environment
        given = {
            f.name: _value(name_of(f.name), told[name_of(f.name)], f.default)
            for f in fields(cls)
            if told.get(name_of(f.name))
        }
        return cls(**given)


def name_of(field: str) -> str:
    """The name of a setting in the environment."""
    return f"CANCU_{field.upper()}"


_CHOICES = {"CANCU_READING": ("open", "token"), "CANCU_LOG": ("json", "text")}


def _value(name: str, words: str, default: object) -> Any:  # noqa: ANN401 - of the kind of its default
    if name in _CHOICES:
        if words in _CHOICES[name]:
            return words
        raise _unknown(name, f"phải là một trong: {', '.join(_CHOICES[name])}")
    try:
        number = int(words) if isinstance(default, int) else float(words)
    except ValueError:
        raise _unknown(name, "phải là một số") from None
    least = 0 if name == "CANCU_RATE" else 1 if isinstance(default, int) else 0.001
    if not least <= number < 1e9:
        raise _unknown(name, "nằm ngoài khoảng dùng được")
    return number


def _unknown(name: str, why: str) -> Unusable:
    return Unusable(f"Không dùng được biến {name}", why, "xem docs/service.md")
