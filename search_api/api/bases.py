"""Legal bases for a draft, over HTTP. Nothing of the draft is kept.

Reads: the library. Writes: the route `/v1/bases`.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body

from search_api.api import examples
from search_api.api.problems import problems
from search_api.api.schemas import BasesRead, BasesWanted
from search_api.api.shelf import OpenLibrary
from search_api.legal_bases import found_for

router = APIRouter(prefix="/v1", tags=["Soạn thảo"])

Wanted = Annotated[
    BasesWanted,
    Body(
        openapi_examples={
            "kế hoạch": {"value": {"title": examples.DRAFT_TITLE, "bases": [examples.DRAFT_BASIS]}},
        }
    ),
]


@router.post("/bases", summary="Gợi ý căn cứ pháp lý", responses=problems(400, 413, 422, 503))
def bases(wanted: Wanted, library: OpenLibrary) -> BasesRead:
    """Văn bản mà các văn bản tương tự lấy làm căn cứ, và văn bản thường đi cùng mà dự thảo còn thiếu.

    Chỉ là gợi ý: mỗi gợi ý kèm văn bản đã viện dẫn và nguyên văn.
    """
    return found_for(library, wanted.title, wanted.tasks, wanted.bases, wanted.as_of)
