"""The lexical index of articles: BM25 over syllables and syllable pairs, of the whole and of the heading.

An article is searched as its act's title, its own title and its text in one: measured, the act's title is
worth more there than in a field of its own. Words of a segmenter are left out, which a bench measures.
Tokens are made here and a query is built of them, so that no character of it means anything to tantivy.

Reads: articles with their headings. Writes: a folder; (row, score) pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import tantivy

from index.opened_words import open_words
from index.syllables import words as syllables_of

SCHEME = "articles 1"
"""Names how tokens are made; a change of it builds the index anew."""

FIELDS = ("syllable", "pair", "heading", "heading_pair")
_SPACED = "spaced"
"""Tokens are made here, as runs of letters and digits: the engine has but to part them at the spaces."""
_HEAP = 256 << 20
_LONGEST_QUERY = 120
"""Syllables of a query that are searched for."""
_LONGEST_TEXT = 200_000
"""Code points of an article that are indexed: behind them stand tables of annexes."""

Scored = list[tuple[int, float]]
"""Rows with their scores, best first."""


@dataclass(frozen=True, slots=True)
class Searched:
    """An article as the index takes it."""

    row: int
    act: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldWeights:
    """What a field's score counts."""

    syllable: float
    pair: float
    heading: float
    heading_pair: float


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", stored=False, indexed=True, fast=True)
    for field in FIELDS:
        builder.add_text_field(field, stored=False, tokenizer_name=_SPACED, index_option="freq")
    return builder.build()


def _pairs(tokens: Sequence[str]) -> list[str]:
    return [f"{left}_{right}" for left, right in pairwise(tokens)]


def write(folder: Path, articles: Iterable[Searched]) -> int:
    """Writes the index of these articles into an empty folder; gives their number."""
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(_schema(), path=str(folder))
    spaced = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_SPACED, spaced)
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    count = 0
    for article in articles:
        writer.add_document(_document(article))
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    return count


def tokens_of(article: Searched) -> dict[str, list[str]]:
    """An article's tokens, by field."""
    heading = [*syllables_of(article.act), *syllables_of(article.title)]
    whole = [*heading, *syllables_of(article.text[:_LONGEST_TEXT])]
    return {
        "syllable": whole,
        "pair": _pairs(whole),
        "heading": heading,
        "heading_pair": _pairs(heading),
    }


def asked(own: Sequence[str], weights: FieldWeights) -> Iterator[tuple[str, str, float]]:
    """What is searched for: fields, tokens, and what each counts."""
    own = own[:_LONGEST_QUERY]
    pairs = _pairs(own)
    listed = {"syllable": own, "pair": pairs, "heading": own, "heading_pair": pairs}
    for field, tokens in listed.items():
        weight: float = getattr(weights, field)
        if not weight:
            continue
        for token, times in Counter(tokens).items():
            yield field, token, weight * times


def _document(article: Searched) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("row", article.row)
    for field, values in tokens_of(article).items():
        document.add_text(field, " ".join(values))
    return document


class ArticleWords:
    """A written index, opened for searching; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._index, self._links = open_words(folder)
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    @property
    def count(self) -> int:
        """Articles in the index."""
        return int(self._searcher.num_docs)

    def search(self, tokens: Sequence[str], weights: FieldWeights, limit: int) -> Scored:
        """The best articles for a query's syllables, best first; none for a query without any."""
        scoring = list(self._scoring(tokens, weights))
        if not scoring or limit <= 0:
            return []
        return self._found(tantivy.Query.boolean_query(scoring), limit)

    def scores(self, tokens: Sequence[str], weights: FieldWeights, rows: Sequence[int]) -> Scored:
        """The scores of these articles alone; those in which no token stands are left out."""
        scoring = list(self._scoring(tokens, weights))
        if not scoring or not rows:
            return []
        # A set of terms would be looked for in the whole dictionary of rows, which takes longer.
        each = [tantivy.Query.term_query(self._schema, "row", row) for row in rows]
        among = tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in each])
        unscored = tantivy.Query.const_score_query(among, 0.0)
        found = self._found(
            tantivy.Query.boolean_query([(tantivy.Occur.Must, unscored), *scoring]), len(rows)
        )
        return [(row, score) for row, score in found if score > 0]

    def _found(self, query: tantivy.Query, limit: int) -> Scored:
        hits = self._searcher.search(query, limit, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        return [(int(row), float(score)) for row, (score, _) in zip(rows, hits, strict=True)]

    def _scoring(self, own: Sequence[str], weights: FieldWeights) -> Iterator[tuple[Any, Any]]:
        for field, token, weight in asked(own, weights):
            term = tantivy.Query.term_query(self._schema, field, token)
            yield tantivy.Occur.Should, tantivy.Query.boost_query(term, weight)
