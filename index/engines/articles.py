"""The engine under the search over articles, as it is selected: what proposes articles by words and meaning.

Everything else that weighs an article lies in the folder of the build, whatever the engine.

Reads: the environment, a folder of a build. Writes: what is searched there; engines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.articles import folder as folders
from index.articles import lexical, nearest
from index.articles.lexical import ArticleWords, FieldWeights, Scored, Searched
from index.embedding import Vectors
from index.engines.choice import chosen
from index.engines.kept import engine_of


class Words(Protocol):
    """What proposes articles by words."""

    @property
    def count(self) -> int:
        """Articles that are found."""
        ...

    def search(self, tokens: Sequence[str], weights: FieldWeights, limit: int) -> Scored:
        """The best articles for a query's syllables, best first."""
        ...

    def scores(self, tokens: Sequence[str], weights: FieldWeights, rows: Sequence[int]) -> Scored:
        """The scores of these articles alone; those in which no token stands are left out."""
        ...


class Nearest(Protocol):
    """What proposes windows by meaning."""

    @property
    def kind(self) -> str:
        """The kind of index."""
        ...

    def search(self, vector: Vectors, limit: int) -> Scored:
        """The nearest windows, best first."""
        ...


def mark() -> str:
    """What tells the folders of engines apart; nothing for the embedded one."""
    kind = chosen().kind
    return "" if kind == "embedded" else kind


def write_words(folder: Path, articles: Iterable[Searched]) -> None:
    """Makes the articles of a folder searchable by words."""
    choice = chosen()
    if choice.kind == "embedded":
        lexical.write(folder / folders.LEXICAL, articles)
        return
    from index.engines.milvus import articles as milvus

    milvus.write_words(folder, choice, articles)


def write_windows(folder: Path, vectors: NDArray[np.float16], of: int) -> None:
    """Makes the windows that are embedded searchable; `of` is how many there will be."""
    choice = chosen()
    if choice.kind == "embedded":
        nearest.write(folder, vectors)
        return
    from index.engines.milvus import articles as milvus

    milvus.write_windows(folder, choice, vectors, of)
    nearest.say(folder, len(vectors))


def has_words(folder: Path, articles: int) -> bool:
    """Whether the articles of a folder are searchable by words where they should be."""
    choice = chosen()
    if choice.kind == "embedded":
        return True  # beside everything else in the folder
    from index.engines.milvus import articles as milvus

    return milvus.held(folder, choice, milvus.WORDS) == articles


def has_windows(folder: Path, windows: int) -> bool:
    """Whether so many windows of a folder are searchable."""
    choice = chosen()
    if nearest.indexed(folder) != windows:
        return False
    if choice.kind == "embedded":
        return True
    from index.engines.milvus import articles as milvus

    return milvus.held(folder, choice, milvus.WINDOWS) == windows


def whole(folder: Path, articles: int) -> bool:
    """Whether everything that a folder says is searchable is so."""
    said = nearest.indexed(folder)
    return has_words(folder, articles) and (not said or has_windows(folder, said))


class Opened:
    """The engine over a folder, chosen once; raises EngineUnusable where the folder is another engine's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._choice, self._kept = engine_of(folder)

    def words(self) -> Words:
        """What proposes articles by words."""
        if self._kept is None:
            return ArticleWords(self._folder / folders.LEXICAL)
        from index.engines.milvus.articles import MilvusArticleWords

        return MilvusArticleWords(self._folder, self._choice, self._kept)

    def nearest(self) -> Nearest:
        """What proposes windows by meaning, as many as are searchable now."""
        if self._kept is None:
            return nearest.NearestWindows(self._folder)
        from index.engines.milvus.articles import MilvusWindows

        return MilvusWindows(self._folder, self._choice, self._kept)
