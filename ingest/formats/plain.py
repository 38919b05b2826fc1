"""Plain text and Markdown.

Reads: bytes. Writes: Source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.document import Line, Source
from ingest.errors import Unreadable
from ingest.formats.decoding import decode
from ingest.formats.emphasis import without_emphasis, without_marks
from ingest.formats.pipes import Cell, is_lone_pipe, lone_pipe_rows, markdown_row
from ingest.limits import LIMITS, Limits

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x85\u2028\u2029]")
_PLAIN_END = re.compile(r"\r\n|[\n\r\x0b\u2028\u2029]")
_CONTROL = re.compile("[\x80-\x84\x86-\x9f]")
"""Beside these \x85 is a letter of an old encoding and no end of a line."""


def read_plain(name: str, data: bytes, limits: Limits = LIMITS) -> Source:
    """The lines of a text or Markdown file; form feeds part its pages. Raises `Unreadable`."""
    text = decode(name, data)
    pages = text.count("\f") + 1 if "\f" in text.strip() else None
    raw = list(_numbered(text, pages is not None))
    if len(raw) > limits.lines:
        raise Unreadable(name, f"tệp có hơn {limits.lines} dòng", "hãy tách tệp thành nhiều phần")
    reader = _Reader(markdown=name.lower().endswith((".md", ".markdown")))
    lines = tuple(reader.read(raw))
    return Source(name, "markdown" if reader.markdown else "text", lines, pages)


def _numbered(text: str, paged: bool) -> Iterator[Line]:
    """The file's lines as they stand, numbered from 1, with their page where form feeds tell it."""
    page = 1
    ends = _PLAIN_END if _CONTROL.search(text) else _LINE_END
    for number, line in enumerate(ends.split(text), 1):
        first, *rest = line.split("\f")
        yield Line(first, page if paged else None, number)
        for part in rest:
            page += 1
            yield Line(part, page, number)


@dataclass(slots=True)
class _Reader:
    """Goes through a file's lines once: tables first, then emphasis and the other marks."""

    markdown: bool
    tables: int = 0
    opened: bool = False
    cells: list[Line] = field(default_factory=list)
    previous: Line | None = None

    def read(self, raw: list[Line]) -> Iterator[Line]:
        at = 0
        while at < len(raw):
            if is_lone_pipe(raw[at].text) and (end := _table_end(raw, at)) > at:
                yield from self._lone_pipe_table(raw, at, end)
                at = end + 1
            elif is_lone_pipe(raw[at].text):
                yield Line("", raw[at].page, raw[at].number)
                at += 1
            elif "|" in raw[at].text and (rows := _pipe_block(raw, at, self.markdown)):
                yield from self._pipe_table(raw, at, rows)
                at += len(rows)
            else:
                yield self._line(raw[at])
                at += 1

    def _line(self, line: Line) -> Line:
        words, heading = without_marks(line.text) if self.markdown else (line.text, False)
        if not words.strip():
            self.opened = False
            return Line("", line.page, line.number)
        words, self.opened = without_emphasis(words, self.opened)
        ends = True if heading else False if self.opened else None
        return Line(words, line.page, line.number, ends_paragraph=ends)

    def _words(self, text: str) -> str:
        """The words of a cell, its own lines parted by newlines, lines joined where an emphasis runs on."""
        parts: list[str] = []
        opened = False
        for line in text.split("\n"):
            words, still = without_emphasis(without_marks(line)[0] if self.markdown else line, opened)
            words = words.strip()
            if parts and opened and words:
                parts[-1] = f"{parts[-1]} {words}"
            elif words:
                parts.append(words)
            opened = still and bool(words)
        return "\n".join(parts)

    def _lone_pipe_table(self, raw: list[Line], start: int, end: int) -> Iterator[Line]:
        segments: list[Cell] = []
        pending: list[str] = []
        number = raw[start].number or 0
        for line in raw[start + 1 : end + 1]:
            if is_lone_pipe(line.text):
                segments.append(Cell(self._words("\n".join(pending)), number))
                pending = []
            else:
                number = number if pending else (line.number or 0)
                pending.append(line.text)
        for row in lone_pipe_rows(segments):
            if any(cell.text for cell in row):
                cells = tuple(cell.text for cell in row)
                yield Line(" | ".join(cells), raw[start].page, row[0].number, cells, self.tables)
        self.tables += 1

    def _pipe_table(self, raw: list[Line], start: int, rows: list[tuple[str, ...]]) -> Iterator[Line]:
        for line, row in zip(raw[start:], rows, strict=False):
            cells = tuple(self._words(cell) for cell in row)
            if any(cells):
                yield Line(" | ".join(cells), line.page, line.number, cells, self.tables)
        self.tables += 1


def _table_end(raw: list[Line], start: int) -> int:
    """The index of a table's last lone pipe: no blank line after a pipe lies inside a table."""
    last = start
    at = start + 1
    after_pipe = True
    while at < len(raw):
        text = raw[at].text
        if is_lone_pipe(text):
            last, after_pipe = at, True
        elif not text.strip():
            if after_pipe and not _cell_goes_on(raw, at):
                break
        else:
            after_pipe = False
        at += 1
    return last


def _cell_goes_on(raw: list[Line], at: int) -> bool:
    """Whether the blank line at `at`, just after a pipe, opens a cell: another pipe follows close by."""
    return any(is_lone_pipe(line.text) for line in raw[at + 1 : at + 2])


def _pipe_block(raw: list[Line], start: int, markdown: bool) -> list[tuple[str, ...]]:
    """The rows of the pipe table that starts at a line; none for a sentence with a pipe in it."""
    rows: list[tuple[str, ...]] = []
    for line in raw[start:]:
        row = markdown_row(line.text)
        if row is None:
            break
        rows.append(row)
    ruled = len(rows) > 1 and rows[1] == ()
    framed = all(raw[start + n].text.strip().startswith("|") for n in range(len(rows)))
    ended = markdown and all(raw[start + n].text.rstrip().endswith("|") for n in range(len(rows)))
    return rows if rows and (ruled or framed or ended) else []
