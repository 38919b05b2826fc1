"""Queries are written once, in the SQL of SQLite; what PostgreSQL says otherwise is told here.

Readers keep to what both understand. These differ: the mark of a value, no limit at all, bytes as digits, and
a number at the beginning of a text (SQLite reads `12a` as 12 and `a` as 0; PostgreSQL refuses both).

Reads: a query. Writes: the same for PostgreSQL; rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

_AS_NUMBER = re.compile(r"CAST\((\w+) AS INTEGER\)")
_AS_DIGITS = re.compile(r"\bhex\((\w+)\)")
_LEADING = r"COALESCE(substring(\1 from '^\\s*([-+]?[0-9]+)')::bigint, 0)"


@lru_cache(maxsize=1024)
def translated(query: str) -> str:
    """A query of ours as PostgreSQL reads it."""
    query = query.replace("%", "%%").replace("?", "%s").replace("LIMIT -1", "LIMIT ALL")
    return _AS_DIGITS.sub(r"upper(encode(\1, 'hex'))", _AS_NUMBER.sub(_LEADING, query))


class Row(Sequence[Any]):
    """A row that answers by name and by place, as sqlite3.Row does."""

    __slots__ = ("_places", "_values")

    def __init__(self, places: Mapping[str, int], values: Sequence[Any]) -> None:
        self._places, self._values = places, values

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 - as sqlite3.Row
        if isinstance(key, str):
            try:
                return self._values[self._places[key]]
            except KeyError:
                raise IndexError(key) from None
        return self._values[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def keys(self) -> list[str]:
        """The names, in order."""
        return list(self._places)


def rows_by_name_and_place(cursor: psycopg.Cursor[Any]) -> Callable[[Sequence[Any]], Row]:
    """A maker of rows for psycopg; of two columns of one name the first is meant, as with SQLite."""
    places: dict[str, int] = {}
    for n, column in enumerate(cursor.description or ()):
        places.setdefault(column.name, n)
    return lambda values: Row(places, values)
