"""Lines become the stored text: paragraphs joined over line and page breaks, letters made comparable.

Reads: Source. Writes: Text.
"""

from __future__ import annotations

import unicodedata

from ingest.document import Origin, Source, Text


def compose(source: Source) -> Text:
    """The stored text of a file's lines, with the map back to its pages and lines (thin first version)."""
    parts: list[str] = []
    origins: list[Origin] = []
    at = 0
    for line in source.lines:
        words = unicodedata.normalize("NFC", line.text).replace("*", "").strip()
        if not words:
            continue
        if parts and words[0].islower() and parts[-1].rstrip("\n")[-1] not in ".:;!?/”\"":
            parts[-1] = parts[-1].rstrip("\n") + " "
        origins.append(Origin(at, line.page, line.number))
        parts.append(words + "\n")
        at = sum(map(len, parts))
    printed = "".join(parts)
    return Text(printed, printed, tuple(origins))
