"""A home is put back to what an archive of `index.backup` holds, while a server may be over it.

Everything is read and compared before anything is replaced; stores are replaced in one transaction each, the
generation by one rename, and what was there before is kept in `kept/`.

Reads: an archive. Writes: a home.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tarfile
import time
from contextlib import ExitStack, closing, suppress
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from index import disk, generation
from index.articles import folder as articles
from index.backup import AUDIT, CODIFIED, FORMAT, LIST, STORE, TOKENS, Kept, digest_of_list
from index.codification import store as codification
from index.codification.articles import articles_home
from index.errors import Unusable
from index.migrating import copy_store, unused
from index.scratch import scratch
from index.wholeness import sha256_of

_PIECE = 1 << 20
_MOST_LISTED = 64 * 1024 * 1024


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
    if digest != digest_of_list(told) or found != told.get("files"):
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
