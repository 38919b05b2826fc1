"""One subject (đề mục): its page becomes articles.

The page is a sequence of paragraphs that the publisher's program marks by class (heading, article, note,
content, references); what stands between two marks is whatever an author pasted, so the page is cut at the
marks and never parsed as one tree.

Reads: the HTML of a page. Writes: Subject.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.codification.headings import HeadingPath
from ingest.codification.records import Article, Heading, HeadingReferences, Reference, Subject
from ingest.codification.see_also import address_in, read_references
from ingest.codification.source_note import read_note
from ingest.codification.wording import line_of, text_of

_MARK = re.compile(r"<p\s+class\s*=\s*['\"]?p(Dieu|GhiChu|NoiDung|ChiDan|Chuong)['\"]?\s*>", re.IGNORECASE)
_NAME = re.compile(r"<a\s+name\s*=\s*['\"]?([\w.-]{1,200})['\"]?\s*/?>", re.IGNORECASE)
_LINK = re.compile(r"<a\s([^<>]*)>", re.IGNORECASE)
_TITLE = re.compile(r"Đề mục\s+(\d{1,3}(?:\.\d{1,3})*)\s*(.*)", re.DOTALL)
_ARTICLE = re.compile(r"(?:Điều\s+)?(\d+(?:\.[^\s.]+)+)\.?(?:\s+(.*))?", re.DOTALL)


@dataclass(slots=True)
class _Draft:
    """An article whose parts are still coming."""

    anchor: str
    heading: str
    path: tuple[Heading, ...]
    note: str | None = None
    content: list[str] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)


def read_subject(name: str, data: bytes) -> Subject:
    """A subject of a release from its page; `name` is its file's, without folder and ending."""
    page = data.decode("utf-8-sig", "replace").replace("\0", "")
    first = _MARK.search(page)
    found = _TITLE.search(line_of(page[: first.start() if first else 20_000]))
    title = re.sub(r"\s*\(Xem Danh mục văn bản pháp điển.*", "", found[2], flags=re.DOTALL) if found else ""
    drafts, of_headings = _drafts(page)
    articles, repeated = _distinct(_article(draft) for draft in drafts)
    return Subject(
        id=name,
        number=found[1] if found else "",
        title=title.strip(),
        digest=hashlib.sha256(data).hexdigest(),
        articles=articles,
        heading_references=of_headings,
        repeated=repeated,
    )


def _drafts(page: str) -> tuple[list[_Draft], tuple[HeadingReferences, ...]]:
    """The articles of a page with their parts, and what its headings refer to."""
    path = HeadingPath()
    drafts: list[_Draft] = []
    of_headings: list[HeadingReferences] = []
    under_heading = True
    for mark, part in _parts(page):
        if mark == "dieu":
            drafts.append(_Draft(_anchor(part), line_of(part), path.headings))
            under_heading = False
        elif mark == "chuong":
            anchor = _anchor(part)
            if anchor:
                path.open(line_of(part), anchor)
            else:
                path.entitle(line_of(part))
            under_heading = True
        elif mark == "chidan" and under_heading:
            if references := read_references(part):
                of_headings.append(HeadingReferences(path.innermost, references))
        elif drafts:
            _take(drafts[-1], mark, part)
    return drafts, tuple(of_headings)


def _parts(page: str) -> Iterator[tuple[str, str]]:
    """What stands behind each mark, up to the next."""
    marks = list(_MARK.finditer(page))
    bounds = [*(mark.start() for mark in marks), len(page)]
    for mark, end in zip(marks, bounds[1:], strict=True):
        yield mark[1].lower(), page[mark.end() : end]


def _take(draft: _Draft, mark: str, part: str) -> None:
    if mark == "chidan":
        draft.references += read_references(part)
    elif mark == "ghichu" and draft.note is None and not draft.content:
        draft.note = part
    else:
        draft.content.append(part)


def _anchor(part: str) -> str:
    found = _NAME.search(part)
    return found[1] if found else ""


def _article(draft: _Draft) -> Article:
    named = _ARTICLE.fullmatch(draft.heading)
    code = named[1] if named else ""
    link = _LINK.search(draft.note) if draft.note else None
    return Article(
        anchor=draft.anchor or code,
        code=code,
        title=(named[2] or "").strip() if named else draft.heading,
        text="\n".join(text for part in draft.content if (text := text_of(part))),
        headings=draft.path,
        provenance=read_note(line_of(draft.note), address_in(link[1]) if link else "")
        if draft.note
        else None,
        references=tuple(dict.fromkeys(draft.references)),
    )


def _distinct(articles: Iterator[Article]) -> tuple[tuple[Article, ...], int]:
    """The articles with an anchor each; one that is printed twice word for word is kept once.

    Where different articles bear one anchor, the later ones get `~2`, `~3` behind it.
    """
    kept: dict[str, Article] = {}
    printed: set[tuple[str, ...]] = set()
    times: Counter[str] = Counter()
    repeated = 0
    for article in articles:
        stem = article.anchor or "khong-ma"
        words = (stem, article.code, article.title, article.text)
        if words in printed:
            repeated += 1
            continue
        printed.add(words)
        times[stem] += 1
        while (anchor := stem if times[stem] == 1 else f"{stem}~{times[stem]}") in kept:
            times[stem] += 1
        kept[anchor] = article if anchor == article.anchor else replace(article, anchor=anchor)
    return tuple(kept.values()), repeated
