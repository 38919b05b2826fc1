"""Form 5: a table with a column for the task and columns for who leads, who takes part, by when.

Reads: blocks with rows, Text. Writes: Assignment records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.agency import Level, Mention
from ingest.assignments.blocks import Block, section_of
from ingest.assignments.labels import value_roles
from ingest.assignments.parties import anybody, assignment
from ingest.assignments.vocabulary import ROLES, label_of
from ingest.document import Assignment, Row, Task, Text

Cell = tuple[int, int]
_ORDINAL_CELL = 12
_NUMBER = re.compile(r"[\dIVXivxa-zđ]{1,4}(?:\.\d{1,3}){0,4}[.)]?")


def find_tables(blocks: Sequence[Block], text: Text, level: Level | None) -> Iterator[tuple[Assignment, int]]:
    """An assignment for every row that gives a task to a body, with the index of its block."""
    rows = [b for b in blocks if b.row is not None]
    for _, table in groupby(rows, key=lambda b: b.row.table if b.row else -1):
        yield from _table(list(table), text, level)


def columns_of(cells: Sequence[Cell], text: Text) -> dict[int, str]:
    """The fields that the cells of a row name: column → role, `task`, `deadline` or `product`."""
    named = ((i, label_of(text.matching[a:b])) for i, (a, b) in enumerate(cells))
    return {i: name for i, name in named if name is not None}


def _table(table: Sequence[Block], text: Text, level: Level | None) -> Iterator[tuple[Assignment, int]]:
    columns: dict[int, str] = {}
    width = 0
    for block in table:
        row = block.row
        assert row is not None  # noqa: S101
        head = columns_of(row.cells, text)
        if _is_head(head):
            columns, width = head, len(row.cells)
            continue
        if columns and len(head) == len(row.cells) and set(head.values()) & {*ROLES, "task"}:
            columns = _second_head(columns, head, width)
            continue
        if columns and (found := _row(row, columns, width, block, text, level)) is not None:
            yield found, block.index


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
    row: Row, columns: dict[int, str], width: int, block: Block, text: Text, level: Level | None
) -> Assignment | None:
    cells = dict(enumerate(row.cells))
    if len(row.cells) > width and _ordinal(row, text):
        columns = {i + len(row.cells) - width: name for i, name in columns.items()}
    if len(row.cells) < max(columns) + 1:
        return None
    task_column = next((i for i, name in columns.items() if name == "task"), None)
    if task_column is None:
        task_column = _widest(row, columns)
    if task_column is None or not text.matching[slice(*cells[task_column])].strip():
        return None
    roles: dict[str, list[Mention]] = {}
    deadline = None
    for i, name in columns.items():
        start, end = cells[i]
        if name in ROLES:
            for role, who in value_roles(text.matching, start, end, name, level).items():
                roles.setdefault(role, []).extend(who)
        elif name == "deadline":
            deadline = text.printed[start:end].strip() or None
    if not anybody(roles):
        return None
    start, end = cells[task_column]
    task = Task(text.printed[start:end], start, end, block.unit.eid, block.unit.page)
    return assignment(section_of(block), [task], roles, text, [(row.start, row.end)], "table", deadline)


def _ordinal(row: Row, text: Text) -> bool:
    """Whether a row begins with its number, for which the head of the table may have no cell."""
    return _NUMBER.fullmatch(text.matching[slice(*row.cells[0])].strip()) is not None


def _widest(row: Row, columns: dict[int, str]) -> int | None:
    free = [(b - a, i) for i, (a, b) in enumerate(row.cells) if i not in columns and b - a > _ORDINAL_CELL]
    return max(free)[1] if free else None
