"""The records of the codification: subjects, headings, articles, and what the note below each article states.

Every record is frozen. Dates are ISO; an empty string means that the release does not say.

Reads: nothing. Writes: records.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A part, chapter, section or subsection above an article."""

    kind: str
    """As printed: Phần, Chương, Mục, Tiểu mục."""
    number: str
    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class SourceAct:
    """The act that an article comes from, as far as its note names it.

    The whole name stands at the first article of an act; later notes give type and number only.
    """

    type: str
    number: str
    """Empty for the few old acts that have none."""
    date: str = ""
    issuer: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a later act did to the article: `bãi bỏ`, `sửa đổi`, `bổ sung` and the like."""

    relation: str
    partly: bool
    """It concerns some of the article's content only (`có nội dung …`)."""
    shared: bool
    """The note names several relations and several acts without saying which act did which."""
    provision: str
    """The provisions of the later act: `Điều 1`, `Điều 1, Điều 2`."""
    type: str
    number: str
    effective_from: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an article comes from, as its note states it."""

    note: str
    """The note in its own words."""
    act: SourceAct | None = None
    """None where the note cannot be understood."""
    provision: str = ""
    """The article's place in its act: `Điều 2`."""
    effective_from: str = ""
    """The first day on which anything in it is in force; `note` tells where parts of it began later."""
    amendments: tuple[Amendment, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """What an article or a heading is said to be related to: another place of the codification, or an act."""

    label: str
    """The printed words."""
    anchor: str = ""
    """The place in the codification; empty where an act outside it is meant."""
    act_number: str = ""
    """The number of an act outside the codification, where the words give it."""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the codification."""

    anchor: str
    """Its id: unique in a release, the same from one release to the next."""
    code: str
    """Its codification number: `24.8.NĐ.1`."""
    title: str
    text: str
    """Paragraphs and table rows a line each, cells of a row joined by ` | `."""
    headings: tuple[Heading, ...] = ()
    """From the outside in."""
    provenance: Provenance | None = None
    references: tuple[Reference, ...] = ()

    @property
    def digest(self) -> str:
        """Equal exactly where everything that the release says of the article is equal."""
        return hashlib.sha256(repr(self).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class HeadingReferences:
    """What a whole chapter or section is said to be related to."""

    anchor: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject (đề mục), read."""

    id: str
    """The name of its file in the archive, without folder and ending."""
    number: str
    """`24.8`; the first part is the number of its topic (chủ đề)."""
    title: str
    digest: str
    """SHA-256 of the file."""
    articles: tuple[Article, ...]
    heading_references: tuple[HeadingReferences, ...] = ()
    repeated: int = 0
    """Articles that the page prints twice, word for word; each is kept once."""

    @property
    def topic(self) -> str:
        """The number of its topic."""
        return self.number.split(".")[0]
