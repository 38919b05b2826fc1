"""LanceDB's hybrid search: its full-text index with default settings beside vectors of multilingual-e5-small.

Both rankings are joined by reciprocal ranks, its default.

Reads: articles. Writes: a table in the peer's folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bench.peers.e5 import Encoder
from bench.peers.peer import Settings, whole
from index.articles.records import ArticleText

_BATCH = 1_024


class LanceDb:
    """One table with a text and a vector."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._encoder = Encoder(settings)
        self._table: Any = None

    def index(self, articles: Sequence[ArticleText]) -> None:
        """Write the table and its full-text index; vectors are compared one by one, its default."""
        import lancedb
        import pyarrow as pa

        texts = [whole(article) for article in articles]
        vectors = self._encoder.passages(texts)
        schema = pa.schema(
            [("id", pa.string()), ("text", pa.string()), ("vector", pa.list_(pa.float32(), vectors.shape[1]))]
        )

        def batches() -> Iterator[list[dict[str, object]]]:
            for at in range(0, len(texts), _BATCH):
                part = zip(articles[at : at + _BATCH], texts[at:], vectors[at:], strict=False)
                yield [{"id": a.id, "text": text, "vector": vector} for a, text, vector in part]

        self._table = lancedb.connect(str(self._settings.folder)).create_table("articles", schema=schema)
        for batch in batches():
            self._table.add(batch)
        self._table.create_fts_index("text")

    def search(self, question: str, limit: int) -> list[tuple[str, float]]:
        """The best articles."""
        vector = self._encoder.query(question)[0]
        asked = self._table.search(query_type="hybrid").vector(vector).text(question).limit(limit)
        return [(row["id"], row["_relevance_score"]) for row in asked.to_list()]
