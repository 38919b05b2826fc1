"""The terms of an index as dimensions of sparse vectors.

A term is a token of a field. Its dimension is its rank among the digests of all terms, which stay in a file
and are looked up there: nothing is kept in memory, and no two terms share a dimension.

Reads: tokens of texts, one text after another. Writes: two files; sparse vectors.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.articles.mapped import mapped
from index.engines.milvus.bm25 import fullness, rarity, rounded_length

Sparse = dict[int, float]
"""Weights by dimension."""
Asked = tuple[str, str, float]
"""A field, a token, and what it counts in a query."""
Digests = NDArray[np.uint64]

_TERMS = "terms.npy"
_RARITY = "term_rarity.npy"
_WAITING = "terms.waiting"
_POSTING = np.dtype([("term", "<u8"), ("times", "<f4"), ("length", "<f4"), ("field", "u1")])
_CHUNK = 2_000_000
_KEPT = 500_000
"""Postings in memory, before they are laid down in a file."""
_AT_ONCE = 512
WORDLESS = 0
"""The dimension of texts without any term, since a vector must not be empty; no query has it."""


def digests(terms: Iterable[tuple[str, str]]) -> Digests:
    """The digests of terms, 8 bytes each."""
    joined = b"".join(
        hashlib.blake2b(f"{field}\t{token}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
        for field, token in terms
    )
    return np.frombuffer(joined, "<u8")


class TermWriter:
    """Counts the tokens of all texts; then gives each text's vector, in the order in which they came."""

    def __init__(self, folder: Path, fields: Sequence[str]) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.fields = tuple(fields)
        self._tokens = np.zeros(len(self.fields), np.int64)
        self._ends = array("q")
        self._count = 0
        self._waiting: list[NDArray[np.void]] = []
        self._lying = 0
        self._file = folder / _WAITING
        self._file.write_bytes(b"")

    def add(self, tokens: Mapping[str, Sequence[str]]) -> None:
        """Counts a text's tokens, by field."""
        for number, field in enumerate(self.fields):
            listed = tokens.get(field, ())
            counted = Counter(listed)
            self._tokens[number] += len(listed)
            part = np.empty(len(counted), _POSTING)
            part["term"] = digests((field, token) for token in counted)
            part["times"] = np.fromiter(counted.values(), np.float32, len(counted))
            part["length"] = rounded_length(len(listed))
            part["field"] = number
            self._waiting.append(part)
            self._count += len(counted)
        self._ends.append(self._count)
        if self._count - self._lying > _KEPT:
            self._lay_down()

    def finish(self) -> int:
        """Writes the terms; gives how many texts there were."""
        self._lay_down()
        terms, holding = np.empty(0, np.uint64), np.empty(0, np.int64)
        for at in range(0, self._count, _CHUNK):
            part = self._read(at, min(at + _CHUNK, self._count))
            found, times = np.unique(part["term"], return_counts=True)
            terms, places = np.unique(np.concatenate([terms, found]), return_inverse=True)
            holding = np.bincount(places, np.concatenate([holding, times])).astype(np.int64)
        np.save(self.folder / _TERMS, terms)
        np.save(self.folder / _RARITY, rarity(holding, len(self._ends)))
        return len(self._ends)

    def vectors(self) -> Iterator[Sparse]:
        """The vectors of the texts, once all are counted."""
        terms: Digests = mapped(self.folder / _TERMS)
        mean = (self._tokens / max(1, len(self._ends))).astype(np.float32)
        start = 0
        for at in range(0, len(self._ends), _AT_ONCE):
            ends = self._ends[at : at + _AT_ONCE]
            part = self._read(start, ends[-1])
            dimensions = (np.searchsorted(terms, part["term"]) + 1).tolist()
            weights = fullness(part["times"], part["length"], mean[part["field"]]).tolist()
            first = 0
            for end in ends:
                last = end - start
                yield dict(zip(dimensions[first:last], weights[first:last], strict=True)) or {WORDLESS: 1.0}
                first = last
            start = ends[-1]

    def close(self) -> None:
        """Removes what was only needed for building."""
        self._file.unlink(missing_ok=True)

    def _lay_down(self) -> None:
        with self._file.open("ab") as file:
            file.write(b"".join(part.tobytes() for part in self._waiting))
        self._waiting, self._lying = [], self._count

    def _read(self, start: int, end: int) -> NDArray[np.void]:
        size = _POSTING.itemsize
        return np.fromfile(self._file, _POSTING, end - start, offset=start * size)


class Terms:
    """The written terms, opened for asking; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._terms: Digests = mapped(folder / _TERMS)
        self._rarity: NDArray[np.float32] = mapped(folder / _RARITY)

    def query(self, asked: Iterable[Asked]) -> Sparse:
        """A query's vector; terms that stand in no text are left out."""
        listed = list(asked)
        if not listed or not len(self._terms):
            return {}
        wanted = digests((field, token) for field, token, _ in listed)
        places = np.minimum(np.searchsorted(self._terms, wanted), len(self._terms) - 1)
        found: Sparse = {}
        for at in np.flatnonzero(self._terms[places] == wanted).tolist():
            place = int(places[at])
            found[place + 1] = found.get(place + 1, 0.0) + listed[at][2] * float(self._rarity[place])
        return found
