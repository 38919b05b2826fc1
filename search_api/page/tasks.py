"""Tasks: the table of all of them, an agency's own, the agencies.

Reads: the same functions as `/v1/tasks` and `/v1/agencies`. Writes: HTML.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from functools import partial

from fastapi import APIRouter
from starlette.responses import Response

from search_api import holdings
from search_api.api.paging import PageToken
from search_api.api.problems import Problem
from search_api.api.shelf import OpenLibrary
from search_api.api.tasks import Narrowed, Order, selected, table
from search_api.assigned import Wanted, every_task
from search_api.page import wording
from search_api.page.environment import address, page

router = APIRouter()

ROWS = 50
"""Tasks on one page of the table."""


@router.get("/tasks")
def tasks(
    library: OpenLibrary, narrow: Narrowed, order: Order = "text", page_token: PageToken = None
) -> Response:
    """Every task, narrowed."""
    chosen = asdict(narrow)
    rows = table(library, narrow, order, page_token, ROWS)
    shown = partial(wording.filter_value, titles=holdings.titles(library))
    kept = {**chosen, "order": order if order != "text" else ""}
    return page(
        "tasks.html",
        here="/tasks",
        rows=rows,
        every=len(every_task(library)),
        chosen=chosen,
        order=order,
        with_day=sum(row.due is not None for row in selected(library, narrow, order)),
        labels=wording.TASK_FILTERS,
        shown=shown,
        filter_words=lambda name: partial(shown, name),
        without=lambda name: address("/tasks", **{**kept, name: ""}),
        export=lambda ending: address(f"/v1/tasks.{ending}", **kept),
        next_page=address("/tasks", **kept, page_token=rows.next) if rows.next else None,
        first_page=address("/tasks", **kept) if page_token else None,
        agency_names={a.name for a in library.agencies()},
    )


@router.get("/agencies")
def agencies(library: OpenLibrary) -> Response:
    """The bodies that have a part in something."""
    return page("agencies.html", here="/tasks", agencies=holdings.agencies(library))


@router.get("/agencies/{agency}")
def agency(agency: str, library: OpenLibrary) -> Response:
    """A body's own tasks: what is due first, then by role."""
    found = holdings.agency(library, agency)
    if found is None:
        raise Problem(404, "Không có cơ quan nào mang mã này được giao việc trong các văn bản đã đọc.")
    by_role = defaultdict(list)
    for task in holdings.tasks(library, found.name):
        by_role[task.role].append(task)
    due = [row for row in selected(library, Wanted(agency=found.name), "deadline") if row.deadline]
    return page(
        "agency.html",
        here="/tasks",
        agency=found,
        by_role=by_role,
        due=due,
        titles=holdings.titles(library),
        export=lambda ending: address(f"/v1/tasks.{ending}", agency=found.name),
        table=address("/tasks", agency=found.name),
    )
