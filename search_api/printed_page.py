"""The printed page of a document that came as a PDF: whether there is one, and its picture.

Reads: the library, the file that a document was read from. Writes: pictures.
"""

from __future__ import annotations

import hashlib
import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.formats.pdf_picture import picture

if TYPE_CHECKING:
    from index.stored import StoredDocument

WIDTH = 900
"""Pixels across: what is legible beside the text on a screen of 1366."""
KEPT = 48
"""Pictures kept in memory; a page takes about a hundred kilobytes."""
AT_ONCE = threading.BoundedSemaphore(2)
"""Pages drawn at the same time; others wait."""
_BEGINS = b"%PDF-"
_LOOKED_AT = 1024


def printed_file(stored: StoredDocument) -> Path | None:
    """The PDF that a document was read from, where it still lies there unchanged; None otherwise."""
    path = Path(stored.source)
    if not stored.pages:
        return None
    try:
        state = path.stat()
        same = _digest(path, state.st_mtime_ns, state.st_size) == stored.digest
    except OSError:
        return None
    return path if same and _is_pdf(path) else None


def page_picture(path: Path, digest: str, page: int) -> bytes:
    """The picture of a page, from 1; raises NoPictureError where it cannot be drawn."""
    return _picture(path, digest, page)


@lru_cache(maxsize=KEPT)
def _picture(path: Path, digest: str, page: int) -> bytes:
    del digest  # a changed file is another picture
    with AT_ONCE:
        return picture(path, page, WIDTH)


@lru_cache(maxsize=256)
def _digest(path: Path, changed: int, size: int) -> str:
    del changed, size  # a changed file has another digest
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return _BEGINS in file.read(_LOOKED_AT)
