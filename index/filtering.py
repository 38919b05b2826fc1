"""Which passages satisfy filters, asked of the store.

Reads: a snapshot, Filters. Writes: keys.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.records import Filters


def allowed(db: sqlite3.Connection, filters: Filters) -> NDArray[np.int64] | None:
    """The keys of the passages that satisfy every filter, ascending; None where there is no filter."""
    if filters == Filters():
        return None
    conditions, values = conditions_of(filters)
    query = f"SELECT key FROM passage WHERE {conditions} ORDER BY key"  # noqa: S608 - no value stands in it
    return np.fromiter((row[0] for row in db.execute(query, values)), np.int64)


def conditions_of(filters: Filters) -> tuple[str, list[object]]:
    """A condition on `passage` in SQL, with its values."""
    parts: list[str] = []
    values: list[object] = []
    for part, given in _parts(filters):
        parts.append(part)
        values.extend(given)
    return " AND ".join(parts) or "TRUE", values


def _parts(filters: Filters) -> Iterator[tuple[str, Sequence[object]]]:
    columns: dict[str, Sequence[object]] = {
        "kind": filters.kinds,
        "document": filters.documents,
        "type": filters.types,
        "issuer": filters.issuers,
        "year": filters.years,
    }
    for column, wanted in columns.items():
        if wanted:
            yield f"{column} IN ({_marks(wanted)})", wanted
    if filters.agencies:
        roles = f" AND role IN ({_marks(filters.roles)})" if filters.roles else ""
        yield (
            f"key IN (SELECT passage FROM passage_party WHERE agency IN ({_marks(filters.agencies)}){roles})",  # noqa: S608
            (*filters.agencies, *filters.roles),
        )


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
