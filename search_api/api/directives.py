"""Directives over HTTP: what is known of an act, and who cites it where.

Reads: the library. Writes: routes `/v1/directives…`.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from search_api import holdings
from search_api.api import examples
from search_api.api.paging import PageSize, PageToken, part
from search_api.api.problems import Problem, problems
from search_api.api.schemas import DirectiveList, DirectiveRead
from search_api.api.shelf import OpenLibrary

router = APIRouter(prefix="/v1/directives", tags=["Văn bản được viện dẫn"])

DirectiveId = Annotated[
    str,
    Path(
        max_length=300,
        description="Mã văn bản.",
        openapi_examples={"nghị định": {"value": examples.DIRECTIVE}},
    ),
]


@router.get("", summary="Các văn bản được viện dẫn", responses=problems(422, 503))
def directives(library: OpenLibrary, page: PageToken = None, size: PageSize = 100) -> DirectiveList:
    """Văn bản có trong danh mục, được viện dẫn, hoặc có toàn văn; mới nhất đứng trước."""
    every = holdings.directives(library)
    here, following = part(every, page, size)
    return DirectiveList(directives=here, total=len(every), next=following)


@router.get("/{directive}", summary="Một văn bản được viện dẫn", responses=problems(404, 422, 503))
def directive(directive: DirectiveId, library: OpenLibrary) -> DirectiveRead:
    """Số, ngày, cơ quan ban hành, hiệu lực đến ngày đã kiểm tra, và những chỗ viện dẫn."""
    found = holdings.directive(library, directive)
    if found is None:
        raise Problem(404, "Không có văn bản nào mang mã này trong danh mục hay trong các viện dẫn.")
    return found
