"""A draft's citations checked over HTTP; nothing of the draft is kept or logged.

Reads: the library, a text or a file. Writes: route `/v1/citations/check`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.responses import Response

from index.citation_check import Draft, check
from index.citation_check.confined import file_read, remarked, text_read
from index.citation_check.contract import as_json
from ingest.confined import Confinement
from search_api.api import examples
from search_api.api.limits import MIB, UPLOAD_BYTES
from search_api.api.problems import Problem, problems
from search_api.api.schemas.checks import CheckReport, TextToCheck
from search_api.api.shelf import OpenLibrary, written
from search_api.api.submitted_drafts import DraftLimits, draft_form, or_refused
from search_api.api.uploads import safe_name

router = APIRouter(prefix="/v1/citations", tags=["Kiểm tra viện dẫn"])

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FILE = (
    f"Tệp .txt, .md, .docx, .doc, .rtf, .odt, .html, .pdf hoặc ảnh quét, không quá {UPLOAD_BYTES // MIB} MiB."
)
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": TextToCheck.model_json_schema(),
                "examples": {"một câu": {"value": {"text": examples.DRAFT, "as_of": "2024-02-21"}}},
            },
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {
                            "type": "string",
                            "format": "binary",
                            "maxLength": UPLOAD_BYTES,
                            "description": _FILE,
                        },
                        "as_of": {"type": "string", "format": "date"},
                    },
                }
            },
        },
    }
}


@dataclass(frozen=True, slots=True)
class Submitted:
    """What came in, in memory only."""

    text: str | None
    name: str
    data: bytes
    as_of: date | None


async def submitted(request: Request) -> Submitted:
    """The text or file of a request; raises a problem 415 or 422 where there is neither."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        try:
            given = TextToCheck.model_validate_json(await request.body())
        except ValidationError as error:
            raise RequestValidationError(
                [{**e, "loc": ("body", *e["loc"])} for e in error.errors()]
            ) from None
        return Submitted(given.text, "", b"", given.as_of)
    if kind == "multipart/form-data":
        async with draft_form(request) as form:
            file, day = form.get("file"), form.get("as_of")
            if not isinstance(file, UploadFile):
                raise RequestValidationError([{"type": "missing", "loc": ("body", "file")}])
            return Submitted(None, safe_name(file.filename or ""), await file.read(), _day(day))
    raise Problem(
        415, "Gửi JSON (application/json) có trường text, hoặc một tệp (multipart/form-data) ở trường file."
    )


def _day(given: object) -> date | None:
    if not given:
        return None
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise RequestValidationError([{"type": "date_parsing", "loc": ("body", "as_of")}]) from None


AsOf = Annotated[
    date | None, Query(description="Hiệu lực tính đến ngày này, dạng 2024-02-21; mặc định hôm nay.")
]
Output = Annotated[
    Literal["json", "docx"],
    Query(description="docx: trả lại chính tệp Word đã gửi, kèm lời nhận xét tại từng viện dẫn."),
]
Every = Annotated[bool, Query(description="Trong tệp Word, nhận xét cả những viện dẫn khớp hồ sơ.")]


@router.post(
    "/check",
    summary="Kiểm tra viện dẫn của một dự thảo",
    response_model=CheckReport,
    responses={
        200: {"content": {WORD: {"schema": {"type": "string", "format": "binary"}}}},
        **problems(413, 415, 422, 503),
    },
    openapi_extra=_BODY,
)
def check_citations(
    library: OpenLibrary,
    given: Annotated[Submitted, Depends(submitted)],
    limits: DraftLimits,
    as_of: AsOf = None,
    output: Output = "json",
    every: Every = False,
) -> Response:
    """Từng viện dẫn đối chiếu với hồ sơ; phạm vi kiểm tra luôn đi kèm. Dự thảo không được lưu."""
    draft = or_refused(lambda: _draft(given, limits))
    report = check(library, draft, as_of or given.as_of)
    if output == "json":
        return written(CheckReport.model_validate(as_json(report)), library)
    if report.format != "docx":
        raise Problem(422, "Chỉ ghi được lời nhận xét vào tệp .docx; hãy gửi dự thảo dạng .docx.")
    marked = or_refused(lambda: remarked(given.data, report, every, limits))
    return Response(
        marked, media_type=WORD, headers={"content-disposition": 'attachment; filename="kiem-tra.docx"'}
    )


def _draft(given: Submitted, limits: Confinement) -> Draft:
    if given.text is not None:
        return text_read(given.text, limits)
    return file_read(given.name, given.data, limits)
