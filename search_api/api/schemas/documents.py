"""A document with everything that was read in it, by the names of the contract.

Reads: nothing. Writes: models.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from search_api.api.schemas.base import Model, Role


class CorrectedPart(Model):
    """A part of a document's head as a person read it."""

    field: Literal["number", "type", "date", "issuer", "title"]
    value: str
    before: str | None = Field(description="Giá trị trước khi điền.")
    who: str = Field(description="Người điền.")
    at: str = Field(description="Thời điểm, ISO 8601.")


class DocumentSummary(Model):
    """A document of the index, without its text."""

    id: str = Field(description="Địa chỉ: /v1/documents/{id}.")
    number: str | None
    number_read: Literal["full", "partial", "none"] = Field(description="Số, ký hiệu đọc được đến đâu.")
    type: str | None
    date: str | None
    issuer: str | None
    title: str | None
    signer: str | None
    language: str
    pages: int | None
    source: str = Field(description="Tên tệp.")
    format: str
    work: str | None = Field(description="Mã của văn bản này ở /v1/directives/{work}.")
    corrected: list[CorrectedPart] = Field([], description="Phần do người đọc bản gốc điền.")


class DocumentWaiting(DocumentSummary):
    """A document with parts of its head unread."""

    unread: list[Literal["number", "type", "date", "issuer", "title"]] = Field(
        description="Các phần chờ điền."
    )
    unread_words: list[str] = Field(description="Các phần ấy, gọi tên.")


class WaitingList(Model):
    """The documents that wait for a person."""

    waiting: list[DocumentWaiting]
    total: int
    next: str | None = Field(None, description="Mã trang sau; gửi lại ở tham số page.")


class HeadFilled(BaseModel):
    """What a person read in a document's head."""

    model_config = ConfigDict(extra="forbid")

    who: str = Field(min_length=1, max_length=500, description="Tên người đã đọc bản gốc.")
    number: str | None = Field(None, min_length=1, max_length=500, description="Số, ký hiệu: 143/QĐ-TTg.")
    type: str | None = Field(None, min_length=1, max_length=500, description="Tên loại: Quyết định.")
    date: str | None = Field(None, min_length=1, max_length=500, description="Ngày: 2025-10-08.")
    issuer: str | None = Field(None, min_length=1, max_length=500, description="Cơ quan ban hành.")
    title: str | None = Field(None, min_length=1, max_length=500, description="Trích yếu.")


class DocumentList(Model):
    """One page of the documents."""

    documents: list[DocumentSummary]
    total: int
    next: str | None = Field(None, description="Mã trang sau; gửi lại ở tham số page.")


class UnitRead(Model):
    """A node of a document's tree; `text` is its own words, `until` ends it with everything below it."""

    eid: str
    kind: str
    number: str | None
    heading: str | None
    text: str
    start: int
    end: int
    until: int
    page: int | None
    parent: str | None
    section: str


class CitationRead(Model):
    """One mention of an act or of a part of one."""

    text: str
    start: int
    end: int
    unit: str | None
    page: int | None
    kind: Literal["number", "name", "provision", "anaphora"]
    number: str | None
    number_read: Literal["full", "partial", "none"]
    type: str | None
    date: str | None
    issuer: str | None
    title: str | None
    target_name: str | None
    provision: list[str]
    target: str | None
    resolved: str | None
    reason: str | None


class RelationRead(Model):
    """What the text says that one act does to another."""

    source: str
    relation: str
    target: str
    evidence: str
    start: int
    end: int


class StatedRelation(RelationRead):
    """A relation, and the document that states it; `self` as source or target is that document."""

    document: str
    document_title: str | None


class TaskRead(Model):
    """A task as printed."""

    text: str
    start: int
    end: int
    unit: str
    page: int | None


class PartyRead(Model):
    """An agency in a role, as printed; `known` tells whether the vocabulary has it."""

    role: Role
    name: str
    printed: str
    known: bool
    start: int
    end: int


class AssignmentRead(Model):
    """Who does one or several tasks, with the words that say so."""

    section: str
    tasks: list[TaskRead]
    evidence: str
    lead: list[str]
    coordinate: list[str]
    implement: list[str]
    guide: list[str]
    requested: list[str]
    deadline: str | None
    start: int
    end: int
    form: str
    parties: list[PartyRead]


class TargetRead(Model):
    """A figure to be reached."""

    text: str
    value: str
    unit_of_measure: str
    period: str | None
    start: int
    end: int
    unit: str | None


class RepairRead(Model):
    """A misprint of a known kind: as printed, and as it is read."""

    start: int
    end: int
    printed: str
    repaired: str


class DocumentRead(Model):
    """A document with everything that was read in it."""

    document: DocumentSummary
    units: list[UnitRead]
    citations: list[CitationRead]
    relations: list[RelationRead]
    assignments: list[AssignmentRead]
    targets: list[TargetRead]
    unassigned: list[TaskRead] = Field(description="Nhiệm vụ mà văn bản không giao cho ai.")
    repairs: list[RepairRead]
    warnings: list[str]
    text: str = Field(description="Toàn văn; mọi vị trí tính theo chuỗi này.")


class UnitFound(UnitRead):
    """A unit opened by its address."""

    document: str
    whole: str = Field(description="Nguyên văn của mục cùng mọi mục bên dưới.")
    citations: list[CitationRead] = Field(description="Viện dẫn trong chính mục này.")


class Added(Model):
    """What became of an uploaded file."""

    document: str | None = Field(description="Mã văn bản: /v1/documents/{document}.")
    source: str
    new: bool = Field(description="false nếu văn bản này đã có trong chỉ mục.")
