"""Files that come in over HTTP: who may send them, where they are kept, what becomes of them.

Reads: uploads, the home. Writes: files in `uploads/` of the home; a new generation.
"""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from pathlib import Path

from fastapi import UploadFile

from index import disk
from index.building import Report, add
from index.errors import Unusable
from index.scratch import scratch
from ingest.confined import MIB, Confinement, read_confined
from ingest.document import Document
from search_api.api.problems import Problem
from search_api.api.schemas import Added
from search_api.api.shelf import Shelf
from search_api.service import audit
from search_api.service.settings import ServiceSettings

NAME_CHARACTERS = 120
_UNSAFE = re.compile(r"[^\w.() +-]+")


def add_upload(shelf: Shelf, upload: UploadFile, settings: ServiceSettings) -> Added:
    """Keep an uploaded file, add it to the index and serve the result.

    Nobody vouches for the file: it is read in a process of its own. What is answered as added is on the
    disk, in the store, served, and in the log of writes. Raises Problem 422 where it cannot be read,
    503 where the index cannot be written now.
    """
    name = safe_name(upload.filename or "")
    try:
        with disk.told("Không nhận được văn bản"):
            kept, digest, size = _kept(shelf.home, upload, name)
            audit.record(shelf.home, "add", source=name, digest=digest, bytes=size)
            report = _added(shelf, kept, settings)
            [outcome] = report.outcomes
            if outcome.state == "failed":
                _drop(kept)
            audit.record(shelf.home, "added", document=outcome.document, digest=digest, outcome=outcome.state)
    except Unusable as error:
        raise Problem(503, str(error), {"Retry-After": "10"}) from error
    if outcome.state == "failed":
        raise Problem(422, outcome.reason or "Tệp không đọc được.")
    shelf.reopen()
    return Added(document=outcome.document, source=name, new=outcome.state == "read")


def _added(shelf: Shelf, kept: Path, settings: ServiceSettings) -> Report:
    limits = Confinement(settings.read_seconds, settings.read_mib * MIB)

    def read(path: Path) -> Document:
        return read_confined(path, limits)

    with shelf.metrics.build():
        return add(shelf.home, [kept], read=read)


def _drop(kept: Path) -> None:
    kept.unlink(missing_ok=True)
    with suppress(OSError):  # the same content may lie there under another name
        kept.parent.rmdir()


def safe_name(given: str) -> str:
    """The last part of a file's name, without anything that could lead to another place."""
    last = re.split(r"[/\\]", given)[-1]
    stem, dot, ending = _UNSAFE.sub("-", last).strip(" .-").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    return f"{stem[:NAME_CHARACTERS] or 'van-ban'}{dot}{ending[:10]}"


def _kept(home: Path, upload: UploadFile, name: str) -> tuple[Path, str, int]:
    """The file, on the disk, in a folder of its own content's name, so that no upload takes another's place.

    With its digest and its size.
    """
    folder = home / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with scratch(folder, ".arriving-") as waiting:
        arrived = waiting / name
        with arrived.open("wb") as out:
            while piece := upload.file.read(1 << 20):
                digest.update(piece)
                size += len(piece)
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        place = folder / digest.hexdigest()[:32] / name
        place.parent.mkdir(exist_ok=True)
        arrived.replace(place)
        for changed in (place.parent, folder):
            handle = os.open(changed, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
    return place, digest.hexdigest(), size
