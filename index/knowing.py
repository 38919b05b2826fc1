"""What is known after all files are in: citations resolved, acts gathered, their passages written.

Reads: the store, the catalogue. Writes: citation.resolved and .act, directives, passages of kind `directive`.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict

from index.directives import draft, gather, work_of
from index.intake import put_passage
from index.links import link
from index.rows import head_of
from index.store import transaction
from index.stored import Directive, citation_of, document_of
from ingest import citations
from ingest.catalogue import Catalogue, load_catalogue

_SENTENCE_END = re.compile(r"[.;]\s|\n")
_BEFORE, _AFTER = 160, 120
"""Code points of a citing sentence that are kept before and behind the citation."""


def know(db: sqlite3.Connection) -> int:
    """Brings what depends on several documents up to date; gives how many citations changed their act."""
    documents = [document_of(row) for row in db.execute("SELECT * FROM document ORDER BY id")]
    works = (work_of(document.head) for document in documents)
    catalogue = load_catalogue().with_works(work for work in works if work)
    with transaction(db):
        before = dict(db.execute("SELECT id, act FROM citation").fetchall())
        _resolve(db, catalogue)
        acts = gather(db, catalogue)
        changed = [(acts.meant.get(key), key) for key, act in before.items() if acts.meant.get(key) != act]
        db.executemany("UPDATE citation SET act = ? WHERE id = ?", changed)
        _put_directives(db, acts.directives)
        link(db)
        _put_passages(db, acts.directives)
    return len(changed)


def _resolve(db: sqlite3.Connection, catalogue: Catalogue) -> None:
    """Resolves every document's citations against all works that are known now."""
    for row in db.execute("SELECT * FROM document").fetchall():
        rows = db.execute(
            "SELECT * FROM citation WHERE document = ? ORDER BY position", (row["id"],)
        ).fetchall()
        stored = [citation_of(r) for r in rows]
        found = citations.resolve([s.citation for s in stored], head_of(row), catalogue)
        db.executemany(
            "UPDATE citation SET resolved = ?, reason = ? WHERE id = ?",
            [
                (new.resolved, new.reason, old.id)
                for old, new in zip(stored, found, strict=True)
                if (new.resolved, new.reason) != (old.citation.resolved, old.citation.reason)
            ],
        )


def _put_directives(db: sqlite3.Connection, directives: tuple[Directive, ...]) -> None:
    db.execute("DELETE FROM directive")
    db.executemany(
        "INSERT INTO directive VALUES (?,?,?,?,?,?,?,?,?,?)",
        [
            (d.id, d.number, d.type, d.date, d.issuer, d.title, d.name, d.year, d.catalogued, d.document)
            for d in directives
        ],
    )


def _put_passages(db: sqlite3.Connection, directives: tuple[Directive, ...]) -> None:
    """Writes the passages of acts; one whose words stay the same keeps its key."""
    sentences = _citing_sentences(db)
    known = {
        r["document"]: r for r in db.execute("SELECT * FROM passage WHERE kind = 'directive'").fetchall()
    }
    for directive in directives:
        one = draft(directive, sentences[directive.id])
        old = known.pop(directive.id, None)
        about = (directive.type, directive.issuer, directive.year)
        if old and (old["searched"], old["type"], old["issuer"], old["year"]) == (one.searched, *about):
            continue
        if old:
            db.execute("DELETE FROM passage WHERE key = ?", (old["key"],))
        put_passage(db, one, *about)
    db.executemany("DELETE FROM passage WHERE key = ?", [(row["key"],) for row in known.values()])


def _citing_sentences(db: sqlite3.Connection) -> dict[str, list[str]]:
    """For each act, the words around its citations, as printed, in the order of documents and places."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = db.execute(
        "SELECT document, act, start, end FROM citation WHERE act IS NOT NULL ORDER BY document, start"
    )
    document, printed = "", ""
    for row in rows.fetchall():
        if row["document"] != document:
            document = row["document"]
            printed = db.execute("SELECT printed FROM document WHERE id = ?", (document,)).fetchone()[0]
        if len(found[row["act"]]) < 8:  # more than are searched, as some may be alike
            found[row["act"]].append(_sentence(printed, row["start"], row["end"]))
    return found


def _sentence(printed: str, start: int, end: int) -> str:
    """The sentence around a span, cut to what stands near it."""
    low, high = max(0, start - _BEFORE), min(len(printed), end + _AFTER)
    before = [m.end() for m in _SENTENCE_END.finditer(printed, low, start)]
    after = _SENTENCE_END.search(printed, end, high)
    begin = before[-1] if before else (printed.find(" ", low, start) + 1 or low) if low else 0
    stop = after.start() if after else (printed.rfind(" ", end, high) if high < len(printed) else high)
    return " ".join(printed[begin : stop if stop > end else high].split())
