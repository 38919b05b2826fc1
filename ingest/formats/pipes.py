"""Tables drawn with pipes: Markdown's rows, and cells that stand between lines of one lone pipe.

Reads: numbered lines. Writes: rows of cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SEPARATOR = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")
_COUNTER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,5}|[A-Za-zĐđ]|[-+–])[.)]?")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, line by line, and the number of the file's line where it starts."""

    text: str
    number: int


def is_lone_pipe(line: str) -> bool:
    """Whether a line is the border between two cells."""
    return line.strip() == "|"


def markdown_row(line: str) -> tuple[str, ...] | None:
    """The cells of a Markdown table row, () for the rule under a table's head, None for another line."""
    if "|" not in line or is_lone_pipe(line):
        return None
    if "-" in line and _SEPARATOR.fullmatch(line):
        return ()
    cells = _UNESCAPED_PIPE.split(line)
    if not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) < 1 or (len(cells) == 1 and not line.rstrip().endswith("|")):
        return None
    return tuple(cell.strip() for cell in cells)


def lone_pipe_rows(segments: Sequence[Cell]) -> Iterator[tuple[Cell, ...]]:
    """The rows of a table given as what stands between its lone pipes, in order.

    A row opens with a pipe and closes with one, so that between two rows lies nothing, which looks like an
    empty cell: the rows are those that leave the fewest of another length than the table's, a row that is
    short by a merged cell or starts without a counter being possible but worse.
    """
    width = _width(segments)
    cuts = _cuts(segments, width)
    start = 0
    for cut in (*cuts, len(segments)):
        row = segments[start:cut]
        if row:
            yield tuple(row)
        start = cut + 1


def _width(segments: Sequence[Cell]) -> int:
    """How many cells most rows have: the commonest distance of two gaps, or the first row's."""
    lengths: dict[int, int] = {}
    run = first = 0
    for cell in segments:
        if cell.text:
            run += 1
            continue
        if run:
            first = first or run
            lengths[run] = lengths.get(run, 0) + 1
        run = 0
    first = first or run
    best = max(lengths, key=lambda length: (lengths[length], length), default=first)
    return first if lengths.get(first, 0) * 4 >= lengths.get(best, 0) or first > best else best


def _cuts(segments: Sequence[Cell], width: int) -> list[int]:
    """Where the empty segments between two rows stand."""
    gaps = [-1, *(n for n, cell in enumerate(segments) if not cell.text), len(segments)]
    best: dict[int, tuple[int, int]] = {-1: (0, -1)}
    low = 0
    for n, gap in enumerate(gaps[1:], 1):
        while gap - gaps[low] > 2 * width + 2 and low < n - 1:
            low += 1
        best[gap] = min(
            (best[start][0] + _cost(segments, start + 1, gap, width), start) for start in gaps[low:n]
        )
    cuts: list[int] = []
    at = best[gaps[-1]][1]
    while at >= 0:
        cuts.append(at)
        at = best[at][1]
    return cuts[::-1]


def _cost(segments: Sequence[Cell], start: int, end: int, width: int) -> int:
    """How unlike a row of the table the segments from `start` to `end` are."""
    length = end - start
    if length <= 0:
        return 8
    if length > width:
        return 20 + 5 * (length - width)
    counted = bool(_COUNTER.fullmatch(segments[start].text.strip("* ")))
    cost = 0 if counted else 1 if not segments[start].text else 2
    if length < width:
        cost += 4 + 3 * sum(not segments[n].text for n in range(start, end))
    return cost
