"""The search over the articles of the codification: its index is built, opened, and says how far it is.

The index lies beside the store, in `codification/articles/`; an article's id in it is its anchor.

Reads: the codification of a home. Writes: an article index.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.articles import folder as folders
from index.articles.building import Progress, build
from index.articles.records import ArticleText
from index.articles.searching import ArticleIndex
from index.codification.reading import Codification
from index.codification.reading import open as open_codification
from index.codification.store import store_path
from index.model import Model


@dataclass(frozen=True, slots=True)
class Readiness:
    """How much of the codification can be found."""

    articles: int
    """Articles that are found by their words."""
    embedded: float
    """Share of their windows that are found by meaning too, 0..1."""


def articles_home(home: Path) -> Path:
    """Where the index over the articles of a home's codification lies."""
    return store_path(home).parent / "articles"


def texts(codification: Codification) -> Iterator[ArticleText]:
    """Every article as it is searched; articles that left the codification too, which answers say."""
    for batch in codification.batches():
        for article in batch:
            act = article.act.title if article.act else ""
            yield ArticleText(article.anchor, article.title, article.text, article.note, act)


def build_articles(
    home: Path, model: Model | None = None, progress: Progress | None = None, *, vectors: bool = True
) -> Readiness:
    """Builds the index over the imported codification, or what of it is still to be done.

    Words are searchable first, vectors fill in behind. Raises Unusable where nothing was imported or the
    model is not here.
    """
    place = articles_home(home)
    with open_codification(home) as codification:
        place.mkdir(parents=True, exist_ok=True)
        build(place, texts(codification), model=model, progress=progress, vectors=vectors)
    index = ArticleIndex.open(place)
    return Readiness(index.manifest.articles, index.embedded)


def find_articles(home: Path) -> ArticleIndex | None:
    """The index over a home's codification; None where none is built yet."""
    place = articles_home(home)
    return ArticleIndex.open(place) if folders.served(place) else None


def readiness(index: ArticleIndex | None) -> Readiness | None:
    """How much can be found; None where nothing can."""
    return Readiness(index.manifest.articles, index.embedded) if index else None
