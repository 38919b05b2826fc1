"""What is proposed for a citation: the official form, from the record.

Reads: records. Writes: the words.
"""

from __future__ import annotations

from dataclasses import replace

from index.cited_form import first_citation, is_named
from ingest.catalogue import Work


def official_form(work: Work) -> str | None:
    """An act as the rules want it cited, from its record; None where the record lacks number and title."""
    if is_named(work.type):
        named = _with_name(work)
        return first_citation(named, which=True) if named.title else None
    if not work.number:
        return work.title or None
    return first_citation(work)


def counted(number: int) -> str:
    """A number as people in Vietnam write it: 69.114."""
    return f"{number:,}".replace(",", ".")


def _with_name(work: Work) -> Work:
    """A law whose record has names, the one with its type in front taken for its title."""
    if work.title.lower().startswith(work.type.lower()):
        return work
    name = next((n for n in work.names if n.lower().startswith(work.type.lower())), "")
    return replace(work, title=name) if name and not name.isupper() else work
