"""Texts that were fetched, each in its act's folder, a record beside: from where, when, with what checksum.

Reads: the home. Writes: `fetched/<act>/` in it.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

_RECORD = "record.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """A text that was fetched."""

    act: str
    file: str
    url: str
    final_url: str
    fetched: str
    """Day on which the text came, ISO, UTC."""
    checked: str
    """Day on which the site was last asked whether it changed, ISO, UTC."""
    sha256: str
    bytes: int
    content_type: str
    etag: str
    last_modified: str
    names_act: bool
    """Whether the text holds the act's number."""

    @property
    def conditions(self) -> dict[str, str]:
        """Headers by which the site answers only where the text changed."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if value}


def fetched(home: Path) -> Path:
    """The folder of all fetched texts."""
    return home / "fetched"


def kept(home: Path, act: str) -> Kept | None:
    """What is kept of an act; None where nothing is, or where the file is not what the record says."""
    place = fetched(home) / act
    try:
        found = Kept(**json.loads((place / _RECORD).read_text(encoding="utf-8")))
        whole = hashlib.sha256((place / found.file).read_bytes()).hexdigest() == found.sha256
    except (OSError, ValueError, TypeError):
        return None
    return found if whole else None


def keep(home: Path, record: Kept, body: bytes | None) -> None:
    """Write a text (where it is new) and its record, each whole or not at all."""
    place = fetched(home) / record.act
    place.mkdir(parents=True, exist_ok=True)
    if body is not None:
        _whole(place / record.file, body)
    _whole(place / _RECORD, json.dumps(asdict(record), ensure_ascii=False, indent=1).encode() + b"\n")


def _whole(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.part")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
