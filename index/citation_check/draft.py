"""A submitted text or file, read as far as its citations; nothing of it is kept anywhere.

Reads: text or bytes. Writes: Draft.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.citation_check.alignment import Alignment, align
from ingest import citations, formats, structure, text
from ingest.document import Citation, Head, Source, Text, Unit
from ingest.formats.plain import read_plain
from ingest.head import read_head

TEXT_CHARACTERS = 2_000_000
"""A submitted text may be so long: some seven hundred pages."""
_NAME = "văn bản gửi kiểm tra"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is checked."""

    source: str
    format: str
    stored: Text
    units: tuple[Unit, ...]
    head: Head
    citations: tuple[Citation, ...]
    given: str
    """The text that offsets are told in: as submitted, or as read from a file."""
    alignment: Alignment | None
    """Between what was read and `given`; None where they are the same."""
    footnotes: tuple[tuple[int, int], ...] = ()
    warnings: tuple[str, ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a span of the read text stands in the given one."""
        return (start, end) if self.alignment is None else self.alignment.span(start, end)

    def as_read(self) -> Draft:
        """The same draft, its places told in the text as read: for what came in letters of another code."""
        warning = "Văn bản gửi lên dùng bảng mã khác; vị trí tính theo văn bản sau khi đọc."
        return replace(self, given=self.stored.printed, alignment=None, warnings=(*self.warnings, warning))


def draft_of_text(words: str) -> Draft:
    """A text that was typed or pasted; offsets are its own. Raises `Unreadable` where it says nothing."""
    source = read_plain(_NAME, words.replace("\0", " ").encode("utf-8", "replace"))
    draft = _read(source)
    return replace(draft, given=words, alignment=align(draft.stored.printed, words))


def draft_of_file(name: str, data: bytes) -> Draft:
    """A file given as bytes; offsets are those of the text read from it. Raises `Unreadable`."""
    return _read(formats.read_source(name, data))


def _read(source: Source) -> Draft:
    stored = text.compose(source)
    units = structure.outline(stored)
    head = read_head(stored, units, source.name, source.signed_on)
    cited = citations.find(stored, units, head)
    if _is_cited_only(stored, head, cited):
        head = Head(type=None, date=None, place=head.place)
        cited = citations.find(stored, units, head)
    return Draft(
        source.name,
        source.format,
        stored,
        tuple(units),
        head,
        cited,
        stored.printed,
        None,
        warnings=source.warnings,
    )


def _is_cited_only(stored: Text, head: Head, cited: tuple[Citation, ...]) -> bool:
    """Whether what was taken for the head's number is a citation: a sentence was sent, not a document."""
    if not head.number:
        return False
    first = next((c for c in cited if c.kind == "number" and c.number == head.number), None)
    return first is not None and head.number not in stored.matching[: first.start]
