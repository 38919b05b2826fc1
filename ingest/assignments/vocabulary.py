"""The words of roles, labels and sections, compiled.

Reads: corpus/vocabulary/roles.toml, assignment_words.toml. Writes: patterns and phrase lookups.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.agency_words import Phrases
from ingest.vocabulary import records, tables, wording

ROLES = ("lead", "coordinate", "implement", "guide", "requested")


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The words of a role, or words that open a sentence with one."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A linear pattern over matching text, without regard to case."""

    id: str
    pattern: str
    examples: tuple[str, ...]


@cache
def role_words() -> Phrases[str]:
    """Role words with the role that each gives."""
    return Phrases((w, r.id) for r in records("roles.toml", "role", RoleWords) for w in r.words)


@cache
def openings() -> Phrases[str]:
    """Words before a body that is given a task, with what they are: order, request or clause."""
    return Phrases((w, r.id) for r in records("roles.toml", "opening", RoleWords) for w in r.words)


@cache
def labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The field labels, each matched whole."""
    return tuple(
        (r.id, re.compile(rf"(?:{r.pattern})\s*", re.IGNORECASE))
        for r in records("roles.toml", "label", Pattern)
    )


@cache
def section_kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What the heading of a section says of the paragraphs below."""
    return tuple(
        (r.id, re.compile(r.pattern, re.IGNORECASE)) for r in records("roles.toml", "section", Pattern)
    )


@cache
def listed(name: str) -> tuple[str, ...]:
    """A list of assignment_words.toml, in its order."""
    return tuple(tables("assignment_words.toml")[name])


def pattern(table: str) -> re.Pattern[str]:
    """The words of a table of assignment_words.toml, whose records all mean the same."""
    return wording("assignment_words.toml", table)


def label_of(words: str) -> str | None:
    """The field that a label or a column's head names, None where it is none."""
    words = " ".join(words.split()).strip(" .:*()")
    return (
        next((name for name, pattern in labels() if pattern.fullmatch(words)), None)
        if len(words) < 80
        else None
    )
