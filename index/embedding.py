"""Texts become vectors.

Reads: texts, a Model. Writes: normalised vectors, float32.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import Protocol

import numpy as np

from index.arithmetic import Arithmetic
from index.embedding_batches import BATCH_TOKENS
from index.encoded import Encoded, Loaded
from index.encoded import Vectors as Vectors
from index.errors import Unusable
from index.model import Model, model_folder
from ingest import words

_PASSAGE = ("passage", "document", "corpus")
_QUERY = ("query",)
"""Names under which models keep what they want before a text of each kind."""
_QUESTION_TOKENS = 32
_KEPT = 2_048
"""Vectors of queries that are remembered."""


class Embedder:
    """A model that loads itself when it is first needed; safe to share between threads.

    `cores` is how many one text may use: a question is too short to share out, waiting for the other core
    costs more than it gives, and that core has other questions to answer; a build's batches want them all.

    `arithmetic` is of the linear layers: others than float32 are for texts by the ten thousand, being twice
    as fast. In int8 a vector depends a little on what is embedded beside; see `index.arithmetic` for which
    questions go with which texts.

    `light` computes a model of the shipped one's kind without sentence-transformers, whose import a build has
    the time for and a question has not; the vectors are the same.

    `loading` gives the loaded model where that is not to be loaded here.
    """

    def __init__(
        self,
        model: Model,
        cores: int = 1,
        arithmetic: Arithmetic = "float32",
        *,
        light: bool = True,
        loading: Callable[[], Loaded] | None = None,
    ) -> None:
        self.model = model
        self.arithmetic = arithmetic
        self._loading = loading or partial(_loaded_here, model, cores, arithmetic, light=light)
        self._turn = threading.Lock()
        self._held: Loaded | None = None
        self._remembered = lru_cache(maxsize=_KEPT)(self._query)
        self.timed: Callable[[float], None] | None = None
        """Told the seconds that the model took for a question; one that is remembered takes none."""

    def load(self) -> Loaded:
        """Loads the model if it is not loaded; raises Unusable where its files cannot be used."""
        with self._turn:
            if self._held is None:
                self._held = self._loading()
            return self._held

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that are to be found; at least one text."""
        return self._encode(texts, _PASSAGE)

    def query(self, text: str) -> Vectors:
        """The vector of a question, one dimension; a question asked before is remembered."""
        return self._remembered(text)

    def passages_and_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        """Vectors of texts that are to be found, and those of their tokens; at least one text."""
        return self._encode_tokens(texts, _PASSAGE)

    def passage_batches(self, texts: Sequence[str]) -> Iterator[Encoded]:
        """As `passages_and_tokens`, a batch at a time: the tokens of many texts fill memory."""
        return self._batches(texts, _PASSAGE, tokens=True)

    def query_and_tokens(self, text: str) -> tuple[Vectors, Vectors]:
        """The vector of a question, and those of its tokens."""
        with self._timing():
            vectors, tokens = self._encode_tokens([text], _QUERY)
        return vectors[0], tokens[0]

    @contextmanager
    def _timing(self) -> Iterator[None]:
        self.load()
        began = time.perf_counter()
        yield
        if self.timed is not None:
            self.timed(time.perf_counter() - began)

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return self.load().dimension

    @property
    def folder(self) -> Path:
        """Where the model's files lie."""
        return model_folder(self.model)

    def _query(self, text: str) -> Vectors:
        with self._timing():
            vector: Vectors = self._encode([text], _QUERY)[0]
        vector.setflags(write=False)
        return vector

    def _encode_tokens(self, texts: Sequence[str], roles: tuple[str, ...]) -> tuple[Vectors, list[Vectors]]:
        found = self._run(texts, roles, tokens=True)
        tokens: list[Vectors] = [found[0].vectors] * len(texts)
        for batch in found:
            for at, one in zip(batch.places, batch.tokens, strict=True):
                tokens[at] = one
        return _in_order(found), tokens

    def _encode(self, texts: Sequence[str], roles: tuple[str, ...]) -> Vectors:
        return _in_order(self._run(texts, roles, tokens=False))

    def _run(self, texts: Sequence[str], roles: tuple[str, ...], *, tokens: bool) -> list[Encoded]:
        return list(self._batches(texts, roles, tokens=tokens))

    def _batches(self, texts: Sequence[str], roles: tuple[str, ...], *, tokens: bool) -> Iterator[Encoded]:
        loaded = self.load()
        if self.model.segmented:
            texts = [" ".join(word.replace(" ", "_") for word in found) for found in words.segment(texts)]
        role = next((name for name in roles if name in loaded.prompts), None)
        prompt = (loaded.prompts[role] if role else None) or ""
        return loaded.run([prompt + text for text in texts], tokens=tokens)


def _in_order(found: Sequence[Encoded]) -> Vectors:
    """The vectors of all batches, in the order of the texts."""
    places = np.concatenate([batch.places for batch in found])
    vectors = np.empty((len(places), found[0].vectors.shape[1]), np.float32)
    vectors[places] = np.concatenate([batch.vectors for batch in found])
    return vectors


class Embedders(Protocol):
    """Gives the embedder of questions to indexes that were made with a model, in some numbers."""

    def __call__(self, model: Model, arithmetic: Arithmetic = "float32") -> Embedder:
        """The embedder."""


@lru_cache(maxsize=4)
def embedder_of_questions(model: Model, arithmetic: Arithmetic = "float32") -> Embedder:
    """The one embedder that a process keeps for questions to indexes that were made so."""
    return Embedder(model, arithmetic=arithmetic)


def import_torch(cores: int) -> None:
    """Imports what every model needs; most of the time that it takes to have one is this."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # a fork later would warn otherwise
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # waiting threads leave the cores to others
    import torch

    used = min(cores, os.cpu_count() or 1)
    torch.set_num_threads(used)
    limit_threads(used)


def limit_threads(cores: int) -> None:
    """Lets what is imported by now use so many cores for one product, and numpy one."""
    from threadpoolctl import threadpool_limits

    # Threads of numpy's products wait by running, and take the cores from the model.
    threadpool_limits({"blas": 1, "openmp": cores})


def load_for_questions(folder: Path, name: str, arithmetic: Arithmetic) -> Loaded:
    """A model that is quickest at one question; raises Unusable where its files cannot be used."""
    return _load(folder, name, 1, arithmetic, light=True)


def _loaded_here(model: Model, cores: int, arithmetic: Arithmetic, *, light: bool) -> Loaded:
    return _load(model_folder(model), model.name, cores, arithmetic, light=light)


def _load(folder: Path, name: str, cores: int, arithmetic: Arithmetic, *, light: bool) -> Loaded:
    import_torch(cores)
    from safetensors import SafetensorError

    from index import bert

    try:
        if light and bert.reads(folder):
            return bert.Bert(folder, arithmetic, _QUESTION_TOKENS if cores == 1 else BATCH_TOKENS)
        from index.any_model import AnyModel

        return AnyModel(folder, arithmetic)
    except (OSError, ValueError, RuntimeError, KeyError, ImportError, SafetensorError) as error:
        reason = " ".join(str(error).split())[:200]
        raise Unusable(
            f"Không nạp được mô hình «{name}»", reason, "hãy kiểm tra thư mục mô hình hoặc cài lại"
        ) from error
