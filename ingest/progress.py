"""How long work says how far it is.

Reads: nothing. Writes: nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Told: TypeAlias = Callable[[int, int], None]
"""Told how many pages are recognised, and of how many."""


def silent(done: int, total: int) -> None:
    """Hears it and says nothing."""
    del done, total
