"""Files that come in over HTTP: who may send them, where they are kept, what becomes of them.

Reads: uploads, the home. Writes: files in `uploads/` of the home; a new generation.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import shutil
import tempfile
from pathlib import Path

from fastapi import Request, UploadFile

from index.building import add
from index.errors import Unusable
from search_api.api.problems import Problem
from search_api.api.schemas import Added
from search_api.api.shelf import Shelf

NAME_CHARACTERS = 120
_UNSAFE = re.compile(r"[^\w.() +-]+")


def must_hold_token(request: Request) -> None:
    """Let only those pass who send the server's token; nobody where the server has none."""
    token: str | None = request.app.state.token
    if not token:
        raise Problem(403, "Máy chủ này không nhận thêm văn bản: chưa đặt mã truy cập (biến CANCU_TOKEN).")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    # Headers are bytes that Starlette shows as Latin-1.
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode("latin-1"), token.encode()):
        raise Problem(401, "Mã truy cập thiếu hoặc không đúng.", {"WWW-Authenticate": "Bearer"})


def add_upload(shelf: Shelf, upload: UploadFile) -> Added:
    """Keep an uploaded file, add it to the index and serve the result.

    Raises Problem 422 where it cannot be read, 503 where the index cannot be written now.
    """
    name = safe_name(upload.filename or "")
    with tempfile.TemporaryDirectory() as waiting:
        arrived = Path(waiting) / name
        with arrived.open("wb") as out:
            shutil.copyfileobj(upload.file, out)
        kept = _kept(shelf.home, arrived)
    try:
        report = add(shelf.home, [kept])
    except Unusable as error:
        raise Problem(503, str(error), {"Retry-After": "10"}) from error
    [outcome] = report.outcomes
    if outcome.state == "failed":
        shutil.rmtree(kept.parent)
        raise Problem(422, outcome.reason or "Tệp không đọc được.")
    shelf.reopen()
    return Added(document=outcome.document, source=name, new=outcome.state == "read")


def safe_name(given: str) -> str:
    """The last part of a file's name, without anything that could lead to another place."""
    last = re.split(r"[/\\]", given)[-1]
    stem, dot, ending = _UNSAFE.sub("-", last).strip(" .-").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    return f"{stem[:NAME_CHARACTERS] or 'van-ban'}{dot}{ending[:10]}"


def _kept(home: Path, arrived: Path) -> Path:
    """The file in a folder of its own content's name, so that no upload takes another's place."""
    folder = home / "uploads" / hashlib.sha256(arrived.read_bytes()).hexdigest()[:32]
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / arrived.name
    shutil.move(arrived, place)
    return place
