"""The vector index: FAISS over normalised embeddings, read from its file as it is needed.

Reads: keys and vectors. Writes: two files; candidates.
"""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors
from index.records import Candidate

_INDEX = "vectors.faiss"
_KEYS = "keys.npy"
EXACT_BELOW = 200_000
"""Vectors up to which every one is compared: two milliseconds for each ten thousand on one core."""
_LINKS = 32
_BUILD_EFFORT = 120
_SEARCH_EFFORT = 256
_METRIC = faiss.METRIC_INNER_PRODUCT

Keys = NDArray[np.int64]


def write(folder: Path, keys: Keys, vectors: Vectors) -> None:
    """Writes the index of these vectors; row i belongs to key i."""
    order = np.argsort(keys)
    index = _empty(vectors.shape[1], len(keys))
    if len(keys):
        index.add(np.ascontiguousarray(vectors[order]))
    faiss.write_index(index, str(folder / _INDEX))
    np.save(folder / _KEYS, keys[order])


def _empty(dimension: int, count: int) -> faiss.Index:
    if count <= EXACT_BELOW:
        return faiss.IndexFlatIP(dimension)
    index = faiss.IndexHNSWFlat(dimension, _LINKS, _METRIC)
    index.hnsw.efConstruction = _BUILD_EFFORT
    return index


class VectorIndex:
    """A written index, opened for searching; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._index = faiss.read_index(str(folder / _INDEX), faiss.IO_FLAG_MMAP_IFC | faiss.IO_FLAG_READ_ONLY)
        self._keys: Keys = np.load(folder / _KEYS)

    @property
    def count(self) -> int:
        """Vectors in the index."""
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._index.d)

    @property
    def keys(self) -> Keys:
        """The keys, ascending."""
        return self._keys

    def nearest(self, vector: Vectors, limit: int, allowed: Keys | None = None) -> list[Candidate]:
        """The nearest passages, best first; of `allowed` keys only, where given."""
        count = self.count if allowed is None else len(allowed)
        limit = min(limit, count)
        if limit <= 0:
            return []
        scores, rows = self._index.search(vector[None, :], limit, params=self._parameters(allowed))
        found = zip(rows[0].tolist(), scores[0].tolist(), strict=True)
        return [Candidate(int(self._keys[row]), score) for row, score in found if row >= 0]

    def _parameters(self, allowed: Keys | None) -> faiss.SearchParameters | None:
        exact = isinstance(self._index, faiss.IndexFlat)
        if allowed is None:
            return None if exact else faiss.SearchParametersHNSW(efSearch=_SEARCH_EFFORT)
        chosen = np.zeros((self.count + 7) // 8 * 8, bool)
        chosen[np.searchsorted(self._keys, allowed)] = True
        selector = faiss.IDSelectorBitmap(np.packbits(chosen, bitorder="little"))
        kind = faiss.SearchParameters if exact else faiss.SearchParametersHNSW
        return kind(sel=selector) if exact else kind(sel=selector, efSearch=_SEARCH_EFFORT)
