"""One shape for every error on every route: `application/problem+json` (RFC 9457), in Vietnamese.

Nothing that a client sent is repeated in a problem. People who ask for HTML outside `/v1` get a page that
says the same words.

Reads: exceptions. Writes: problems.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from index.analysis import BadQuestionError
from index.errors import Unusable
from index.searching import BadPageTokenError
from search_api.api.problem_types import type_of
from search_api.service.tracing import request_id

log = logging.getLogger("cancu.error")

MEDIA_TYPE = "application/problem+json"

TITLES = {
    400: "Yêu cầu không đọc được",
    401: "Cần mã truy cập",
    403: "Không được phép",
    404: "Không có ở đây",
    405: "Địa chỉ này không nhận cách gọi đó",
    410: "Không còn nữa",
    408: "Gửi quá chậm",
    413: "Nội dung gửi lên quá lớn",
    414: "Địa chỉ quá dài",
    415: "Loại nội dung không dùng được",
    421: "Tên máy chủ không đúng",
    422: "Giá trị không hợp lệ",
    429: "Hỏi quá nhanh",
    500: "Chương trình gặp sự cố",
    503: "Chưa sẵn sàng",
    504: "Quá thời gian",
}
DETAILS = {
    400: "Nội dung gửi lên không đúng định dạng.",
    404: "Không có trang, văn bản hay mục nào ở địa chỉ này.",
    405: "Xem các cách gọi cho phép trong đầu mục Allow.",
    500: "Sự cố đã được ghi lại. Hãy thử lại; nếu vẫn lỗi, báo người quản trị giờ xảy ra và địa chỉ trang.",
}
REASONS = {
    "missing": "thiếu giá trị này",
    "string_too_short": "không được để trống",
    "string_too_long": "dài quá {max_length} ký tự",
    "string_type": "phải là chuỗi ký tự",
    "string_unicode": "có ký tự không hợp lệ",
    "string_pattern_mismatch": "không đúng dạng",
    "int_parsing": "phải là số nguyên",
    "int_type": "phải là số nguyên",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "không được quá {le}",
    "literal_error": "phải là một trong: {expected}",
    "enum": "phải là một trong: {expected}",
    "date_from_datetime_parsing": "phải là ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2024-02-21",
    "date_parsing": "phải là ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2024-02-21",
    "date_type": "phải là ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2024-02-21",
    "json_invalid": "không phải JSON đọc được",
    "model_attributes_type": "phải là một đối tượng JSON",
    "dict_type": "phải là một đối tượng JSON",
    "list_type": "phải là danh sách",
    "too_long": "nhiều quá {max_length} giá trị",
    "extra_forbidden": "không có tham số này",
    "value_error": "{error}",
}


class FieldProblem(BaseModel):
    """One value that cannot be used."""

    field: str = Field(description="Tên tham số hoặc đường dẫn tới trường trong nội dung gửi lên.")
    reason: str = Field(description="Vì sao không dùng được.")


class ProblemDetails(BaseModel):
    """An error, as RFC 9457 shapes it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": type_of(422),
                    "title": TITLES[422],
                    "status": 422,
                    "detail": "q: không được để trống.",
                    "errors": [{"field": "q", "reason": "không được để trống"}],
                }
            ]
        }
    )

    type: str = Field(description="Loại lỗi, cũng là địa chỉ của trang giải thích nó.")
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] | None = None
    request_id: str | None = Field(
        None, description="Mã của yêu cầu, cũng ở đầu mục X-Request-ID và trong nhật ký."
    )


class Problem(HTTPException):
    """An error that a route knows of: a status and one Vietnamese sentence."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(status, detail, headers)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route's documentation for these statuses."""
    return {
        status: {"model": ProblemDetails, "description": TITLES[status], "content": {MEDIA_TYPE: {}}}
        for status in statuses
    }


def body_of(status: int, detail: str | None, errors: Sequence[FieldProblem] = ()) -> dict[str, Any]:
    """A problem as plain JSON."""
    title = TITLES.get(status, TITLES[400] if status < 500 else TITLES[500])
    found: dict[str, Any] = {
        "type": type_of(status),
        "title": title,
        "status": status,
        "detail": detail or DETAILS.get(status, title + "."),
    }
    if errors:
        found["errors"] = [error.model_dump() for error in errors]
    if named := request_id.get():
        found["request_id"] = named
    return found


def respond(request: Request, body: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    """A problem as the client reads it: a page for people outside `/v1`, problem+json for everybody else."""
    if wants_page(request):
        from search_api.page.environment import error_page

        return error_page(request, body, headers)
    return JSONResponse(body, status_code=body["status"], media_type=MEDIA_TYPE, headers=headers)


def wants_page(request: Request) -> bool:
    """Whether a person's browser asks: it names HTML, and the address is not a program's."""
    path = request.url.path
    return "text/html" in request.headers.get("accept", "") and not path.startswith(
        ("/v1", "/healthz", "/readyz", "/metrics")
    )


async def send_problem(
    status: int,
    detail: str | None,
    scope: Scope,
    receive: Receive,
    send: Send,
    headers: dict[str, str] | None = None,
) -> None:
    """Answer with a problem from outside the routes."""
    response = respond(Request(scope), body_of(status, detail), headers)
    await response(scope, receive, send)


def install(app: FastAPI) -> None:
    """Make every error of an application a problem."""
    app.add_exception_handler(HTTPException, _http)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, _invalid)  # type: ignore[arg-type]
    app.add_exception_handler(BadQuestionError, _bad_question)  # type: ignore[arg-type]
    app.add_exception_handler(Unusable, _unusable)  # type: ignore[arg-type]


async def _http(request: Request, error: HTTPException) -> Response:
    # Starlette's own errors carry English phrases; ours carry Vietnamese sentences.
    ours = isinstance(error, Problem) or error.status_code == 413
    detail = str(error.detail) if ours else None
    return respond(request, body_of(error.status_code, detail), dict(error.headers or {}))


async def _bad_question(request: Request, error: BadQuestionError) -> Response:
    field = "page" if isinstance(error, BadPageTokenError) else "q"
    return respond(request, body_of(422, str(error), [FieldProblem(field=field, reason=str(error))]))


async def _unusable(request: Request, error: Unusable) -> Response:
    """What the index needs is away, as a search engine may be: it is asked again at the next request."""
    log.error(json.dumps({"error": type(error).__name__, "why": str(error)}, ensure_ascii=False))
    return respond(request, body_of(503, str(error)), {"Retry-After": "3"})


async def _invalid(request: Request, error: RequestValidationError) -> Response:
    found = [FieldProblem(field=_field(e["loc"]), reason=_reason(e)) for e in error.errors()[:20]]
    detail = "; ".join(f"{e.field}: {e.reason}" for e in found) + "."
    return respond(request, body_of(422, detail, found))


def _field(place: Sequence[int | str]) -> str:
    parts = [str(part) for part in place if part not in ("query", "body", "path", "header")]
    return ".".join(parts) or "nội dung"


def _reason(error: dict[str, Any]) -> str:
    words = REASONS.get(error["type"], "giá trị không hợp lệ")
    context = {key: str(value) for key, value in (error.get("ctx") or {}).items()}
    try:
        return words.format(**context)
    except KeyError:
        return "giá trị không hợp lệ"
