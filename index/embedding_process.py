"""Embedding in a process of its own, so that its long imports pass while the files are being read.

Reads: a Model, texts. Writes: vectors.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from types import TracebackType

from index.embedding import Embedder, Vectors
from index.errors import Unusable
from index.model import Model, model_folder

_AT_ONCE = 64
"""Texts that travel together."""
_PATIENCE = 5.0
"""Seconds in which the process may end by itself."""


class EmbeddingProcess:
    """Starts when `begin` is first called; a context that ends it."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._connection: Connection | None = None
        self._process: multiprocessing.context.SpawnProcess | None = None

    def __enter__(self) -> EmbeddingProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._process is not None and self._connection is not None:
            self._connection.close()  # the process ends by itself, and gives back what it holds
            self._process.join(_PATIENCE)
            self._process.terminate()
            self._process.join()

    def begin(self) -> None:
        """Starts the process, whose imports take seconds, and meanwhile unpacks the model."""
        if self._process is not None:
            return
        context = multiprocessing.get_context("spawn")
        self._connection, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other, self.model), daemon=True)
        self._process.start()
        other.close()
        model_folder(self.model)

    def passages(self, texts: Sequence[str]) -> Iterator[Vectors]:
        """Vectors in parts, in the order of the texts; the work goes on while the caller does others."""
        self.begin()
        parts = [texts[at : at + _AT_ONCE] for at in range(0, len(texts), _AT_ONCE)]
        pool = ThreadPoolExecutor(1)
        waiting = [pool.submit(self._ask, part) for part in parts]
        pool.shutdown(wait=False)
        return (future.result() for future in waiting)

    def _ask(self, texts: Sequence[str]) -> Vectors:
        if self._connection is None:
            raise RuntimeError("asked before begin")
        try:
            self._connection.send(list(texts))
            answer = self._connection.recv()
        except (EOFError, OSError) as error:
            why = "tiến trình tính vectơ đã dừng giữa chừng"
            raise Unusable(
                "Không dựng được chỉ mục", why, "hãy chạy lại; những gì đã tính được giữ lại"
            ) from error
        if isinstance(answer, Exception):
            raise answer
        vectors: Vectors = answer
        return vectors


def _serve(connection: Connection, model: Model) -> None:
    """The process: texts in, their vectors or an exception out, until the pipe closes."""
    embedder = Embedder(model, os.cpu_count() or 1, light=False)
    with suppress(Unusable):  # told with the first texts
        embedder.load()
    while True:
        try:
            texts = connection.recv()
        except (EOFError, OSError):
            return
        try:
            connection.send(embedder.passages(texts))
        except BrokenPipeError:
            return
        except Unusable as error:
            connection.send(error)
