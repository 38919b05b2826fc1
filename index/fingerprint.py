"""What an index depends on beside its files: code and vocabularies, as digests.

Reads: installed modules and data. Writes: digests.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def reader() -> str:
    """The state of everything that decides how a file is read and cut into passages."""
    return _digest(
        [files("ingest"), files("corpus").joinpath("vocabulary"), files("index").joinpath("passages.py")]
    )


@cache
def vocabulary() -> str:
    """The state of everything that decides what is known: the reader, the catalogue, the directives."""
    return _digest([files("corpus").joinpath("catalog"), files("index").joinpath("directives.py")], reader())


@cache
def codification() -> str:
    """The state of everything that decides how a release of the codification is read."""
    vocabulary = files("corpus").joinpath("vocabulary")
    words = [vocabulary.joinpath(name) for name in ("codification_notes.toml", "document_types.toml")]
    return _digest([files("ingest").joinpath("codification"), *words])


def _digest(places: list[Traversable], start: str = "") -> str:
    digest = hashlib.sha256(start.encode())
    for place in places:
        for name, entry in _files(place, place.name):
            digest.update(name.encode() + b"\0" + entry.read_bytes())
    return digest.hexdigest()[:16]


def _files(place: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    if place.is_file():
        if name.endswith((".py", ".toml", ".sql")):
            yield name, place
    elif place.is_dir() and not place.name.startswith(("__pycache__", ".")):
        for entry in sorted(place.iterdir(), key=lambda e: e.name):
            yield from _files(entry, f"{name}/{entry.name}")
