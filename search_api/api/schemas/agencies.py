"""Bodies and their tasks.

Reads: nothing. Writes: models.
"""

from __future__ import annotations

from pydantic import Field

from search_api.api.schemas.answers import Successor
from search_api.api.schemas.base import Model, Role


class AgencySummary(Model):
    """A body that has a part in some task."""

    id: str = Field(description="Địa chỉ: /v1/agencies/{id}.")
    name: str
    known: bool = Field(description="Có trong bộ từ vựng cơ quan hay không; nếu không, tên là nguyên văn.")
    roles: dict[Role, int] = Field(description="Số lần được giao theo từng vai trò.")


class AgencyList(Model):
    """One page of the agencies."""

    agencies: list[AgencySummary]
    total: int
    next: str | None = None


class AgencyDetail(AgencySummary):
    """A body with its other names and with who took over from it."""

    aliases: list[str]
    successors: list[Successor]


class AgencyTask(Model):
    """A task in which the body has a role."""

    role: Role
    task: str
    document: str
    title: str | None
    section: str
    eid: str
    start: int
    end: int
    page: int | None
    lead: list[str]
    coordinate: list[str]
    implement: list[str]
    guide: list[str]
    requested: list[str]
    deadline: str | None
    evidence: str


class AgencyTasks(Model):
    """One page of a body's tasks, by role and in the order of the text."""

    agency: AgencyDetail
    tasks: list[AgencyTask]
    total: int
    next: str | None = None
