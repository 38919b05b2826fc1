"""The engine that comes with the program: tantivy and FAISS over the files of one generation.

Reads: a generation's folder, a question. Writes: candidates.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder
from index.filtering import allowed
from index.lexical import Lexical
from index.records import Candidate, Filters
from index.vectors import VectorIndex

_REMEMBERED = 64
"""Filters whose passages are remembered; a generation never changes."""


class EmbeddedEngine:
    """Searches one generation; safe to share between threads. The model is loaded by the first `nearest`."""

    def __init__(
        self, folder: Path, embedder: Embedder, connection: Callable[[], sqlite3.Connection]
    ) -> None:
        self.words = Lexical(folder / "lexical")
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

    def _ask_allowed(self, filters: Filters) -> NDArray[np.int64] | None:
        return allowed(self._connection(), filters)
