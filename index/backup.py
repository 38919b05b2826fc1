"""A home is copied into one file while it is served; `index.restoring` puts it back.

The archive is a plain tar: stores (copied by SQLite while they may be written to), uploads, the served
indexes, and at its end a list with the digest of every member and of itself.

Reads: a home. Writes: an archive.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import tarfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from index import disk, generation
from index.articles import folder as articles
from index.codification import store as codification
from index.codification.articles import articles_home
from index.errors import Unusable
from index.migrating import copy_store
from index.scratch import scratch

LIST = "cancu-backup.json"
FORMAT = 1
STORE, CODIFIED, TOKENS, AUDIT = (
    "store.sqlite",
    "codification/articles.sqlite",
    "tokens.sqlite",
    "audit.jsonl",
)
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Kept:
    """What an archive holds."""

    path: str
    made: str
    """UTC, ISO."""
    files: int
    bytes: int
    generation: str
    """The served one; empty where nothing was built."""
    seconds: float


def back_up(home: Path, to: Path) -> Kept:
    """Copies a home into one file, which appears under its name only when it is whole.

    Raises Unusable where there is nothing to copy or the file cannot be written.
    """
    began = time.monotonic()
    if not generation.store_path(home).is_file() and not codification.store_path(home).is_file():
        raise Unusable(f"Không sao lưu được {home}", "chưa có kho nào ở đó", "hãy chạy «cancu build» trước")
    beside = to.with_name(f".{to.name}.{os.getpid()}")
    try:
        with disk.told(f"Không ghi được bản sao lưu {to}"):
            to.parent.mkdir(parents=True, exist_ok=True)
            told = _written(home, beside)
            beside.replace(to)
    finally:
        beside.unlink(missing_ok=True)
    return Kept(
        str(to),
        told["made"],
        len(told["files"]),
        to.stat().st_size,
        told["generation"],
        time.monotonic() - began,
    )


def _written(home: Path, archive: Path) -> dict[str, Any]:
    for attempt in range(_TRIES):
        try:
            with archive.open("wb") as file:
                told = _pack(home, file)
                file.flush()
                os.fsync(file.fileno())
        except FileNotFoundError:  # an import has published the next index and removed this one, just now
            if attempt == _TRIES - 1:
                raise
        else:
            return told
    raise AssertionError("unreachable")


def _pack(home: Path, file: IO[bytes]) -> dict[str, Any]:
    files: dict[str, str] = {}
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar, ExitStack() as held:
        copies = held.enter_context(scratch(home, ".backup-"))
        served = generation.current(home)
        if served is not None:
            held.enter_context(generation.hold(served))
        for name, path in _members(home, served, copies):
            info = tar.gettarinfo(str(path), name)
            info.uid = info.gid = 0
            info.uname = info.gname = ""
            with path.open("rb") as source:
                counted = _Hashed(source)
                tar.addfile(info, counted)
            files[name] = counted.digest.hexdigest()
        told: dict[str, Any] = {
            "format": FORMAT,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "generation": served.name if served else "",
            "articles": _served_articles(home),
            "uploads": str((home / "uploads").resolve()),
            "files": files,
        }
        whole = json.dumps({**told, "digest": digest_of_list(told)}, ensure_ascii=False, indent=1).encode()
        info = tarfile.TarInfo(LIST)
        info.size = len(whole)
        tar.addfile(info, io.BytesIO(whole))
    return told


def _served_articles(home: Path) -> str:
    folder = articles.served(articles_home(home))
    return folder.name if folder else ""


def _members(home: Path, served: Path | None, copies: Path) -> Iterator[tuple[str, Path]]:
    """What is copied, with its name in the archive; the stores first."""
    for name in (STORE, CODIFIED, TOKENS):
        if (home / name).is_file():
            copy = copies / "copy.sqlite"
            with closing(sqlite3.connect(f"file:{home / name}?mode=ro", uri=True)) as db:
                copy_store(db, copy)
            yield name, copy
    if (home / AUDIT).is_file():
        yield AUDIT, home / AUDIT
    folders = [home / "uploads", *([served] if served else [])]
    if (indexed := articles.served(articles_home(home))) is not None:
        folders.append(indexed)
    for folder in folders:
        for path in _records_first(folder):
            yield path.relative_to(home).as_posix(), path


def _records_first(folder: Path) -> list[Path]:
    """Files of a folder, small records first: where files grow, a record tells how much of them is whole."""
    found = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return sorted(found, key=lambda path: (path.suffix != ".json", path))


class _Hashed(io.RawIOBase):
    """A source that is hashed while it is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        piece = self.source.read(size)
        self.digest.update(piece)
        return piece


def digest_of_list(told: dict[str, Any]) -> str:
    """The digest of an archive's list, which stands in the list itself."""
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
