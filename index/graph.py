"""The acts as a graph: what an act does to others, what others do to it, and the words that say so.

Reads: links of the store. Writes: Edge records.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.links import provisions_of
from index.statements import printed

if TYPE_CHECKING:
    from index.library import Library

_MOST = 2000
"""Edges of an act that are read; an act that a whole province cites has more."""
_EDGES = """
    SELECT link.*, other.number AS other_number, other.type AS other_type, other.date AS other_date,
           COALESCE(other.title, other.name) AS other_title, document.work AS stated_by
    FROM link JOIN document ON document.id = link.document
    LEFT JOIN directive AS other ON other.id = link.{other}
    WHERE link.{own} = ? ORDER BY link.document, link.start, link.rowid LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Edge:
    """What one act does to another, as a document states it."""

    source: str | None
    """Directive id; None where the document that does it is no act with a number."""
    relation: str
    target: str
    document: str
    """The document whose words say so."""
    provisions: tuple[str, ...]
    """The parts of the target; empty for the whole, or where the words do not name them."""
    evidence: str
    start: int
    end: int
    other: str | None
    """Directive id of the act at the other end."""
    number: str | None
    type: str | None
    date: str | None
    title: str | None
    """The other act, as far as it is known."""


def outgoing(library: Library, act: str) -> tuple[Edge, ...]:
    """What an act does to others, in the order of the texts."""
    return _edges(library, act, own="source", other="target")


def incoming(library: Library, act: str) -> tuple[Edge, ...]:
    """What others do to an act, in the order of documents and texts."""
    return _edges(library, act, own="target", other="source")


def _edges(library: Library, act: str, own: str, other: str) -> tuple[Edge, ...]:
    rows = library.records.all(_EDGES.format(own=own, other=other), act, _MOST)
    return tuple(_edge(library, row, row[other]) for row in rows)


def _edge(library: Library, row: sqlite3.Row, other: str | None) -> Edge:
    return Edge(
        source=row["source"],
        relation=row["relation"],
        target=row["target"],
        document=row["document"],
        provisions=provisions_of(row["provisions"]),
        evidence=printed(library, row["document"], row["start"], row["end"]),
        start=row["start"],
        end=row["end"],
        other=other,
        number=row["other_number"],
        type=row["other_type"],
        date=row["other_date"],
        title=row["other_title"],
    )
