"""A written lexical index is opened, also where nothing may be written.

Tantivy keeps lock files beside an index, even for reading. On a read-only disk it is given a folder of
links to the files instead, which never change once they are published.

Reads: a folder. Writes: nothing lasting.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import tantivy

from index.disk import READ_ONLY, reason_of

Links = tempfile.TemporaryDirectory[str]


def open_words(folder: Path) -> tuple[tantivy.Index, Links | None]:
    """The index in a folder, and links that must live as long as it; raises ValueError where it is none."""
    try:
        return tantivy.Index.open(str(folder)), None
    except ValueError as error:
        if reason_of(error) != READ_ONLY:
            raise
    links = Links(prefix="cancu-words-")
    for path in folder.iterdir():
        if not path.name.endswith(".lock"):
            (Path(links.name) / path.name).symlink_to(path.resolve())
    return tantivy.Index.open(links.name), links
