"""Lines become the stored text: paragraphs joined over line and page breaks, letters made comparable.

Reads: Source. Writes: Text.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from ingest.document import Line, Origin, Repair, Row, Source, Text
from ingest.letters import clean, comparable, misprints
from ingest.misreadings import misreadings
from ingest.paragraphs import paragraphs
from ingest.tables import unrolled


def compose(source: Source) -> Text:
    """The stored text of a file's lines, with the map back to its pages and lines; any lines are good."""
    parts: list[str] = []
    origins: list[Origin] = []
    rows: list[Row] = []
    at = 0
    for paragraph in paragraphs(unrolled(source.lines)):
        if paragraph.row is not None:
            text, row = _row(paragraph.row, at)
            if not row.cells:
                continue
            rows.append(row)
            origins.append(Origin(at, paragraph.row.page, paragraph.row.number))
        else:
            text = ""
            for glue, words, line in paragraph.pieces:
                text += glue
                origins.append(Origin(at + len(text), line.page, line.number))
                text += words
        parts.append(text + "\n")
        at += len(text) + 1
    printed = "".join(parts)
    matching, repairs = _read(printed, recognised=bool(source.recognised))
    return Text(printed, matching, tuple(origins), repairs, tuple(rows))


def place(text: Text, offset: int) -> tuple[int | None, int | None]:
    """Page and line of the file where an offset of the stored text stands, each where known."""
    found = bisect_right(text.origins, offset, key=lambda origin: origin.start) - 1
    if found < 0:
        return None, None
    origin = text.origins[found]
    return origin.page, origin.line


def repaired(text: Text, start: int, end: int) -> str:
    """The printed words from `start` to `end` with the known misprints that lie wholly within them mended."""
    parts: list[str] = []
    at = start
    first = bisect_right(text.repairs, start - 1, key=lambda repair: repair.start)
    for repair in text.repairs[first:]:
        if repair.end > end:
            break
        parts.append(text.printed[at : repair.start] + repair.repaired)
        at = repair.end
    return "".join(parts) + text.printed[at:end]


def _row(line: Line, at: int) -> tuple[str, Row]:
    """A table row as one line of the stored text, its cells parted by ` | `."""
    cells: list[str] = []
    spans: list[tuple[int, int]] = []
    start = at
    for cell in line.cells:
        words = clean(cell)
        spans.append((start, start + len(words)))
        cells.append(words)
        start += len(words) + 3
    text = " | ".join(cells)
    if not any(cells):
        spans = []
    return text, Row(at, at + len(text), line.table or 0, tuple(spans), line.merged)


def _read(printed: str, *, recognised: bool = False) -> tuple[str, tuple[Repair, ...]]:
    """What parsers look at, of the same length as the printed text, and the misprints found.

    In a `recognised` text what recognition misread is mended first.
    """
    seen = comparable(printed)
    misread = misreadings(seen) if recognised else []
    for repair in misread:
        seen = seen[: repair.start] + repair.repaired + seen[repair.end :]
    parts: list[str] = []
    repairs = [replace(r, printed=printed[r.start : r.end]) for r in misread]
    at = 0
    for repair in misprints(seen):
        repairs.append(Repair(repair.start, repair.end, printed[repair.start : repair.end], repair.repaired))
        if len(repair.repaired) == repair.end - repair.start:
            parts.append(seen[at : repair.start] + repair.repaired)
            at = repair.end
    return "".join(parts) + seen[at:], _apart(repairs)


def _apart(repairs: list[Repair]) -> tuple[Repair, ...]:
    """Repairs in order; of two that overlap the longer."""
    kept: list[Repair] = []
    for repair in sorted(repairs, key=lambda r: (r.start, -r.end)):
        if not kept or repair.start >= kept[-1].end:
            kept.append(repair)
    return tuple(kept)
