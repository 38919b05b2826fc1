"""The embedded windows of articles on disk: vectors and token signs that grow while readers look at them.

Files are only appended to, and a small record says how much of them is whole; it is replaced by one rename
after the rest is on disk. So a reader sees a consistent beginning, and a killed build goes on from there.
The first windows of all articles come first, then the second ones: what is there early covers everything.

Reads: vectors with their windows. Writes: a folder; arrays.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from index.arithmetic import Arithmetic
from index.articles.late import BITS, Signs
from index.articles.mapped import mapped, plain
from index.embedding import Vectors

_PROGRESS = "windows.json"
_ROWS = "window_rows.npy"
_DIGESTS = "window_digests.npy"
_VECTORS = "vectors.f16"
_SIGNS = "token_signs.u8"
_ENDS = "token_ends.i64"
_BYTES = BITS // 8

Rows = NDArray[np.int32]
Digests = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the embedding is."""

    dimension: int
    done: int
    """Windows whose vectors are on disk."""
    of: int
    late: bool
    """Whether token signs are kept."""
    arithmetic: Arithmetic = "int8"
    """In which numbers they were embedded; records of before did not tell, and knew one kind only."""

    @property
    def complete(self) -> bool:
        """Whether every window is embedded."""
        return self.done >= self.of


def progress_of(folder: Path) -> Progress | None:
    """How far the embedding of a folder is; None where it has not begun."""
    try:
        return Progress(**json.loads((folder / _PROGRESS).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def short_files(folder: Path) -> list[str]:
    """Names of files that hold less than the record says is whole."""
    found = progress_of(folder)
    if found is None:
        return []
    wanted = {_VECTORS: found.done * found.dimension * 2}
    if found.late:
        wanted[_ENDS] = found.done * 8
    short = [name for name, size in wanted.items() if not _holds(folder / name, size)]
    if found.late and not short:
        short = [] if _holds(folder / _SIGNS, _last_end(folder, found.done) * _BYTES) else [_SIGNS]
    return short


def _holds(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size >= size
    except OSError:
        return size == 0


class WindowWriter:
    """Appends windows in their order; opened again, it goes on behind the last whole batch."""

    def __init__(self, folder: Path, rows: Rows, digests: Digests, begun: Progress) -> None:
        self.folder = folder
        found = progress_of(folder)
        if found is None:
            np.save(folder / _ROWS, rows)
            np.save(folder / _DIGESTS, digests)
            found = begun
        self.progress = found
        tokens = _last_end(folder, found.done) if found.late else 0
        self._vectors = _appending(folder / _VECTORS, found.done * found.dimension * 2)
        self._signs = _appending(folder / _SIGNS, tokens * _BYTES)
        self._ends = _appending(folder / _ENDS, (found.done if found.late else 0) * 8)
        self._tokens = tokens
        self._record(found)

    def append(self, vectors: Vectors, signs: list[Signs]) -> None:
        """Adds the next windows; `signs` holds one array a window, or nothing where none are kept."""
        self._vectors.write(vectors.astype(np.float16).tobytes())
        if self.progress.late:
            self._signs.write(b"".join(one.tobytes() for one in signs))
            ends = self._tokens + np.cumsum([len(one) for one in signs], dtype=np.int64)
            self._ends.write(ends.tobytes())
            self._tokens = int(ends[-1])
        self._record(replace(self.progress, done=self.progress.done + len(vectors)))

    def close(self) -> None:
        """Lets go of the files."""
        for file in (self._vectors, self._signs, self._ends):
            file.close()

    def _record(self, progress: Progress) -> None:
        for file in (self._vectors, self._signs, self._ends):
            file.flush()
            os.fsync(file.fileno())
        beside = self.folder / f".{_PROGRESS}"
        beside.write_text(json.dumps(asdict(progress)), encoding="utf-8")
        beside.replace(self.folder / _PROGRESS)
        self.progress = progress


def _appending(path: Path, whole: int) -> BinaryIO:
    file = path.open("ab")
    file.truncate(whole)  # what a killed build left half written
    file.seek(whole)
    return file


def _last_end(folder: Path, done: int) -> int:
    if not done:
        return 0
    ends = np.memmap(folder / _ENDS, np.int64, mode="r", shape=(done,))
    return int(ends[-1])


class Windows:
    """The whole beginning of the embedded windows; it shows what was there when it was opened."""

    def __init__(self, folder: Path, progress: Progress) -> None:
        self.progress = progress
        done = progress.done
        self.rows: Rows = mapped(folder / _ROWS)[:done]
        self.digests: Digests = mapped(folder / _DIGESTS)[:done]
        self.vectors: NDArray[np.float16] = plain(
            np.memmap(folder / _VECTORS, np.float16, mode="r", shape=(done, progress.dimension))
        )
        self._ends: NDArray[np.int64] = np.zeros(0, np.int64)
        if progress.late:
            self._ends = plain(np.memmap(folder / _ENDS, np.int64, mode="r", shape=(done,)))
            tokens = int(self._ends[-1]) if done else 0
            self._signs: Signs = plain(np.memmap(folder / _SIGNS, np.uint8, mode="r", shape=(tokens, _BYTES)))
        self._order = np.argsort(self.rows, kind="stable").astype(np.int32)
        articles = int(self.rows.max(initial=-1)) + 1
        self._starts = np.searchsorted(np.asarray(self.rows)[self._order], np.arange(articles + 1))

    def of(self, articles: Sequence[int]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The places of the windows of some articles, and which of the articles each belongs to."""
        last = len(self._starts) - 1
        at = np.minimum(np.asarray(articles, np.int64), last)  # those behind the last one have none yet
        first = self._starts[at]
        counts = self._starts[np.minimum(at + 1, last)] - first
        owner = np.repeat(np.arange(len(at)), counts)
        nth = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
        return self._order[np.repeat(first, counts) + nth], owner

    def signs(self, window: int) -> Signs:
        """The signs of a window's tokens."""
        start = int(self._ends[window - 1]) if window else 0
        return self._signs[start : int(self._ends[window])]
