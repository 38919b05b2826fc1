"""What a peer is, and what its articles are made of.

Reads: nothing. Writes: nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.articles.records import ArticleText


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person who measures decides for all peers alike."""

    folder: Path
    """For the peer's own files."""
    vectors: Path
    """Where computed vectors are kept between runs."""
    longest: int = 512
    """Tokens of an article that a model sees."""


class Peer(Protocol):
    """One program in one configuration."""

    def index(self, articles: Sequence[ArticleText]) -> None:
        """Take in all articles; called once."""
        ...

    def search(self, question: str, limit: int) -> list[tuple[str, float]]:
        """The ids of the best articles with their scores, best first."""
        ...


def whole(article: ArticleText) -> str:
    """All that is known of an article as one text: every peer is told the same."""
    return "\n".join(part for part in (article.title, article.text, article.source) if part)
