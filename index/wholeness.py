"""Whether the files of a finished folder are those that were written: sizes and digests beside them.

Sizes are compared whenever a folder is opened; digests by whoever examines or keeps a copy.

Reads: a folder. Writes: its list of files.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

LIST = "files.json"
_PIECE = 1 << 20


def sha256_of(path: Path) -> str:
    """The digest of a file, read piece by piece."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def write_list(folder: Path, leave_out: frozenset[str] = frozenset()) -> None:
    """Lists what stands in a folder now, by relative path; names that are left out may change later."""
    found = {
        path.relative_to(folder).as_posix(): [path.stat().st_size, sha256_of(path)]
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in leave_out and path.name != LIST
    }
    (folder / LIST).write_text(json.dumps(found, indent=1), encoding="utf-8")


def changed(folder: Path, *, digests: bool = False) -> list[str]:
    """Files that are missing or other than listed; nothing where a folder of before has no list."""
    try:
        listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError):
        return [LIST]
    if not isinstance(listed, dict):
        return [LIST]
    return [name for name, told in listed.items() if not _same(folder / name, told, digests)]


def _same(path: Path, told: object, digests: bool) -> bool:
    if not isinstance(told, list) or len(told) != 2:
        return False
    try:
        return path.stat().st_size == told[0] and (not digests or sha256_of(path) == told[1])
    except OSError:
        return False
