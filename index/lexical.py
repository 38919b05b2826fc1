"""The lexical index: BM25 over syllables, syllable pairs and words, with and without marks.

Tokens are made here and handed to tantivy as they are; a query is built from tokens as query objects, so that
no character of it means anything to the engine.

Reads: passages with their attributes. Writes: a folder; candidates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import tantivy

from index.opened_words import open_words
from index.records import Candidate, Filters, Passage
from index.syllables import fold, marked
from index.syllables import words as syllables_of
from ingest import words

Tokens = dict[str, list[str]]
"""Tokens by field."""
SCHEME = f"1 {words.SCHEME}"
"""Names how tokens are made; a change of it builds the index anew."""

ANY_ROLE = "*"
TEXT_FIELDS = ("syllable", "pair", "word", "bare", "bare_pair", "heading", "note")
_BOOST = {
    "syllable": 1.0,
    "pair": 0.8,
    "word": 0.8,
    "bare": 1.0,
    "bare_pair": 1.0,
    "heading": 0.4,
    "note": 0.3,
}
_FILTER_FIELDS = ("kind", "document", "type", "issuer", "party")
_LONGEST_QUERY = 200
"""Syllables of a query that are searched for."""
_HEAP = 128 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage with what it can be filtered by."""

    passage: Passage
    type: str | None
    issuer: str | None
    year: int | None
    parties: tuple[tuple[str, str], ...]
    """(role, canonical agency)."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", stored=False, indexed=False, fast=True)
    builder.add_unsigned_field("year", stored=False, indexed=True, fast=False)
    for field in TEXT_FIELDS:
        builder.add_text_field(field, stored=False, tokenizer_name="raw", index_option="freq")
    for field in _FILTER_FIELDS:
        builder.add_text_field(field, stored=False, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _pairs(tokens: Sequence[str]) -> Iterator[str]:
    return (f"{left} {right}" for left, right in pairwise(tokens))


def _segmented(found: Iterable[str]) -> list[str]:
    """Words of more than one syllable, comparable; single syllables are found as syllables already."""
    spelled = (" ".join(syllables_of(word)) for word in found)
    return [word for word in spelled if " " in word]


def _pretokenized(tokens: Iterable[str]) -> tantivy.PreTokenizedString:
    listed = list(tokens)
    made = [tantivy.Token(token, position, 0, len(token)) for position, token in enumerate(listed)]
    return tantivy.PreTokenizedString(" ".join(listed), made)


def write(folder: Path, entries: Iterable[Entry], batch: int = 512) -> int:
    """Writes the index of these passages into an empty folder; gives their number."""
    folder.mkdir(parents=True, exist_ok=True)
    writer = tantivy.Index(_schema(), path=str(folder)).writer(heap_size=_HEAP, num_threads=1)
    count = 0
    for entry, tokens in tokenized(entries, batch):
        writer.add_document(_document(entry, tokens))
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    return count


def tokenized(entries: Iterable[Entry], batch: int = 512) -> Iterator[tuple[Entry, Tokens]]:
    """Every entry with its tokens, by field; `batch` are segmented together."""
    left = iter(entries)
    while part := list(islice(left, batch)):
        segmented = words.segment([entry.passage.text for entry in part])
        for entry, found in zip(part, segmented, strict=True):
            yield entry, _tokens(entry.passage, found)


def _tokens(passage: Passage, found: list[str]) -> Tokens:
    own = syllables_of(passage.text)
    bare = [fold(token) for token in own]
    return {
        "syllable": own,
        "pair": list(_pairs(own)),
        "word": _segmented(found),
        "bare": bare,
        "bare_pair": list(_pairs(bare)),
        "heading": syllables_of(passage.heading),
        "note": syllables_of(passage.note),
    }


def asked(query: str) -> list[tuple[str, str, float]]:
    """What is searched for: fields, tokens, and what each counts.

    A syllable typed without marks also stands for every spelling with marks.
    """
    own = syllables_of(query)[:_LONGEST_QUERY]
    if not own:
        return []
    tokens: Tokens = {}
    if any(marked(token) for token in own):
        tokens["syllable"], tokens["pair"] = own, list(_pairs(own))
        tokens["word"] = _segmented(words.segment([query[:4_000]])[0])
        tokens["heading"], tokens["note"] = own, own
    else:
        tokens["bare"], tokens["bare_pair"] = own, list(_pairs(own))
    return [
        (field, token, _BOOST[field] * times)
        for field, listed in tokens.items()
        for token, times in Counter(listed).items()
    ]


def _document(entry: Entry, tokens: Tokens) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("key", entry.passage.key)
    for field, values in tokens.items():
        document.add_pre_tokenized_text(field, _pretokenized(values))
    for field, value in _attributes(entry):
        document.add_text(field, value)
    if entry.year is not None:
        document.add_unsigned("year", entry.year)
    return document


def _attributes(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "kind", entry.passage.kind
    yield "document", entry.passage.document
    if entry.type:
        yield "type", entry.type
    if entry.issuer:
        yield "issuer", entry.issuer
    for role, agency in entry.parties:
        yield "party", f"{role}\t{agency}"
    for agency in {agency for _, agency in entry.parties}:
        yield "party", f"{ANY_ROLE}\t{agency}"


class Lexical:
    """A written index, opened for searching; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._index, self._links = open_words(folder)
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    @property
    def count(self) -> int:
        """Passages in the index."""
        return int(self._searcher.num_docs)

    def search(self, query: str, filters: Filters, limit: int) -> list[Candidate]:
        """The best passages by words, best first; none where the query holds no letter or digit."""
        scoring = self._scoring(query)
        if not scoring or limit <= 0:
            return []
        must = [(tantivy.Occur.Must, tantivy.Query.boolean_query(scoring))]
        must += [
            (tantivy.Occur.Must, tantivy.Query.const_score_query(q, 0.0)) for q in self._filtering(filters)
        ]
        hits = self._searcher.search(tantivy.Query.boolean_query(must), limit, count=False).hits
        keys = self._searcher.fast_field_values("key", [address for _, address in hits])
        return [Candidate(int(key), float(score)) for key, (score, _) in zip(keys, hits, strict=True)]

    def _scoring(self, query: str) -> list[tuple[Any, Any]]:
        return [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(field, token), weight))
            for field, token, weight in asked(query)
        ]

    def _term(self, field: str, value: str | int) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, value)

    def _filtering(self, filters: Filters) -> Iterator[tantivy.Query]:
        plain: dict[str, Sequence[str | int]] = {
            "kind": filters.kinds,
            "document": filters.documents,
            "type": filters.types,
            "issuer": filters.issuers,
            "year": filters.years,
            "party": [
                f"{role}\t{agency}" for agency in filters.agencies for role in filters.roles or (ANY_ROLE,)
            ],
        }
        for field, values in plain.items():
            if values:
                terms = [(tantivy.Occur.Should, self._term(field, value)) for value in values]
                yield tantivy.Query.boolean_query(terms)
