"""Addresses of what people and programs open: one for every document, unit, agency and directive.

Reads: names and ids. Writes: ids and paths of addresses.
"""

from __future__ import annotations

from urllib.parse import quote

from ingest.vocabulary import slug


def agency_id(name: str) -> str:
    """The id of an agency in addresses: its name in lower case without marks, joined by hyphens."""
    return slug(name) or "khong-ten"


def document_page(document: str, eid: str | None) -> str:
    """The page of a document, opened at a unit."""
    return f"/documents/{quote(document, safe='')}" + (f"#{quote(eid, safe='')}" if eid else "")


def agency_page(name: str) -> str:
    """The page of an agency."""
    return f"/agencies/{agency_id(name)}"


def directive_page(work: str) -> str:
    """The page of a directive."""
    return f"/directives/{quote(work, safe='')}"


def article_page(anchor: str) -> str:
    """The page of an article of the codification."""
    return f"/articles/{quote(anchor, safe='')}"


def directive_data(work: str) -> str:
    """The address at which programs read a directive."""
    return f"/v1/directives/{quote(work, safe='')}"
