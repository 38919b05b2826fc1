"""The body of a Word document, a cell, a text box or a note becomes lines.

Reads: elements of a Word document. Writes: Line records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.document import Line
from ingest.formats.rows import MOST_COLUMNS, GridCell, laid_out
from ingest.formats.word_numbering import Numbering
from ingest.formats.word_package import Element, W
from ingest.formats.word_runs import Piece, Runs, is_removed
from ingest.limits import Limits

_HOLDERS = frozenset(f"{W}{kind}" for kind in ("ins", "customXml", "smartTag", "moveTo", "sdtContent"))
_INSIDE = (*_HOLDERS, f"{W}sdt")

Fonts = tuple[tuple[int, str], ...]
_NO_FONT: Fonts = ((0, ""),)


@dataclass(slots=True)
class Body:
    """Goes through a document's elements in order."""

    runs: Runs
    numbering: Numbering
    limits: Limits
    tables: int = 0
    count: int = 0
    exhausted: bool = False
    too_deep: bool = False
    later: list[tuple[int, Element]] = field(default_factory=list)
    """Notes marked inside a table: they follow it."""
    in_table: int = 0

    def lines(self, container: Iterable[Element], depth: int) -> Iterator[Line]:
        """The lines of everything in a body, cell, text box or note."""
        if depth > self.limits.depth:
            self.too_deep = True
            return
        open_end: Piece | None = None
        for element in _flat(container):
            if self.exhausted:
                return
            if element.tag == f"{W}p":
                piece = open_end or Piece()
                self.runs.gather(element, piece)
                open_end = piece if is_removed(element) else None
                if open_end is None:
                    yield from self._paragraph(self.numbering.mark(element), piece, depth)
            elif element.tag == f"{W}tbl":
                yield from self._table(element, depth)
            elif element.tag == f"{W}altChunk":
                self.runs.seen["chunks"] += 1
        if open_end is not None and open_end.text.strip():
            yield from self._paragraph("", open_end, depth)

    def _paragraph(self, mark: str, piece: Piece, depth: int) -> Iterator[Line]:
        """A paragraph's lines, then its text boxes and notes."""
        self.count += 1
        self.exhausted = self.count > self.limits.lines
        first = piece.runs[0][1] if piece.runs else ""
        runs = [(mark, first), *piece.runs] if mark else piece.runs
        parts = list(_split(runs))
        for n, part in enumerate(parts):
            last = n == len(parts) - 1
            yield Line("".join(t for t, _ in part), ends_paragraph=True if last else None, fonts=_fonts(part))
        for box in piece.boxes:
            yield from self.lines(box, depth + 1)
        if self.in_table:
            self.later += piece.notes
            return
        for number, note in piece.notes:
            yield from self._note(number, note, depth)

    def _note(self, number: int, note: Element, depth: int) -> Iterator[Line]:
        """A note as one paragraph of its own that opens with its mark."""
        found = [line for line in self.lines(note, depth + 1) if line.text.strip()]
        for n, line in enumerate(found):
            text = line.text.strip()
            moved = len(line.text) - len(line.text.lstrip())
            before = f"[{number}] " if n == 0 else ""
            fonts = _shifted(line.fonts, len(before) - moved)
            yield Line(before + text, role="footnote", ends_paragraph=n == len(found) - 1, fonts=fonts)

    def _table(self, table: Element, depth: int) -> Iterator[Line]:
        number = self.tables
        self.tables += 1
        rows = [row for row in _children(table, "tr") if not _is_deleted_row(row)]
        if max((len(list(_children(row, "tc"))) for row in rows), default=0) < 2 or _only_lays_out(rows):
            for row in rows:
                for cell in _children(row, "tc"):
                    yield from self.lines(cell, depth + 1)
            return
        self.in_table += 1
        for line in laid_out([self._row(row, depth) for row in rows], number):
            self.count += 1
            yield line
        self.in_table -= 1
        if not self.in_table:
            notes, self.later = self.later, []
            for mark, note in notes:
                yield from self._note(mark, note, depth)

    def _row(self, row: Element, depth: int) -> list[GridCell]:
        """The cells of a row, with an empty one for columns that it leaves out at its start."""
        before = _count(row, "trPr", "gridBefore")
        return [GridCell("", before)] * bool(before) + [
            self._cell(cell, depth) for cell in _children(row, "tc")
        ]

    def _cell(self, cell: Element, depth: int) -> GridCell:
        """A cell, the lines of its text parted by newlines; without text where a cell above goes on."""
        wide = _count(cell, "tcPr", "gridSpan") or 1
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and merge.get(f"{W}val") in (None, "continue"):
            return GridCell("", wide, above=True)
        text = ""
        fonts: list[tuple[int, str]] = []
        for line in self.lines(cell, depth + 1):
            words = line.text.strip()
            if words:
                text += "\n" if text else ""
                moved = len(line.text) - len(line.text.lstrip())
                fonts += _shifted(line.fonts or _NO_FONT, len(text) - moved)
                text += words
        return GridCell(text, wide, fonts=tuple(fonts))


def _count(element: Element, properties: str, name: str) -> int:
    """How many columns of the grid a property of a row or a cell says; 0 where it says none, or nonsense."""
    found = element.find(f"{W}{properties}/{W}{name}")
    said = found.get(f"{W}val") if found is not None else None
    return min(int(said), MOST_COLUMNS) if said and said.isascii() and said.isdigit() else 0


def _flat(container: Iterable[Element]) -> Iterator[Element]:
    """The paragraphs and tables of a container, those inside content controls and insertions too."""
    stack = list(container)[::-1]
    while stack:
        element = stack.pop()
        if element.tag in _INSIDE:
            stack.extend(reversed(element))
        else:
            yield element


def _children(element: Element, local: str) -> Iterator[Element]:
    """The children of a kind, those inside content controls and insertions too."""
    return (child for child in _flat(element) if child.tag == f"{W}{local}")


def _is_deleted_row(row: Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _only_lays_out(rows: Sequence[Element]) -> bool:
    """Whether a table only lays the page out: half of its rows or more hold tables in their cells."""
    holding = sum(any(cell.find(f".//{W}tbl") is not None for cell in _children(row, "tc")) for row in rows)
    return holding > 0 and 2 * holding >= len(rows)


def _split(runs: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Runs cut into the lines that breaks inside the paragraph make."""
    line: list[tuple[str, str]] = []
    for text, font in runs:
        first, *rest = text.split("\n")
        line.append((first, font))
        for part in rest:
            yield line
            line = [(part, font)]
    yield line


def _fonts(runs: Sequence[tuple[str, str]]) -> Fonts:
    """From which character on which font is used; empty where none is named."""
    found: list[tuple[int, str]] = []
    at = 0
    for text, font in runs:
        if text and (not found or found[-1][1] != font):
            found.append((at, font))
        at += len(text)
    return tuple(found) if any(font for _, font in found) else ()


def _shifted(fonts: Sequence[tuple[int, str]], by: int) -> Fonts:
    return tuple((max(0, at + by), font) for at, font in fonts)
