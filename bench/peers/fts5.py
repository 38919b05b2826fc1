"""SQLite's FTS5 with its default tokenizer: what comes with Python, and what many small programs search with.

Reads: articles. Writes: a database in memory.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from bench.peers.peer import Settings
from index.articles.records import ArticleText


class Fts5:
    """A table of three columns; any word of the question may be found."""

    def __init__(self, settings: Settings) -> None:
        del settings
        self._db = sqlite3.connect(":memory:")

    def index(self, articles: Sequence[ArticleText]) -> None:
        """Insert every article."""
        self._db.execute("CREATE VIRTUAL TABLE article USING fts5(id UNINDEXED, title, text, source)")
        rows = ((a.id, a.title, a.text, a.source) for a in articles)
        self._db.executemany("INSERT INTO article VALUES (?, ?, ?, ?)", rows)
        self._db.execute("INSERT INTO article(article) VALUES ('optimize')")

    def search(self, question: str, limit: int) -> list[tuple[str, float]]:
        """The best articles by FTS5's own bm25(), which is lower for better ones."""
        asked = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        if not asked:
            return []
        rows = self._db.execute(
            "SELECT id, rank FROM article WHERE article MATCH ? ORDER BY rank LIMIT ?", (asked, limit)
        )
        return [(key, -score) for key, score in rows]
