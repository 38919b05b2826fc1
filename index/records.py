"""The records of this room: passages that are searched, filters, candidates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

PassageKind = Literal["task", "unit", "directive"]
ROLES = ("lead", "coordinate", "implement", "guide", "requested")
"""The roles an agency can have in an assignment, by the names of Assignment's fields."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document that a search can find."""

    key: int
    """Row id in the store; the id in the lexical and the vector index."""
    kind: PassageKind
    document: str
    """Document id; for a directive, its work id."""
    eid: str | None
    start: int
    end: int
    page: int | None
    heading: str
    """The headings above it, from the outside in."""
    text: str
    """What is searched: the repaired reading of the printed words."""
    note: str = ""
    """For a task, the words outside its own that say who does it; searched with less weight."""
    task: int | None = None
    """The task's id in the store."""
    assignment: int | None = None
    """The id of the assignment that the task belongs to; None where nobody is named."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a candidate must satisfy; empty means anything."""

    kinds: tuple[PassageKind, ...] = ()
    documents: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    agencies: tuple[str, ...] = ()
    """Canonical names; a passage fits when one of them has one of `roles` (any role, if empty) in it."""
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that an index proposes, with that index's own score (higher is better)."""

    key: int
    score: float


class Engine(Protocol):
    """What a search engine does for us; the embedded one is the default."""

    def lexical(self, query: str, filters: Filters, limit: int) -> list[Candidate]:
        """Candidates by words: BM25 over syllables, syllable pairs and segmented words."""
        ...

    def nearest(self, query: str, filters: Filters, limit: int) -> list[Candidate]:
        """Candidates by meaning: inner product of normalised embeddings, -1..1."""
        ...
