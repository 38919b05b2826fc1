"""A file becomes a Document. The stages, in order, stand in `ingest/reading.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.document import Document


def read(path: Path) -> Document:
    """The document in a file; raises `ingest.errors.Unreadable` where there is none to be read."""
    from ingest import reading  # a stage's module alone should not load all the others

    return reading.read(path)
