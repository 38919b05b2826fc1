"""What pages of legal sites look like: the words of corpus/vocabulary/saved_pages.toml, compiled.

Reads: corpus/vocabulary/saved_pages.toml. Writes: patterns and words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.vocabulary import records, tables

FILE = "saved_pages.toml"


@dataclass(frozen=True, slots=True)
class PagePattern:
    """One record: a label, a word for force, a sign of a text, a name of what surrounds one."""

    id: str
    pattern: str
    examples: tuple[str, ...]


@cache
def _patterns(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((r.id, re.compile(r.pattern, re.IGNORECASE)) for r in records(FILE, table, PagePattern))


def property_of(label: str) -> str | None:
    """The property that a label names: a field of `Stated`, empty for one not kept, None for no label."""
    words = " ".join(label.split()).strip(" :.*")
    if not 2 < len(words) < 60:
        return None
    return next((name for name, pattern in _patterns("property") if pattern.fullmatch(words)), None)


def status_of(words: str) -> str | None:
    """The status that a page's word means; None where it says none."""
    words = " ".join(words.split()).strip(" :.*")
    return next((name for name, pattern in _patterns("status") if pattern.fullmatch(words)), None)


def is_sign(line: str) -> bool:
    """Whether a line stands in a directive and hardly around one."""
    return any(pattern.match(line) for _, pattern in _patterns("sign"))


def names_surroundings(name: str) -> bool:
    """Whether an element's class or id says that it surrounds a text."""
    return any(pattern.search(name[:400]) for _, pattern in _patterns("around"))


@cache
def english_words() -> frozenset[str]:
    """Words by which an English copy is told."""
    return frozenset(tables(FILE)["english"]["words"])
