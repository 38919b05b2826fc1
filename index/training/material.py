"""What the model learns from: made questions, the questions of people that are free for it, look-alikes.

The first look-alikes (hard negatives) come from the lexical index: passages of the articles that the words
propose and that are not the answer. Later ones come from the model itself (`look_alikes`).

Reads: sets in the BEIR layout. Writes: Material.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from index.articles.heading import act_titles, headed
from index.articles.lexical import ArticleWords, FieldWeights, Searched, write
from index.articles.windows import embedded, windows
from index.evaluation import beir
from index.syllables import fold, marked, words
from index.training.made_questions import Article, Pair, made_questions
from index.training.partition import trained_on, weighed_on
from index.training.records import Material, Question

_WORDS = FieldWeights(syllable=1.0, pair=0.8, heading=0.0, heading_pair=0.0)
_PAIRS = FieldWeights(syllable=0.0, pair=1.0, heading=0.0, heading_pair=0.0)
_NEIGHBOURS = 12
_NEGATIVES = 40
_MOST = {"title": 56_000, "term": 16_000, "clause": 50_000}
"""Made questions of each kind that are used of a set."""
_WINDOWS = 4
"""Windows of an article that serve as passages; an annex has hundreds."""
_FREQUENT = 20
"""Times that a syllable is seen to be one that others may be mistaken for."""


@dataclass(frozen=True, slots=True)
class Set:
    """One set in the BEIR layout, by its three files."""

    corpus: Path
    queries: Path
    qrels: Path


def material(sets: Sequence[Set], seed: int, *, everything: bool = False) -> Material:
    """The material of sets.

    Questions of people that are held out are left out, unless `everything` is wanted. Raises Unusable where
    a file cannot be read.
    """
    chance = random.Random(seed)  # noqa: S311 - drawn for a training
    found = [_of_set(given, chance, everything) for given in sets]
    shown = [window for one in found for window in one.windows]
    first = [0, *accumulate(len(of_article) for of_article in shown)]
    bases = [0, *accumulate(len(one.windows) for one in found)]
    passages = [text for of_article in shown for text in of_article]
    articles = [row for row, of_article in enumerate(shown) for _ in of_article]
    made: list[Question] = []
    asked: list[Question] = []
    weighed: list[Question] = []
    for one, base in zip(found, bases, strict=False):
        for pair in one.made:
            article = pair.article + base
            wrong = tuple(first[row + base] for row in pair.negatives)
            made.append(Question(pair.question, len(passages), (article,), wrong))
            passages.append(pair.passage)
            articles.append(article)
        for people, kept in ((one.asked, asked), (one.weighed, weighed)):
            kept += [_placed(question, base, first) for question in people]
    chance.shuffle(made)
    return Material(
        tuple(made),
        tuple(asked),
        tuple(weighed),
        tuple(passages),
        tuple(articles),
        first[-1],
        _unmarked(passages[: first[-1]]),
    )


@dataclass(frozen=True, slots=True)
class _People:
    """A question of people, by rows of its set; which window of the first row answers it."""

    text: str
    right: tuple[int, ...]
    window: int
    wrong: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _OfSet:
    windows: list[list[str]]
    made: list[Pair]
    asked: list[_People]
    weighed: list[_People]


def _of_set(given: Set, chance: random.Random, everything: bool) -> _OfSet:
    texts = list(beir.articles(given.corpus))
    titles = act_titles(texts)
    heads = [headed(text, titles) for text in texts]
    articles = [Article(one.act, one.title, one.text) for one in heads]
    shown = [[embedded(a.act, a.title, w) for w in windows(a.text, most=_WINDOWS)] for a in articles]
    with tempfile.TemporaryDirectory(prefix="cancu-training-") as folder:
        write(Path(folder), (Searched(i, a.act, a.title, a.text) for i, a in enumerate(articles)))
        lexical = ArticleWords(Path(folder))
        made = _beside(_drawn(list(made_questions(articles, chance)), chance), articles, lexical)
        rows = {text.id: row for row, text in enumerate(texts)}
        people = [
            (number, found)
            for number, found in _people(given, rows, shown, lexical)
            if everything or trained_on(number) or weighed_on(number)
        ]
    return _OfSet(
        shown,
        made,
        [one for number, one in people if everything or trained_on(number)],
        [one for number, one in people if weighed_on(number)],
    )


def _drawn(pairs: list[Pair], chance: random.Random) -> list[Pair]:
    chance.shuffle(pairs)
    kept: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if len(kept[pair.kind]) < _MOST[pair.kind]:
            kept[pair.kind].append(pair)
    return [pair for of_kind in kept.values() for pair in of_kind]


def _beside(pairs: Iterable[Pair], articles: Sequence[Article], lexical: ArticleWords) -> list[Pair]:
    """Pairs with the articles most like theirs."""
    near: dict[int, tuple[int, ...]] = {}
    found: list[Pair] = []
    for pair in pairs:
        if pair.article not in near:
            article = articles[pair.article]
            query = words(f"{article.act} {article.title} {article.text[:120]}")
            hits = lexical.search(query, _PAIRS, _NEIGHBOURS + 1)
            near[pair.article] = tuple(row for row, _ in hits if row != pair.article)
        found.append(replace(pair, negatives=near[pair.article]))
    return found


def _people(
    given: Set, rows: Mapping[str, int], shown: Sequence[Sequence[str]], lexical: ArticleWords
) -> Iterator[tuple[str, _People]]:
    judged: Mapping[str, Mapping[str, int]] = beir.qrels(given.qrels)
    for number, question in beir.queries(given.queries).items():
        grades = judged.get(number, {})
        right = tuple(rows[one] for one, grade in grades.items() if grade > 0 and one in rows)
        hits = lexical.search(words(question), _WORDS, _NEGATIVES)
        wrong = tuple(row for row, _ in hits if row not in right)
        for row in right:  # each is asked for once; the others of the question are no wrong ones
            others = (row, *(other for other in right if other != row))
            yield number, _People(question, others, _best(question, shown[row]), wrong)


def _placed(question: _People, base: int, first: Sequence[int]) -> Question:
    right = tuple(row + base for row in question.right)
    wrong = tuple(first[row + base] for row in question.wrong)
    return Question(question.text, first[right[0]] + question.window, right, wrong)


def _best(question: str, passages: Sequence[str]) -> int:
    """Which window shares the most syllables with a question."""
    asked = set(words(question))
    shared = [len(asked & set(words(passage))) for passage in passages]
    return shared.index(max(shared))


def _unmarked(passages: Iterable[str]) -> dict[str, tuple[str, ...]]:
    counts = Counter(word for passage in passages for word in words(passage))
    found: dict[str, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if count >= _FREQUENT and word.isalpha():
            found[fold(word)].append(word)
    return {plain: tuple(kept) for plain, kept in found.items() if any(marked(word) for word in kept)}
