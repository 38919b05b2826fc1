"""txtai's hybrid search: its own BM25 beside vectors of multilingual-e5-small, joined as it does by default.

The vectors come from `bench/peers/e5.py` through txtai's own way for vectors made elsewhere, so that they are
computed once for all peers; the model and its prefixes are those that its model path would load.

Reads: articles. Writes: nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from bench.peers.e5 import Encoder
from bench.peers.peer import Settings, whole
from bench.vector_kinds import Matrix
from index.articles.records import ArticleText


class Txtai:
    """txtai with `hybrid` and otherwise its defaults."""

    def __init__(self, settings: Settings) -> None:
        self._encoder = Encoder(settings)
        self._known: dict[str, Matrix] = {}
        self._embeddings: Any = None

    def index(self, articles: Sequence[ArticleText]) -> None:
        """Index texts and vectors."""
        from txtai import Embeddings

        texts = [whole(article) for article in articles]
        self._known = dict(zip(texts, self._encoder.passages(texts), strict=True))

        def transform(found: Sequence[str]) -> Matrix:  # txtai calls a plain function, and no bound method
            return self._vectors(found)

        self._embeddings = Embeddings(method="external", transform=transform, hybrid=True, content=False)
        self._embeddings.index(
            (article.id, text, None) for article, text in zip(articles, texts, strict=True)
        )
        self._known = {}

    def _vectors(self, texts: Sequence[str]) -> Matrix:
        rows = [self._known[t] if t in self._known else self._encoder.query(t)[0] for t in texts]
        return np.stack(rows)

    def search(self, question: str, limit: int) -> list[tuple[str, float]]:
        """The best articles."""
        return [(str(key), float(score)) for key, score in self._embeddings.search(question, limit)]
