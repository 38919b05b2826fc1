"""The official codification over HTTP: its release, its articles.

Reads: the library's codification. Writes: routes `/v1/codification…`.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from search_api import codified
from search_api.api import examples
from search_api.api.problems import Problem, problems
from search_api.api.schemas import ArticleRead, CodificationRead
from search_api.api.shelf import OpenLibrary

router = APIRouter(prefix="/v1/codification", tags=["Bộ pháp điển"])

Anchor = Annotated[
    str,
    Path(
        max_length=300,
        description="Mã của điều trong Bộ pháp điển.",
        openapi_examples={"một điều": {"value": examples.ARTICLE}},
    ),
]
NONE = "Chưa nhập Bộ pháp điển; người quản trị chạy «cancu import phapdien BoPhapDien.zip»."


@router.get("", summary="Bộ pháp điển đã nhập", operation_id="codification", responses=problems(404, 503))
def release(library: OpenLibrary) -> CodificationRead:
    """Bản Bộ pháp điển đang dùng và số điều, đề mục, văn bản trong đó."""
    found = codified.codification(library)
    if found is None:
        raise Problem(404, NONE)
    return found


@router.get("/articles/{anchor}", summary="Một điều của Bộ pháp điển", responses=problems(404, 422, 503))
def article(anchor: Anchor, library: OpenLibrary) -> ArticleRead:
    """Nguyên văn, văn bản nguồn, các lần sửa đổi và các điều liên quan theo cả hai chiều."""
    found = codified.article(library, anchor)
    if found is None:
        raise Problem(404, NONE if library.codification is None else "Không có điều nào mang mã này.")
    return found
