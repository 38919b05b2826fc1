"""The models of a server's questions, in a process of their own.

A model's imports, seconds long, pass there while the indexes are opened. A question takes a model some
hundred short steps outside of Python, after each of which it waits for its turn among threads that are busy;
in a process that does nothing else it does not.

Reads: models, texts. Writes: Encoded.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from index.arithmetic import Arithmetic
from index.embedding import Embedder, import_torch, limit_threads, load_for_questions
from index.encoded import Encoded, Loaded
from index.errors import Unusable
from index.model import Model, model_folder

_LOADING = 120.0
"""Seconds in which a model must be loaded: the first one comes behind imports from a cold disk."""
_ANSWERING = 20.0
"""Seconds in which a question must be answered, which takes thousandths of one."""
_LAST = 5.0
"""Seconds in which the process may end by itself."""
_TRIES = 2
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class _Which:
    """A model in some numbers."""

    folder: Path
    name: str
    arithmetic: Arithmetic


@dataclass(frozen=True, slots=True)
class _Order:
    """What is wanted of a model: its settings, or (where there are texts) their vectors."""

    model: _Which
    texts: tuple[str, ...] | None = None
    tokens: bool = False


@dataclass(frozen=True, slots=True)
class _Settings:
    """What is to be known of a loaded model."""

    prompts: Mapping[str, str]
    dimension: int


class ModelProcess:
    """Starts with `begin` or the first question; safe to share between threads; ends with `close`."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._connection: Connection | None = None
        self._awake = False
        """Whether the process has answered."""
        self._process: multiprocessing.context.SpawnProcess | None = None
        self.embedder = lru_cache(maxsize=4)(self._embedder)
        """The embedder of questions for a model in some numbers."""

    def begin(self) -> None:
        """Start the process without waiting for it."""
        with self._turn:
            self._begin()

    def close(self) -> None:
        """End the process."""
        with self._turn:
            self._end()

    def answer(self, order: _Order, kind: type[_Answer]) -> _Answer:
        """What the process makes of an order; it is started anew where it is gone.

        Raises Unusable where the model cannot be used, or the process ends time after time.
        """
        with self._turn:
            for _ in range(_TRIES):
                try:
                    answer = self._asked(order)
                except (EOFError, OSError):
                    self._end()
                    continue
                if isinstance(answer, kind):
                    return answer
                raise answer if isinstance(answer, Unusable) else TypeError(type(answer).__name__)
        why = "tiến trình của mô hình dừng giữa chừng, hai lần liền"
        raise Unusable("Không tính được vectơ của câu hỏi", why, "hãy xem bộ nhớ còn trống rồi hỏi lại")

    def _embedder(self, model: Model, arithmetic: Arithmetic = "float32") -> Embedder:
        return Embedder(model, arithmetic=arithmetic, loading=lambda: self._loaded(model, arithmetic))

    def _loaded(self, model: Model, arithmetic: Arithmetic) -> Loaded:
        limit_threads(1)
        which = _Which(model_folder(model), model.name, arithmetic)
        return _ModelBeside(self, which, self.answer(_Order(which), _Settings))

    def _asked(self, order: _Order) -> object:
        connection = self._begin()
        connection.send(order)
        if not connection.poll(_ANSWERING if self._awake and order.texts is not None else _LOADING):
            raise TimeoutError
        answer = connection.recv()
        self._awake = True
        return answer

    def _begin(self) -> Connection:
        if self._connection is None:
            context = multiprocessing.get_context("spawn")
            mine, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs,), name="models", daemon=True)
            self._process.start()
            theirs.close()
            self._connection = mine
        return self._connection

    def _end(self) -> None:
        if self._connection is not None:
            self._connection.close()  # the process ends by itself
        if self._process is not None:
            self._process.join(_LAST)
            self._process.kill()
            self._process.join()
            self._process.close()
        self._connection = self._process = None
        self._awake = False


class _ModelBeside:
    """A model that is loaded in the other process."""

    def __init__(self, process: ModelProcess, which: _Which, settings: _Settings) -> None:
        self._process = process
        self._which = which
        self.prompts = settings.prompts
        self.dimension = settings.dimension

    def run(self, texts: Sequence[str], *, tokens: bool) -> Iterator[Encoded]:
        """Embeds texts, prompts and all, batch by batch."""
        yield from self._process.answer(_Order(self._which, tuple(texts), tokens), list)


def _serve(connection: Connection) -> None:
    """The process: orders in, answers or what is wrong out, until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it is told, and closes the other end
    with suppress(ImportError):  # told with the first order
        import_torch(1)
    with suppress(EOFError, OSError):
        while True:
            connection.send(_answered(connection.recv()))


def _answered(order: _Order) -> object:
    try:
        loaded = _loaded(order.model)
        if order.texts is None:
            return _Settings(dict(loaded.prompts), loaded.dimension)
        return list(loaded.run(order.texts, tokens=order.tokens))
    except Unusable as error:
        return error


@lru_cache(maxsize=4)
def _loaded(which: _Which) -> Loaded:
    return load_for_questions(which.folder, which.name, which.arithmetic)
