"""Everything that the index holds of one kind, in one answer.

Reads: a library of its own, so that a generation published meanwhile does not mix into what is sent. Writes:
route `/v1/export/{what}`, streamed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import StreamingResponse

from index.changes import latest
from index.errors import Unusable
from index.library import Library
from index.library import open as open_library
from search_api.api import examples
from search_api.api.problems import Problem, problems
from search_api.api.schemas.exports import (
    Exported,
    ExportedCitation,
    ExportedDocument,
    ExportedRelation,
    ExportedTask,
    ExportedUnit,
    ExportFormat,
)
from search_api.api.sheets import CSV_TYPE
from search_api.api.shelf import OnShelf
from search_api.exports import exported

router = APIRouter(prefix="/v1", tags=["Kết xuất"])

JSONL_TYPE = "application/jsonl"
HEADERS = {
    "Cancu-Generation": "Lần dựng chỉ mục được kết xuất.",
    "Cancu-Changes-Since": "Mã gửi cho /v1/changes để nhận những gì thay đổi sau bản kết xuất này.",
}
What = Annotated[
    Exported,
    Path(
        description="documents: văn bản kèm toàn văn; units: mục; citations: viện dẫn; "
        "relations: quan hệ; tasks: nhiệm vụ và cơ quan.",
        openapi_examples={"nhiệm vụ": {"value": examples.EXPORTED}},
    ),
]
Shape = Annotated[
    ExportFormat,
    Query(alias="format", description="jsonl: mỗi dòng một đối tượng JSON; csv: bảng cho Excel."),
]
Line = ExportedDocument | ExportedUnit | ExportedCitation | ExportedRelation | ExportedTask


class Lines(StreamingResponse):
    """Lines of JSON, sent as they are made."""

    media_type = JSONL_TYPE


@router.get(
    "/export/{what}",
    summary="Kết xuất toàn bộ",
    response_class=Lines,
    responses={
        200: {
            "model": Line,
            "description": "Từng dòng một; mỗi dòng JSON có một trong các hình dạng sau.",
            "content": {"text/csv": {"schema": {"type": "string"}}},
            "headers": {
                name: {"description": words, "schema": {"type": "string"}} for name, words in HEADERS.items()
            },
        },
        **problems(422, 503),
    },
)
def export(what: What, shelf: OnShelf, shape: Shape = "jsonl") -> StreamingResponse:
    """Theo văn bản rồi theo thứ tự trong văn bản. Trong CSV, ô trông như công thức mang dấu ' ở trước."""
    shelf.library()  # the same 503 as everywhere while nothing can be answered
    try:
        library = open_library(shelf.home)
    except Unusable as error:
        raise Problem(503, str(error), {"Retry-After": "3"}) from error
    headers = {
        "Cancu-Generation": library.manifest.id,
        "Cancu-Changes-Since": latest(library),
        "Content-Disposition": f'attachment; filename="{what}.{shape}"',
    }
    media_type = CSV_TYPE if shape == "csv" else JSONL_TYPE
    return Lines(_sent(library, what, shape), media_type=media_type, headers=headers)


def _sent(library: Library, what: Exported, shape: ExportFormat) -> Iterator[bytes]:
    with library:
        yield from exported(library, what, shape)
