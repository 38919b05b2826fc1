"""Documents over HTTP: listed, read, opened at a unit, added.

Reads: the library, uploads. Writes: routes `/v1/documents…`; uploads kept in the home.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Path, Request, Response, UploadFile

from ingest.formats.pdf_picture import NoPictureError
from search_api import holdings, printed_page
from search_api.api import examples
from search_api.api.paging import PageSize, PageToken, part
from search_api.api.problems import Problem, problems
from search_api.api.schemas import Added, DocumentList, DocumentRead, UnitFound
from search_api.api.shelf import OnShelf, OpenLibrary
from search_api.api.uploads import add_upload

router = APIRouter(prefix="/v1/documents", tags=["Văn bản"])

DocumentId = Annotated[
    str,
    Path(
        max_length=200, description="Mã văn bản.", openapi_examples={"kế hoạch": {"value": examples.DOCUMENT}}
    ),
]
UnitId = Annotated[
    str,
    Path(
        max_length=500, description="Mã mục (eId).", openapi_examples={"một việc": {"value": examples.UNIT}}
    ),
]


@router.get("", summary="Các văn bản", responses=problems(422, 503))
def documents(library: OpenLibrary, page: PageToken = None, size: PageSize = 50) -> DocumentList:
    """Các văn bản có toàn văn trong chỉ mục."""
    every = library.documents()
    here, following = part(every, page, size)
    return DocumentList(
        documents=[holdings.summary(library, d) for d in here], total=len(every), next=following
    )


@router.get("/{document}", summary="Một văn bản", responses=problems(404, 422, 503))
def document(document: DocumentId, library: OpenLibrary) -> DocumentRead:
    """Toàn văn, các mục, viện dẫn, quan hệ, phân công, chỉ tiêu."""
    found = holdings.document(library, document)
    if found is None:
        raise Problem(404, "Không có văn bản nào mang mã này trong chỉ mục.")
    return found


@router.get("/{document}/units/{eid}", summary="Một mục của văn bản", responses=problems(404, 422, 503))
def unit(document: DocumentId, eid: UnitId, library: OpenLibrary) -> UnitFound:
    """Nguyên văn của một mục và của mọi mục bên dưới."""
    found = holdings.unit(library, document, eid)
    if found is None:
        raise Problem(404, "Không có mục nào ở địa chỉ này.")
    return found


@router.get("/{document}/pages/{page}", include_in_schema=False)
def page_picture(
    document: DocumentId, page: Annotated[int, Path(ge=1, le=10_000)], library: OpenLibrary
) -> Response:
    """Ảnh một trang in của văn bản đưa vào dưới dạng PDF."""
    stored = library.document(document)
    file = printed_page.printed_file(stored) if stored else None
    if stored is None or file is None or page > (stored.pages or 0):
        raise Problem(404, "Văn bản này không có trang in ở máy chủ.")
    try:
        shown = printed_page.page_picture(file, stored.digest, page)
    except NoPictureError as error:
        raise Problem(422, str(error)) from error
    return Response(shown, media_type="image/webp", headers={"cache-control": "private, max-age=3600"})


@router.post(
    "",
    summary="Thêm một văn bản",
    operation_id="add_document",
    status_code=201,
    responses=problems(401, 403, 413, 415, 422, 503),
)
def add(
    request: Request,
    response: Response,
    shelf: OnShelf,
    file: Annotated[
        UploadFile, File(description="Tệp .txt, .md, .docx, .doc, .rtf, .odt, .html hoặc .pdf có chữ.")
    ],
) -> Added:
    """Cần mã truy cập được phép ghi ở đầu mục `Authorization: Bearer …`."""
    added = add_upload(shelf, file, request.app.state.settings)
    if added.document:
        response.headers["Location"] = str(request.url_for("document", document=added.document).path)
    return added
