"""Which parts of an act lie in which: a point in its clause, a clause in its article.

Reads: provisions in the official form (`điểm a khoản 2 Điều 5`). Writes: yes or no.
"""

from __future__ import annotations

import re

_STEP = re.compile(r"(điểm|khoản|Điều|Tiểu mục|Mục|Chương|Phần|Phụ lục|Mẫu số|tiết)\s+(\S+)", re.IGNORECASE)
_LEVELS = ("phần", "chương", "mục", "tiểu mục", "điều", "khoản", "điểm", "tiết")


def path_of(provision: str) -> tuple[tuple[str, str], ...]:
    """The steps to a provision from the outside in: `(("điều", "5"), ("khoản", "2"), ("điểm", "a"))`."""
    steps = [(m[1].casefold(), m[2].casefold().rstrip(".,;)")) for m in _STEP.finditer(provision)]
    return tuple(sorted(steps, key=lambda s: _LEVELS.index(s[0]) if s[0] in _LEVELS else -1))


def within(inner: str, outer: str) -> bool:
    """Whether a provision is the other or lies in it: `khoản 2 Điều 5` in `Điều 5`."""
    low, high = path_of(inner), path_of(outer)
    return bool(high) and low[: len(high)] == high


def touches(one: str, other: str) -> bool:
    """Whether one of two provisions lies in the other."""
    return within(one, other) or within(other, one)
