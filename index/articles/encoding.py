"""Windows and questions become what the search compares: vectors, and tokens where the model has the stage.

Reads: texts, an Embedder. Writes: vectors, token signs, projected tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache

import numpy as np

from index.articles.late import PROJECTION, Floats, Signs, projected, signs
from index.embedding import Embedder, Vectors

_REMEMBERED = 512


class ArticleEncoder:
    """A model with its projection; loads itself when it is first needed."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder
        self.question = lru_cache(maxsize=_REMEMBERED)(self._question)
        """The vector of a question, and its tokens (None where the model has no late stage); remembered."""

    @cached_property
    def projection(self) -> Floats | None:
        """The projection of tokens; None where the model comes without one."""
        path = self.embedder.folder / PROJECTION
        if not path.is_file():
            return None
        from safetensors.numpy import load_file

        return np.asarray(load_file(path)["weight"], np.float32)

    def windows(self, texts: Sequence[str]) -> tuple[Vectors, list[Signs]]:
        """Vectors of windows, and the signs of their tokens (none where the model has no late stage)."""
        if self.projection is None:
            return self.embedder.passages(texts), []
        vectors = np.empty((len(texts), self.embedder.dimension), np.float32)
        found: dict[int, Signs] = {}
        for batch in self.embedder.passage_batches(texts):
            vectors[batch.places] = batch.vectors
            # All tokens of a batch at once: so small products one by one take longer than the model itself.
            each = np.cumsum([len(tokens) for tokens in batch.tokens])[:-1]
            together = signs(np.concatenate(batch.tokens), self.projection)
            found.update(zip(batch.places, np.split(together, each), strict=True))
        return vectors, [found[at] for at in range(len(texts))]

    def _question(self, text: str) -> tuple[Vectors, Floats | None]:
        if self.projection is None:
            return self.embedder.query(text), None
        vector, tokens = self.embedder.query_and_tokens(text)
        return vector, projected(tokens, self.projection)
