"""The folder of an article index: a lexical index that is whole, and vectors that may still be filling in.

Every build has a folder of its own, named by what it holds (texts, tokens, model); one pointer says which
is served, and is replaced by one rename. Vectors of the folder before are taken over, text by text.

Reads: a folder. Writes: its parts' places, the pointer, the manifest.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from index.engines.kept import drop_collections_of
from index.errors import Unusable

LEXICAL = "lexical"
IDS = "ids.json"
PROVISIONS = "provisions.json"
"""The number of each article in its act."""
_MANIFEST = "manifest.json"
_POINTER = "served"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder holds."""

    key: str
    """Digest of everything that decides what stands in it."""
    articles: int
    scheme: str
    model: str
    revision: str
    model_setting: str


def parts(home: Path, key: str) -> Path:
    """The folder of the build with this key."""
    return home / key


def served(home: Path) -> Path | None:
    """The folder that is served; None where there is none."""
    try:
        folder = home / (home / _POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return folder if (folder / _MANIFEST).is_file() else None


def earlier(home: Path, folder: Path) -> Path | None:
    """Another build that is there: the served one, or the last one before `folder` where that is served."""
    if (found := served(home)) != folder:
        return found
    others = [one for one in home.iterdir() if one != folder and (one / _MANIFEST).is_file()]
    return max(others, key=lambda one: (one / _MANIFEST).stat().st_mtime_ns, default=None)


def manifest(folder: Path) -> Manifest:
    """What a folder says of itself; raises Unusable where it cannot be read."""
    try:
        return Manifest(**json.loads((folder / _MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        why = "tệp mô tả chỉ mục bị hỏng hoặc thuộc phiên bản khác"
        raise Unusable(
            f"Không dùng được chỉ mục điều luật ở {folder}", why, "hãy dựng lại chỉ mục ấy"
        ) from error


def publish(home: Path, folder: Path, told: Manifest) -> None:
    """Serves a folder from now on."""
    (folder / _MANIFEST).write_text(json.dumps(asdict(told), ensure_ascii=False), encoding="utf-8")
    for path in (*folder.rglob("*"), folder):
        _to_disk(path)
    serve(home, folder)


def serve(home: Path, folder: Path) -> None:
    """Points at a folder that is whole on the disk, in one step."""
    beside = home / f".{_POINTER}-{os.getpid()}"
    beside.write_text(folder.name, encoding="utf-8")
    _to_disk(beside)
    beside.replace(home / _POINTER)
    _to_disk(home)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_others(home: Path, kept: Path) -> None:
    """Removes the folders that are no longer served; whoever still reads one keeps its open files."""
    for folder in home.iterdir():
        if folder.is_dir() and folder != kept:
            drop_collections_of(folder)
            shutil.rmtree(folder, ignore_errors=True)


def clear(folder: Path) -> None:
    """Makes an empty folder: what a killed build left there is of no use before the words are whole."""
    drop_collections_of(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
