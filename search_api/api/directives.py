"""Directives over HTTP: what is known of an act, and who cites it where.

Reads: the library. Writes: routes `/v1/directives…`.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import Field
from starlette.responses import Response

from index.library import Library
from search_api import exporting, holdings, relation_picture
from search_api.api import examples
from search_api.api.asking import AsOf
from search_api.api.paging import PageSize, PageToken, part
from search_api.api.problems import Problem, problems
from search_api.api.schemas import DirectiveList, DirectiveRead, FacetValue
from search_api.api.shelf import OpenLibrary
from search_api.catalogue_filter import WantedActs, facets, narrowed

router = APIRouter(prefix="/v1/directives", tags=["Văn bản được viện dẫn"])

DirectiveId = Annotated[
    str,
    Path(
        max_length=300,
        description="Mã văn bản.",
        openapi_examples={"nghị định": {"value": examples.DIRECTIVE}},
    ),
]

Format = Annotated[
    exporting.Format | None,
    Query(
        description="json, jsonld (schema.org), akn (Akoma Ntoso 3.0) hoặc svg (hình); mặc định theo Accept."
    ),
]


Value = Annotated[str, Field(max_length=300)]


async def wanted(
    q: Annotated[Value, Query(description="Chữ trong số, ký hiệu hoặc tên văn bản; không cần dấu.")] = "",
    type: Annotated[Value, Query(description="Tên loại văn bản.")] = "",  # noqa: A002 - the filter's name
    issuer: Annotated[Value, Query(description="Cơ quan ban hành.")] = "",
    year: Annotated[Value, Query(description="Năm ban hành.")] = "",
    status: Annotated[Value, Query(description="Tình trạng hiệu lực, hoặc «chưa kiểm tra».")] = "",
) -> WantedActs:
    """The filters of a request."""
    return WantedActs(q, type, issuer, year, status)


Narrowed = Annotated[WantedActs, Depends(wanted)]


@router.get("", summary="Các văn bản được viện dẫn", responses=problems(422, 503))
def directives(
    library: OpenLibrary, narrow: Narrowed, page: PageToken = None, size: PageSize = 100
) -> DirectiveList:
    """Văn bản có trong danh mục, được viện dẫn, hoặc có toàn văn; mới nhất đứng trước."""
    return listed(library, narrow, page, size)


def listed(library: Library, narrow: WantedActs, page: str | None, size: int) -> DirectiveList:
    """One page of the acts that are wanted, with the facets."""
    every = holdings.directives(library)
    kept = narrowed(every, narrow)
    here, following = part(kept, page, size)
    chosen = asdict(narrow)
    return DirectiveList(
        directives=here,
        total=len(kept),
        facets={
            name: [
                FacetValue(value=value, count=count, chosen=chosen[name] == value) for value, count in values
            ]
            for name, values in facets(every, narrow).items()
        },
        next=following,
    )


@router.get(
    "/{directive}",
    summary="Một văn bản được viện dẫn",
    responses=problems(404, 422, 503) | {200: {"content": {kind: {} for kind in exporting.MEDIA_TYPES}}},
    response_model=DirectiveRead,
)
def directive(
    directive: DirectiveId,
    request: Request,
    library: OpenLibrary,
    as_of: AsOf = None,
    format: Format = None,  # noqa: A002 - the parameter's name
) -> DirectiveRead | Response:
    """Số, ngày, cơ quan ban hành, hiệu lực vào một ngày, quan hệ, nhiệm vụ dựa trên nó, nơi viện dẫn.

    Cũng có ở dạng JSON-LD (schema.org), Akoma Ntoso 3.0 và hình SVG, theo `format` hoặc theo đầu mục Accept.
    """
    found = _known(library, directive, as_of)
    chosen = format or exporting.accepted(request.headers.get("accept", ""))
    if chosen == "json":
        return found
    body = exporting.exported(library, found, chosen, str(request.base_url).rstrip("/"))
    if body is None:
        raise Problem(404, "Chưa có toàn văn của văn bản này trong chỉ mục, nên không xuất được Akoma Ntoso.")
    return Response(body, media_type=exporting.media_type(chosen))


@router.get(
    "/{directive}/relations.svg",
    summary="Quan hệ với văn bản khác, bằng hình",
    responses=problems(404, 422, 503) | {200: {"content": {relation_picture.MEDIA_TYPE: {}}}},
    response_class=Response,
)
def picture(directive: DirectiveId, library: OpenLibrary, as_of: AsOf = None) -> Response:
    """Hình SVG không có mã chạy, có lời mô tả cho người dùng trình đọc màn hình."""
    found = _known(library, directive, as_of)
    return Response(relation_picture.as_svg(found), media_type=relation_picture.MEDIA_TYPE)


def _known(library: Library, directive: str, as_of: date | None) -> DirectiveRead:
    found = holdings.directive(library, directive, as_of)
    if found is None:
        raise Problem(404, "Không có văn bản nào mang mã này trong danh mục hay trong các viện dẫn.")
    return found
