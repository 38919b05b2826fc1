"""Over HTTP: documents whose heads wait for a person, and what persons fill in.

Reads: the library, bodies of requests. Writes: routes `/v1/waiting`, `/v1/documents/{id}/head`; corrections.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body

from index import disk
from index.corrections import BadCorrection, fill
from index.errors import Unusable
from search_api import holdings
from search_api.api import examples
from search_api.api.documents import DocumentId
from search_api.api.paging import PageSize, PageToken, part
from search_api.api.problems import Problem, problems
from search_api.api.schemas import DocumentSummary, HeadFilled, WaitingList
from search_api.api.shelf import OnShelf, OpenLibrary
from search_api.service import audit

router = APIRouter(prefix="/v1", tags=["Văn bản"])

Filled = Annotated[
    HeadFilled,
    Body(openapi_examples={"số và ngày": {"value": examples.HEAD_FILLED}}),
]


@router.get("/waiting", summary="Văn bản chờ điền", responses=problems(422, 503))
def waiting(library: OpenLibrary, page: PageToken = None, size: PageSize = 50) -> WaitingList:
    """Các văn bản còn phần đầu chưa đọc được (số viết tay, dấu đóng đè…), chờ người đọc bản gốc điền."""
    every = holdings.waiting(library)
    here, following = part(every, page, size)
    return WaitingList(waiting=list(here), total=len(every), next=following)


@router.post(
    "/documents/{document}/head",
    summary="Điền phần đầu văn bản",
    responses=problems(400, 401, 403, 404, 413, 422, 503),
)
def fill_head(document: DocumentId, filled: Filled, shelf: OnShelf) -> DocumentSummary:
    """Cần mã truy cập được phép ghi. Lưu người điền, thời điểm và giá trị trước đó."""
    if shelf.library().document(document) is None:
        raise Problem(404, "Không có văn bản nào mang mã này trong chỉ mục.")
    values = {
        field: value for field, value in filled.model_dump(exclude={"who"}).items() if value is not None
    }
    try:
        with disk.told("Không ghi được phần đầu văn bản"):
            fill(shelf.home, document, values, filled.who)
            audit.record(
                shelf.home, "filled", document=document, fields=", ".join(sorted(values)), who=filled.who
            )
    except BadCorrection as error:
        raise Problem(422, str(error)) from error
    except Unusable as error:
        raise Problem(503, str(error), {"Retry-After": "10"}) from error
    shelf.reopen()
    library = shelf.library()
    stored = library.document(document)
    if stored is None:
        raise Problem(404, "Không có văn bản nào mang mã này trong chỉ mục.")
    return holdings.summary(library, stored)
