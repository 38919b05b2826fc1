"""Every task of the corpus, as a table.

Reads: nothing. Writes: models.
"""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field

from search_api.api.schemas.base import Model
from search_api.api.schemas.results import FacetValue

TaskDeadline = Literal["set", "passed", "soon", "none"]


class TaskInTable(Model):
    """A task, and who has which role in it."""

    document: str = Field(description="Mã văn bản: /v1/documents/{document}.")
    title: str
    section: str
    task: str
    eid: str = Field(description="Mục chứa nhiệm vụ: /v1/documents/{document}/units/{eid}.")
    start: int
    end: int
    page: int | None
    lead: list[str]
    coordinate: list[str]
    implement: list[str]
    guide: list[str]
    requested: list[str]
    deadline: str | None = Field(description="Thời hạn như văn bản viết.")
    due: datetime.date | None = Field(
        description="Ngày mà thời hạn ấy chỉ tới; null nếu không chỉ một ngày nào."
    )
    evidence: str
    unassigned: bool = Field(description="Văn bản không giao việc này cho cơ quan nào.")


class TaskTable(Model):
    """One page of the tasks."""

    tasks: list[TaskInTable]
    total: int
    facets: dict[str, list[FacetValue]] = Field(
        description="Mỗi bộ lọc đếm theo các bộ lọc khác, trừ chính nó."
    )
    next: str | None = None


class SuggestionRead(Model):
    """What the words typed so far may mean."""

    kind: Literal["agency", "directive", "document"]
    name: str
    about: str
    id: str


class SuggestionList(Model):
    """Suggestions from closed lists, the likeliest first."""

    suggestions: list[SuggestionRead]
