"""What the codification's readers are given: articles as stored, acts, relations.

Reads: rows. Writes: frozen records.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from ingest.codification.records import Heading


@dataclass(frozen=True, slots=True)
class ReleaseRead:
    """A release that was imported."""

    digest: str
    name: str
    dated: str
    finished: str
    """UTC, ISO; empty while its import has not come to an end."""


@dataclass(frozen=True, slots=True)
class CodifiedAct:
    """An act that codified articles come from."""

    work: str
    """Its id as a work."""
    type: str
    number: str
    date: str
    issuer: str
    title: str
    """Date, issuer and title are empty where no article of the release names the act in full."""
    url: str = ""
    """Where its text can be read."""


@dataclass(frozen=True, slots=True)
class ArticleName:
    """An article without its text."""

    key: int
    anchor: str
    code: str
    title: str
    provision: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class CodifiedArticle:
    """An article, as stored."""

    key: int
    """Its row; kept through every import."""
    anchor: str
    code: str
    title: str
    text: str
    topic: str
    topic_title: str
    """Empty where the release carries no tree of contents."""
    subject: str
    subject_title: str
    headings: tuple[Heading, ...]
    act: CodifiedAct | None
    provision: str
    effective_from: str
    note: str
    url: str
    in_force: bool
    left_dated: str
    left_digest: str
    """The first release that lacks it; both empty while it is in force."""

    @property
    def standing(self) -> str:
        """That it is no longer in the codification, in words; empty while it is."""
        if self.in_force:
            return ""
        day = "/".join(reversed(self.left_dated.split("-")))
        return f"không còn trong Bộ pháp điển từ bản ngày {day} ({self.left_digest[:12]})"


@dataclass(frozen=True, slots=True)
class RelatedPlace:
    """A place of the codification, or an act outside, that is related to an article."""

    label: str
    anchor: str
    code: str
    """The article's number; empty for headings and for acts outside."""
    act_number: str
    url: str


@dataclass(frozen=True, slots=True)
class Related:
    """`có nội dung liên quan đến`, in both directions."""

    references: tuple[RelatedPlace, ...]
    referred_by: tuple[RelatedPlace, ...]


def article_of(row: sqlite3.Row) -> CodifiedArticle:
    """An article from a row of `reading.ARTICLES`."""
    return CodifiedArticle(
        key=row["key"],
        anchor=row["anchor"],
        code=row["code"],
        title=row["title"],
        text=row["text"],
        topic=row["topic"] or "",
        topic_title=row["topic_title"] or "",
        subject=row["subject_number"] or "",
        subject_title=row["subject_title"] or "",
        headings=tuple(Heading(*parts) for parts in json.loads(row["headings"])),
        act=act_of(row) if row["work"] else None,
        provision=row["provision"],
        effective_from=row["effective_from"],
        note=row["note"],
        url=row["url"],
        in_force=bool(row["in_force"]),
        left_dated=row["left_dated"] or "",
        left_digest=row["left_digest"] or "",
    )


def act_of(row: sqlite3.Row) -> CodifiedAct:
    """An act from a row that names its columns `act_…`."""
    return CodifiedAct(
        work=row["work"],
        type=row["act_type"],
        number=row["act_number"],
        date=row["act_date"],
        issuer=row["act_issuer"],
        title=row["act_title"],
        url=row["act_url"],
    )


def name_of(row: sqlite3.Row) -> ArticleName:
    """An article's name from its row."""
    return ArticleName(
        *(row["key"], row["anchor"], row["code"], row["title"], row["provision"], bool(row["in_force"]))
    )
