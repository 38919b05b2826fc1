"""What lies in a folder: which files are taken, and which are left, each with its reason.

Nothing of a folder is taken that is not in it: links that lead elsewhere are left, and so are files that
programs keep for themselves.

Reads: paths. Writes: Gathered.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_DOCUMENTS = frozenset(
    (
        ".txt", ".md", ".markdown", ".docx", ".docm", ".dotx", ".doc", ".dot", ".rtf", ".odt",
        ".html", ".htm", ".xhtml", ".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff",
    )
)  # fmt: skip
"""Endings of files that may be documents; whether one can be read, its content decides later."""
_MAGIC = (b"%pdf-", b"<!doctype html", b"<html", b"{\\rtf")
_LOCKS = re.compile(r"~\$.*|\.~lock\..*#|~WRL\d+\.tmp|.*\.(?:tmp|part|crdownload)", re.IGNORECASE)
_SYSTEM = frozenset(("thumbs.db", "desktop.ini", "ehthumbs.db"))
_DEEPEST = 64
"""Folders within folders beyond which no office keeps files."""


@dataclass(frozen=True, slots=True)
class Left:
    """A file or folder that is not taken, and why, in Vietnamese."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """The files that paths mean, each once, in a fixed order, and what was left."""

    files: tuple[Path, ...]
    left: tuple[Left, ...]


def gathered(paths: Sequence[Path]) -> Gathered:
    """The files that are named, whatever they are, and those below the folders that are named."""
    files: dict[Path, None] = {}
    left: list[Left] = []
    for path in paths:
        if not path.is_dir():
            files[path.resolve()] = None
            continue
        for found in _below(path.resolve()):
            if isinstance(found, Left):
                left.append(found)
            else:
                files[found] = None
    return Gathered(tuple(files), tuple(left))


def _below(folder: Path) -> Iterator[Path | Left]:
    """The files below a folder by name, and what is left; without recursion."""
    waiting = [(folder, 0)]
    while waiting:
        place, depth = waiting.pop()
        try:
            with os.scandir(place) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield Left(str(place), f"không mở được thư mục ({error.strerror or error})")
            continue
        inner: list[tuple[Path, int]] = []
        for entry in listed:
            path = Path(entry.path)
            reason = _left_at_sight(entry)
            if reason is not None:
                yield Left(entry.path, reason)
            elif not entry.is_dir(follow_symlinks=False):
                reason = _no_document(path)
                yield path if reason is None else Left(entry.path, reason)
            elif depth >= _DEEPEST:
                yield Left(entry.path, f"thư mục lồng quá {_DEEPEST} cấp")
            else:
                inner.append((path, depth + 1))
        waiting += reversed(inner)


def _left_at_sight(entry: os.DirEntry[str]) -> str | None:
    """Why an entry is left for its name or its kind; None where it may be taken."""
    if _LOCKS.fullmatch(entry.name):
        return "tệp tạm hoặc tệp khóa của chương trình soạn thảo"
    if entry.name.startswith("."):
        return "tệp hoặc thư mục ẩn"
    if entry.name.lower() in _SYSTEM:
        return "tệp của hệ điều hành"
    if entry.is_symlink():
        return "liên kết: chương trình không đi theo liên kết trong thư mục"
    if not entry.is_dir(follow_symlinks=False) and not entry.is_file(follow_symlinks=False):
        return "không phải tệp thường"
    return None


def _no_document(path: Path) -> str | None:
    """Why a regular file can be no document; its first bytes decide where its name does not."""
    if path.suffix.lower() in _DOCUMENTS:
        return None
    try:
        with path.open("rb") as file:
            start = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    except OSError as error:
        return f"không mở được tệp ({error.strerror or error})"
    if start.startswith(_MAGIC):
        return None
    named = f"đuôi «{path.suffix}»" if path.suffix else "không có đuôi"
    return f"không phải loại văn bản chương trình đọc được ({named})"
