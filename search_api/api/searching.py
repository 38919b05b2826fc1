"""A search over HTTP.

Reads: the library. Writes: routes `/v1/search`.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from starlette.responses import Response

from index.library import Library
from index.records import Filters
from index.searching import search
from search_api.api import examples
from search_api.api.limits import PAGE_SIZE, QUESTION_CHARACTERS
from search_api.api.paging import PageToken
from search_api.api.problems import problems
from search_api.api.schemas import Found, Kind, Role, says_something
from search_api.api.shelf import OpenLibrary, written
from search_api.service.metrics import searched

router = APIRouter(prefix="/v1", tags=["Tìm"])

VALUES = 20
"""Values that one filter may name."""
VALUE_CHARACTERS = 300

Words = Annotated[
    str,
    Query(
        min_length=1,
        max_length=QUESTION_CHARACTERS,
        description="Từ ngữ cần tìm.",
        openapi_examples={"hòa giải": {"value": examples.SEARCH}},
    ),
    AfterValidator(says_something),
]
Value = Annotated[str, Field(max_length=VALUE_CHARACTERS)]
Values = Annotated[tuple[Value, ...], Query(max_length=VALUES)]
Size = Annotated[int, Query(ge=1, le=PAGE_SIZE, description="Số đoạn mỗi trang.")]


class Narrowing(BaseModel):
    """The filters of a search; several values of one filter widen it, several filters narrow."""

    model_config = ConfigDict(frozen=True)

    kind: tuple[Kind, ...] = ()
    type: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    agency: tuple[str, ...] = ()
    role: tuple[Role, ...] = ()
    document: tuple[str, ...] = ()

    def filters(self) -> Filters:
        """The filters as the index takes them."""
        return Filters(
            kinds=self.kind,
            documents=self.document,
            types=self.type,
            issuers=self.issuer,
            years=self.year,
            agencies=self.agency,
            roles=self.role,
        )


async def narrowing(
    kind: Annotated[
        tuple[Kind, ...], Query(max_length=VALUES, description="Nhiệm vụ, đoạn, hay viện dẫn.")
    ] = (),
    type: Annotated[Values, Query(description="Tên loại văn bản.")] = (),  # noqa: A002 - the filter's name
    issuer: Annotated[Values, Query(description="Cơ quan ban hành.")] = (),
    year: Annotated[
        tuple[Annotated[int, Field(ge=1, le=9999)], ...],
        Query(max_length=VALUES, description="Năm ban hành."),
    ] = (),
    agency: Annotated[Values, Query(description="Cơ quan được giao, theo tên chuẩn.")] = (),
    role: Annotated[
        tuple[Role, ...], Query(max_length=VALUES, description="Vai trò của cơ quan được giao.")
    ] = (),
    document: Annotated[Values, Query(description="Mã văn bản.")] = (),
) -> Narrowing:
    """The filters of a request."""
    return Narrowing(
        kind=kind, type=type, issuer=issuer, year=year, agency=agency, role=role, document=document
    )


Narrowed = Annotated[Narrowing, Depends(narrowing)]


@router.get(
    "/search",
    summary="Tìm trong toàn văn",
    operation_id="search",
    response_model=Found,
    responses=problems(422, 503),
)
def search_by_address(
    q: Words, narrowed: Narrowed, library: OpenLibrary, page: PageToken = None, size: Size = 10
) -> Response:
    """Các đoạn gần với từ ngữ cần tìm, đoạn khớp nhất trước, kèm bộ lọc và vị trí các từ khớp."""
    return written(found(library, q, narrowed, page, size), library)


def found(library: Library, words: str, narrowed: Narrowing, page: str | None, size: int) -> Found:
    """One page of what a search finds."""
    here = Found.model_validate(search(library, words, narrowed.filters(), limit=size, page_token=page))
    searched(here.total)
    return here
