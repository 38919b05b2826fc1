"""Every task of the corpus as one table, with who has which role in it, until when; narrowed and counted.

Reads: the library. Writes: rows of tasks, facets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from index.records import ROLES
from index.remembering import of_library
from ingest.due_day import due_day
from search_api.holdings import titles

if TYPE_CHECKING:
    from index.library import Library
    from index.stored import StoredAssignment, StoredTask
    from ingest.document import Party, Task

Deadline = Literal["set", "passed", "soon", "none"]
SOON = timedelta(days=30)
FACET_VALUES = 60
"""Values of a facet that are counted out; the commonest."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task, and who has which role in it."""

    document: str
    title: str
    section: str
    task: str
    eid: str
    start: int
    end: int
    page: int | None
    lead: tuple[str, ...]
    coordinate: tuple[str, ...]
    implement: tuple[str, ...]
    guide: tuple[str, ...]
    requested: tuple[str, ...]
    deadline: str | None
    due: date | None
    """The day that the deadline means, where its words mean one."""
    evidence: str
    unassigned: bool

    @property
    def agencies(self) -> tuple[str, ...]:
        """Everybody who has a role in it."""
        return tuple(dict.fromkeys(name for role in ROLES for name in getattr(self, role)))

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that somebody has in it."""
        return tuple(role for role in ROLES if getattr(self, role))

    @property
    def chapter(self) -> str:
        """The outermost number of its section."""
        return self.section.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What rows must satisfy; empty means anything. `agency` and `role` belong together."""

    agency: str = ""
    role: str = ""
    document: str = ""
    section: str = ""
    deadline: Deadline | Literal[""] = ""
    unassigned: bool = False


@of_library(1)
def every_task(library: Library) -> tuple[TaskRow, ...]:
    """All tasks in the order of their documents' texts; made once a generation."""
    named = titles(library)
    given = (
        _given(task, stored, named) for stored in library.assignments() for task in stored.assignment.tasks
    )
    alone = (_alone(library, one, named) for one in library.tasks(assigned=False))
    return tuple(sorted((*given, *alone), key=lambda row: (row.document, row.start)))


def _given(task: Task, stored: StoredAssignment, named: Mapping[str, str]) -> TaskRow:
    given = stored.assignment
    return TaskRow(
        document=stored.document,
        title=named.get(stored.document, stored.document),
        section=given.section,
        task=task.text,
        eid=task.unit,
        start=task.start,
        end=task.end,
        page=task.page,
        lead=_names(given.lead),
        coordinate=_names(given.coordinate),
        implement=_names(given.implement),
        guide=_names(given.guide),
        requested=_names(given.requested),
        deadline=given.deadline,
        due=due_day(given.deadline or ""),
        evidence=given.evidence,
        unassigned=False,
    )


def _alone(library: Library, one: StoredTask, named: Mapping[str, str]) -> TaskRow:
    task = one.task
    return TaskRow(
        document=one.document,
        title=named.get(one.document, one.document),
        section=_section(library, one.document, task),
        task=task.text,
        eid=task.unit,
        start=task.start,
        end=task.end,
        page=task.page,
        lead=(),
        coordinate=(),
        implement=(),
        guide=(),
        requested=(),
        deadline=None,
        due=None,
        evidence="",
        unassigned=True,
    )


def _names(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party.name for party in parties))


def _section(library: Library, document: str, task: Task) -> str:
    unit = library.unit(document, task.unit)
    return unit.section if unit else ""


def narrowed(rows: Iterable[TaskRow], wanted: Wanted, today: date) -> list[TaskRow]:
    """The rows that satisfy all of what is wanted, in their order."""
    return [row for row in rows if _fits(row, wanted, today)]


def by_deadline(rows: Iterable[TaskRow]) -> list[TaskRow]:
    """Rows whose deadline means a day first, the earliest on top; then other deadlines; then none."""
    return sorted(rows, key=lambda row: (row.due or date.max, row.deadline is None))


def facets(rows: Iterable[TaskRow], wanted: Wanted, today: date) -> dict[str, list[tuple[str, int]]]:
    """How many rows each value of a filter would leave, the other filters kept."""
    every = tuple(rows)

    def counted(without: Wanted, values: Callable[[TaskRow], Iterable[str]]) -> list[tuple[str, int]]:
        kept = narrowed(every, without, today)
        counts = Counter(value for row in kept for value in values(row) if value)
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:FACET_VALUES]

    def agencies(row: TaskRow) -> Iterable[str]:
        return getattr(row, wanted.role) if wanted.role else row.agencies

    def roles(row: TaskRow) -> Iterable[str]:
        named = wanted.agency
        return [role for role in row.roles if not named or named in getattr(row, role)]

    return {
        "agency": counted(replace(wanted, agency=""), agencies),
        "role": counted(replace(wanted, role=""), roles),
        "document": counted(replace(wanted, document=""), lambda row: (row.document,)),
        "section": sorted(counted(replace(wanted, section=""), lambda row: (row.chapter,))),
        "deadline": counted(replace(wanted, deadline=""), lambda row: _deadlines(row, today)),
        "unassigned": counted(
            replace(wanted, unassigned=False), lambda row: ("true",) if row.unassigned else ()
        ),
    }


def _fits(row: TaskRow, wanted: Wanted, today: date) -> bool:
    held = getattr(row, wanted.role) if wanted.role else row.agencies
    if wanted.agency and wanted.agency not in held:
        return False
    if wanted.role and not held:
        return False
    within = (wanted.section, wanted.section + ".")
    return (
        (not wanted.document or row.document == wanted.document)
        and (not wanted.section or row.section == within[0] or row.section.startswith(within[1]))
        and (not wanted.deadline or wanted.deadline in _deadlines(row, today))
        and (not wanted.unassigned or row.unassigned)
    )


def _deadlines(row: TaskRow, today: date) -> tuple[Deadline, ...]:
    if not row.deadline:
        return ("none",)
    if row.due is None:
        return ("set",)
    if row.due < today:
        return ("set", "passed")
    return ("set", "soon") if row.due <= today + SOON else ("set",)
