"""A home is copied into one file while it is served, and put back from it.

The archive is a plain tar: stores (copied by SQLite while they may be written to), uploads, the served
indexes, and at its end a list with the digest of every member and of itself. Putting back reads and
compares everything before it replaces anything; stores are replaced in one transaction each, the generation
by one rename, and what was there before is kept in `kept/`.

Reads: a home, an archive. Writes: an archive; a home.
"""

from __future__ import annotations

import fcntl
import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from index import disk, generation
from index.articles import folder as articles
from index.codification import store as codification
from index.codification.articles import articles_home
from index.errors import Unusable
from index.migrating import copy_store, unused
from index.wholeness import sha256_of

LIST = "cancu-backup.json"
FORMAT = 1
STORE, CODIFIED, TOKENS, AUDIT = (
    "store.sqlite",
    "codification/articles.sqlite",
    "tokens.sqlite",
    "audit.jsonl",
)
_PIECE = 1 << 20
_TRIES = 3
_MOST_LISTED = 64 * 1024 * 1024


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
        whole = json.dumps({**told, "digest": _digest(told)}, ensure_ascii=False, indent=1).encode()
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


def _digest(told: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def restore(home: Path, archive: Path) -> Kept:
    """Puts a home back to what an archive holds; a server over it goes on and takes the new state over.

    Raises Unusable where the archive is not whole, where it is of a newer program, or where a build or an
    import is at work; then nothing has been replaced.
    """
    began = time.monotonic()
    home.mkdir(parents=True, exist_ok=True)
    with disk.told(f"Không khôi phục được vào {home}"), ExitStack() as held:
        staged = held.enter_context(scratch(home, ".restore-"))
        told = _unpacked(archive, staged)
        held.enter_context(generation.building(home))
        held.enter_context(codification.importing(home))
        _keep_present(home)
        _put_back(home, staged, told)
        if generation.generations(home).is_dir():
            generation.remove_unused(home)
    return Kept(
        str(archive),
        str(told["made"]),
        len(_files(told)),
        archive.stat().st_size,
        str(told["generation"]),
        time.monotonic() - began,
    )


def _unpacked(archive: Path, to: Path) -> dict[str, Any]:
    """Unpacks an archive into an empty folder, every digest compared."""
    found: dict[str, str] = {}
    told: dict[str, Any] | None = None
    try:
        with tarfile.open(archive, "r:") as tar:
            for member in tar:
                source = tar.extractfile(member) if member.isreg() and not member.issparse() else None
                if source is None or not _inside(member.name):
                    raise _not_whole(archive, f"có thành phần lạ «{member.name[:80]}»")
                if member.name == LIST:
                    told = json.loads(source.read(_MOST_LISTED))
                else:
                    found[member.name] = _copied(source, to / member.name)
    except (tarfile.TarError, EOFError, ValueError, UnicodeDecodeError) as error:
        raise _not_whole(archive, "không phải bản sao lưu của Căn Cứ hoặc bị cắt ngang") from error
    except FileNotFoundError as error:
        raise Unusable(f"Không đọc được {archive}", "không có tệp này", "hãy kiểm tra đường dẫn") from error
    if not isinstance(told, dict):
        raise _not_whole(archive, "thiếu bản kê, tệp bị cắt ngang")
    if isinstance(told.get("format"), int) and told["format"] > FORMAT:
        raise _not_whole(archive, "do chương trình mới hơn tạo ra", "hãy cập nhật chương trình")
    digest = told.pop("digest", None)
    if digest != _digest(told) or found != told.get("files"):
        raise _not_whole(archive, "dấu kiểm không khớp")
    return told


def _inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and bool(path.parts)


def _copied(source: IO[bytes], to: Path) -> str:
    to.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with to.open("xb") as out:
        while piece := source.read(_PIECE):
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _files(told: dict[str, Any]) -> dict[str, str]:
    files: dict[str, str] = told["files"]  # compared with what was unpacked
    return files


def _not_whole(
    archive: Path, why: str, remedy: str = "hãy dùng bản sao lưu khác; chưa có gì bị thay thế"
) -> Unusable:
    return Unusable(f"Không dùng được bản sao lưu {archive}", why, remedy)


def kept_folder(home: Path) -> Path:
    """Where a home keeps what was replaced."""
    return home / "kept"


def _keep_present(home: Path) -> None:
    """Copies of the stores that are about to be replaced."""
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S}"
    for name in (STORE, CODIFIED):
        if (home / name).is_file():
            kept = unused(kept_folder(home) / f"{Path(name).stem}-{stamp}.sqlite")
            kept.parent.mkdir(exist_ok=True)
            with closing(sqlite3.connect(home / name)) as db, suppress(sqlite3.DatabaseError):
                copy_store(db, kept)  # a broken one is why somebody restores


def _put_back(home: Path, staged: Path, told: dict[str, Any]) -> None:
    """Replaces part after part; whatever is served agrees in itself after each, and the last one switches."""
    if (staged / STORE).is_file():
        _moved_uploads(staged / STORE, str(told["uploads"]), str((home / "uploads").resolve()))
    for path in _under(staged / "uploads"):
        _placed(path, home / path.relative_to(staged))
    for name in (TOKENS, AUDIT):
        # Who may write, and who wrote, is of today: an archive must not bring a revoked token back.
        if (staged / name).is_file() and not (home / name).exists():
            (staged / name).replace(home / name)
    for name in (CODIFIED, STORE):
        if (staged / name).is_file():
            _replace_store(staged / name, home / name)
    if told["articles"]:
        _serve_articles(home, staged, str(told["articles"]))
    if told["generation"]:
        _serve_generation(home, staged, str(told["generation"]))


def _moved_uploads(store: Path, before: str, now: str) -> None:
    """The store knows files by their places, which are others in another home."""
    with closing(sqlite3.connect(store)) as db, db:
        if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'file'").fetchone() and before != now:
            db.execute(
                "UPDATE file SET path = ? || substr(path, ?) WHERE substr(path, 1, ?) = ?",
                (now, len(before) + 1, len(before) + 1, before + os.sep),
            )


def _under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _placed(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    path.replace(to)


def _replace_store(new: Path, to: Path) -> None:
    """Replaces a store's content in one transaction, so that whoever reads it now is not disturbed."""
    to.parent.mkdir(parents=True, exist_ok=True)
    try:
        _copy_over(new, to)
    except sqlite3.DatabaseError as error:
        if disk.reason_of(error) is not None:
            raise
        for broken in (to, *(to.with_name(to.name + end) for end in ("-wal", "-shm"))):
            broken.unlink(missing_ok=True)  # no database any more; nobody can be reading it
        _copy_over(new, to)


def _copy_over(new: Path, to: Path) -> None:
    with closing(sqlite3.connect(new)) as source, closing(sqlite3.connect(to, timeout=30.0)) as target:
        target.execute("PRAGMA journal_mode = WAL")
        target.execute("PRAGMA synchronous = FULL")
        source.backup(target)


def _serve_articles(home: Path, staged: Path, name: str) -> None:
    place = articles_home(home)
    from_archive = staged / place.relative_to(home) / name
    served = _moved(from_archive, place / name)
    articles.serve(place, served)


def _serve_generation(home: Path, staged: Path, name: str) -> None:
    served = _moved(staged / "generations" / name, generation.generations(home) / name)
    generation.serve(home, served.name)


def _moved(folder: Path, to: Path) -> Path:
    """Moves a folder beside others; under another name where a different one bears its own."""
    to.parent.mkdir(parents=True, exist_ok=True)
    if to.exists():
        if _digests(to) == _digests(folder):
            return to
        to = to.with_name(f"{to.name}-{os.urandom(3).hex()}")
    folder.rename(to)
    return to


def _digests(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): sha256_of(path) for path in _under(folder)}


@contextmanager
def scratch(folder: Path, prefix: str) -> Iterator[Path]:
    """A folder for the time being inside another, held so that nobody takes it for a leftover."""
    with tempfile.TemporaryDirectory(prefix=prefix, dir=folder) as name:
        handle = os.open(name, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_SH)
            yield Path(name)
        finally:
            os.close(handle)


def leftovers(home: Path) -> list[Path]:
    """What a killed backup, a killed restoring or a killed upload left behind."""
    places = (".backup-*", ".restore-*", "uploads/.arriving-*")
    return [path for start in places for path in home.glob(start) if path.is_dir() and not _at_work(path)]


def _at_work(folder: Path) -> bool:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def sweep(home: Path) -> int:
    """Removes leftovers; gives how many there were."""
    found = leftovers(home)
    for path in found:
        shutil.rmtree(path, ignore_errors=True)
    return len(found)
