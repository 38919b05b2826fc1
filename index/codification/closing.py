"""What the articles of the codification say of the force of other acts: closing articles name what they end.

Derived from the store of articles after an import, in a file of its own, replaced as a whole. A statement is
found by the number of the act that it is about.

Reads: the store of the codification. Writes: <home>/codification/closing.sqlite; ClosingStatement records.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from index.codification.store import folder, open_for_reading, store_path
from index.snapshot import Records
from ingest import effects
from ingest.citations import find as find_citations
from ingest.document import Citation, Effect, Head, Text
from ingest.work import number_key

_FILE = "closing.sqlite"
_SAYING = """
    SELECT article.key, anchor, text, provision, effective_from, act.number AS number, act.type AS type,
           act.date AS date, act.issuer AS issuer
    FROM article JOIN act ON act.key = article.act
    WHERE in_force AND act.number <> '' AND (text LIKE '%hết hiệu lực%' OR text LIKE '%thay thế%'
      OR text LIKE '%ãi bỏ%' OR text LIKE '%ngưng hiệu lực%' OR text LIKE '%đình chỉ%')
    ORDER BY article.key
"""
_SCHEMA = """
    CREATE TABLE statement (
      target TEXT NOT NULL, kind TEXT NOT NULL, by TEXT NOT NULL, day TEXT NOT NULL, stated TEXT NOT NULL,
      provisions TEXT NOT NULL, partly INTEGER NOT NULL, exception TEXT NOT NULL,
      sentence TEXT NOT NULL, anchor TEXT NOT NULL
    );
    CREATE INDEX statement_target ON statement(target);
"""
_OF = "SELECT * FROM statement WHERE target = ? ORDER BY day, rowid"
_STEP = 200


@dataclass(frozen=True, slots=True)
class ClosingStatement:
    """What a codified article says of an act's force. Days are ISO; empty where not told."""

    kind: str
    by: str
    day: str
    stated: str
    provisions: tuple[str, ...]
    partly: bool
    exception: str
    sentence: str
    anchor: str


def build_closing(home: Path, progress: Callable[[int, int], None] | None = None) -> int:
    """Reads the closing articles anew and gives how many statements they make.

    Raises Unusable where no codification was imported.
    """
    made = folder(home) / f"{_FILE}.new"
    made.unlink(missing_ok=True)
    with closing(open_for_reading(store_path(home))) as held, closing(sqlite3.connect(made)) as db:
        db.executescript(_SCHEMA)
        rows = held.execute(_SAYING).fetchall()
        for n, row in enumerate(rows):
            db.executemany("INSERT INTO statement VALUES (?,?,?,?,?,?,?,?,?,?)", list(_statements(row)))
            if progress and n % _STEP == 0:
                progress(n, len(rows))
        db.commit()
        count = int(db.execute("SELECT count(*) FROM statement").fetchone()[0])
    made.replace(folder(home) / _FILE)
    if progress:
        progress(len(rows), len(rows))
    return count


def closing_of(home: Path, number: str) -> list[ClosingStatement]:
    """What codified articles say of the act with this number; none where the file is absent or broken."""
    path = statements_path(home)
    if not path.is_file():
        return []
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as db:
            db.row_factory = sqlite3.Row
            return [_statement(row) for row in db.execute(_OF, (number_key(number),))]
    except sqlite3.DatabaseError:  # the next import writes it anew; the texts of the library speak meanwhile
        return []


def closing_in(records: Records, number: str) -> list[ClosingStatement]:
    """The same, where the statements were published beside the articles."""
    if not records.has("statement"):
        return []
    return [_statement(row) for row in records.all(_OF, number_key(number))]


def statements_path(home: Path) -> Path:
    """The file that keeps the statements of a home's codification."""
    return folder(home) / _FILE


def _statement(row: sqlite3.Row) -> ClosingStatement:
    told = {name: row[name] for name in ("kind", "by", "day", "stated", "exception", "sentence", "anchor")}
    return ClosingStatement(
        provisions=tuple(json.loads(row["provisions"])), partly=bool(row["partly"]), **told
    )


def _statements(row: sqlite3.Row) -> Iterator[tuple[object, ...]]:
    words = str(row["text"]) + "\n"
    head = Head(
        number=row["number"],
        number_read="full",
        type=row["type"] or None,
        date=row["date"] or None,
        issuer=row["issuer"] or None,
    )
    text = Text(words, words)
    cited = find_citations(text, (), head)
    found = effects.find(text, head, cited)
    begins = next((e.day for e in found if e.kind == "begins" and not e.provisions), None)
    own = begins or row["effective_from"]
    for effect in found:
        act = _act(effect, cited)
        if act is None or act.number is None or number_key(act.number) == number_key(row["number"]):
            continue
        day = effect.day or (own if effect.counted == "own" else "")
        yield (
            *(number_key(act.number), effect.kind, row["number"], day or "", row["date"]),
            *(json.dumps(effect.provisions, ensure_ascii=False), effect.partly, effect.exception),
            *(_sentence(words, effect), row["anchor"]),
        )


def _act(effect: Effect, cited: tuple[Citation, ...]) -> Citation | None:
    return cited[effect.target] if effect.target is not None else None


def _sentence(words: str, effect: Effect) -> str:
    said = words[effect.start : effect.end].strip()
    return f"{words[slice(*effect.heading)].strip()} […] {said}" if effect.heading else said
