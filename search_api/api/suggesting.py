"""Suggestions while somebody types, over HTTP.

Reads: the library. Writes: routes `/v1/suggest`.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from search_api.api import examples
from search_api.api.limits import QUESTION_CHARACTERS
from search_api.api.problems import problems
from search_api.api.schemas import SuggestionList, SuggestionRead
from search_api.api.shelf import OpenLibrary
from search_api.suggesting import suggestions

router = APIRouter(prefix="/v1", tags=["Hỏi"])

Typed = Annotated[
    str,
    Query(
        max_length=QUESTION_CHARACTERS,
        description="Những chữ đã gõ; có dấu hay không dấu.",
        openapi_examples={"cơ quan": {"value": "so tu"}, "văn bản": {"value": examples.TYPED_NUMBER}},
    ),
]


@router.get("/suggest", summary="Gợi ý khi đang gõ", responses=problems(422, 503))
def suggest(q: Typed, library: OpenLibrary) -> SuggestionList:
    """Cơ quan, văn bản được viện dẫn, văn bản có toàn văn; chỉ lấy từ danh sách có sẵn."""
    found = suggestions(library, q)
    return SuggestionList(suggestions=[SuggestionRead.model_validate(one) for one in found])
