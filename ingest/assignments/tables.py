"""Form 5: a table with a column for the task and columns for who leads, who takes part, by when.

Reads: blocks with rows, Text. Writes: Assignment records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ingest.agency import Level, Mention
from ingest.assignments.blocks import Block, section_of
from ingest.assignments.labels import value_roles
from ingest.assignments.parties import anybody, assignment
from ingest.assignments.vocabulary import ROLES, label_of
from ingest.document import Assignment, Row, Task, Text

Cell = tuple[int, int]
Cells = dict[int, Cell]
"""The cells of a row by column."""
_ORDINAL_CELL = 12
_SHORT_OF_A_TASK = 80
"""Letters below which words without a final mark are taken for the name of a group."""
_NUMBER = re.compile(r"[\dIVXivxa-zđ]{1,4}(?:\.\d{1,3}){0,4}[.)]?")
_ROMAN = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])[.)]?")


@dataclass(slots=True)
class _State:
    """What the rows so far say of those that follow."""

    columns: dict[int, str] = field(default_factory=dict)
    width: int = 0
    opened: bool = False
    """Whether a row of content came behind the head."""
    above: Cells = field(default_factory=dict)
    """The cells of the last row that gave a task, with what it took over from above."""
    last: Cells = field(default_factory=dict)
    """The cells of the row above, whatever it was, with what it took over from above."""


def find_tables(blocks: Sequence[Block], text: Text, level: Level | None) -> Iterator[tuple[Assignment, int]]:
    """An assignment for every row that gives a task to a body, with the index of its block.

    A table without a head right behind another one of as many columns is the rest of it.
    """
    rows = [b for b in blocks if b.row is not None]
    state = _State()
    before: Block | None = None
    for _, group in groupby(rows, key=lambda b: b.row.table if b.row else -1):
        table = list(group)
        if before is None or not _goes_on(before, table[0], state):
            state = _State()
        yield from _table(table, text, level, state)
        before = table[-1]


def _goes_on(before: Block, first: Block, state: _State) -> bool:
    follows = first.index == before.index + 1 and first.row is not None
    return follows and first.row is not None and len(first.row.cells) == state.width


def columns_of(cells: Sequence[Cell], text: Text) -> dict[int, str]:
    """The fields that the cells of a row name: column → role, `task`, `deadline` or `product`."""
    named = ((i, label_of(text.matching[a:b])) for i, (a, b) in enumerate(cells))
    return {i: name for i, name in named if name is not None}


def _table(
    table: Sequence[Block], text: Text, level: Level | None, state: _State
) -> Iterator[tuple[Assignment, int]]:
    for block in table:
        row = block.row
        assert row is not None  # noqa: S101
        if _reads_head(row, text, state) or not state.columns:
            continue
        state.opened = True
        if _sections_off(row, text):
            state.above = state.last = {}
            continue
        cells = _aligned(row, state.columns, state.width, text)
        taken = {i: state.last[i] for i in row.merged if i in state.columns and i in state.last}
        cells = {**_with_those_above(cells, state.above, state.columns, text), **taken}
        state.last = cells
        if (found := _row(cells, state.columns, block, text, level)) is not None:
            state.above = cells
            yield found, block.index


def _reads_head(row: Row, text: Text, state: _State) -> bool:
    """Whether a row names columns; the state then knows them. A repeated head changes nothing."""
    head = columns_of(row.cells, text)
    if _is_head(head):
        if (head, len(row.cells)) != (state.columns, state.width):
            state.columns, state.width, state.above, state.last = head, len(row.cells), {}, {}
            state.opened = False
        return True
    named = set(head.values()) & {*ROLES, "task"}
    if not state.columns or not named:
        return False
    filled = sum(bool(_words(cell, text)) for cell in row.cells)
    if len(head) == len(row.cells):
        state.columns, state.width = (
            _second_head(state.columns, head, state.width),
            state.width + len(head) - 1,
        )
        return True
    if len(row.cells) == state.width and filled == len(head) and not state.opened:
        state.columns = {**state.columns, **head}
        return True
    return False


def _sections_off(row: Row, text: Text) -> bool:
    """Whether a row only names a group of the rows below, instead of a task under merged cells."""
    filled = [words for c in row.cells if (words := _words(c, text))]
    if len(filled) > 2:
        return False
    if len(filled) < 2 or _ROMAN.fullmatch(filled[0]):
        return True
    numbered = _NUMBER.fullmatch(filled[0]) is not None
    return numbered and not filled[1].endswith((".", ";")) and len(filled[1]) < _SHORT_OF_A_TASK


def _aligned(row: Row, columns: dict[int, str], width: int, text: Text) -> Cells:
    """Column → cell. Merged cells make a row shorter than its head, a nameless one makes it longer."""
    shift = 0
    if len(row.cells) > width and _ordinal(row, text):
        shift = len(row.cells) - width
    elif len(row.cells) < width and 0 not in columns and not _ordinal(row, text):
        shift = -1
    return {i: row.cells[i + shift] for i in columns if 0 <= i + shift < len(row.cells)}


def _with_those_above(cells: Cells, above: Cells, columns: dict[int, str], text: Text) -> Cells:
    """A row whose body is empty or merged away goes on with the bodies and the time of the row above."""
    leads = [i for i, name in columns.items() if name in ("lead", "implement")]
    if not above or any(i in cells and _words(cells[i], text) for i in leads):
        return {**{i: c for i, c in above.items() if i not in cells and columns[i] != "task"}, **cells}
    kept = {i: c for i, c in above.items() if columns[i] != "task"}
    return {**cells, **{i: c for i, c in kept.items() if i not in cells or not _words(cells[i], text)}}


def _words(cell: Cell, text: Text) -> str:
    return text.matching[slice(*cell)].strip()


def _is_head(columns: dict[int, str]) -> bool:
    fields = set(columns.values())
    return bool(fields & {"lead", "implement", "coordinate"}) and ("task" in fields or len(columns) >= 3)


def _second_head(columns: dict[int, str], head: dict[int, str], width: int) -> dict[int, str]:
    """`Cơ quan thực hiện` over `Chủ trì | Phối hợp`: the lower names take the place of the upper one."""
    at = next((i for i, name in columns.items() if name == "implement"), None)
    if at is None:
        return columns
    below = {at + i: name for i, name in head.items()}
    moved = {i + len(head) - 1 if i > at else i: name for i, name in columns.items() if i != at}
    return {**moved, **below}


def _row(
    cells: Cells, columns: dict[int, str], block: Block, text: Text, level: Level | None
) -> Assignment | None:
    row = block.row
    assert row is not None  # noqa: S101
    task_column = next((i for i, name in columns.items() if name == "task"), None)
    place = cells.get(task_column) if task_column is not None else _widest(row, cells)
    if place is None or not _words(place, text):
        return None
    roles: dict[str, list[Mention]] = {}
    deadline = None
    for i, (start, end) in sorted(cells.items()):
        if columns[i] in ROLES:
            for role, who in value_roles(text.matching, start, end, columns[i], level).items():
                roles.setdefault(role, []).extend(who)
        elif columns[i] == "deadline":
            deadline = text.printed[start:end].strip() or None
    if not anybody(roles):
        return None
    task = Task(text.printed[slice(*place)], *place, block.unit.eid, block.unit.page)
    return assignment(section_of(block), [task], roles, text, [(row.start, row.end)], "table", deadline)


def _ordinal(row: Row, text: Text) -> bool:
    """Whether a row begins with its number, for which the head of the table may have no cell."""
    return _NUMBER.fullmatch(text.matching[slice(*row.cells[0])].strip()) is not None


def _widest(row: Row, cells: Cells) -> Cell | None:
    named = set(cells.values())
    free = [c for c in row.cells if c not in named and c[1] - c[0] > _ORDINAL_CELL]
    return max(free, key=lambda c: c[1] - c[0], default=None)
