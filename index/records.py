"""The records of this room: passages that are searched, filters, candidates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from index.embedding import Embedder, Vectors
    from index.lexical import Entry

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
    """What a search engine does for us; the embedded one is the default.

    Its answers belong to one generation. It raises EngineUnusable where it cannot be reached; a later call
    may reach it again.
    """

    embedder: Embedder
    """What makes vectors of questions."""

    def lexical(self, query: str, filters: Filters, limit: int) -> list[Candidate]:
        """Candidates by words: BM25 over syllables, syllable pairs and segmented words."""
        ...

    def nearest(self, query: str, filters: Filters, limit: int) -> list[Candidate]:
        """Candidates by meaning: inner product of normalised embeddings, -1..1."""
        ...

    def held(self) -> tuple[int, int]:
        """How many passages are found by words, and how many by meaning."""
        ...

    def keys(self) -> NDArray[np.int64]:
        """The keys of the passages that are found by meaning, ascending."""
        ...


class EngineWriter(Protocol):
    """Makes what an engine searches, beside the generation that is served until this one is published."""

    def words(self, entries: Iterable[Entry]) -> None:
        """Takes the words of the passages, by ascending key."""
        ...

    def meanings(self, keys: NDArray[np.int64], matrix: Vectors) -> None:
        """Takes their vectors, row i for key i; after it everything is there and searchable."""
        ...

    def published(self) -> None:
        """Told once the generation is served."""
        ...
