"""The headings above an article: parts, chapters, sections, subsections, in the order in which they stand.

Reads: the printed lines of headings. Writes: Heading records.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.codification.records import Heading

_LABEL = re.compile(
    r"(Phần|Chương|Tiểu mục|Mục)(?:\s+(?:thứ\s+)?(\S+?))?[.:]?(?:\s+(.*))?", re.IGNORECASE | re.DOTALL
)
_DEPTH = {"phần": 0, "chương": 1, "mục": 2, "tiểu mục": 3}


class HeadingPath:
    """The headings that stand above the place reached so far."""

    def __init__(self) -> None:
        self._path: list[Heading] = []

    @property
    def headings(self) -> tuple[Heading, ...]:
        """From the outside in."""
        return tuple(self._path)

    @property
    def innermost(self) -> str:
        """The anchor of the heading that stands last; empty where none does."""
        return self._path[-1].anchor if self._path else ""

    def open(self, label: str, anchor: str) -> None:
        """A heading begins: what is as deep or deeper ends."""
        found = _LABEL.fullmatch(label)
        kind = found[1].capitalize() if found else ""
        number = (found[2] or "") if found else ""
        title = (found[3] or "") if found else label
        depth = _DEPTH.get(kind.lower(), max(_DEPTH.values()) + 1)
        while self._path and _depth(self._path[-1]) >= depth:
            self._path.pop()
        self._path.append(Heading(kind, number, title, anchor))

    def entitle(self, words: str) -> None:
        """The line below a heading's label is its title."""
        if not self._path:
            self.open(words, "")
        elif words:
            last = self._path[-1]
            self._path[-1] = replace(last, title=f"{last.title} {words}".strip())


def _depth(heading: Heading) -> int:
    return _DEPTH.get(heading.kind.lower(), max(_DEPTH.values()) + 1)
