"""bm25s: BM25 as scores computed ahead; its tokens are syllables, or words that underthesea finds.

The library knows no Vietnamese, so that its tokens are made here as a careful user would: in lower case, with
one placement of tones. Everything else is its default.

Reads: articles. Writes: nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bench.peers.peer import Settings, whole
from index.articles.records import ArticleText
from index.syllables import words as syllables
from ingest.words import segment

Tokens = Callable[[str], list[str]]


def segmented(text: str) -> list[str]:
    """Words of one or more syllables; punctuation is none."""
    spelled = (" ".join(syllables(word)) for word in segment([text])[0])
    return [word for word in spelled if word]


class Bm25s:
    """bm25s over tokens of one kind."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._ids: list[str] = []
        self._retriever: Any = None

    def index(self, articles: Sequence[ArticleText]) -> None:
        """Score every token of every article ahead."""
        import bm25s

        self._ids = [article.id for article in articles]
        self._retriever = bm25s.BM25()
        self._retriever.index([self._tokens(whole(article)) for article in articles], show_progress=False)

    def search(self, question: str, limit: int) -> list[tuple[str, float]]:
        """The best articles; those that share no token are left out."""
        found, scores = self._retriever.retrieve(
            [self._tokens(question)], k=min(limit, len(self._ids)), show_progress=False
        )
        pairs = zip(found[0].tolist(), scores[0].tolist(), strict=True)
        return [(self._ids[row], score) for row, score in pairs if score > 0]


def by_syllables(settings: Settings) -> Bm25s:
    """Syllables as tokens."""
    del settings
    return Bm25s(syllables)


def by_words(settings: Settings) -> Bm25s:
    """Words that underthesea finds as tokens."""
    del settings
    return Bm25s(segmented)
