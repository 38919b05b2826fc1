"""Bodies and their tasks over HTTP, also as tables.

Reads: the library. Writes: routes `/v1/agencies…`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from search_api import holdings
from search_api.api import examples
from search_api.api.paging import PageSize, PageToken, part
from search_api.api.problems import Problem, problems
from search_api.api.schemas import AgencyDetail, AgencyList, AgencyTask, AgencyTasks, Role
from search_api.api.sheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from search_api.api.shelf import OpenLibrary
from search_api.page.wording import ROLE_LABELS, day

router = APIRouter(prefix="/v1/agencies", tags=["Cơ quan"])

AgencyId = Annotated[
    str,
    Path(
        max_length=300, description="Mã cơ quan.", openapi_examples={"Sở Tư pháp": {"value": examples.AGENCY}}
    ),
]
Roles = Annotated[tuple[Role, ...], Query(max_length=5, description="Chỉ những vai trò này.")]

HEADER = ("Vai trò", "Nhiệm vụ", "Mục", "Chủ trì", "Phối hợp", "Thời hạn", "Nguyên văn phân công", "Văn bản")


def _agency(agency: AgencyId, library: OpenLibrary) -> AgencyDetail:
    found = holdings.agency(library, agency)
    if found is None:
        raise Problem(404, "Không có cơ quan nào mang mã này được giao việc trong các văn bản đã đọc.")
    return found


Agency = Annotated[AgencyDetail, Depends(_agency)]


@router.get("", summary="Các cơ quan", responses=problems(422, 503))
def agencies(library: OpenLibrary, page: PageToken = None, size: PageSize = 100) -> AgencyList:
    """Các cơ quan được giao việc, cơ quan chủ trì nhiều việc nhất đứng trước."""
    every = holdings.agencies(library)
    here, following = part(every, page, size)
    return AgencyList(agencies=here, total=len(every), next=following)


@router.get("/{agency}", summary="Một cơ quan", responses=problems(404, 422, 503))
def agency(agency: Agency) -> AgencyDetail:
    """Tên gọi khác, và cơ quan nay đảm nhận nếu cơ quan này không còn."""
    return agency


@router.get(
    "/{agency}/tasks",
    summary="Việc của một cơ quan",
    operation_id="agency_tasks",
    responses=problems(404, 422, 503),
)
def tasks(
    agency: Agency,
    library: OpenLibrary,
    role: Roles = (),
    page: PageToken = None,
    size: PageSize = 100,
) -> AgencyTasks:
    """Mỗi dòng là một việc và một vai trò; theo vai trò rồi theo thứ tự trong văn bản."""
    every = holdings.tasks(library, agency.name, role)
    here, following = part(every, page, size)
    return AgencyTasks(agency=agency, tasks=here, total=len(every), next=following)


@router.get(
    "/{agency}/tasks.csv",
    summary="Việc của một cơ quan, bảng CSV",
    operation_id="agency_tasks_csv",
    response_class=Response,
    responses={200: {"content": {"text/csv": {}}}, **problems(404, 422, 503)},
)
def tasks_csv(
    agency: Agency,
    library: OpenLibrary,
    role: Roles = (),
) -> Response:
    """UTF-8 có dấu đầu tệp để Excel đọc đúng tiếng Việt."""
    table = as_csv(HEADER, _rows(holdings.tasks(library, agency.name, role)))
    return _file(table, CSV_TYPE, f"{agency.id}.csv")


@router.get(
    "/{agency}/tasks.xlsx",
    summary="Việc của một cơ quan, bảng Excel",
    operation_id="agency_tasks_xlsx",
    response_class=Response,
    responses={200: {"content": {XLSX_TYPE: {}}}, **problems(404, 422, 503)},
)
def tasks_xlsx(
    agency: Agency,
    library: OpenLibrary,
    role: Roles = (),
) -> Response:
    """Một trang tính, mọi ô là chữ."""
    table = as_xlsx(agency.name, HEADER, _rows(holdings.tasks(library, agency.name, role)))
    return _file(table, XLSX_TYPE, f"{agency.id}.xlsx")


def _rows(found: Iterable[AgencyTask]) -> Iterable[tuple[str, ...]]:
    labels = dict(ROLE_LABELS)
    for t in found:
        yield (
            labels[t.role],
            t.task,
            t.section,
            "; ".join(t.lead),
            "; ".join(t.coordinate),
            day(t.deadline),
            t.evidence,
            t.title or t.document,
        )


def _file(table: bytes, media_type: str, name: str) -> Response:
    return Response(
        table, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
