"""What persons filled in where the program could not read, as the store keeps it.

Reads: rows of `correction`. Writes: Correction, Head.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, get_args

from ingest.document import Head

Field = Literal["number", "type", "date", "issuer", "title"]
FIELDS: tuple[Field, ...] = get_args(Field)
OF_CONTENT = "SELECT field, value, before, who, at FROM correction WHERE digest = ? ORDER BY id"
"""Asks for the corrections of a file's content."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One part of a head as a person read it."""

    field: Field
    value: str
    before: str | None
    who: str
    at: str


def corrections_of(db: sqlite3.Connection, digest: str) -> tuple[Correction, ...]:
    """The corrections of a file's content, in the order in which they were made."""
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'correction'").fetchone() is None:
        return ()  # a generation that an earlier version of the program published
    return tuple(Correction(*row) for row in db.execute(OF_CONTENT, (digest,)))


def corrected(head: Head, corrections: Iterable[Correction]) -> Head:
    """A head with what persons filled in, the latest word on each part."""
    for correction in corrections:
        head = replace(head, **{str(correction.field): correction.value})  # type: ignore[arg-type]
        if correction.field == "number":
            head = replace(head, number_read="full")
    return head
