"""An index is built, or extended: files stored, citations resolved, passages embedded, the whole published.

Whatever was read or embedded before is not done again. A build that is killed leaves the served generation
as it was, and the next one goes on from what the store holds.

Reads: a home, paths. Writes: the store, a generation; Report.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Literal

from index import changes, disk, fingerprint, generation, lexical, passage_vectors
from index.corpus_digest import corpus_digest
from index.embedding_process import EmbeddingProcess
from index.engines import selected
from index.engines.kept import drop_collections_of
from index.errors import Unusable
from index.folders import Gathered, gathered
from index.intake import Given, Outcome, Read, default_paths, forget, reread, take
from index.knowing import know
from index.marks import SyllablePairs
from index.model import SETTING, Model, located
from index.passages import embedded_text
from index.postgres.queued_reading import queued
from index.postgres.writing import Writing, shared
from index.store import open_store, snapshot
from index.stored import passage_of
from ingest import reading

Stage = Literal["reading", "recognising", "linking", "embedding", "indexing"]
Progress = Callable[[Stage, int, int], None]
"""Told of each step: the stage, how many of its things are done, how many there are."""
Each = Callable[[Outcome], None]
"""Told what became of a file, once that is stored for good."""


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
    each: Each | None = None,
) -> Report:
    """Builds the index of these files (of corpus/, if none) and of those that `add` brought before.

    Files of earlier builds that are not among them leave the index. Raises Unusable where another build is at
    work or the model is absent; a file that cannot be read is told in the report and stops nothing.
    """
    return _run(home, gathered(paths or default_paths()), "build", progress, model, each)


def add(
    home: Path,
    paths: Sequence[Path],
    progress: Progress | None = None,
    model: str | None = None,
    each: Each | None = None,
    read: Read | None = None,
    within: Writing | None = None,
) -> Report:
    """Adds files to the index; the others stay. Raises as `build` does; `each` is told what is stored.

    `read` takes the place of `ingest.reading.read`, for files that nobody vouches for; `within` is the right
    to write for other machines, where the caller has it already and publishes to them itself.
    """
    return _run(home, gathered(paths), "add", progress, model, each, read, within)


def _run(
    home: Path,
    found: Gathered,
    given: Given,
    progress: Progress | None,
    setting: str | None,
    each: Each | None,
    read: Read | None = None,
    within: Writing | None = None,
) -> Report:
    began = time.monotonic()
    tell = progress or _silent
    with (
        disk.told(f"Không ghi được chỉ mục ở {home}"),
        nullcontext(within) if within else shared(home) as writing,
        generation.building(home),
    ):
        model = located(_setting(home) if setting is None else setting)
        with (
            closing(open_store(generation.store_path(home))) as db,
            EmbeddingProcess(model) as embedding,
            queued(writing, db, model, found.files, partial(reading.read, told=partial(tell, "recognising")))
            if read is None
            else nullcontext(read) as reader,
        ):
            outcomes = [Outcome(left.path, "left", reason=left.reason) for left in found.left]
            for outcome in take(db, found.files, given, partial(tell, "reading"), embedding.begin, reader):
                outcomes.append(outcome)
                if each:
                    each(outcome)
            if given == "build":
                outcomes += forget(db, found.files)
            outcomes += reread(db, embedding.begin, reader)
            tell("linking", 0, 1)
            linked = know(db)
            tell("linking", 1, 1)
            corpus = corpus_digest(db)
            served = generation.current(home)
            if served and _agrees(served, corpus, model):
                return _report(served, outcomes, began, published=False)
            served, embedded = _publish(home, db, embedding, corpus, tell)
            passage_vectors.prune(db)
        generation.remove_unused(home, writing.generations() if writing else ())
        return _report(served, outcomes, began, published=True, embedded=embedded, linked=linked)


def _silent(stage: Stage, done: int, total: int) -> None:
    del stage, done, total


def _setting(home: Path) -> str | None:
    """The model's setting: what the environment says, else what the served generation was built with."""
    served = generation.current(home)
    if os.environ.get(SETTING) is not None or served is None:
        return None
    try:
        return generation.manifest(served).model_setting
    except Unusable:  # a damaged one is built anew
        return None


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


def _agrees(served: Path, corpus: str, model: Model) -> bool:
    try:
        told = generation.manifest(served)
    except Unusable:  # whatever is wrong with it, it is built anew
        return False
    found = (told.corpus, told.vocabulary, told.model, told.revision, told.tokens)
    wanted = (corpus, fingerprint.vocabulary(), model.name, model.revision, lexical.SCHEME)
    return found == wanted and selected.served_by(served, told.passages)


def _publish(
    home: Path, db: sqlite3.Connection, embedding: EmbeddingProcess, corpus: str, tell: Progress
) -> tuple[Path, int]:
    """Writes a generation and publishes it; gives its folder and how many vectors were computed."""
    folder = generation.new_folder(home)
    try:
        return _publish_in(folder, home, db, embedding, corpus, tell)
    except BaseException:
        drop_collections_of(folder)
        shutil.rmtree(folder, ignore_errors=True)  # a full disk wants the room back at once
        raise


def _publish_in(
    folder: Path,
    home: Path,
    db: sqlite3.Connection,
    embedding: EmbeddingProcess,
    corpus: str,
    tell: Progress,
) -> tuple[Path, int]:
    model = embedding.model
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{corpus[:8]}-{folder.name[-4:]}"
    engine = selected.writer(folder, name)
    lacking = passage_vectors.lacking(db, model)
    texts = [embedded_text(row["kind"], row["heading"], row["text"]) for row in lacking]
    computed = embedding.passages(texts) if texts else iter(())
    total = db.execute("SELECT count(*) FROM passage").fetchone()[0]
    snapshot(db, generation.snapshot_path(folder))
    engine.words(_entries(db, lambda done: tell("indexing", done, total)))
    tell("indexing", total, total)
    spoken = (row[0] for row in db.execute("SELECT text FROM passage"))
    (folder / "syllable_pairs.json").write_text(SyllablePairs.of(spoken).as_json(), encoding="utf-8")
    searched = [row["searched"] for row in lacking]
    passage_vectors.keep(db, model, searched, computed, partial(tell, "embedding"))
    keys, matrix = passage_vectors.stored(db, model)
    engine.meanings(keys, matrix)
    described = generation.Manifest(
        id=name,
        built=datetime.now(UTC).isoformat(timespec="seconds"),
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
    changes.record(folder, generation.current(home), described)
    place = generation.publish(home, folder, described)
    engine.published()
    return place, len(texts)


def _entries(db: sqlite3.Connection, told: Callable[[int], None]) -> Iterator[lexical.Entry]:
    parties: dict[int, list[tuple[str, str]]] = {}
    for row in db.execute("SELECT passage, role, agency FROM passage_party ORDER BY passage, role, agency"):
        parties.setdefault(row["passage"], []).append((row["role"], row["agency"]))
    for n, row in enumerate(db.execute("SELECT * FROM passage ORDER BY key")):
        if n % 256 == 0:
            told(n)
        given = tuple(parties.get(row["key"], ()))
        yield lexical.Entry(passage_of(row), row["type"], row["issuer"], row["year"], given)
