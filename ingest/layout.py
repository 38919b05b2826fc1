"""What tells a page's layout: words of the head's and the tail's columns, running heads.

Reads: corpus/vocabulary/layout.toml. Writes: compiled patterns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.vocabulary import records


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that tell a part of a layout."""

    id: str
    pattern: str
    examples: tuple[str, ...]
    starts: bool = False
    """They stand at the start of a line."""


@cache
def column(*, by_line: bool) -> re.Pattern[str]:
    """What stands in the columns of a head or a tail; `by_line` for text that keeps the columns' lines."""
    signs = records("layout.toml", "column", Sign)
    flags = re.IGNORECASE | (re.MULTILINE | re.DOTALL if by_line else 0)
    patterns = ((r"^" if by_line else r"\b") + s.pattern if s.starts else s.pattern for s in signs)
    return re.compile("|".join(patterns), flags)


@cache
def running_head(sign: str) -> re.Pattern[str]:
    """A line that pages repeat, by the record's id, to be matched whole."""
    return re.compile(next(s.pattern for s in records("layout.toml", "running_head", Sign) if s.id == sign))
