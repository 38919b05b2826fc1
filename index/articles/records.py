"""The records of the search over articles.

Reads: nothing. Writes: ArticleText, ArticleHit, Signals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mode = Literal["fused", "lexical", "dense"]
"""Which indexes propose and weigh articles: all of them, the words alone, the meaning alone."""


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What of an article is searched."""

    id: str
    title: str
    text: str
    source: str = ""
    """The note that names the act, as the codification prints it: `(Điều 1 Luật số 57/2020/QH14 …)`."""
    act: str = ""
    """The act's title, where it is known already; otherwise it is taken from the notes of its articles."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for an article, each 0..1; the names are those of their weights."""

    words: float = 0.0
    """BM25 over act, title and text, as a share of the best candidate's."""
    meaning: float = 0.0
    """Inner product of the question's vector and the nearest window's, within the model's band."""
    line: float = 0.0
    """Of the information in the question, what the article's best line holds."""
    alike: float = 0.0
    """How far the question and the best line say the same."""
    whole: float = 0.0
    """As `line`, with the article's heading."""
    title: float = 0.0
    """How far the question and the article's title say the same."""
    act: float = 0.0
    """Of the information in the act's title, what the question holds."""
    provision: float = 0.0
    """Whether the question names this article of this act."""
    late: float = 0.0
    """Mean over the question's tokens of the nearest token of the best window, within its band."""


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article that was found."""

    id: str
    score: float
    signals: Signals | None = None
