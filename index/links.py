"""What acts do to each other, as edges between acts: from the relations and the effects that texts state.

What a text does to the force of an act counts only where its words of effect say so (`ingest.effects`);
everything else of that kind that was read in it is a mere reference.

Reads: relations, effects and citations of the store. Writes: rows of `link`, the acts of `effect`.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ingest.relations import changing
from ingest.work import number_key

_DONE = {
    "superseded": "thay thế",
    "repealed": "bãi bỏ",
    "amended": "sửa đổi bổ sung",
    "corrected": "đính chính",
    "suspended": "đình chỉ",
}
"""The relation that each kind of effect is, by the names of corpus/vocabulary/relations.toml."""


def link(db: sqlite3.Connection) -> None:
    """Writes all edges anew; the caller holds the transaction."""
    db.execute(
        "UPDATE effect SET act = (SELECT act FROM citation"
        " WHERE citation.document = effect.document AND citation.position = effect.target)"
    )
    db.execute("DELETE FROM link")
    for document in db.execute("SELECT id, number, work FROM document ORDER BY id").fetchall():
        edges = dict.fromkeys(_edges(db, document))
        db.executemany("INSERT OR IGNORE INTO link VALUES (?,?,?,?,?,?,?)", list(edges))


Edge = tuple[str | None, str, str, str, str, int, int]


def _edges(db: sqlite3.Connection, document: sqlite3.Row) -> Iterator[Edge]:
    key, work = document["id"], document["work"]
    effects = db.execute(
        "SELECT * FROM effect WHERE document = ? AND act IS NOT NULL ORDER BY position", (key,)
    ).fetchall()
    changed: dict[str, set[str]] = defaultdict(set)
    for row in effects:
        relation = _DONE[row["kind"]]
        changed[relation].add(row["act"])
        if row["act"] != work:
            yield work, relation, row["act"], key, row["provisions"], row["start"], row["end"]
    acts = _acts(db, key)
    own = number_key(document["number"] or "")
    for row in db.execute("SELECT * FROM relation WHERE document = ? ORDER BY position", (key,)).fetchall():
        mine = row["source"] == "self" or number_key(row["source"]) == own
        source = work if mine else acts.get(number_key(row["source"]))
        target = acts.get(number_key(row["target"]))
        if target is None or target == source or (source is None and not mine):
            continue
        relation = row["relation"]
        if mine and relation in changing():
            if target in changed[relation]:
                continue
            relation = "dẫn chiếu" if relation != "hợp nhất" else relation
        yield source, relation, target, key, "[]", row["start"], row["end"]


def _acts(db: sqlite3.Connection, document: str) -> dict[str, str]:
    """The acts that a document's citations mean, by number and by name."""
    rows: Iterable[sqlite3.Row] = db.execute(
        "SELECT number, target_name, text, act FROM citation"
        " WHERE document = ? AND act IS NOT NULL AND kind IN ('number', 'name') ORDER BY position",
        (document,),
    )
    found: dict[str, str] = {}
    for row in rows:
        for name in (row["number"], row["target_name"], row["text"]):
            if name:
                found.setdefault(number_key(name), row["act"])
    return found


def provisions_of(written: str) -> tuple[str, ...]:
    """Provisions as a row keeps them."""
    return tuple(json.loads(written))
