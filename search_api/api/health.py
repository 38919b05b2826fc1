"""Whether the server lives, whether it can answer, and what it is.

Reads: the shelf. Writes: routes `/healthz`, `/readyz`, `/version`.
"""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from search_api.api.problems import problems
from search_api.api.shelf import OnShelf
from search_api.api.version import program_version

router = APIRouter(tags=["Tình trạng"])


class Health(BaseModel):
    """The server runs."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """The server can answer, and from what."""

    status: Literal["ready"] = "ready"
    documents: int = Field(description="Số văn bản có toàn văn trong chỉ mục.")
    generation: str = Field(description="Lần dựng chỉ mục đang phục vụ.")


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
    manifest = shelf.library().manifest
    return Readiness(documents=manifest.documents, generation=manifest.id)


@router.get("/version", summary="Phiên bản")
def version() -> Version:
    """Phiên bản của chương trình."""
    return Version(version=program_version())
