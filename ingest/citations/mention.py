"""A mention of an act while it is being read: what a Citation will be made of and where from."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import CitationKind, NumberRead


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention; offsets are code points of the stored text."""

    start: int
    end: int
    kind: CitationKind
    type: str | None = None
    number: str | None = None
    number_read: NumberRead = "none"
    name: str | None = None
    """The act's name with its type, without the year: `Luật Đất đai`."""
    year: str | None = None
    """The year printed behind a name."""
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    reach: int = 0
    """End of the mention with its date, issuer and title."""
    approved: bool = False
    """Printed behind `phê duyệt` or `ban hành`: an act only inside the title of the act that approves it."""
    provision: tuple[str, ...] = ()
    target: str | None = None
    reason: str | None = None
