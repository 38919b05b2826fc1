"""Whether a document that was just read is another form of one that the store holds: one work, two sources.

Numbers alone do not decide: each of the provinces has a 01/2024/QĐ-UBND, and a year's plan repeats the last
one's words under another number. Forms are joined where number and words agree, or where the words agree and
one of the numbers could not be read.

Reads: Document, the store. Writes: Joined.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Literal

from index.directives import work_of
from index.likeness import Sketch, letters_digest, likeness, sketch
from index.rows import head_of
from ingest.catalogue import number_key
from ingest.document import Document, Head

SAME_NUMBER = 0.3
"""Share of runs in common that makes two texts of one number one act: a poor scan keeps about this much."""
NO_NUMBER = 0.75
"""The same where a number is not read in full: more than what two years' plans of an office share."""
NO_NUMBERS = 0.9
"""The same where neither number is."""
_BEST_FIRST = ("docx", "odt", "doc", "rtf", "html", "markdown", "text", "pdf", "scan", "image")
"""Forms by how well words, tables and order come out of them."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The document of the store that is the same work."""

    document: str
    how: Literal["text", "form"]
    """`text`: the same letters. `form`: the same act in another form."""
    doubt: str | None = None
    """What a person should look at, in Vietnamese."""


def same_work(db: sqlite3.Connection, read: Document) -> Joined | None:
    """The stored document of which this one is another form; None where there is none."""
    row = db.execute(
        "SELECT id FROM document WHERE letters = ? ORDER BY id", (letters_digest(read.text.printed),)
    ).fetchone()
    if row is not None:
        return Joined(row["id"], "text")
    mine = sketch(read.text.matching)
    best: tuple[float, Joined] | None = None
    for row in _candidates(db, mine):
        share = likeness(mine, _sketch_of(db, row["id"]))
        found = _judged(read.head, head_of(row), row["id"], share)
        if found is not None and (best is None or share > best[0]):
            best = share, found
    return best[1] if best else None


def same_number_other_words(db: sqlite3.Connection, read: Document) -> str | None:
    """The id of a stored document with the same number and date that says something else."""
    work = work_of(read.head)
    row = db.execute("SELECT id FROM document WHERE work = ?", (work.id,)).fetchone() if work else None
    return str(row["id"]) if row else None


def better(form: str, other: str) -> bool:
    """Whether a text is better read from a file of one format than from one of another."""
    return _rank(form) < _rank(other)


def _rank(form: str) -> int:
    return _BEST_FIRST.index(form) if form in _BEST_FIRST else len(_BEST_FIRST)


def _candidates(db: sqlite3.Connection, mine: Sketch) -> list[sqlite3.Row]:
    """The documents that share enough of a sketch to be looked at, those that share most first."""
    if not mine:
        return []
    marks = ",".join("?" * len(mine))
    query = f"""SELECT document.* FROM document JOIN (SELECT document, count(*) AS shared FROM sketch
                WHERE hash IN ({marks}) GROUP BY document ORDER BY shared DESC LIMIT 20) AS near
                ON document.id = near.document WHERE near.shared >= ? ORDER BY near.shared DESC"""  # noqa: S608
    return db.execute(query, (*mine, len(mine) * SAME_NUMBER / 2)).fetchall()


def _sketch_of(db: sqlite3.Connection, document: str) -> Sketch:
    return frozenset(r[0] for r in db.execute("SELECT hash FROM sketch WHERE document = ?", (document,)))


def _judged(mine: Head, other: Head, document: str, share: float) -> Joined | None:
    if mine.number_read == other.number_read == "full":
        same = number_key(mine.number or "") == number_key(other.number or "")
        agree = same and _agree(mine.date, other.date)
        return Joined(document, "form") if agree and share >= SAME_NUMBER else None
    needed = NO_NUMBER if "full" in (mine.number_read, other.number_read) else NO_NUMBERS
    if share < needed or not _compatible(mine, other):
        return None
    doubt = (
        f"ghép với «{document}» theo nội dung ({share:.0%} giống nhau), vì số, ký hiệu không đọc được đủ; "
        "hãy xem lại"
    )
    return Joined(document, "form", doubt)


def _compatible(mine: Head, other: Head) -> bool:
    """Whether nothing that both heads say contradicts the other."""
    numbers = [number_key(n).split("/", 1) for n in (mine.number, other.number) if n]
    if len(numbers) == 2 and numbers[0][-1] != numbers[1][-1]:
        return False
    return _agree(mine.type, other.type) and _agree(mine.date, other.date)


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other
