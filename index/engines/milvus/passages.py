"""The passages of a generation in Milvus: one collection of vectors, terms and attributes.

The collection is made whole before its generation is published, is never changed after, and is named by the
generation's own folder: a library asks the collection of its generation and no other, so answers never mix.

Reads: entries, vectors, a question. Writes: a collection, terms in the folder; candidates.
"""

from __future__ import annotations

import json
import logging
from array import array
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import lexical
from index.embedding import Embedder, Vectors
from index.engines.choice import Choice
from index.engines.kept import PASSAGES, Kept, keep
from index.engines.milvus import conditions
from index.engines.milvus.connection import Row, Scored, Vector, connected
from index.engines.milvus.terms import Terms, TermWriter
from index.errors import Unusable
from index.records import Candidate, Filters

log = logging.getLogger("cancu.error")
ALIAS = "cancu_passages"
_TERMS = "terms"
_BESIDE = 64
"""Rows asked for beyond the limit, so that among equals the same ones stay as everywhere else."""
_DIGITS = 5
"""Inner products that agree to so many digits are equal: engines add in different orders."""


class MilvusWriter:
    """Makes the collection of a generation that is being built."""

    def __init__(self, folder: Path, name: str, choice: Choice) -> None:
        self.folder = folder
        self.milvus = connected(choice)
        self.collection = f"{ALIAS}_{_plain(name)}"
        self.milvus.has(self.collection)  # says now, and not after all is embedded, that nobody is there
        self._columns: list[dict[str, object]] = []
        self._keys = array("q")
        self._terms = TermWriter(folder / _TERMS, lexical.TEXT_FIELDS)
        keep(folder, Kept("milvus", choice.uri, {PASSAGES: self.collection}))

    def words(self, entries: Iterable[lexical.Entry]) -> None:
        """Takes the words of the passages."""
        for entry, tokens in lexical.tokenized(entries):
            self._keys.append(entry.passage.key)
            self._columns.append(conditions.columns(entry))
            self._terms.add(tokens)
        self._terms.finish()

    def meanings(self, keys: NDArray[np.int64], matrix: Vectors) -> None:
        """Takes their vectors, and makes the collection; row i of the matrix belongs to key i."""
        if not len(keys):
            keep(self.folder, Kept("milvus", self.milvus.choice.uri))
        else:
            self.milvus.create(self.collection, _fields(matrix.shape[1]), len(keys))
            self.milvus.insert(self.collection, self._rows(keys, matrix))
            self.milvus.settle(self.collection, len(keys))
        self._terms.close()

    def published(self) -> None:
        """Lets the alias name what is served now."""
        if not self._keys:
            return
        try:
            self.milvus.point(ALIAS, self.collection)
        except Unusable as error:  # the generation serves all the same: nothing here asks the alias
            log.warning(json.dumps({"at": "pointing the alias", "why": str(error)}))

    def _rows(self, keys: NDArray[np.int64], matrix: Vectors) -> Iterator[Row]:
        places = {key: row for row, key in enumerate(keys.tolist())}
        for key, columns, terms in zip(self._keys, self._columns, self._terms.vectors(), strict=True):
            yield {"key": key, "meaning": matrix[places[key]], "words": terms, **columns}


def _plain(name: str) -> str:
    """A name in the letters that Milvus allows."""
    return "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in name)


def _fields(dimension: int) -> Iterator[Row]:
    from pymilvus import DataType

    yield {"field_name": "key", "datatype": DataType.INT64, "is_primary": True}
    yield {
        "field_name": "meaning",
        "datatype": DataType.FLOAT_VECTOR,
        "dim": dimension,
        "index": "dense",
    }
    yield {"field_name": "words", "datatype": DataType.SPARSE_FLOAT_VECTOR, "index": "sparse"}
    for column in conditions.PLAIN:
        yield {"field_name": column, "datatype": DataType.INT64}
    yield {
        "field_name": conditions.PARTIES,
        "datatype": DataType.ARRAY,
        "element_type": DataType.INT64,
        "max_capacity": conditions.MOST_PARTIES,
    }


class MilvusEngine:
    """Searches one generation; safe to share between threads. The model is loaded by the first `nearest`."""

    def __init__(self, folder: Path, embedder: Embedder, choice: Choice, kept: Kept) -> None:
        self.folder = folder
        self.embedder = embedder
        self.milvus = connected(choice)
        self.collection = kept.collections.get(PASSAGES)

    @cached_property
    def terms(self) -> Terms:
        """The terms of the passages."""
        return Terms(self.folder / _TERMS)

    def lexical(self, query: str, filters: Filters, limit: int) -> list[Candidate]:
        """Candidates by words, best first."""
        if self.collection is None or limit <= 0:
            return []
        asked = self.terms.query(lexical.asked(query))
        return self._found("words", asked, filters, limit) if asked else []

    def nearest(self, query: str, filters: Filters, limit: int) -> list[Candidate]:
        """Candidates by meaning, best first; none for a query without words."""
        if self.collection is None or limit <= 0 or not query.strip():
            return []
        return self._found("meaning", self.embedder.query(query), filters, limit)

    def held(self) -> tuple[int, int]:
        """How many passages are found by words, and how many by meaning."""
        count = self.milvus.count(self.collection) if self.collection else 0
        return count, count

    def keys(self) -> NDArray[np.int64]:
        """The keys of all passages, ascending."""
        return self.milvus.keys(self.collection) if self.collection else np.empty(0, np.int64)

    def _found(self, field: str, vector: Vector, filters: Filters, limit: int) -> list[Candidate]:
        if self.collection is None:
            return []
        found = self.milvus.search(
            self.collection, field, vector, limit + _BESIDE, conditions.condition(filters)
        )
        return [Candidate(key, score) for key, score in in_order(found)[:limit]]


def in_order(found: Scored) -> Scored:
    """Best first; of equal ones the smaller key."""
    return sorted(found, key=lambda one: (-_rounded(one[1]), one[0]))


def _rounded(score: float) -> float:
    return float(f"{score:.{_DIGITS}g}")
