"""Generations: complete indexes in folders of their own, one of which is served.

A build writes a new folder beside the others and publishes it by renaming one small file over `CURRENT`. A
reader keeps the folder that it opened, and holds a shared lock on it, so that no build removes it meanwhile.

Reads: a home. Writes: manifests, `CURRENT`.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from index import wholeness
from index.engines.kept import drop_collections_of
from index.errors import Unusable

_FORMAT = 1
"""Raised when the files of a generation change, so that an older one is built anew."""
MANIFEST = "manifest.json"
IN_USE = "in-use"
UNLISTED = frozenset((IN_USE, MANIFEST))
"""Files that the list of a generation's files leaves out."""
_BUILDING = "building-"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was built from, and how much is in it."""

    id: str
    built: str
    """UTC, ISO."""
    corpus: str
    """Digest of the documents, the directives and the passages."""
    vocabulary: str
    """Digest of the reading code, the vocabularies and the catalogue."""
    model: str
    revision: str
    model_setting: str
    dimension: int
    tokens: str
    """How words are made for the lexical index."""
    documents: int
    passages: int
    directives: int
    format: int = _FORMAT


def store_path(home: Path) -> Path:
    """The store of a home."""
    return home / "store.sqlite"


def generations(home: Path) -> Path:
    """The folder of a home's generations."""
    return home / "generations"


def snapshot_path(folder: Path) -> Path:
    """The snapshot of the store in a generation."""
    return folder / "records.sqlite"


def current(home: Path) -> Path | None:
    """The folder of the generation that is served; None where nothing was published."""
    try:
        name = (home / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    folder = generations(home) / name
    return folder if name and (folder / MANIFEST).is_file() else None


def manifest(folder: Path) -> Manifest:
    """A generation's manifest; raises Unusable where it cannot be read or is of another format."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if told["format"] > _FORMAT:
            why = "do chương trình mới hơn dựng"
            raise Unusable(f"Không dùng được chỉ mục {folder.name}", why, "hãy cập nhật chương trình")
        read = Manifest(**told)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise _stale(folder, "tệp kê khai không đọc được") from error
    if read.format != _FORMAT:
        raise _stale(folder, "thuộc phiên bản khác của chương trình")
    return read


def must_be_whole(folder: Path) -> None:
    """Raises Unusable, naming the files, where some of a generation are missing or of another size."""
    broken = wholeness.changed(folder)
    if broken:
        raise _stale(folder, f"tệp {', '.join(broken[:3])} thiếu hoặc hỏng")


def new_folder(home: Path) -> Path:
    """An empty folder for a generation that is being built."""
    folder = generations(home) / f"{_BUILDING}{uuid.uuid4().hex[:12]}"
    folder.mkdir(parents=True)
    return folder


def publish(home: Path, folder: Path, described: Manifest) -> Path:
    """Makes a finished folder the generation that is served, in one step; gives its final place."""
    (folder / IN_USE).touch()
    wholeness.write_list(folder, UNLISTED)
    (folder / MANIFEST).write_text(
        json.dumps(asdict(described), ensure_ascii=False, indent=1), encoding="utf-8"
    )
    for path in folder.rglob("*"):
        _to_disk(path)
    place = generations(home) / described.id
    folder.rename(place)
    _to_disk(place.parent)
    serve(home, described.id)
    return place


def serve(home: Path, name: str) -> None:
    """Makes a published folder the one that is served, in one step."""
    pointer = home / f".current-{name}"
    pointer.write_text(name + "\n", encoding="utf-8")
    _to_disk(pointer)
    pointer.replace(home / "CURRENT")
    _to_disk(home)


def _to_disk(path: Path) -> None:
    """Waits until a file or folder is on the disk, so that what is published survives a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def hold(folder: Path) -> IO[bytes]:
    """Marks a generation as in use until the file that is given is closed."""
    mark = (folder / IN_USE).open("rb")
    fcntl.flock(mark, fcntl.LOCK_SH)
    return mark


def remove_unused(home: Path, kept: Collection[str] = ()) -> list[str]:
    """Removes what is neither served nor held, and what killed builds left; only while building.

    `kept` are generations that other machines may serve.
    """
    served = current(home)
    removed: list[str] = []
    for folder in _folders(home):
        if folder != served and folder.name not in kept and not held(folder):
            drop_collections_of(folder)
            shutil.rmtree(folder, ignore_errors=True)
            removed.append(folder.name)
    for pointer in home.glob(".current-*"):
        pointer.unlink(missing_ok=True)
    return removed


def left_behind(home: Path) -> list[Path]:
    """What killed builds left: folders that were never finished, pointers that were never put in place."""
    unfinished = [folder for folder in _folders(home) if folder.name.startswith(_BUILDING)]
    return [*unfinished, *home.glob(".current-*")]


def _folders(home: Path) -> list[Path]:
    place = generations(home)
    return sorted(p for p in place.iterdir() if p.is_dir()) if place.is_dir() else []


def held(folder: Path) -> bool:
    """Whether somebody on this machine has a generation open."""
    mark = folder / IN_USE
    if not mark.is_file():
        return False
    with mark.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextmanager
def building(home: Path) -> Iterator[None]:
    """Lets one builder at a time work on a home; raises Unusable where another is at work."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "build.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            why = "một lần dựng khác đang chạy trên thư mục này"
            raise Unusable(
                f"Không dựng được chỉ mục ở {home}", why, "hãy đợi lần dựng ấy xong rồi chạy lại"
            ) from None
        yield


def _stale(folder: Path, why: str) -> Unusable:
    return Unusable(f"Không dùng được chỉ mục {folder.name}", why, "hãy chạy lại «cancu build»")
