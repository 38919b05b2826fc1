"""Answers of a publication to queries, kept in memory: nothing in it changes, and asking costs a way there.

Reads: rows. Writes: the same rows again.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

from index.postgres.dialect import Row

_LARGEST = 16 << 10
"""Bytes of an answer that is kept: records, no texts."""
_ROOM = 32 << 20
"""Bytes of all answers that are kept; the ones asked longest ago go first."""
_ROW = 200
"""Bytes that a row takes beside its texts."""


class KeptRows:
    """May be shared between threads."""

    def __init__(self, room: int = _ROOM) -> None:
        self._room = room
        self._taken = 0
        self._kept: OrderedDict[Hashable, tuple[int, tuple[Row, ...]]] = OrderedDict()
        self._changing = threading.Lock()

    def get(self, asked: Hashable) -> list[Row] | None:
        """The rows that were answered before; None where they are not kept."""
        with self._changing:
            if asked not in self._kept:
                return None
            self._kept.move_to_end(asked)
            return list(self._kept[asked][1])

    def keep(self, asked: Hashable, rows: list[Row]) -> None:
        """Keeps rows, where they are small."""
        size = _ROW + sum(_size(row) for row in rows)
        if size > min(_LARGEST, self._room):
            return
        with self._changing:
            if asked in self._kept:
                return
            self._kept[asked] = size, tuple(rows)
            self._taken += size
            while self._taken > self._room:
                self._taken -= self._kept.popitem(last=False)[1][0]


def _size(row: Row) -> int:
    return _ROW + sum(2 * len(value) for value in row if isinstance(value, str | bytes))
