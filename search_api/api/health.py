"""Whether the server lives, whether it can answer, and what it is.

Reads: the shelf. Writes: routes `/healthz`, `/readyz`, `/version`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from index.faults import clock_behind
from search_api.api.problems import problems
from search_api.api.shelf import OnShelf, Shelf
from search_api.api.version import program_version

LITTLE_ROOM = 256 * 1024 * 1024
"""Bytes on the disk below which a build may fail."""

router = APIRouter(tags=["Tình trạng"])


class Health(BaseModel):
    """The server runs."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """The server can answer, and from what."""

    status: Literal["ready"] = "ready"
    documents: int = Field(description="Số văn bản có toàn văn trong chỉ mục.")
    generation: str = Field(description="Lần dựng chỉ mục đang phục vụ.")
    missing: list[str] = Field(
        [], description="Những gì còn thiếu hoặc cần xem lại dù máy chủ vẫn trả lời được."
    )


class Version(BaseModel):
    """The program."""

    name: Literal["cancu"] = "cancu"
    version: str


@router.get("/healthz", summary="Máy chủ còn sống")
def healthz() -> Health:
    """Trả lời ngay cả khi chưa có chỉ mục."""
    return Health()


@router.get("/readyz", summary="Sẵn sàng trả lời", responses=problems(503))
def readyz(shelf: OnShelf) -> Readiness:
    """Sẵn sàng khi chỉ mục đã mở và mô hình đã nạp; nếu chưa, 503 nói thiếu gì."""
    library = shelf.library()
    library.records.reach()  # a shared store may be away
    manifest = library.manifest
    return Readiness(documents=manifest.documents, generation=manifest.id, missing=list(lacking(shelf)))


def lacking(shelf: Shelf) -> Iterator[str]:
    """What a server that answers lacks all the same, one Vietnamese line each."""
    library = shelf.library()
    if shelf.refused is not None:
        yield f"Có chỉ mục mới hơn nhưng không mở được, vẫn dùng chỉ mục cũ: {shelf.refused}"
    if clock_behind(shelf.home):
        yield "Đồng hồ của máy chậm hơn lúc dựng chỉ mục; hãy chỉnh lại giờ để hiệu lực tính đúng ngày."
    if not os.access(shelf.home, os.W_OK) or os.statvfs(shelf.home).f_flag & os.ST_RDONLY:
        yield "Thư mục chỉ mục không ghi được: vẫn trả lời, nhưng không thêm được văn bản."
    elif shutil.disk_usage(shelf.home).free < LITTLE_ROOM:
        yield "Ổ đĩa sắp đầy: vẫn trả lời, nhưng có thể không thêm được văn bản."
    if library.codification is not None and library.articles is None:
        yield "Đã nhập Bộ pháp điển nhưng chưa tìm được trong đó; hãy chạy lại lệnh nhập."
    elif (articles := library.articles) is not None and articles.embedded < 1:
        yield f"Bộ pháp điển mới tính được nghĩa của {articles.embedded:.0%}; hãy chạy lại lệnh nhập."


@router.get("/version", summary="Phiên bản")
def version() -> Version:
    """Phiên bản của chương trình."""
    return Version(version=program_version())
