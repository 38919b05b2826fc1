"""Filters as conditions that Milvus understands, made of whole numbers only.

Every value that can be filtered by is kept as a number made of it, so that no character of a value means
anything to the engine, whatever somebody types.

Reads: Filters, entries. Writes: conditions, columns.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from index.lexical import ANY_ROLE, Entry
from index.records import Filters

PLAIN = ("kind", "document", "type", "issuer", "year")
"""Columns with one value a passage."""
PARTIES = "parties"
MOST_PARTIES = 4_096
"""As many as Milvus keeps in one array."""
_NONE = 0
_BITS = (1 << 63) - 1


def code(column: str, value: object) -> int:
    """A value as a number, the same in every process: 63 bits of a digest, never 0."""
    said = f"{column}\t{value}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(said, digest_size=8).digest()) & _BITS or 1


def columns(entry: Entry) -> dict[str, object]:
    """What an entry can be filtered by."""
    passage = entry.passage
    plain = (passage.kind, passage.document, entry.type, entry.issuer, entry.year)
    found: dict[str, object] = {
        column: _NONE if value is None else code(column, value)
        for column, value in zip(PLAIN, plain, strict=True)
    }
    roles = {(role, agency) for role, agency in entry.parties}
    anyone = {(ANY_ROLE, agency) for _, agency in entry.parties}
    found[PARTIES] = sorted(_party(*one) for one in roles | anyone)[:MOST_PARTIES]
    return found


def condition(filters: Filters) -> str:
    """What a passage must satisfy; empty for anything."""
    wanted = (filters.kinds, filters.documents, filters.types, filters.issuers, filters.years)
    parts = [
        f"{column} in [{_listed(code(column, value) for value in values)}]"
        for column, values in zip(PLAIN, wanted, strict=True)
        if values
    ]
    if filters.agencies:
        held = (_party(role, name) for name in filters.agencies for role in filters.roles or (ANY_ROLE,))
        parts.append(f"array_contains_any({PARTIES}, [{_listed(held)}])")
    return " and ".join(parts)


def _party(role: str, agency: str) -> int:
    return code(PARTIES, f"{role}\t{agency}")


def _listed(codes: Iterable[int]) -> str:
    return ", ".join(map(str, codes))
