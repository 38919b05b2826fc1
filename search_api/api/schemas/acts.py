"""An act by itself: its fate on a day, what it does and what is done to it, what rests on it.

Reads: nothing. Writes: models.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from search_api.api.schemas.base import Model


class FateRead(Model):
    """An act's standing on a day, with the words that prove it."""

    status: Literal[
        "in_force",
        "not_yet_in_force",
        "partly_expired",
        "amended",
        "superseded",
        "repealed",
        "suspended",
        "unknown",
    ]
    words: str = Field(description="Tình trạng bằng lời, kèm ngày và văn bản làm nên tình trạng ấy.")
    as_of: date
    since: date | None = Field(description="Từ ngày nào; null nếu nguyên văn không nêu.")
    by: str | None = Field(description="Số, ký hiệu văn bản làm nên tình trạng ấy.")
    sentence: str | None = Field(description="Nguyên văn làm chứng; null chỉ khi chưa rõ.")
    document: str | None
    start: int | None
    end: int | None
    certainty: Literal["stated", "unopposed", "unconfirmed", "none"] = Field(
        description=(
            "stated: có lời nêu cho đúng ngày ấy; unopposed: đã có hiệu lực, chưa thấy gì chấm dứt; "
            "unconfirmed: nguồn chưa chính thức; none: chưa rõ."
        )
    )
    basis: Literal["text", "source", "release"] = Field(
        description="Theo toàn văn, theo nguồn của danh mục, hay theo Bộ pháp điển."
    )
    exception: str
    provisions: list[str]


class RelatedAct(Model):
    """A relation with another act, and the words that state it."""

    relation: str
    directive: str | None = Field(description="Văn bản kia: /v1/directives/{directive}.")
    number: str | None
    type: str | None
    date: str | None
    title: str | None
    provisions: list[str] = Field(
        description="Phần của văn bản chịu tác động; rỗng là toàn bộ hoặc không nêu."
    )
    document: str = Field(description="Văn bản có nguyên văn: /v1/documents/{document}.")
    document_title: str | None
    evidence: str
    start: int
    end: int


class TaskResting(Model):
    """A task that cites the act."""

    text: str
    document: str
    document_title: str | None
    section: str
    eid: str | None
    page: int | None
    start: int
    end: int
    lead: list[str]
    coordinate: list[str]


class ProvisionOf(Model):
    """An article of the act's own text."""

    eid: str
    number: str | None
    heading: str | None
    start: int
    end: int
    cited: int = Field(description="Số lần được viện dẫn trong các văn bản khác.")
