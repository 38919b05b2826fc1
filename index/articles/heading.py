"""The heading of an article: what it is called and in which act it stands.

An article seldom says what its act is about: `Trách nhiệm của Bộ Y tế` stands in a hundred acts. The act's
title is printed with the first article of it only, so the notes of all articles are read for it first.

Reads: ArticleText records. Writes: act titles by the article's act; headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.articles.records import ArticleText

_TITLED = re.compile(
    r"\(Điều\s+\S+\s+.*?\bsố\s+(?P<number>\d\S*(?:\s+/\S+)?)\s+(?P<title>\S.*?)\s*,?\s+ngày\s+\d{1,2}/\d{1,2}/\d{4}\s+của\b",
    re.DOTALL,
)
_NUMBERED = re.compile(r"\(Điều\s+\S+\s+.*?\bsố\s+(?P<number>\d\S*(?:\s+/[^\s,)]+)?)", re.DOTALL)
_OWN_NUMBER = re.compile(r"^\s*(?:Điều\s+)?\d+[a-zđ]?\d*\s*\.\s*")
_LONGEST_ACT = 200
"""Code points of an act's title that count: what a joint circular amends fills lines and tells nothing."""


_ACT_IN_TITLE = re.compile(r"^(?P<act>\S.*\S)\s+-\s+Điều\s+(?P<number>\d+\w*)\s*$")
_PROVISION = re.compile(r"^\(?\s*Điều\s+(?P<number>\d+\w*)")
_LONGEST_TITLE = 40
"""Words of a first line that may be a title."""


@dataclass(frozen=True, slots=True)
class Headed:
    """An article with its heading taken apart."""

    act: str
    title: str
    text: str
    provision: str
    """The number of the article in its act; empty where nothing tells it."""


def headed(article: ArticleText, titles: dict[str, str]) -> Headed:
    """An article's heading, however the set prints it.

    Some sets give the act and the number as the title (`Luật Du lịch - Điều 3`), and the article's own title
    as the first line of the text.
    """
    told = _PROVISION.match(article.source) or _PROVISION.match(article.title)
    if found := _ACT_IN_TITLE.match(article.title):
        first, _, rest = article.text.partition("\n")
        title = first.strip() if rest.strip() and _is_title(first) else ""
        text = rest.lstrip("\n") if title else article.text
        return Headed(found["act"][:_LONGEST_ACT], title, text, found["number"].lower())
    provision = told["number"].lower() if told else ""
    return Headed(act_title(article, titles), own_title(article), article.text, provision)


def _is_title(line: str) -> bool:
    words = line.split()
    return 0 < len(words) <= _LONGEST_TITLE and line.strip()[-1] not in ".;:,"


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
