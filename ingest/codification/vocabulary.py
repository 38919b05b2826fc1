"""The words of the notes of the codification, as records.

Reads: corpus/vocabulary/codification_notes.toml, document_types.toml. Writes: frozen records, compiled
patterns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.document_types import types
from ingest.vocabulary import records, wording

_FILE = "codification_notes.toml"
_ISSUED_AS = frozenset(("normative", "assembly", "none"))
"""Families of types that can be codified."""


@dataclass(frozen=True, slots=True)
class AmendmentWord:
    """What a later act did, by the words that say so."""

    name: str
    pattern: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeWord:
    """A type as some notes print it, and its name."""

    printed: str
    name: str


@cache
def amendment_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Names of what later acts do, with the patterns that find them."""
    found = records(_FILE, "amendment", AmendmentWord)
    return tuple((word.name, re.compile(rf"(?<!\w){word.pattern}(?!\w)", re.IGNORECASE)) for word in found)


def note_words(table: str) -> re.Pattern[str]:
    """The words of a table of codification_notes.toml, whose records all mean the same."""
    return wording(_FILE, table)


@cache
def type_names() -> dict[str, str]:
    """Printed types, in lower case, with their names."""
    known = {kind.name.lower(): kind.name for kind in types() if _ISSUED_AS & set(kind.families)}
    return known | {word.printed.lower(): word.name for word in records(_FILE, "type", TypeWord)}


@cache
def type_pattern() -> str:
    """A pattern for any printed type, the longest first."""
    words = sorted(type_names(), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words) + ")"
