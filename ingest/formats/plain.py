"""Plain text and Markdown."""

from __future__ import annotations

from pathlib import Path

from ingest.document import Line, Source


def read_plain(path: Path) -> Source:
    """The lines of a text file in UTF-8 (thin first version)."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return Source(path.name, "text", tuple(Line(text, number=n) for n, text in enumerate(lines, 1)))
