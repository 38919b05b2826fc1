"""The records that pass between stages: what a file became once it was read.

Every record is frozen. Offsets are code points of the stored text (`Document.text`), end exclusive.
This is the one module that every other may import.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

LineRole = Literal["body", "footnote"]
CitationKind = Literal["number", "name", "provision", "anaphora"]
NumberRead = Literal["full", "partial", "none"]
EffectKind = Literal["begins", "lapses", "superseded", "repealed", "amended", "corrected", "suspended"]
EffectDay = Literal["written", "signed", "after_signing", "passed", "budget_year", "own", "unknown"]
AssignmentForm = Literal["note", "labels", "sentence", "heading", "table"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file as its format gives it; a table row carries its cells besides."""

    text: str
    page: int | None = None
    number: int | None = None
    """Line in the file (plain text, Markdown) or on its page (PDF), from 1; None where a format has none."""
    cells: tuple[str, ...] = ()
    table: int | None = None
    """Which table of the file the row belongs to, from 0."""
    merged: tuple[int, ...] = ()
    """The cells of a row that are one with the cell above them; they are empty."""
    role: LineRole = "body"
    ends_paragraph: bool | None = None
    """True where the format says so (Word, HTML), False where it denies it, None where it cannot tell."""
    fonts: tuple[tuple[int, str], ...] = ()
    """From which character on which font is used, where a format says; gone once encodings are read."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What the page that a file was saved from states of its act, in a table of properties; dates are ISO."""

    number: str | None = None
    type: str | None = None
    issuer: str | None = None
    signer: str | None = None
    title: str | None = None
    date: str | None = None
    effective_from: str | None = None
    ends_on: str | None = None
    """The first day on which it has no effect."""
    status: str | None = None
    """A word of `ingest.work.StatusWord`."""
    status_printed: str | None = None
    """The page's own word for it."""
    page: str | None = None
    """The address that the page says it has."""
    alone: bool = False
    """Whether the page has the table only and not the act's text."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as lines."""

    name: str
    format: str
    lines: tuple[Line, ...]
    pages: int | None = None
    warnings: tuple[str, ...] = ()
    digest: str = ""
    """SHA-256 of the file, in hexadecimal; empty where the lines came from no file."""
    stated: Stated | None = None
    recognised: tuple[int, ...] = ()
    """Pages whose words were recognised in an image."""
    signed_on: tuple[str, ...] = ()
    """The days (ISO) on which the file was signed electronically, as its signatures say."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a run of the stored text stands in the file; it reaches to the next origin."""

    start: int
    page: int | None
    line: int | None


@dataclass(frozen=True, slots=True)
class Repair:
    """A misprint of a known kind: the words as printed, and beside them how they are read."""

    start: int
    end: int
    printed: str
    repaired: str


@dataclass(frozen=True, slots=True)
class Row:
    """A table row in the stored text, with the spans of its cells."""

    start: int
    end: int
    table: int
    cells: tuple[tuple[int, int], ...]
    merged: tuple[int, ...] = ()
    """The cells that are one with the cell above them; they are empty."""


@dataclass(frozen=True, slots=True)
class Text:
    """The stored text: one paragraph or table row a line, lines ended by a newline.

    `printed` keeps the author's words. `matching` has exactly the same length and is what parsers look at:
    one tone placement, Vietnamese letters for look-alikes, known misprints of equal length mended. An offset
    in one is an offset in the other.
    """

    printed: str
    matching: str
    origins: tuple[Origin, ...] = ()
    repairs: tuple[Repair, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A node of the document's tree.

    `start`..`end` is the unit's own text (its heading or first words), and the own texts of all units, in
    order, make up the whole stored text. `until` ends the unit with everything below it.
    """

    eid: str
    kind: str
    number: str | None
    heading: str | None
    start: int
    end: int
    until: int
    page: int | None = None
    parent: str | None = None
    section: str = ""
    """The place as people write it, numbers joined by dots: II.2.1.1; empty outside numbered units."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the head and the tail of a document say of it."""

    number: str | None = None
    number_read: NumberRead = "none"
    type: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    signer: str | None = None
    place: str | None = None
    language: str = "vi"
    year: str | None = None
    """The year of issue, where it is all that is certain of the date."""
    year_told_by: str | None = None
    """What told the year that the head does not let itself be read, in Vietnamese words."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of an act or of a part of one."""

    text: str
    start: int
    end: int
    kind: CitationKind
    unit: str | None = None
    page: int | None = None
    number: str | None = None
    number_read: NumberRead = "none"
    type: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    target_name: str | None = None
    provision: tuple[str, ...] = ()
    target: str | None = None
    """Number (or name) of the act meant, 'self' for this act, None where the text does not decide."""
    resolved: str | None = None
    """Work id of the one catalogued act that fits; None, with a reason, where none or several do."""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """What the text says that one act does to another."""

    source: str
    relation: str
    target: str
    evidence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What the text says of effect: since when it binds, or what it does to the force of an act."""

    kind: EffectKind
    """`begins` and `lapses` are said of the text itself, everything else of the act at `target`."""
    start: int
    end: int
    """The words that say so."""
    target: int | None = None
    """Which of the document's citations means the act, by its place in `Document.citations`."""
    provisions: tuple[str, ...] = ()
    """The parts that are meant, in the official form; empty for the whole."""
    partly: bool = False
    """Only a part is meant, whether `provisions` can name it or not."""
    day: str | None = None
    """The first day of it, ISO; None where the text does not tell it."""
    counted: EffectDay = "own"
    """How the text tells the day; `own`: when it takes effect itself."""
    exception: str = ""
    """What stays as it was, as printed: `trừ trường hợp …`."""
    heading: tuple[int, int] | None = None
    """The words over the list in which it stands: `Các văn bản sau đây hết hiệu lực:`."""


@dataclass(frozen=True, slots=True)
class Task:
    """A task as printed."""

    text: str
    start: int
    end: int
    unit: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """An agency in a role: its canonical name, or the printed words where the vocabulary lacks it."""

    name: str
    printed: str
    known: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who does one or several tasks, with the words that say so."""

    section: str
    tasks: tuple[Task, ...]
    evidence: str
    start: int
    end: int
    form: AssignmentForm
    lead: tuple[Party, ...] = ()
    coordinate: tuple[Party, ...] = ()
    implement: tuple[Party, ...] = ()
    guide: tuple[Party, ...] = ()
    requested: tuple[Party, ...] = ()
    deadline: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to be reached: `dưới 3%`, `ít nhất 5%`, `100%`."""

    text: str
    value: str
    unit_of_measure: str
    period: str | None
    start: int
    end: int
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file, read."""

    source: str
    format: str
    digest: str
    """SHA-256 of the file, in hexadecimal."""
    pages: int | None
    text: Text
    head: Head
    units: tuple[Unit, ...]
    citations: tuple[Citation, ...] = ()
    relations: tuple[Relation, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    unassigned: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    effects: tuple[Effect, ...] = ()
    stated: Stated | None = None
