"""Căn Cứ itself, asked in the same run.

Reads: articles. Writes: an index in the peer's folder.
"""

from __future__ import annotations

from collections.abc import Sequence

from bench.peers.peer import Settings
from index.articles.building import build
from index.articles.records import ArticleText, Mode
from index.articles.searching import ArticleIndex


class CanCu:
    """The program's own search of articles."""

    def __init__(self, settings: Settings, mode: Mode = "fused") -> None:
        self._folder, self._mode = settings.folder / "index", mode
        self._index: ArticleIndex | None = None

    def index(self, articles: Sequence[ArticleText]) -> None:
        """Build the index and open it."""
        build(self._folder, articles, vectors=self._mode != "lexical")
        self._index = ArticleIndex.open(self._folder).__enter__()

    def search(self, question: str, limit: int) -> list[tuple[str, float]]:
        """The best articles."""
        if self._index is None:
            raise RuntimeError("nothing was indexed")
        return [(hit.id, hit.score) for hit in self._index.search(question, limit, self._mode)]


def lexical(settings: Settings) -> CanCu:
    """By words only."""
    return CanCu(settings, "lexical")
