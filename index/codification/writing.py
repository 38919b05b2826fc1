"""A subject's articles are written: only what differs from what the store holds.

Each function works inside a transaction of its caller.

Reads: Subject. Writes: rows of the codification's store.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import astuple

from ingest.codification.records import Amendment, Article, Reference, SourceAct, Subject
from ingest.work import has_year, name_key, number_key, work_id

Known = dict[str, sqlite3.Row]
_KNOWN = "SELECT key, anchor, subject, position, digest, in_force FROM article WHERE "


def act_key(act: SourceAct) -> str:
    """What equal acts have in common: the number, with the type where it has no year, or else the name."""
    if act.number and has_year(act.number):
        return number_key(act.number)
    return f"{act.type.casefold()} {number_key(act.number) or name_key(act.title)}"


def provision_key(provision: str) -> str:
    """What equal provisions have in common: `5` for `Điều 5`, whatever its case."""
    words = " ".join(provision.split()).casefold()
    return words.removeprefix("điều ").strip()


def put_subject(
    db: sqlite3.Connection, run: int, subject: Subject, digests: Sequence[str], reader: str
) -> None:
    """Brings the articles of one subject up to date, and counts what was done."""
    db.execute(
        "INSERT INTO subject VALUES (?,?,?,?,?,?,?,1,0,0,0,0,?) ON CONFLICT (id) DO UPDATE SET"
        " number = excluded.number, title = excluded.title, topic = excluded.topic, digest = excluded.digest,"
        " reader = excluded.reader, release = excluded.release, present = 1, repeated = excluded.repeated",
        (
            *(subject.id, subject.number, subject.title, subject.topic, subject.digest),
            *(reader, run, subject.repeated),
        ),
    )
    old: Known = {row["anchor"]: row for row in db.execute(_KNOWN + "subject = ?", (subject.id,))}
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    acts: set[str] = set()
    for position, (article, digest) in enumerate(zip(subject.articles, digests, strict=True)):
        row = old.pop(article.anchor, None)
        if row is None:
            row = db.execute(_KNOWN + "anchor = ?", (article.anchor,)).fetchone()
        if row and row["digest"] == digest and row["in_force"]:
            _place(db, row, subject.id, position)
            counts["unchanged"] += 1
        else:
            _put(db, row["key"] if row else None, article, digest, subject.id, position)
            acts |= (
                {act_key(article.provenance.act)} if article.provenance and article.provenance.act else set()
            )
            counts["changed" if row else "added"] += 1
    gone = [(run, row["key"]) for row in old.values() if row["in_force"]]
    db.executemany("UPDATE article SET in_force = 0, left_release = ? WHERE key = ?", gone)
    _put_heading_references(db, subject)
    complete_acts(db, acts)
    db.execute(
        "UPDATE subject SET added = ?, changed = ?, unchanged = ?, gone = ? WHERE id = ?",
        (*counts.values(), len(gone), subject.id),
    )


def mark_unchanged(db: sqlite3.Connection, run: int, subject: str) -> None:
    """The page of a subject is the one that was read before."""
    held = "(SELECT count(*) FROM article WHERE subject = subject.id AND in_force)"
    db.execute(
        f"UPDATE subject SET release = ?, added = 0, changed = 0, gone = 0, unchanged = {held} WHERE id = ?",  # noqa: S608
        (run, subject),
    )


def remove_subjects(db: sqlite3.Connection, run: int, present: Iterable[str]) -> int:
    """Marks what stands in subjects that a release lacks as no longer in force; gives how many articles."""
    held = {row["id"] for row in db.execute("SELECT id FROM subject WHERE present")}
    gone = 0
    for subject in sorted(held - set(present)):
        # Its digest is forgotten, so that it is read again if it comes back.
        db.execute("UPDATE subject SET present = 0, digest = '', release = ? WHERE id = ?", (run, subject))
        left = db.execute(
            "UPDATE article SET in_force = 0, left_release = ? WHERE subject = ? AND in_force", (run, subject)
        )
        gone += left.rowcount
    return gone


def complete_acts(db: sqlite3.Connection, acts: Iterable[str]) -> None:
    """Gives acts the date, issuer and title with which one of their articles names them in full."""
    for key in sorted(acts):
        named = db.execute(
            "SELECT naming.date, issuer, naming.title FROM naming JOIN article ON article = article.key"
            " WHERE naming.act = ? ORDER BY in_force DESC, article LIMIT 1",
            (key,),
        ).fetchone()
        act = db.execute("SELECT number FROM act WHERE key = ?", (key,)).fetchone()
        if named:
            db.execute(
                "UPDATE act SET work = ?, date = ?, issuer = ?, title = ? WHERE key = ?",
                (work_id(act["number"] or named["title"], named["date"]), *named, key),
            )


def _place(db: sqlite3.Connection, row: sqlite3.Row, subject: str, position: int) -> None:
    if (row["subject"], row["position"]) != (subject, position):
        db.execute(
            "UPDATE article SET subject = ?, position = ? WHERE key = ?", (subject, position, row["key"])
        )


def _put(
    db: sqlite3.Connection, key: int | None, article: Article, digest: str, subject: str, position: int
) -> None:
    """Writes one article, new or changed, with everything that hangs on it."""
    source = article.provenance
    act = _put_act(db, source.act, source.url) if source and source.act else None
    values = {
        "anchor": article.anchor,
        "subject": subject,
        "position": position,
        "code": article.code,
        "title": article.title,
        "headings": json.dumps([astuple(heading) for heading in article.headings], ensure_ascii=False),
        "act": act,
        "provision": source.provision if source else "",
        "provision_key": provision_key(source.provision) if source else "",
        "effective_from": source.effective_from if source else "",
        "url": source.url if source else "",
        "note": source.note if source else "",
        "digest": digest,
        "in_force": 1,
        "left_release": None,
        "text": article.text,
    }
    if key is None:
        marks = ",".join("?" * len(values))
        made = db.execute(
            f"INSERT INTO article ({','.join(values)}) VALUES ({marks})",  # noqa: S608 - our own columns
            tuple(values.values()),
        )
        key = int(made.lastrowid or 0)
    else:
        columns = ", ".join(f"{name} = ?" for name in values)
        db.execute(f"UPDATE article SET {columns} WHERE key = ?", (*values.values(), key))  # noqa: S608 - as above
        db.execute("DELETE FROM naming WHERE article = ?", (key,))
        db.execute("DELETE FROM amendment WHERE article = ?", (key,))
        db.execute("DELETE FROM reference WHERE source = ?", (article.anchor,))
    if source and source.act and act and (source.act.title or source.act.date):
        named = source.act
        db.execute("INSERT INTO naming VALUES (?,?,?,?,?)", (key, act, named.date, named.issuer, named.title))
    _put_amendments(db, key, source.amendments if source else ())
    _put_references(db, article.anchor, article.references, subject, heading=False)


def _put_act(db: sqlite3.Connection, act: SourceAct, url: str) -> str:
    key = act_key(act)
    db.execute(
        "INSERT INTO act (key, work, number, number_key, type, url) VALUES (?,?,?,?,?,?)"
        " ON CONFLICT (key) DO UPDATE SET url = excluded.url WHERE url = ''",
        (
            *(key, work_id(act.number or act.title), act.number, number_key(act.number), act.type),
            url.partition("#")[0],
        ),
    )
    return key


def _put_amendments(db: sqlite3.Connection, article: int, amendments: Sequence[Amendment]) -> None:
    db.executemany(
        "INSERT INTO amendment VALUES (?,?,?,?,?,?,?,?,?,?)",
        [
            (
                *(article, n, a.relation, a.partly, a.shared, a.provision, a.type, a.number),
                *(number_key(a.number), a.effective_from),
            )
            for n, a in enumerate(amendments)
        ],
    )


def _put_references(
    db: sqlite3.Connection, source: str, references: Sequence[Reference], subject: str, *, heading: bool
) -> None:
    db.executemany(
        "INSERT OR REPLACE INTO reference VALUES (?,?,?,?,?,?,?,?)",
        [
            (source, n, r.label, r.anchor, r.act_number, r.url, subject, heading)
            for n, r in enumerate(references)
        ],
    )


def _put_heading_references(db: sqlite3.Connection, subject: Subject) -> None:
    db.execute("DELETE FROM reference WHERE subject = ? AND heading", (subject.id,))
    for given in subject.heading_references:
        _put_references(db, given.anchor, given.references, subject.id, heading=True)
