"""What the model is trained on: made questions, the questions of people that may be tuned on, look-alikes.

Look-alikes (hard negatives) come from the lexical index: the articles that the words propose and that are
not the answer.

Reads: sets in the BEIR layout. Writes: Material.
"""

from __future__ import annotations

import random
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.articles.heading import act_number, act_title, act_titles, own_title
from index.articles.lexical import ArticleWords, FieldWeights, Searched, write
from index.articles.records import ArticleText
from index.articles.windows import embedded, windows
from index.evaluation import beir
from index.syllables import words
from index.training.made_questions import Article, Pair, made_questions
from index.training.partition import trained_on

_WORDS = FieldWeights(syllable=1.0, pair=0.8, heading=0.0, heading_pair=0.0)
_PAIRS = FieldWeights(syllable=0.0, pair=1.0, heading=0.0, heading_pair=0.0)
_NEIGHBOURS = 12
_NEGATIVES = 40
_MOST = {"title": 56_000, "term": 16_000, "clause": 50_000}
"""Made questions of each kind that are used."""


@dataclass(frozen=True, slots=True)
class Set:
    """One set in the BEIR layout, by its three files."""

    corpus: Path
    queries: Path
    qrels: Path


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a training reads. Articles of all sets are counted through."""

    made: tuple[Pair, ...]
    asked: tuple[Pair, ...]
    windows: tuple[tuple[str, ...], ...]
    """The windows of each article, as the model reads them."""
    acts: tuple[str, ...]
    """The act of each article."""
    neighbours: tuple[tuple[int, ...], ...]
    """The articles most like each, as far as made questions stand for them."""


def material(made_from: Set, further: Sequence[Set], seed: int, *, everything: bool = False) -> Material:
    """The material of a set whose articles questions are made of too, and of further sets.

    Questions of people that are held out are left out, unless `everything` is wanted. Raises Unusable where
    a file cannot be read.
    """
    chance = random.Random(seed)  # noqa: S311 - drawn for a training
    first = _OfSet.read(made_from, 0, everything)
    made = _drawn(list(made_questions(first.articles, chance)), chance)
    neighbours = first.neighbours({pair.article for pair in made})
    sets = [first]
    for one in further:
        sets.append(_OfSet.read(one, sum(len(s.articles) for s in sets), everything))
    return Material(
        made=tuple(made),
        asked=tuple(pair for one in sets for pair in one.asked),
        windows=tuple(one for s in sets for one in s.windows),
        acts=tuple(act for s in sets for act in s.acts),
        neighbours=tuple(neighbours),
    )


def _drawn(pairs: list[Pair], chance: random.Random) -> list[Pair]:
    chance.shuffle(pairs)
    kept: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if len(kept[pair.kind]) < _MOST[pair.kind]:
            kept[pair.kind].append(pair)
    every = [pair for of_kind in kept.values() for pair in of_kind]
    chance.shuffle(every)
    return every


@dataclass(frozen=True, slots=True)
class _OfSet:
    articles: list[Article]
    windows: list[tuple[str, ...]]
    acts: list[str]
    asked: list[Pair]
    lexical: ArticleWords

    @classmethod
    def read(cls, given: Set, base: int, everything: bool) -> _OfSet:
        texts = list(beir.articles(given.corpus))
        titles = act_titles(texts)
        articles = [Article(act_title(t, titles), own_title(t), t.text) for t in texts]
        shown = [tuple(embedded(a.act, a.title, w) for w in windows(a.text, most=1_000)) for a in articles]
        folder = Path(tempfile.mkdtemp(prefix="cancu-training-"))
        write(folder, (Searched(i, a.act, a.title, a.text) for i, a in enumerate(articles)))
        lexical = ArticleWords(folder)
        acts = [act_number(t.source) or t.id.rsplit("#", 1)[0] for t in texts]
        asked = _asked(given, texts, shown, lexical, everything)
        moved = [
            replace(p, article=p.article + base, negatives=tuple(n + base for n in p.negatives))
            for p in asked
        ]
        return cls(articles, shown, acts, moved, lexical)

    def neighbours(self, wanted: set[int]) -> list[tuple[int, ...]]:
        found: list[tuple[int, ...]] = []
        for at, article in enumerate(self.articles):
            if at not in wanted:
                found.append(())
                continue
            query = words(f"{article.act} {article.title} {article.text[:120]}")
            hits = self.lexical.search(query, _PAIRS, _NEIGHBOURS + 1)
            found.append(tuple(row for row, _ in hits if row != at))
        return found


def _moved(pair: Pair, base: int) -> Pair:
    negatives = tuple(number + base for number in pair.negatives)
    return replace(pair, article=pair.article + base, negatives=negatives)


def _asked(
    given: Set,
    texts: Sequence[ArticleText],
    shown: Sequence[tuple[str, ...]],
    lexical: ArticleWords,
    everything: bool,
) -> list[Pair]:
    rows = {text.id: row for row, text in enumerate(texts)}
    judged: Mapping[str, Mapping[str, int]] = beir.qrels(given.qrels)
    pairs: list[Pair] = []
    for number, question in beir.queries(given.queries).items():
        if not trained_on(number) and not everything:
            continue
        right = {rows[one] for one, grade in judged.get(number, {}).items() if grade > 0 and one in rows}
        hits = lexical.search(words(question), _WORDS, _NEGATIVES)
        wrong = tuple(row for row, _ in hits if row not in right)
        pairs += [Pair(question, _best(question, shown[row]), row, "asked", wrong) for row in sorted(right)]
    return pairs


def _best(question: str, passages: Sequence[str]) -> str:
    """The window that shares the most syllables with a question."""
    asked = set(words(question))
    return max(passages, key=lambda passage: len(asked & set(words(passage))))
