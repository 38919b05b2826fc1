"""An index is built, or extended: files into the store, citations resolved, passages embedded, a generation published.

Whatever was read or embedded before is not done again. A build that is killed leaves the served generation as it
was, and the next one goes on from what the store holds.

Reads: a home, paths. Writes: the store, a generation; Report.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import numpy as np

from index import fingerprint, generation, lexical, vectors
from index.embedding import Embedder, Vectors
from index.intake import Given, Outcome, default_paths, forget, listed, take
from index.knowing import know
from index.marks import SyllablePairs
from index.model import Model, located
from index.passages import embedded_text
from index.store import open_store, snapshot, transaction
from index.stored import passage_of

Stage = Literal["reading", "linking", "embedding", "indexing"]
Progress = Callable[[Stage, int, int], None]
"""Told of each step: the stage, how many of its things are done, how many there are."""

_EMBEDDED_AT_ONCE = 64
"""Texts whose vectors are kept together; a killed build loses at most so many."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    outcomes: tuple[Outcome, ...]
    published: bool
    """Whether a new generation is served; not so where nothing had changed."""
    generation: str
    documents: int
    passages: int
    directives: int
    embedded: int
    """Passages whose vectors had to be computed."""
    linked: int
    """Citations that mean another act than before: those that new documents lit up, mostly."""
    seconds: float

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The files that could not be read."""
        return tuple(outcome for outcome in self.outcomes if outcome.state == "failed")


def build(
    home: Path,
    paths: Sequence[Path] | None = None,
    progress: Progress | None = None,
    model: str | None = None,
) -> Report:
    """Builds the index of these files (of corpus/, if none) and of those that `add` brought before.

    Files of earlier builds that are not among them leave the index. Raises Unusable where another build is at work
    or the model is absent; a file that cannot be read is told in the report and stops nothing.
    """
    return _run(home, listed(paths or default_paths()), "build", progress, model)


def add(
    home: Path, paths: Sequence[Path], progress: Progress | None = None, model: str | None = None
) -> Report:
    """Adds files to the index; the others stay. Raises as `build` does."""
    return _run(home, listed(paths), "add", progress, model)


def _run(
    home: Path, paths: Sequence[Path], given: Given, progress: Progress | None, setting: str | None
) -> Report:
    began = time.monotonic()
    tell = progress or _silent
    with generation.building(home):
        model = located(_setting(home) if setting is None else setting)
        with closing(open_store(generation.store_path(home))) as db:
            outcomes = list(take(db, paths, given, lambda done, total: tell("reading", done, total)))
            if given == "build":
                outcomes += forget(db, paths)
            linked = know(db)
            served = generation.current(home)
            corpus = _corpus_digest(db)
            if served and _agrees(served, corpus, model):
                return _report(served, outcomes, began, published=False)
            tell("linking", 1, 1)
            embedder = Embedder(model)
            embedded = _embed(db, embedder, tell)
            served = _publish(home, db, model, corpus, tell)
            _prune(db)
        generation.remove_unused(home)
        return _report(served, outcomes, began, published=True, embedded=embedded, linked=linked)


def _silent(stage: Stage, done: int, total: int) -> None:
    del stage, done, total


def _setting(home: Path) -> str | None:
    """The model's setting: what the environment says, else what the served generation was built with."""
    import os

    from index.model import SETTING

    served = generation.current(home)
    if os.environ.get(SETTING) is not None or served is None:
        return None
    return generation.manifest(served).model_setting


def _report(
    served: Path,
    outcomes: Iterable[Outcome],
    began: float,
    *,
    published: bool,
    embedded: int = 0,
    linked: int = 0,
) -> Report:
    told = generation.manifest(served)
    return Report(
        *(tuple(outcomes), published, told.id, told.documents, told.passages, told.directives),
        *(embedded, linked, time.monotonic() - began),
    )


def _corpus_digest(db: sqlite3.Connection) -> str:
    """A digest of what a generation holds."""
    digest = hashlib.sha256()
    for query in (
        "SELECT id, digest, reader FROM document ORDER BY id",
        "SELECT id, number, type, date, issuer, title, document FROM directive ORDER BY id",
        "SELECT id, resolved, act FROM citation ORDER BY id",
        "SELECT key, hex(searched), note FROM passage ORDER BY key",
    ):
        for row in db.execute(query):
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def _agrees(served: Path, corpus: str, model: Model) -> bool:
    try:
        told = generation.manifest(served)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is built anew
        return False
    found = (told.corpus, told.vocabulary, told.model, told.revision, told.tokens)
    return found == (corpus, fingerprint.vocabulary(), model.name, model.revision, lexical.SCHEME)


def _embed(db: sqlite3.Connection, embedder: Embedder, tell: Progress) -> int:
    """Computes the vectors that the store lacks; gives their number."""
    rows = db.execute(
        "SELECT searched, heading, text FROM passage WHERE searched NOT IN (SELECT searched FROM embedding WHERE"
        " model = ?) GROUP BY searched ORDER BY length(text) DESC",
        (embedder.model.key,),
    ).fetchall()
    for at in range(0, len(rows), _EMBEDDED_AT_ONCE):
        tell("embedding", at, len(rows))
        part = rows[at : at + _EMBEDDED_AT_ONCE]
        found = embedder.passages([embedded_text(row["heading"], row["text"]) for row in part])
        with transaction(db):
            db.executemany(
                "INSERT OR REPLACE INTO embedding VALUES (?,?,?)",
                [
                    (embedder.model.key, row["searched"], vector.tobytes())
                    for row, vector in zip(part, found, strict=True)
                ],
            )
    tell("embedding", len(rows), len(rows))
    return len(rows)


def _publish(home: Path, db: sqlite3.Connection, model: Model, corpus: str, tell: Progress) -> Path:
    """Writes the parts of a generation and publishes it; gives its folder."""
    total = db.execute("SELECT count(*) FROM passage").fetchone()[0]
    folder = generation.new_folder(home)
    snapshot(db, generation.snapshot_path(folder))
    keys, matrix = _vectors(db, model)
    vectors.write(folder, keys, matrix)
    lexical.write(folder / "lexical", _entries(db, lambda done: tell("indexing", done, total)))
    texts = (row[0] for row in db.execute("SELECT text FROM passage"))
    (folder / "syllable_pairs.json").write_text(SyllablePairs.of(texts).as_json(), encoding="utf-8")
    now = datetime.now(UTC)
    described = generation.Manifest(
        id=f"{now:%Y%m%dT%H%M%S}-{corpus[:8]}-{folder.name[-4:]}",
        built=now.isoformat(timespec="seconds"),
        corpus=corpus,
        vocabulary=fingerprint.vocabulary(),
        model=model.name,
        revision=model.revision,
        model_setting=model.setting,
        dimension=int(matrix.shape[1]),
        tokens=lexical.SCHEME,
        documents=db.execute("SELECT count(*) FROM document").fetchone()[0],
        passages=total,
        directives=db.execute("SELECT count(*) FROM directive").fetchone()[0],
    )
    tell("indexing", total, total)
    return generation.publish(home, folder, described)


def _vectors(db: sqlite3.Connection, model: Model) -> tuple[vectors.Keys, Vectors]:
    rows = db.execute(
        "SELECT key, vector FROM passage JOIN embedding USING (searched) WHERE model = ? ORDER BY key",
        (model.key,),
    ).fetchall()
    keys = np.fromiter((row["key"] for row in rows), np.int64, len(rows))
    if not rows:
        return keys, np.empty((0, 1), np.float32)
    joined = np.frombuffer(b"".join(row["vector"] for row in rows), np.float32)
    return keys, joined.reshape(len(rows), -1)


def _entries(db: sqlite3.Connection, told: Callable[[int], None]) -> Iterator[lexical.Entry]:
    parties: dict[int, list[tuple[str, str]]] = {}
    for row in db.execute("SELECT passage, role, agency FROM passage_party ORDER BY passage, role, agency"):
        parties.setdefault(row["passage"], []).append((row["role"], row["agency"]))
    for n, row in enumerate(db.execute("SELECT * FROM passage ORDER BY key")):
        if n % 256 == 0:
            told(n)
        given = tuple(parties.get(row["key"], ()))
        yield lexical.Entry(passage_of(row), row["type"], row["issuer"], row["year"], given)


def _prune(db: sqlite3.Connection) -> None:
    """Drops vectors of words that no passage has any more."""
    with transaction(db):
        db.execute("DELETE FROM embedding WHERE searched NOT IN (SELECT searched FROM passage)")
