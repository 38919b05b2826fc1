"""What the texts of a library say of an act's force: one statement for each sentence, with its day.

Reads: effects and relations of the store. Writes: Statement records.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.work import has_year

if TYPE_CHECKING:
    from index.library import Library

_LONGEST = 600
"""Code points from the words over a list to the end of an item that are shown whole."""
_OF_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d\)?,?\s+(?:đã\s+)?được\s")
_OF_ACT = """
    SELECT effect.*, document.work, document.number, document.date,
           (SELECT day FROM effect AS own WHERE own.document = effect.document AND own.kind = 'begins'
            AND own.provisions = '[]' ORDER BY own.position LIMIT 1) AS own_day
    FROM effect JOIN document ON document.id = effect.document
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a text on the force of an act."""

    kind: str
    """begins, lapses, superseded, repealed, amended, corrected, suspended."""
    act: str
    """Directive id of the act it is about."""
    by: str | None
    """Number of the act that says so; directive id in `work`."""
    work: str | None
    day: str | None
    """First day of it, ISO; None where the texts do not tell it."""
    stated: str | None
    """Day of the text that says so, ISO."""
    provisions: tuple[str, ...]
    partly: bool
    exception: str
    sentence: str
    document: str | None
    start: int | None
    end: int | None
    """Where the words stand; None where they stand in an article of the codification."""


def of_act(library: Library, act: str) -> list[Statement]:
    """What texts say of an act: its own beginning, and what others do to it."""
    own = library.records.all(
        _OF_ACT + "WHERE document.work = ? AND act IS NULL AND target IS NULL ORDER BY position", act
    )
    done = library.records.all(
        _OF_ACT + "WHERE act = ? AND (document.work IS NULL OR document.work <> act)"
        " ORDER BY effect.document, position",
        act,
    )
    passing = library.records.all(
        "SELECT link.*, directive.number FROM link JOIN directive ON directive.id = link.source"
        " JOIN document ON document.id = link.document"
        " WHERE link.target = ? AND link.relation = 'sửa đổi bổ sung'"
        " AND (document.work IS NULL OR document.work <> link.source)"
        " ORDER BY link.document, link.start, link.rowid",
        act,
    )
    said = list(_stated(library, [*own, *done], act))
    codified = _codified(library, act, {one.by for one in said})
    return [*said, *_in_passing(library, passing, act), *codified]


def _codified(library: Library, act: str, heard: set[str | None]) -> Iterator[Statement]:
    """What codified closing articles say of an act, where the library lacks the text that says it.

    An act that another text names in passing as having amended it has not been heard: its own words tell
    parts and day.
    """
    directive = library.directive(act)
    if directive is None or not directive.number or not has_year(directive.number):
        return
    for one in library.closing(directive.number):
        if one.by not in heard:
            yield Statement(
                kind=one.kind,
                act=act,
                by=one.by,
                work=None,
                day=one.day or None,
                stated=one.stated or None,
                provisions=one.provisions,
                partly=one.partly,
                exception=one.exception,
                sentence=one.sentence,
                document=None,
                start=None,
                end=None,
            )


def printed(library: Library, document: str, start: int, end: int) -> str:
    """A stretch of a document's text as printed; empty where there is no such document."""
    row = library.records.one(
        "SELECT substr(printed, ?, ?) FROM document WHERE id = ?", start + 1, end - start, document
    )
    return str(row[0]) if row else ""


def _stated(library: Library, rows: Iterable[sqlite3.Row], act: str) -> Iterator[Statement]:
    for row in rows:
        begins = row["kind"] in ("begins", "lapses")
        yield Statement(
            kind=row["kind"],
            act=act,
            by=None if begins else row["number"],
            work=row["work"],
            day=row["day"] or (row["own_day"] if row["counted"] == "own" and not begins else None),
            stated=row["date"],
            provisions=tuple(json.loads(row["provisions"])),
            partly=bool(row["partly"]),
            exception=row["exception"],
            sentence=_sentence(library, row),
            document=row["document"],
            start=row["start"],
            end=row["end"],
        )


def _in_passing(library: Library, rows: Iterable[sqlite3.Row], act: str) -> Iterator[Statement]:
    """`Luật A … đã được sửa đổi, bổ sung một số điều theo Luật B`: so at the latest when that is written.

    Of an act known by its name alone, words that name it with a year are about the act of that year.
    """
    named = library.directive(act)
    for row in rows:
        words = printed(library, row["document"], row["start"], row["end"])
        if named and not named.number and _OF_A_YEAR.search(words):
            continue
        said = library.document(row["document"])
        yield Statement(
            kind="amended",
            act=act,
            by=row["number"],
            work=row["source"],
            day=None,
            stated=said.head.date if said else None,
            provisions=(),
            partly=True,
            exception="",
            sentence=words,
            document=row["document"],
            start=row["start"],
            end=row["end"],
        )


def _sentence(library: Library, row: sqlite3.Row) -> str:
    """The sentence as printed, with the words that stand over its list."""
    document, start, end = row["document"], row["start"], row["end"]
    over = json.loads(row["heading"])
    if not over:
        return printed(library, document, start, end).strip()
    if end - over[0] <= _LONGEST:
        return printed(library, document, over[0], end).strip()
    return f"{printed(library, document, *over).strip()} […] {printed(library, document, start, end).strip()}"
