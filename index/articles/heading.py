"""The heading of an article: what it is called and in which act it stands.

An article seldom says what its act is about: `Trách nhiệm của Bộ Y tế` stands in a hundred acts. The act's
title is printed with the first article of it only, so the notes of all articles are read for it first.

Reads: ArticleText records. Writes: act titles by the article's act; headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.articles.records import ArticleText

_TITLED = re.compile(
    r"\(Điều\s+\S+\s+.*?\bsố\s+(?P<number>\d\S*(?:\s+/\S+)?)\s+(?P<title>\S.*?)\s*,?\s+ngày\s+\d{1,2}/\d{1,2}/\d{4}\s+của\b",
    re.DOTALL,
)
_NUMBERED = re.compile(r"\(Điều\s+\S+\s+.*?\bsố\s+(?P<number>\d\S*(?:\s+/[^\s,)]+)?)", re.DOTALL)
_OWN_NUMBER = re.compile(r"^\s*(?:Điều\s+)?\d+[a-zđ]?\d*\s*\.\s*")
_LONGEST_ACT = 200
"""Code points of an act's title that count: what a joint circular amends fills lines and tells nothing."""


def act_number(source: str) -> str:
    """The number of the act that a note names, comparable; empty where it names none."""
    found = _NUMBERED.search(source)
    return "".join(found["number"].split()).rstrip(",;)").lower() if found else ""


def act_titles(articles: Iterable[ArticleText]) -> dict[str, str]:
    """The title of every act whose note prints one, by the act's comparable number."""
    titles: dict[str, str] = {}
    for article in articles:
        found = _TITLED.search(article.source) if article.source else None
        if found:
            titles.setdefault(act_number(article.source), " ".join(found["title"].split()))
    return titles


def own_title(article: ArticleText) -> str:
    """An article's title without the number before it."""
    return " ".join(_OWN_NUMBER.sub("", article.title, count=1).split())


def act_title(article: ArticleText, titles: dict[str, str]) -> str:
    """The title of an article's act; empty where nobody prints it."""
    title = article.act or titles.get(act_number(article.source), "")
    return " ".join(title.split())[:_LONGEST_ACT]
