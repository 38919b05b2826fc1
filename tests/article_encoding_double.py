"""Vectors and tokens without a model, for tests of the article index whose subject is not the model."""

from __future__ import annotations

import numpy as np

from index.articles.late import BITS, projected, signs
from index.model import Model
from tests.embedding_doubles import vectors_of

MODEL = Model("double", "1", segmented=False, setting="double")
PROJECTION = np.random.default_rng(7).standard_normal((BITS, 64)).astype(np.float32)


class DoubleEmbedder:
    dimension = 64


class DoubleEncoder:
    """Stands in for ArticleEncoder; `asked` lists every window it was given."""

    asked: list[str] = []  # noqa: RUF012 - shared by the instances on purpose
    projection = PROJECTION

    def __init__(self, embedder: object = None) -> None:
        self.embedder = DoubleEmbedder()

    def windows(self, texts):
        type(self).asked += texts
        return vectors_of(texts), [signs(_tokens(text), PROJECTION) for text in texts]

    def question(self, text):
        return vectors_of([text])[0], projected(_tokens(text), PROJECTION)


def _tokens(text):
    return vectors_of(text.split() or ["∅"])
