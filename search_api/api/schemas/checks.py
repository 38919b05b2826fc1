"""A draft's citations, checked, by the names of the contract.

Offsets are code points of `text`, the submitted text (of a file: the text that was read from it), end
exclusive.

Reads: nothing. Writes: models.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import ConfigDict, Field

from index.citation_check.draft import TEXT_CHARACTERS
from index.citation_check.records import Part, Status
from search_api.api.schemas.base import Model


class TextToCheck(Model):
    """A text that was typed or pasted."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=TEXT_CHARACTERS, description="Dự thảo dạng chữ thuần.")
    as_of: date | None = Field(None, description="Hiệu lực tính đến ngày này; mặc định hôm nay.")


class CheckedPart(Model):
    """One component that the author wrote, held against the record."""

    component: Part
    written: str | None = Field(description="Như tác giả ghi; null nếu tác giả không ghi.")
    found: str | None = Field(description="Như hồ sơ ghi; null nếu hồ sơ không nêu.")
    ok: bool | None = Field(description="null: không có gì để đối chiếu.")
    note: str


class CandidateAct(Model):
    """An act that may be meant."""

    number: str
    type: str
    date: str
    issuer: str
    title: str
    work: str | None = Field(description="Mã ở /v1/directives/{work}; null nếu chỉ biết số, ngày.")
    why: str


class CheckFinding(Model):
    """One thing to say of a citation."""

    status: Status
    reason: str


class CheckedCitation(Model):
    """A citation, checked."""

    text: str = Field(description="Đúng những chữ ở start..end của `text`.")
    start: int
    end: int
    page: int | None
    section: str
    kind: Literal["number", "name", "provision", "anaphora"]
    normalized: str | None
    parsed: dict[str, Any] = Field(
        description="Những gì đọc được: số, loại, ngày, cơ quan, trích yếu, điều khoản."
    )
    status: Status = Field(description="Điều nặng nhất trong `findings`; found nếu không có gì.")
    label: str = Field(description="Tên tiếng Việt của status.")
    reason: str
    findings: list[CheckFinding]
    checks: list[CheckedPart]
    candidates: list[CandidateAct]
    suggestion: str | None = Field(
        description="Cách ghi theo thể thức (Nghị định 30/2020/NĐ-CP); chỉ là gợi ý."
    )
    act: str | None = Field(description="Phân biệt các văn bản: mã, số hoặc tên; self là chính dự thảo.")


class LeftUnchecked(Model):
    """Something that was left unchecked."""

    what: str
    count: int
    why: str


class CheckScope(Model):
    """What was held against what."""

    as_of: str
    corpus: list[str] = Field(description="Các nguồn hồ sơ.")
    acts: int = Field(description="Số văn bản có hồ sơ.")
    full_texts: int = Field(description="Số văn bản biết điều, khoản.")
    kinds: list[str] = Field(description="Những loại viện dẫn được kiểm tra.")
    unchecked: list[LeftUnchecked]
    note: str


class CheckSummary(Model):
    """Counts, each named."""

    occurrences: int = Field(description="Số lần viện dẫn.")
    unique: int = Field(description="Số cách ghi khác nhau.")
    acts: int = Field(description="Số văn bản khác nhau.")
    by_status: dict[Status, int]
    verdict: str = Field(description="Một câu; văn bản không có viện dẫn không phải là văn bản đúng.")


class CheckReport(Model):
    """The check of one draft."""

    source: str
    format: str
    scope: CheckScope
    summary: CheckSummary
    citations: list[CheckedCitation]
    warnings: list[str]
    text: str = Field(description="Văn bản mà các vị trí tính theo.")
