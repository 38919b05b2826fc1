"""What a server opens: what is served at one moment, held until it is closed, whatever is published then.

Tables are asked where they are. Files are copied into the home once, and checked by what is in them.

Reads: the shared database. Writes: copies of files in the home.
"""

from __future__ import annotations

import json
import shutil
import threading
import uuid
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import generation, wholeness
from index.codification.articles import articles_home
from index.codification.closing import ClosingStatement, closing_in
from index.codification.reading import Codification
from index.codification.store import VERSION as CODIFICATION_VERSION
from index.errors import Away, Unusable
from index.postgres.contents import fetch_files
from index.postgres.database import Database
from index.postgres.publications import Publication, held, safe, served
from index.postgres.records import PostgresRecords
from index.store import VERSION

if TYPE_CHECKING:
    import psycopg

_TRIES = 5


class SharedGeneration:
    """A generation of the shared database, with the codification that was served beside it."""

    def __init__(self, home: Path, database: Database) -> None:
        """Raises Unusable where nothing that this program reads is published, Away without a database."""
        self._database = database
        self._asking = threading.Lock()
        self._db: psycopg.Connection[Any] = database.connect()
        try:
            with database.told():
                self._served = _held_together(self._db, database)
                self.folder = _folder_of(self._db, self._served["generation"], home)
                self.articles_folder = _articles_of(self._db, self._served.get("articles"), home)
                self._marks = [generation.hold(f) for f in (self.folder, self.articles_folder) if f]
        except BaseException:
            self._db.close()
            raise
        _remove_unused(home, self.folder, self.articles_folder)
        self.records = PostgresRecords(database, safe(str(self._served["generation"].tables)))
        codified = self._served.get("codification")
        self._codified = PostgresRecords(database, safe(str(codified.tables))) if codified else None

    def close(self) -> None:
        """Lets go of it."""
        self.records.close()
        if self._codified is not None:
            self._codified.close()
        for mark in self._marks:
            mark.close()
        self._db.close()

    @property
    def stale(self) -> bool:
        """Whether something else is served now; False while the database is away."""
        with self._asking, suppress(Away):
            return self._changed()
        return False

    def codification(self) -> Codification | None:
        """The codification, where one was published; it is asked when something is asked of it."""
        return Codification(self._codified) if self._codified is not None else None

    def closing(self, number: str) -> list[ClosingStatement]:
        """What codified articles say of the act with this number."""
        return closing_in(self._codified, number) if self._codified is not None else []

    def _changed(self) -> bool:
        if self._db.closed or self._db.broken:
            self._db = self._database.connect()
            with self._database.told():
                if not all(held(self._db, one.id) for one in self._served.values()):
                    return True  # removed while the database was away
        with self._database.told():
            return _names(served(self._db)) != _names(self._served)


def _names(found: Mapping[str, Publication]) -> dict[str, str]:
    """What decides what is answered; the store of the builders does not."""
    return {kind: one.id for kind, one in found.items() if kind != "store"}


def _held_together(db: psycopg.Connection[Any], database: Database) -> dict[str, Publication]:
    """What is served at one moment, each held before it can be removed."""
    database.must_agree(db)
    for _ in range(_TRIES):
        found = {kind: one for kind, one in served(db).items() if kind != "store"}
        if all(held(db, one.id) for one in found.values()):
            return _usable(found, database)
    raise Away(f"Không mở được chỉ mục ở {database.shown}", "chỉ mục được thay liên tục", "hãy thử lại")


def _usable(found: dict[str, Publication], database: Database) -> dict[str, Publication]:
    if "generation" not in found:
        raise Unusable(
            f"Kho chung {database.shown} chưa có chỉ mục", "chưa dựng lần nào", "hãy chạy «cancu build» trước"
        )
    for kind, version in (("generation", VERSION), ("codification", CODIFICATION_VERSION)):
        if kind in found and json.loads(found[kind].described).get("store") != version:
            raise Unusable(
                f"Không dùng được chỉ mục {found[kind].id}",
                "chỉ mục do phiên bản khác của chương trình dựng",
                "hãy dùng một phiên bản trên mọi máy rồi chạy «cancu build» hoặc «cancu publish»",
            )
    return found


def _folder_of(db: psycopg.Connection[Any], published: Publication, home: Path) -> Path:
    place = generation.generations(home) / published.id
    if not (place / "manifest.json").is_file():
        brought(db, published, place)
    return place


def brought(
    db: psycopg.Connection[Any], published: Publication, place: Path, further: Publication | None = None
) -> None:
    """Copies a generation's files to their place in one step, with those of a `further` publication."""
    beside = place.with_name(f"fetching-{uuid.uuid4().hex[:12]}")
    beside.mkdir(parents=True)
    (beside / generation.IN_USE).touch()
    with generation.hold(beside):
        fetch_files(db, published.id, beside)
        if further is not None:
            fetch_files(db, further.id, beside)
        else:
            wholeness.write_list(beside, generation.UNLISTED)  # without the tables, which stay where they are
        _in_place(beside, place)


def _articles_of(db: psycopg.Connection[Any], published: Publication | None, home: Path) -> Path | None:
    if published is None:
        return None
    place = articles_home(home) / published.id
    if not place.is_dir():
        beside = place.with_name(f"fetching-{uuid.uuid4().hex[:12]}")
        beside.mkdir(parents=True)
        (beside / generation.IN_USE).touch()
        with generation.hold(beside):
            fetch_files(db, published.id, beside)
            _in_place(beside, place)
    return place


def _remove_unused(home: Path, *opened: Path | None) -> None:
    """Removes copies of what was served before and nobody here has open; not from a builder's home."""
    if generation.store_path(home).exists():
        return
    for place in (generation.generations(home), articles_home(home)):
        for folder in place.iterdir() if place.is_dir() else ():
            if folder.is_dir() and folder not in opened and not generation.held(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _in_place(beside: Path, place: Path) -> None:
    """Renames a folder that is whole; another process of this home may have been quicker."""
    try:
        beside.rename(place)
    except OSError:
        if not place.is_dir():
            raise
        shutil.rmtree(beside, ignore_errors=True)
