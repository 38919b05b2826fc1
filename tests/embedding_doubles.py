"""Vectors without a model, for tests whose subject is not the model: words that share syllables lie near."""

from __future__ import annotations

import hashlib

import numpy as np

from index.embedding import Vectors
from index.model import Model
from index.syllables import words


def vectors_of(texts):
    """Each syllable adds a fixed random direction."""
    out = np.zeros((len(texts), 64), np.float32)
    for row, text in enumerate(texts):
        for word in words(text) or ["∅"]:
            seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "little")
            out[row] += np.random.default_rng(seed).standard_normal(64)
    return out / np.linalg.norm(out, axis=1, keepdims=True)


class CountingEmbedding:
    """Stands in for EmbeddingProcess; `asked` lists every text it was given."""

    asked: list[str] = []  # noqa: RUF012 - shared by the instances on purpose
    begun = 0

    def __init__(self, model: Model) -> None:
        self.model = model

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def begin(self) -> None:
        type(self).begun += 1

    def passages(self, texts):
        type(self).asked += texts
        for at in range(0, len(texts), 8):
            yield vectors_of(texts[at : at + 8])


class QueryEmbedder:
    """Stands in for Embedder on the side of the questions."""

    def __init__(self, model: Model, _numbers: str = "float32") -> None:
        self.model = model

    def query(self, text: str) -> Vectors:
        return vectors_of([text])[0]
