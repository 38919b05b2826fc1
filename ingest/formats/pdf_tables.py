"""The tables that ruled lines make on a PDF page.

Reads: a page of pdfplumber, its words. Writes: RuledTable records, whose rows are TextLines.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ingest.formats.pdf_lines import TextLine, joined, line_of, visual_lines
from ingest.formats.pdf_words import PlumberPage, Word

_FEW = 2
_THIN = 3.0
_MOST_ENDS = 20


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A ruled table: the words inside it and its cells' boxes, row by row."""

    words: tuple[Word, ...]
    rows: tuple[tuple[tuple[float, float, float, float] | None, ...], ...]

    def lines(self, number: int) -> list[TextLine]:
        """The rows as lines of the table with this number."""
        result: list[TextLine] = []
        for at, row in enumerate(self.rows):
            inside = [[w for w in self.words if box and _within(w, box)] for box in row]
            words = [word for cell in inside for word in cell]
            if not words:
                continue
            cells = tuple("\n".join(joined(line) for line in visual_lines(cell)) for cell in inside)
            line = line_of(sorted(words, key=lambda w: w.top), " | ".join(cells))
            merged = self._merged(at)
            result.append(
                dataclasses.replace(line, bold=False, marked=False, cells=cells, table=number, merged=merged)
            )
        return result

    def _merged(self, at: int) -> tuple[int, ...]:
        """The cells of a row that have no box of their own and lie within the box of a cell above them."""
        boxes = [box for box in self.rows[at] if box]
        if not boxes:
            return ()
        middle = (max(box[1] for box in boxes) + min(box[3] for box in boxes)) / 2
        return tuple(
            n
            for n, box in enumerate(self.rows[at])
            if box is None
            and any((b := row[n]) and b[1] < middle < b[3] for row in self.rows[:at] if n < len(row))
        )


def ruled_tables(page: PlumberPage, words: Sequence[Word]) -> list[RuledTable]:
    """The tables that ruled lines make, of two columns and more; a frame around a page's text is none."""
    if len(page.lines) + sum(map(_is_ruled, page.rects)) < 2 * _FEW:
        return []
    tables: list[RuledTable] = []
    ruled = page.filter(lambda item: item["object_type"] == "line" or _is_ruled(item))
    for found in ruled.find_tables({"explicit_horizontal_lines": _open_ends(ruled)}):
        rows = tuple(tuple(row.cells) for row in found.rows)
        if max((sum(box is not None for box in row) for row in rows), default=0) < _FEW or len(rows) > 2_000:
            continue
        inside = tuple(
            word for word in words if any(box and _within(word, box) for row in rows for box in row)
        )
        if inside:
            tables.append(RuledTable(inside, rows))
    return tables


def _open_ends(ruled: PlumberPage) -> list[float]:
    """Where several upright rules end together and no level rule closes them: a row broken by the page."""
    upright = [edge for edge in ruled.edges if edge["orientation"] == "v"]
    level = [edge["top"] for edge in ruled.edges if edge["orientation"] == "h"]
    ends: list[float] = []
    for at in sorted({round(edge[end]) for edge in upright for end in ("top", "bottom")}):
        places = {round(e["x0"]) for e in upright for end in ("top", "bottom") if abs(e[end] - at) < _THIN}
        closed = any(abs(at - y) < _THIN for y in level) or (ends and abs(at - ends[-1]) < 2 * _THIN)
        if len(places) > _FEW and not closed:
            ends.append(float(at))
    return ends[:_MOST_ENDS]


def _is_ruled(item: dict[str, Any]) -> bool:
    """Whether a rectangle is drawn as a line or a frame; a filled one is only the ground behind words."""
    if item["object_type"] != "rect":
        return False
    return min(item["width"], item["height"]) < _THIN or bool(item["stroke"] and not item["fill"])


def _within(word: Word, box: tuple[float, float, float, float]) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x < box[2] and box[1] <= y < box[3]
