"""Kinds of FAISS index on the same vectors: time to build, size, memory, time of a query, what is found.

Each index is built in a process of its own and searched in another, which opens its file as the program does,
so that memory is that of one index and nothing else. Times are those of the one thread at work, without what
other programs took meanwhile: a busy machine still gives them. Recall is against comparing with every vector.

Reads: a file of vectors, a file of queries. Writes: index files; KindFigures.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from bench.core import memory_mib
from bench.measured import alone

Matrix = NDArray[np.float32]
Rows = NDArray[np.int64]

NEAREST = 10
_BLOCK = 16_384
_ROUNDS = 10
"""Of moving centres; more change recall little."""
_PER_LIST = 64
"""Vectors for each list of an inverted file that its centres are learned from."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of index: FAISS's own description of it, and the efforts that a search may make."""

    name: str
    factory: str
    efforts: tuple[int, ...] = (0,)
    """Lists looked at (inverted files) or candidates kept (graphs); 0 where there is no choice."""
    smallest: int = 0
    """Fewer vectors than these cannot teach it its centres."""

    def described(self, count: int) -> str:
        """The description for so many vectors: an inverted file has 4·√n lists."""
        return self.factory.format(lists=max(1, round(4 * math.sqrt(count))))


# `np`: without polysemous training, which takes minutes and serves a way of searching that is not used here.
KINDS = (
    Kind("flat", "Flat"),
    Kind("flat-fp16", "SQfp16"),
    Kind("flat-sq8", "SQ8"),
    Kind("hnsw", "HNSW32,Flat", (64, 128, 256)),
    Kind("hnsw-sq8", "HNSW32,SQ8", (64, 128, 256)),
    Kind("ivf", "IVF{lists},Flat", (8, 48, 128), 1_000),
    Kind("ivf-sq8", "IVF{lists},SQ8", (8, 48, 128), 1_000),
    Kind("ivf-pq48", "IVF{lists},PQ48np", (48, 128), 10_000),
    Kind("ivf-pq96", "IVF{lists},PQ96np", (48, 128), 10_000),
)


@dataclass(frozen=True, slots=True)
class KindFigures:
    """What one kind did at one size with one effort."""

    kind: str
    vectors: int
    effort: int
    build_seconds: float
    build_peak_mib: float
    file_mib: float
    resident_mib: float
    """Of the searching process, all its queries done, above what it held before the index was opened."""
    p50_ms: float
    p95_ms: float
    recall: float
    """Share of the ten truly nearest that are among the ten found."""


def exact(vectors: Matrix, queries: Matrix, limit: int = NEAREST) -> Rows:
    """The rows of the nearest vectors of each query by inner product, best first, every one compared."""
    best_scores = np.full((len(queries), limit), -np.inf, np.float32)
    best_rows = np.full((len(queries), limit), -1, np.int64)
    for at in range(0, len(vectors), _BLOCK):
        scores = queries @ np.asarray(vectors[at : at + _BLOCK]).T
        rows = np.broadcast_to(np.arange(at, at + scores.shape[1]), scores.shape)
        scores, rows = np.hstack([best_scores, scores]), np.hstack([best_rows, rows])
        order = np.argsort(-scores, axis=1, kind="stable")[:, :limit]
        best_scores, best_rows = np.take_along_axis(scores, order, 1), np.take_along_axis(rows, order, 1)
    return best_rows


def recall(found: Rows, truth: Rows) -> float:
    """Mean share of each query's true rows that were found."""
    hits = [len(set(f.tolist()) & set(t.tolist())) for f, t in zip(found, truth, strict=True)]
    return sum(hits) / max(truth.size, 1)


def compared(
    vectors: Path, queries: Path, folder: Path, kinds: Sequence[Kind] = KINDS, build_effort: int = 120
) -> Iterator[KindFigures]:
    """The figures of each kind and effort on these vectors; index files pass through `folder`."""
    count = len(np.load(vectors, mmap_mode="r"))
    truth = folder / "truth.npy"
    np.save(truth, alone(exact_of_files, vectors, queries))
    for kind in kinds:
        if count < kind.smallest:
            continue
        file = folder / f"{kind.name}.faiss"
        seconds, peak = alone(built, vectors, kind.described(count), file, build_effort)
        size = file.stat().st_size / 2**20
        for effort in kind.efforts:
            held, p50, p95, share = alone(searched, file, queries, truth, effort)
            yield KindFigures(kind.name, count, effort, seconds, peak, size, held, p50, p95, share)
        file.unlink()


def exact_of_files(vectors: Path, queries: Path) -> Rows:
    """The truly nearest rows."""
    return exact(np.load(vectors, mmap_mode="r"), np.load(queries))


def built(vectors: Path, described: str, file: Path, effort: int) -> tuple[float, float]:
    """Build an index into a file with one thread; seconds, and the most memory held meanwhile, MiB."""
    faiss.omp_set_num_threads(1)
    rows = np.load(vectors, mmap_mode="r")
    start = time.thread_time()
    index = faiss.index_factory(rows.shape[1], described, faiss.METRIC_INNER_PRODUCT)
    if isinstance(index, faiss.IndexHNSW):
        index.hnsw.efConstruction = effort
    if isinstance(index, faiss.IndexIVF):
        index.cp.max_points_per_centroid = _PER_LIST
        index.cp.niter = _ROUNDS
    if isinstance(index, faiss.IndexIVFPQ):
        index.pq.cp.niter = _ROUNDS
    if not index.is_trained:
        index.train(_sample(rows, index))
    for at in range(0, len(rows), _BLOCK):
        index.add(np.ascontiguousarray(rows[at : at + _BLOCK]))
    seconds = time.thread_time() - start
    faiss.write_index(index, str(file))
    return seconds, memory_mib(os.getpid(), "VmHWM")


def _sample(rows: Matrix, index: Any) -> Matrix:  # noqa: ANN401 - a FAISS index
    wanted = max(_PER_LIST * getattr(index, "nlist", 1), 20_000)
    chosen = np.random.default_rng(0).choice(len(rows), min(wanted, len(rows)), replace=False)
    return np.ascontiguousarray(rows[np.sort(chosen)])


def searched(file: Path, queries: Path, truth: Path, effort: int) -> tuple[float, float, float, float]:
    """Search a written index with one thread; MiB held, median and p95 milliseconds, recall."""
    faiss.omp_set_num_threads(1)
    asked, true = np.load(queries), np.load(truth)
    before = memory_mib(os.getpid())
    index = faiss.read_index(str(file), faiss.IO_FLAG_MMAP_IFC | faiss.IO_FLAG_READ_ONLY)
    parameters = _parameters(index, effort)
    index.search(asked[:1], NEAREST, params=parameters)
    times, found = [], []
    for row in range(len(asked)):
        start = time.thread_time()
        _, rows = index.search(asked[row : row + 1], NEAREST, params=parameters)
        times.append((time.thread_time() - start) * 1000)
        found.append(rows[0])
    p50, p95 = np.quantile(times, [0.5, 0.95]).tolist()
    return memory_mib(os.getpid()) - before, p50, p95, recall(np.array(found), true)


def _parameters(index: Any, effort: int) -> faiss.SearchParameters | None:  # noqa: ANN401 - a FAISS index
    if isinstance(index, faiss.IndexHNSW):
        return faiss.SearchParametersHNSW(efSearch=effort)
    return faiss.SearchParametersIVF(nprobe=effort) if isinstance(index, faiss.IndexIVF) else None
