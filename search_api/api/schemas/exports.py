"""One line of a bulk export, and one entry of the change feed.

Reads: nothing. Writes: models.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from search_api.api.schemas.base import Model
from search_api.api.schemas.documents import CitationRead, DocumentSummary, RelationRead, UnitRead

Exported = Literal["documents", "units", "citations", "relations", "tasks"]
ExportFormat = Literal["jsonl", "csv"]


class ExportedDocument(DocumentSummary):
    """A document with its text."""

    digest: str = Field(description="SHA-256 của tệp.")
    warnings: list[str]
    text: str = Field(description="Toàn văn; mọi vị trí tính theo chuỗi này. Bảng CSV không có cột này.")


class ExportedUnit(UnitRead):
    """A unit of a document."""

    document: str


class ExportedCitation(CitationRead):
    """A citation of a document."""

    document: str
    act: str | None = Field(description="Văn bản được viện dẫn: /v1/directives/{act}.")


class ExportedRelation(RelationRead):
    """A relation that a document states."""

    document: str


class ExportedTask(Model):
    """A task of a document, and who has which role in it."""

    document: str
    section: str
    eid: str
    task: str
    start: int
    end: int
    page: int | None
    lead: list[str]
    coordinate: list[str]
    implement: list[str]
    guide: list[str]
    requested: list[str]
    deadline: str | None
    evidence: str | None
    unassigned: bool = Field(description="Văn bản không giao việc này cho cơ quan nào.")


class DocumentChange(Model):
    """A document that came, changed or went."""

    cursor: str = Field(description="Gửi lại ở tham số since để nhận những thay đổi sau mục này.")
    kind: Literal["added", "changed", "removed"] = Field(description="Thêm, thay đổi, hay bỏ đi.")
    document: str = Field(description="Mã văn bản: /v1/documents/{document}; đã bỏ đi thì không mở được nữa.")
    reason: Literal["content", "reading", "links"] = Field(
        description="content: tệp khác; reading: chương trình đọc khác; links: viện dẫn trỏ tới văn bản khác."
    )
    digest: str | None = Field(description="SHA-256 của tệp; null nếu văn bản đã bỏ đi.")
    generation: str = Field(description="Lần dựng chỉ mục mang thay đổi này.")
    at: str = Field(description="Lúc dựng, theo giờ UTC.")


class ChangeList(Model):
    """A part of the change feed, the oldest entry first."""

    changes: list[DocumentChange]
    next: str = Field(description="Mã để hỏi tiếp ở tham số since, kể cả khi chưa có gì mới.")
    more: bool = Field(description="Còn thay đổi nữa, hỏi tiếp ngay được.")
    generation: str = Field(description="Lần dựng chỉ mục đang phục vụ.")
