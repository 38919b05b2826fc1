"""The engine that comes with the program: tantivy and FAISS over the files of one generation.

Reads: a generation's folder, a question. Writes: candidates.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import lexical, vectors
from index.embedding import Embedder, Vectors
from index.filtering import allowed
from index.lexical import Lexical
from index.records import Candidate, Filters
from index.vectors import VectorIndex

_WORDS = "lexical"
_REMEMBERED = 64
"""Filters whose passages are remembered; a generation never changes."""


class EmbeddedWriter:
    """Writes the files of a generation that is being built."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def words(self, entries: Iterable[lexical.Entry]) -> None:
        """Writes the lexical index."""
        lexical.write(self.folder / _WORDS, entries)

    def meanings(self, keys: NDArray[np.int64], matrix: Vectors) -> None:
        """Writes the vector index."""
        vectors.write(self.folder, keys, matrix)

    def published(self) -> None:
        """Nothing is to be done: the files are published with their folder."""


class EmbeddedEngine:
    """Searches one generation; safe to share between threads. The model is loaded by the first `nearest`."""

    def __init__(
        self, folder: Path, embedder: Embedder, connection: Callable[[], sqlite3.Connection]
    ) -> None:
        self.words = Lexical(folder / _WORDS)
        self.meanings = VectorIndex(folder)
        self.embedder = embedder
        self._connection = connection
        self._allowed = lru_cache(maxsize=_REMEMBERED)(self._ask_allowed)

    def lexical(self, query: str, filters: Filters, limit: int) -> list[Candidate]:
        """Candidates by words, best first."""
        return self.words.search(query, filters, limit)

    def nearest(self, query: str, filters: Filters, limit: int) -> list[Candidate]:
        """Candidates by meaning, best first; none for a query without words."""
        if not query.strip() or not self.meanings.count:
            return []
        return self.meanings.nearest(self.embedder.query(query), limit, self._allowed(filters))

    def held(self) -> tuple[int, int]:
        """How many passages are found by words, and how many by meaning."""
        return self.words.count, self.meanings.count

    def keys(self) -> NDArray[np.int64]:
        """The keys of the passages that are found by meaning, ascending."""
        return self.meanings.keys

    def _ask_allowed(self, filters: Filters) -> NDArray[np.int64] | None:
        return allowed(self._connection(), filters)
