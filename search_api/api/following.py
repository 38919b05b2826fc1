"""What came, changed and went since a point: how other programs keep up.

Reads: the library. Writes: route `/v1/changes`.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from index.changes import BadCursorError, CursorGoneError, changes
from search_api.api.problems import Problem, problems
from search_api.api.schemas.exports import ChangeList
from search_api.api.shelf import OpenLibrary

router = APIRouter(prefix="/v1", tags=["Kết xuất"])

CURSOR_CHARACTERS = 200
CHANGES = 1_000
"""Entries of the feed that one answer may hold."""

Since = Annotated[
    str | None,
    Query(
        max_length=CURSOR_CHARACTERS,
        description="Mã `next` của lần hỏi trước, hoặc mã ở đầu mục Cancu-Changes-Since của bản kết xuất; "
        "bỏ trống để nhận từ đầu.",
    ),
]
Size = Annotated[int, Query(ge=1, le=CHANGES, description="Số thay đổi mỗi lần.")]


@router.get(
    "/changes", summary="Thay đổi từ một thời điểm", operation_id="changes", responses=problems(410, 422, 503)
)
def document_changes(library: OpenLibrary, since: Since = None, size: Size = 100) -> ChangeList:
    """Văn bản được thêm, thay đổi, bỏ đi, theo từng lần dựng chỉ mục, cũ trước mới sau."""
    try:
        found = changes(library, since, size)
    except BadCursorError as error:
        raise Problem(422, "Mã since không đúng; lấy mã ở trường `next` của lần hỏi trước.") from error
    except CursorGoneError as error:
        raise Problem(
            410,
            "Chỉ mục đã được dựng lại từ đầu hoặc khôi phục về trước mã này; hãy kết xuất lại toàn bộ "
            "(/v1/export/documents) rồi theo dõi tiếp từ mã kèm theo bản kết xuất.",
        ) from error
    return ChangeList.model_validate(found)
