"""Every task over HTTP, narrowed and counted; as tables, and its deadlines as a calendar.

Reads: the library. Writes: routes `/v1/tasks…`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from index.library import Library
from search_api.api.paging import PageSize, PageToken, part
from search_api.api.problems import problems
from search_api.api.schemas import FacetValue, Role, TaskInTable, TaskTable
from search_api.api.sheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from search_api.api.shelf import OpenLibrary
from search_api.assigned import TaskRow, Wanted, by_deadline, every_task, facets, narrowed
from search_api.deadline_calendar import ICS_TYPE, as_calendar

router = APIRouter(prefix="/v1/tasks", tags=["Nhiệm vụ"])

VALUE_CHARACTERS = 300
HEADER = (
    *("Mục", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thực hiện", "Hướng dẫn", "Đề nghị", "Thời hạn"),
    *("Đến ngày", "Nguyên văn phân công", "Văn bản"),
)
Order = Annotated[
    Literal["text", "deadline"], Query(description="Thứ tự: như trong văn bản, hay theo thời hạn.")
]


async def wanted(
    agency: Annotated[
        str, Query(max_length=VALUE_CHARACTERS, description="Cơ quan có vai trò trong việc, theo tên chuẩn.")
    ] = "",
    role: Annotated[
        Role | Literal[""], Query(description="Vai trò của cơ quan ấy; hoặc của bất kỳ ai.")
    ] = "",
    document: Annotated[str, Query(max_length=VALUE_CHARACTERS, description="Mã văn bản.")] = "",
    section: Annotated[
        str, Query(max_length=60, description="Mục, kể cả các mục bên dưới: II, II.2.1.")
    ] = "",
    deadline: Annotated[
        Literal["", "set", "passed", "soon", "none"],
        Query(description="set: có thời hạn; passed: đã qua; soon: trong 30 ngày tới; none: không có."),
    ] = "",
    unassigned: Annotated[bool, Query(description="Chỉ những việc không giao cho ai.")] = False,
) -> Wanted:
    """The filters of a request."""
    return Wanted(agency, role, document, section, deadline, unassigned)


Narrowed = Annotated[Wanted, Depends(wanted)]


@router.get("", summary="Mọi nhiệm vụ", responses=problems(422, 503))
def tasks(
    library: OpenLibrary,
    narrow: Narrowed,
    order: Order = "text",
    page: PageToken = None,
    size: PageSize = 100,
) -> TaskTable:
    """Mỗi dòng là một việc, ai có vai trò gì, thời hạn, nguyên văn; kèm số đếm của từng bộ lọc."""
    return table(library, narrow, order, page, size)


def table(library: Library, narrow: Wanted, order: str, page: str | None, size: int) -> TaskTable:
    """One page of the tasks that are wanted."""
    every, today = every_task(library), date.today()
    rows = selected(library, narrow, order)
    here, following = part(rows, page, size)
    chosen = {name: str(value).lower() if value is True else value for name, value in asdict(narrow).items()}
    counted = facets(every, narrow, today)
    return TaskTable(
        tasks=[TaskInTable.model_validate(row) for row in here],
        total=len(rows),
        facets={
            name: [
                FacetValue(value=value, count=count, chosen=chosen[name] == value) for value, count in values
            ]
            for name, values in counted.items()
        },
        next=following,
    )


def selected(library: Library, narrow: Wanted, order: str) -> list[TaskRow]:
    """The tasks that are wanted, in the order asked for."""
    rows = narrowed(every_task(library), narrow, date.today())
    return by_deadline(rows) if order == "deadline" else rows


@router.get(
    ".csv",
    summary="Các nhiệm vụ, bảng CSV",
    response_class=Response,
    responses={200: {"content": {"text/csv": {}}}, **problems(422, 503)},
)
def tasks_csv(library: OpenLibrary, narrow: Narrowed, order: Order = "text") -> Response:
    """UTF-8 có dấu đầu tệp để Excel đọc đúng tiếng Việt."""
    return _file(as_csv(HEADER, _cells(selected(library, narrow, order))), CSV_TYPE, "nhiem-vu.csv")


@router.get(
    ".xlsx",
    summary="Các nhiệm vụ, bảng Excel",
    response_class=Response,
    responses={200: {"content": {XLSX_TYPE: {}}}, **problems(422, 503)},
)
def tasks_xlsx(library: OpenLibrary, narrow: Narrowed, order: Order = "text") -> Response:
    """Một trang tính, mọi ô là chữ."""
    cells = _cells(selected(library, narrow, order))
    return _file(as_xlsx("Nhiệm vụ", HEADER, cells), XLSX_TYPE, "nhiem-vu.xlsx")


@router.get(
    ".ics",
    summary="Thời hạn các nhiệm vụ, tệp lịch",
    response_class=Response,
    responses={200: {"content": {"text/calendar": {}}}, **problems(422, 503)},
)
def tasks_calendar(request: Request, library: OpenLibrary, narrow: Narrowed) -> Response:
    """Mỗi việc có thời hạn chỉ một ngày là một mục cả ngày; thời hạn lặp lại không đưa vào."""
    rows = selected(library, narrow, "deadline")
    name = f"Thời hạn: {narrow.agency}" if narrow.agency else "Thời hạn nhiệm vụ"
    return _file(as_calendar(name, rows, str(request.base_url)), ICS_TYPE, "thoi-han.ics")


def _cells(rows: Iterable[TaskRow]) -> Iterable[tuple[str, ...]]:
    for row in rows:
        parties = (row.lead, row.coordinate, row.implement, row.guide, row.requested)
        yield (
            row.section,
            row.task,
            *("; ".join(names) for names in parties),
            row.deadline or "",
            f"{row.due:%d/%m/%Y}" if row.due else "",
            row.evidence,
            row.title,
        )


def _file(body: bytes, media_type: str, name: str) -> Response:
    return Response(
        body, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
