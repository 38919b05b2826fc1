"""What a question calls by name: an act by its title (`theo Luật Viên chức`), an article by act and number.

Words and meaning find what a question is about; that it says where the answer stands, they do not see. Of the
questions that may be learned from, 69 of ALQAC 2025 name an act by its type and whole title, and that act
answers all of them; of the codification's 4 do, and it answers 3.

Reads: candidates with their signals, lines, a question. Writes: scores.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.articles.lines import SYLLABLE, ArticleLines
from index.articles.ordering import Candidates
from index.articles.reading import Reading
from index.syllables import words
from index.weights import ArticleWeights
from ingest.citations.vocabulary import law_names
from ingest.document_types import named_types

Floats = NDArray[np.float32]
Span = tuple[int, int]
_IN_FULL = 0.999
"""Of an act's title, what is all of it but for rounding."""
_ABOVE = 1e-4
"""Of a score: too little to make an article seem surer, enough to come before."""


def named_first(lines: ArticleLines, reading: Reading, found: Candidates, used: ArticleWeights) -> Candidates:
    """Candidates; those of an act that the question names gain, those that it names themselves lead."""
    named = _of_named_acts(lines, reading.syllables, found, used.telling_title)
    scores = found.fused + np.float32(used.named_act) * named
    return Candidates(found.rows, found.signals, _leading(scores, found.signals["provision"]))


def _of_named_acts(lines: ArticleLines, asked: Sequence[str], found: Candidates, telling: int) -> Floats:
    """1 for each candidate whose act's title stands in the question as a name, otherwise 0."""
    gained = np.zeros(len(found.rows), np.float32)
    likely = np.flatnonzero(found.signals["act"] > _IN_FULL).tolist()
    titles = {at: lines.act(found.rows[at]) for at in likely}
    question, types = lines.spelling(asked), [lines.spelling(one) for one in _types()]
    spans = {title: _named(question, title, types, telling) for title in set(titles.values())}
    if not any(spans.values()):
        return gained
    others = {span for name in _laws() for span in _places(question, lines.spelling(name))}
    every = others.union(*spans.values())
    for at, title in titles.items():
        gained[at] = any(not _inside(span, every) for span in spans[title])
    return gained


@cache
def _types() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words(one)) for one in named_types())


@cache
def _laws() -> tuple[tuple[str, ...], ...]:
    """Laws by type and name: `Luật Giáo dục` is not named by `Luật Giáo dục nghề nghiệp`."""
    return tuple(tuple(words(f"{kind} {name}")) for (kind, _), names in law_names().items() for name in names)


def _named(question: bytes, title: bytes, types: Sequence[bytes], telling: int) -> set[Span]:
    """Where a question names the act of a title, with its type; one of `telling` syllables names it alone."""
    found = set()
    for start, end in _places(question, title):
        before = [one for one in types if question[:start].endswith(one)]
        if any(title.startswith(one) for one in types) or len(title) >= telling * SYLLABLE:
            found.add((start, end))
        elif before:
            found.add((start - max(map(len, before)), end))
    return found


def _places(question: bytes, part: bytes) -> Iterator[Span]:
    at = question.find(part) if part else -1
    while at >= 0:
        if at % SYLLABLE == 0:
            yield at, at + len(part)
        at = question.find(part, at + 1)


def _inside(span: Span, others: Iterable[Span]) -> bool:
    return any(one != span and one[0] <= span[0] and span[1] <= one[1] for one in others)


def _leading(scores: Floats, provision: Floats) -> Floats:
    """Scores; articles that are named in full get what puts them, in their order, before all others."""
    named = np.flatnonzero(provision > _IN_FULL)
    if not len(named) or len(named) == len(scores):
        return np.asarray(scores, np.float32)
    raised = np.array(scores, np.float32)
    last_first = named[np.argsort(-scores[named], kind="stable")][::-1]
    above = np.delete(raised, named).max() + _ABOVE * np.arange(1, len(named) + 1)
    raised[last_first] = np.maximum(raised[last_first], above)
    return raised
