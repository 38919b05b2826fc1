"""A machine that builds for all: it takes the shared store over, works in its own home, and publishes.

One builder at a time works on a shared database. What a killed builder had not published stays in its home
and is published by its next run, unless another machine has built meanwhile.

Reads: the shared database, a home. Writes: both.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from index import generation
from index.articles import folder as article_folders
from index.codification import closing as closing_articles
from index.codification import store as codification_store
from index.codification.articles import articles_home
from index.engines.kept import drop_put_off
from index.errors import Unusable
from index.postgres import publications
from index.postgres.contents import fetch_files
from index.postgres.database import SETTING, Database, configured
from index.postgres.opened import brought
from index.postgres.publications import Publication
from index.store import VERSION, open_snapshot

if TYPE_CHECKING:
    import psycopg

_BUILDING = 4_801_139
"""Key of the lock that lets one builder at a time work."""
_MARK = "shared.json"
_STORE = "store.sqlite"
_RECORDS = "records.sqlite"


@dataclass(frozen=True, slots=True)
class _Mark:
    """Which shared store a home belongs to, and which state of it the home was last equal to."""

    store: str
    state: str


@contextmanager
def shared(home: Path) -> Iterator[Writing | None]:
    """Lets the caller write for all machines: what the home serves when the block ends is published.

    None without CANCU_STORE. Raises Unusable where another builder is at work or the home is another
    store's.
    """
    database = configured()
    if database is None:
        yield None
        return
    with closing(database.connect()) as db:
        with database.told():
            database.make(db)
            free = db.execute("SELECT pg_try_advisory_lock(%s)", (_BUILDING,)).fetchone()
        if free is None or not free[0]:
            raise Unusable(
                f"Không dựng được chỉ mục ở {database.shown}",
                "một lần dựng khác đang chạy trên kho chung này",
                "hãy đợi lần dựng ấy xong rồi chạy lại",
            )
        writing = Writing(home, database, db)
        with database.told():
            writing.bring()
        yield writing
        with database.told():
            writing.publish()


class Writing:
    """The right to write, held as long as its connection lives."""

    def __init__(self, home: Path, database: Database, db: psycopg.Connection[Any]) -> None:
        self.home, self.database, self._db = home, database, db

    def bring(self) -> None:
        """Makes the home equal to the shared store, where another machine has changed that."""
        identity, mark = self._identity(), _mark_of(self.home)
        found = publications.served(self._db)
        state = found.get("store")
        if mark is not None and mark.store != identity:
            raise self._foreign("thư mục thuộc một kho chung khác")
        if state is None or (mark is not None and mark.state == state.id):
            return
        if mark is None and generation.store_path(self.home).exists():
            raise self._foreign("thư mục đã có kho riêng mà kho chung cũng đã có nội dung")
        self._take_over(state, found["generation"], identity)

    def _take_over(self, state: Publication, served: Publication, identity: str) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        place = generation.generations(self.home) / served.id
        with TemporaryDirectory(dir=self.home, prefix=".taking-") as scratch:
            fetch_files(self._db, state.id, Path(scratch))
            if not (place / generation.MANIFEST).is_file():
                brought(self._db, served, place)
            os.replace(Path(scratch) / _RECORDS, generation.snapshot_path(place))  # noqa: PTH105 - in one step
            store = generation.store_path(self.home)
            for left in ("-wal", "-shm"):
                store.with_name(store.name + left).unlink(missing_ok=True)
            os.replace(Path(scratch) / _STORE, store)  # noqa: PTH105 - in one step
        generation.serve(self.home, served.id)
        _put_mark(self.home, _Mark(identity, state.id))

    def publish(self) -> None:
        """Publishes what the home serves, if that is not what is served already; in one transaction."""
        folder = generation.current(self.home)
        if folder is None:
            return
        with TemporaryDirectory(dir=self.home, prefix=".publishing-") as scratch:
            copy = Path(scratch) / _STORE
            _copy_store(generation.store_path(self.home), copy)
            name = f"store-{_digest(copy)[:24]}-{folder.name[-4:]}"
            with self._db.transaction():
                found = publications.served(self._db)
                self._publish_generation(folder, found.get("generation"))
                self._publish_store(name, copy, folder, found.get("store"))
        _put_mark(self.home, _Mark(self._identity(), name))
        self._remove_unused()

    def _publish_generation(self, folder: Path, now: Publication | None) -> None:
        if now is not None and now.id == folder.name:
            return
        if self._known(folder.name):
            publications.serve(self._db, "generation", folder.name)
            return
        described = {"store": VERSION, **asdict(generation.manifest(folder))}
        left = {_RECORDS, generation.IN_USE}
        files = [(name, path) for name, path in _files_of(folder) if name not in left]
        with closing(open_snapshot(generation.snapshot_path(folder))) as source:
            publications.publish(
                self._db,
                "generation",
                folder.name,
                json.dumps(described, ensure_ascii=False),
                tables=[source],
                files=files,
            )

    def _publish_store(self, name: str, copy: Path, folder: Path, now: Publication | None) -> None:
        if now is not None and now.id == name:
            return
        if self._known(name):
            publications.serve(self._db, "store", name)
            return
        files = [(_STORE, copy), (_RECORDS, generation.snapshot_path(folder))]
        described = json.dumps({"generation": folder.name})
        publications.publish(self._db, "store", name, described, files=files)

    def generations(self) -> frozenset[str]:
        """The generations that a machine may serve."""
        with self.database.told():
            rows = self._db.execute("SELECT id FROM cancu.publication WHERE kind = 'generation'").fetchall()
        return frozenset(str(row[0]) for row in rows)

    def publish_codification(self) -> None:
        """Publishes the codification of the home and the index over its articles, as far as they go."""
        path = codification_store.store_path(self.home)
        if not codification_store.is_begun(path):
            return
        with self.database.told(), closing(codification_store.open_for_reading(path)) as source:
            source.execute("BEGIN")
            with self._db.transaction():
                found = publications.served(self._db)
                self._publish_articles(source, found.get("codification"))
                self._publish_article_index(found.get("articles"))
        self._remove_unused()

    def _publish_articles(self, source: sqlite3.Connection, now: Publication | None) -> None:
        said = closing_articles.statements_path(self.home)
        name = f"codification-{_digest_of_articles(source, said)[:32]}"
        if now is not None and now.id == name:
            return
        if self._known(name):
            publications.serve(self._db, "codification", name)
            return
        described = json.dumps({"store": codification_store.VERSION})
        tables = [source]
        if said.is_file():
            tables.append(sqlite3.connect(f"file:{said}?mode=ro", uri=True))
        try:
            publications.publish(self._db, "codification", name, described, tables=tables)
        finally:
            for opened in tables[1:]:
                opened.close()

    def _publish_article_index(self, now: Publication | None) -> None:
        folder = article_folders.served(articles_home(self.home))
        if folder is None:
            return
        files = _files_of(folder)
        told = hashlib.sha256("\n".join(f"{name} {_digest(path)}" for name, path in files).encode())
        name = f"articles-{told.hexdigest()[:32]}"
        if now is not None and now.id == name:
            return
        if self._known(name):
            publications.serve(self._db, "articles", name)
            return
        publications.publish(self._db, "articles", name, json.dumps({"folder": folder.name}), files=files)

    def _remove_unused(self) -> None:
        """Removes what no machine may serve any more, here and in another search engine."""
        publications.remove_unused(self._db)
        query = "SELECT described FROM cancu.publication WHERE kind = 'articles'"
        left = [json.loads(row[0])["folder"] for row in self._db.execute(query)]
        drop_put_off(articles_home(self.home), left)

    def _known(self, name: str) -> bool:
        query = "SELECT 1 FROM cancu.publication WHERE id = %s"
        return self._db.execute(query, (name,)).fetchone() is not None

    def _identity(self) -> str:
        row = self._db.execute("SELECT id::text FROM cancu.store").fetchone()
        return str(row[0]) if row else ""

    def _foreign(self, why: str) -> Unusable:
        remedy = f"hãy dùng một thư mục trống (--home) cùng biến {SETTING}, hoặc bỏ biến ấy"
        return Unusable(f"Không ghi được từ {self.home} vào {self.database.shown}", why, remedy)


def _files_of(folder: Path) -> list[tuple[str, Path]]:
    return [
        (path.relative_to(folder).as_posix(), path) for path in sorted(folder.rglob("*")) if path.is_file()
    ]


def _copy_store(path: Path, to: Path) -> None:
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest_of_articles(source: sqlite3.Connection, said: Path) -> str:
    """What a codification holds: releases, articles by their digests, acts, closing statements."""
    digest = hashlib.sha256(_digest(said).encode() if said.is_file() else b"")
    for query in (
        "SELECT id, digest, state, finished FROM release ORDER BY id",
        "SELECT key, anchor, digest, in_force, left_release FROM article ORDER BY key",
        "SELECT key, work, date, issuer, title FROM act ORDER BY key",
    ):
        for row in source.execute(query):
            digest.update(repr(tuple(row)).encode("utf-8", "replace"))
    return digest.hexdigest()


def _mark_of(home: Path) -> _Mark | None:
    try:
        return _Mark(**json.loads((home / _MARK).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        remedy = "hãy dùng một thư mục trống (--home)"
        raise Unusable(f"Không dùng được thư mục {home}", f"tệp {_MARK} không đọc được", remedy) from error


def _put_mark(home: Path, mark: _Mark) -> None:
    beside = home / f".{_MARK}"
    beside.write_text(json.dumps(asdict(mark)), encoding="utf-8")
    beside.replace(home / _MARK)
