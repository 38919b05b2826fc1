"""The FAISS index over windows, of the kind that their number wants, and the articles nearest to a vector.

Reads: window vectors. Writes: one file; (window, score) pairs.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors

_INDEX = "windows.faiss"
_SAID = "windows_indexed.json"
EXACT_BELOW = 100_000
"""Windows up to which every one is compared."""
_TRAINED_ON = 64
"""Vectors a list that its centre is learned from."""
_PROBED = 384
"""Lists that a search looks into: so many that, of the windows of the whole codification, answers are those
of a look at every one, as an engine that compares all of them gives."""
_AT_ONCE = 16_384


def write(folder: Path, vectors: NDArray[np.float16]) -> None:
    """Writes the index of these vectors and publishes it by one rename."""
    count, dimension = vectors.shape
    index = _empty(count, dimension)
    if not index.is_trained:
        lists = index.nlist
        sample = np.linspace(0, count - 1, min(count, lists * _TRAINED_ON)).astype(np.int64)
        index.train(np.ascontiguousarray(vectors[sample], np.float32))
    for at in range(0, count, _AT_ONCE):
        index.add(np.ascontiguousarray(vectors[at : at + _AT_ONCE], np.float32))
    beside = folder / f".{_INDEX}"
    faiss.write_index(index, str(beside))
    beside.replace(folder / _INDEX)
    say(folder, count)


def say(folder: Path, count: int) -> None:
    """Writes down how many windows are searchable now."""
    (folder / _SAID).write_text(json.dumps({"windows": count}), encoding="utf-8")


def _empty(count: int, dimension: int) -> faiss.Index:
    if count <= EXACT_BELOW:
        return faiss.IndexScalarQuantizer(
            dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
    lists = 4 * int(math.sqrt(count))
    return faiss.index_factory(dimension, f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)


def indexed(folder: Path) -> int:
    """How many windows the index of a folder holds; 0 where there is none yet."""
    try:
        return int(json.loads((folder / _SAID).read_text(encoding="utf-8"))["windows"])
    except FileNotFoundError:
        return 0


class NearestWindows:
    """A written index, opened for searching; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._index = faiss.read_index(str(folder / _INDEX), faiss.IO_FLAG_MMAP_IFC | faiss.IO_FLAG_READ_ONLY)

    @property
    def kind(self) -> str:
        """The kind of index."""
        return type(self._index).__name__

    def search(self, vector: Vectors, limit: int) -> list[tuple[int, float]]:
        """The nearest windows, best first."""
        limit = min(limit, int(self._index.ntotal))
        if limit <= 0:
            return []
        inverted = isinstance(self._index, faiss.IndexIVF)
        parameters = faiss.SearchParametersIVF(nprobe=_PROBED) if inverted else None
        scores, places = self._index.search(vector[None, :], limit, params=parameters)
        found = zip(places[0].tolist(), scores[0].tolist(), strict=True)
        return [(place, score) for place, score in found if place >= 0]
