"""The acts that a library knows of: the catalogue, its documents, and what they cite.

Reads: catalogue, stored documents and citations. Writes: rows of `directive`, which act each citation means,
passages of kind `directive`.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from index.passages import Draft
from index.rows import year_of
from index.stored import Directive, StoredCitation, StoredDocument, citation_of, document_of
from ingest.catalogue import Catalogue, Work, has_year, number_key, work_id
from ingest.document import Citation, Head
from ingest.document_types import named_types
from ingest.vocabulary import slug

_SENTENCES = 3
_SENTENCE = 240
"""How many sentences that cite an act are searched with it, and code points of each."""


@dataclass(frozen=True, slots=True)
class Acts:
    """The directives, and which of them each citation means."""

    directives: tuple[Directive, ...]
    meant: dict[int, str]
    """Citation id → directive id."""


def work_of(head: Head) -> Work | None:
    """The act that a document is the text of; None where its number cannot be read in full."""
    if not head.number or head.number_read != "full":
        return None
    family = "Đảng" if "-" in head.number.split("/")[0] else "hành chính"
    name = f"{head.type} {head.title}" if head.type in named_types() and head.title else ""
    return Work(
        id=work_id(head.number, head.date),
        type=head.type or "",
        title=head.title or "",
        family="quy phạm pháp luật" if has_year(head.number) else family,  # type: ignore[arg-type]
        number=head.number,
        date=head.date or "",
        issuer=head.issuer or "",
        title_source="copy",
        names=(name,) if name else (),
    )


def gather(db: sqlite3.Connection, catalogue: Catalogue) -> Acts:
    """The directives of a library whose citations have been resolved against this catalogue."""
    documents = [document_of(row) for row in db.execute("SELECT * FROM document ORDER BY id")]
    texts = {document.work: document.id for document in documents if document.work}
    found = {work.id: of_work(work, texts.get(work.id)) for work in catalogue.works}
    meant: dict[int, str] = {}
    by_document: dict[str, list[StoredCitation]] = defaultdict(list)
    for row in db.execute("SELECT * FROM citation ORDER BY document, position"):
        by_document[row["document"]].append(citation_of(row))
    for document in documents:
        meant |= _meant(document, by_document[document.id], found, texts)
    return Acts(tuple(found.values()), meant)


def of_work(work: Work, document: str | None) -> Directive:
    """A work that is known, as a directive."""
    return Directive(
        *(
            work.id,
            work.number or None,
            work.type or None,
            work.date or None,
            work.issuer or None,
            work.title or None,
        ),
        *(work.names[0] if work.names else None, year_of(work.date, work.number), True, document),
    )


def _meant(
    document: StoredDocument,
    citations: Iterable[StoredCitation],
    found: dict[str, Directive],
    texts: dict[str, str],
) -> dict[int, str]:
    """Which act each citation of one document means; acts met for the first time are added to `found`."""
    meant: dict[int, str] = {}
    here: dict[str, str] = {}
    later: list[StoredCitation] = []
    for stored in citations:
        act = _act(stored.citation)
        if act is None:
            later.append(stored)
            continue
        meant[stored.id] = act
        known = found.get(act)
        found[act] = (
            _completed(known, stored.citation)
            if known
            else _of_citation(act, stored.citation, texts.get(act))
        )
        for key in (stored.citation.number, stored.citation.target, stored.citation.target_name):
            if key and key != "self":
                here.setdefault(number_key(key), act)
    for (
        stored
    ) in later:  # provisions and anaphora take the act that their target names elsewhere in the document
        target = stored.citation.target
        act = document.work if target == "self" else here.get(number_key(target)) if target else None
        if act:
            meant[stored.id] = act
    return meant


def _act(citation: Citation) -> str | None:
    """The act of a citation that names it by itself."""
    if citation.resolved:
        return citation.resolved
    if citation.target == "self" or citation.kind in {"provision", "anaphora"}:
        return None
    if citation.number and citation.number_read == "full":
        return work_id(citation.number, citation.date)
    name = citation.target_name or (citation.text if citation.kind == "name" else None)
    return slug(name) if name and not citation.number else None


def _of_citation(act: str, citation: Citation, document: str | None) -> Directive:
    return Directive(
        *(act, citation.number, citation.type, citation.date, citation.issuer, citation.title),
        *(citation.target_name, year_of(citation.date, citation.number), False, document),
    )


def _completed(known: Directive, citation: Citation) -> Directive:
    """What an uncatalogued act lacks is taken from a further citation of it."""
    if known.catalogued:
        return known
    names = ("type", "date", "issuer", "title")
    return replace(
        known,
        **{n: getattr(citation, n) for n in names if getattr(known, n) is None and getattr(citation, n)},
    )


def described(directive: Directive) -> str:
    """An act in one line: type, number or name, date, issuer, title."""
    named = directive.number or directive.name or ""
    parts = [directive.type if directive.type and not named.startswith(directive.type) else "", named]
    if directive.date:
        parts.append("ngày " + "/".join(reversed(directive.date.split("-"))))
    if directive.issuer:
        parts.append(f"của {directive.issuer}")
    line = " ".join(part for part in parts if part)
    return f"{line}: {directive.title}" if directive.title else line


def draft(directive: Directive, sentences: Iterable[str]) -> Draft:
    """The passage by which an act is found: what it is, and how the documents that cite it speak of it."""
    kept = list(dict.fromkeys(sentence.strip()[:_SENTENCE] for sentence in sentences))[:_SENTENCES]
    return Draft("directive", directive.id, None, 0, 0, None, "", "\n".join([described(directive), *kept]))
