"""The articles of an index in Milvus: a collection of their terms, and one of the vectors of their windows.

Both are named by the folder of the build, which keeps everything else that weighs an article: lines, titles,
signs of tokens. Windows are added behind those that are there, while readers look at them.

Reads: articles, window vectors, a question. Writes: two collections, terms in the folder; scored rows.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.articles import folder as folders
from index.articles import lexical
from index.articles.lexical import FieldWeights, Scored, Searched
from index.embedding import Vectors
from index.engines.choice import Choice
from index.engines.kept import Kept, keep, kept_of
from index.engines.milvus.connection import Row, connected
from index.engines.milvus.passages import in_order
from index.engines.milvus.terms import Sparse, Terms, TermWriter

WORDS, WINDOWS = "words", "windows"
ALIASES = {WORDS: "cancu_articles", WINDOWS: "cancu_article_windows"}
_BESIDE = 64
"""Rows asked for beyond the limit, so that among equals the same ones stay as everywhere else."""


def write_words(folder: Path, choice: Choice, articles: Iterable[Searched]) -> None:
    """Writes the terms of all articles; of what was there before nothing is left."""
    kept, milvus = _named(folder, choice), connected(choice)
    milvus.has(kept.collections[WORDS])  # says now, and not after all is counted, that nobody is there
    terms = TermWriter(folder / folders.LEXICAL, lexical.FIELDS)
    rows = []
    for article in articles:
        terms.add(lexical.tokens_of(article))
        rows.append(article.row)
    if terms.finish():
        name = kept.collections[WORDS]
        milvus.create(name, _word_fields(), len(rows))
        milvus.insert(name, ({"row": row, "words": v} for row, v in zip(rows, terms.vectors(), strict=True)))
        milvus.settle(name, len(rows))
        milvus.point(ALIASES[WORDS], name)
    terms.close()


def write_windows(folder: Path, choice: Choice, vectors: NDArray[np.float16], of: int) -> None:
    """Brings the collection of windows up to these; `of` is how many there will be."""
    name, milvus = _named(folder, choice).collections[WINDOWS], connected(choice)
    there = milvus.count(name)
    if not 0 < there <= len(vectors):
        milvus.create(name, _window_fields(vectors.shape[1]), of)
        there = 0
    milvus.insert(name, _windows(vectors, there))
    milvus.settle(name, len(vectors))
    milvus.point(ALIASES[WINDOWS], name)


def _windows(vectors: NDArray[np.float16], start: int) -> Iterator[Row]:
    for place in range(start, len(vectors)):
        yield {"place": place, "meaning": vectors[place].astype(np.float32)}


def held(folder: Path, choice: Choice, what: str) -> int:
    """How many articles or windows of a folder are there; 0 where it is another engine's."""
    kept = kept_of(folder)
    return connected(choice).count(kept.collections[what]) if kept and kept.kind == "milvus" else 0


def _named(folder: Path, choice: Choice) -> Kept:
    """The names of a folder's collections, made when they are first needed."""
    kept = kept_of(folder)
    if kept is None:
        mark = f"{folder.name}_{secrets.token_hex(4)}"  # another home may hold the same articles
        kept = Kept("milvus", choice.uri, {what: f"{alias}_{mark}" for what, alias in ALIASES.items()})
        keep(folder, kept)
    return kept


def _word_fields() -> Iterator[Row]:
    from pymilvus import DataType

    yield {"field_name": "row", "datatype": DataType.INT64, "is_primary": True}
    yield {"field_name": "words", "datatype": DataType.SPARSE_FLOAT_VECTOR, "index": "sparse"}


def _window_fields(dimension: int) -> Iterator[Row]:
    from pymilvus import DataType

    yield {"field_name": "place", "datatype": DataType.INT64, "is_primary": True}
    yield {"field_name": "meaning", "datatype": DataType.FLOAT_VECTOR, "dim": dimension, "index": "dense"}


class MilvusArticleWords:
    """The words of a build's articles; safe to share between threads."""

    def __init__(self, folder: Path, choice: Choice, kept: Kept) -> None:
        self.folder = folder
        self.milvus = connected(choice)
        self.collection = kept.collections[WORDS]

    @cached_property
    def terms(self) -> Terms:
        """The terms of the articles."""
        return Terms(self.folder / folders.LEXICAL)

    @property
    def count(self) -> int:
        """Articles in the collection."""
        return self.milvus.count(self.collection)

    def search(self, tokens: Sequence[str], weights: FieldWeights, limit: int) -> Scored:
        """The best articles for a query's syllables, best first; none for a query without any."""
        asked = self._asked(tokens, weights)
        if not asked or limit <= 0:
            return []
        found = self.milvus.search(self.collection, "words", asked, limit + _BESIDE, key="row")
        return in_order(found)[:limit]

    def scores(self, tokens: Sequence[str], weights: FieldWeights, rows: Sequence[int]) -> Scored:
        """The scores of these articles alone; those in which no token stands are left out."""
        asked = self._asked(tokens, weights)
        if not asked or not rows:
            return []
        among = f"row in [{', '.join(str(int(row)) for row in rows)}]"
        found = self.milvus.search(self.collection, "words", asked, len(rows), among, key="row")
        return [(row, score) for row, score in found if score > 0]

    def _asked(self, tokens: Sequence[str], weights: FieldWeights) -> Sparse:
        return self.terms.query(lexical.asked(tokens, weights))


class MilvusWindows:
    """The windows of a build's articles; safe to share between threads."""

    def __init__(self, folder: Path, choice: Choice, kept: Kept) -> None:
        self.milvus = connected(choice)
        self.collection = kept.collections[WINDOWS]

    @property
    def kind(self) -> str:
        """The kind of index."""
        return "Milvus"

    def search(self, vector: Vectors, limit: int) -> Scored:
        """The nearest windows, best first."""
        if limit <= 0:
            return []
        found = self.milvus.search(self.collection, "meaning", vector, limit + _BESIDE, key="place")
        return in_order(found)[:limit]
