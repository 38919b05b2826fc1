"""Questions made of what articles say, each with the passage that answers it.

Three kinds: of an article's title, of a term that an article defines, of the words of one of its clauses;
where a title says little (`Tổ chức thực hiện`), with the subject of its act. Words are left out by chance,
so that the model cannot rely on every one of them.

Reads: articles; corpus/vocabulary/made_questions.toml. Writes: Pair records.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.articles.windows import embedded, windows
from index.training.forms import asked, forms, lowered
from ingest.vocabulary import tables, wording

_NUMBER = re.compile(r"^(?:\d+[a-zđ.]*\.?|[a-zđ]\d?\)|-|\+)\s*")
_FILE = "made_questions.toml"
_COMMON = 3
"""A title that more articles bear says little by itself."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the training reads it."""

    act: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and the passage that answers it."""

    question: str
    passage: str
    article: int
    kind: str
    negatives: tuple[int, ...] = ()
    """Articles that look alike and do not answer, the likest first."""


def made_questions(articles: Sequence[Article], chance: random.Random) -> Iterator[Pair]:
    """Questions of all articles, in their order: of the title, of terms, of clauses."""
    titles = Counter(article.title.lower() for article in articles)
    for at, article in enumerate(articles):
        common = titles[article.title.lower()] > _COMMON or len(article.title.split()) < _COMMON + 1
        for question, text, kind in _of_article(article, common, chance):
            yield Pair(question, embedded(article.act, article.title, text), at, kind)


def subject(article: Article) -> str:
    """What an act is about: its title without `Quy định về`, `Hướng dẫn thi hành` and the like."""
    return wording(_FILE, "before_subject").sub("", article.act).strip() or article.act


def _of_article(article: Article, common: bool, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    lines = [line for line in article.text.split("\n") if len(line.split()) > 4]
    if article.title and (not common or chance.random() < 0.4):
        question = _of_title(article, common, chance)
        if len(question.split()) > 3:
            yield asked("title", question, chance), windows(article.text)[0], "title"
    if any(name in article.title.lower() for name in tables(_FILE)["terms"]):
        defined = [line for line in lines if wording(_FILE, "defines").match(line)]
        for line in chance.sample(defined, min(4, len(defined))):
            yield _of_term(article, line, chance), _around(article.text, line, chance), "term"
    for _ in range(2 if lines else 0):
        line = chance.choice(lines)
        if question := _of_clause(article, line, chance):
            yield question, _around(article.text, line, chance), "clause"


def _of_title(article: Article, common: bool, chance: random.Random) -> str:
    words = article.title.split()
    about = lowered(subject(article)).split()
    if about and (common or chance.random() < 0.25):
        link = forms("link").draw(chance)
        words = [*words, *link.split(), *about[: chance.randint(4, 25)]]
    if chance.random() < 0.3:
        words = _thinned(words, 0.15, chance)
    return " ".join(words)


def _of_term(article: Article, line: str, chance: random.Random) -> str:
    found = wording(_FILE, "defines").match(line)
    question = asked("term", found[1].strip() if found else line, chance)
    about = subject(article)
    if about and chance.random() < 0.25:
        return question.rstrip("?") + forms("link").draw(chance) + lowered(about)
    return question


def _of_clause(article: Article, line: str, chance: random.Random) -> str:
    """A question of a stretch of a clause's words; empty where too few are left."""
    words = _NUMBER.sub("", line).rstrip(";.:").split()
    length = chance.randint(6, 22)
    start = 0 if chance.random() < 0.6 or len(words) <= length else chance.randint(0, len(words) - length)
    kept = _thinned(words[start : start + length], chance.choice([0.0, 0.1, 0.2, 0.3]), chance)
    if len(kept) < 4:
        return ""
    said, about = " ".join(kept), subject(article)
    if about and wording(_FILE, "body").match(said) and chance.random() < 0.5:
        body = wording(_FILE, "behind_body").split(said)[0]
        return asked("duty", body, chance) + forms("link").draw(chance) + lowered(about)
    if about and chance.random() < 0.1:
        return said + forms("link").draw(chance) + lowered(about)
    return asked("clause", said, chance)


def _thinned(words: Sequence[str], share: float, chance: random.Random) -> list[str]:
    return [word for word in words if chance.random() >= share]


def _around(text: str, line: str, chance: random.Random) -> str:
    """The text from a line or two before the line that the question is of; whole where that is near."""
    near = text.find(line) < 500 and (len(text.split()) <= 110 or chance.random() < 0.25)
    if near:
        return text
    lines = text.split("\n")
    return "\n".join(lines[max(0, lines.index(line) - chance.randint(0, 2)) :])
