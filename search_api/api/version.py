"""Which version of the program runs.

Reads: the installed package. Writes: nothing.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def program_version() -> str:
    """Version of the installed package; 0 where it is not installed."""
    try:
        return version("cancu")
    except PackageNotFoundError:
        return "0"
