"""What a search found.

Reads: nothing. Writes: models.
"""

from __future__ import annotations

from pydantic import AliasChoices, Field

from search_api.api.schemas.answers import DirectiveFound, Understood
from search_api.api.schemas.base import Kind, Model


class Highlight(Model):
    """Words of the query in a result's text."""

    start: int
    end: int


class Result(Model):
    """A passage found."""

    kind: Kind
    document: str = Field(description="Mã văn bản; với kind là directive: /v1/directives/{document}.")
    title: str | None
    number: str | None
    type: str | None
    date: str | None
    issuer: str | None
    eid: str | None = Field(description="Mục chứa đoạn này: /v1/documents/{document}/units/{eid}.")
    start: int
    end: int
    page: int | None
    heading: str
    text: str
    highlights: list[Highlight] = Field(description="Vị trí các từ khớp, tính trong `text`.")
    score: float = Field(description="Chỉ để xếp thứ tự.")


class FacetValue(Model):
    """A value that results can be narrowed to, and how many of them have it."""

    value: str
    count: int
    chosen: bool


class Found(Model):
    """One page of what a search found."""

    query: str
    understood: Understood
    total: int
    results: list[Result]
    facets: dict[str, list[FacetValue]] = Field(
        description="Mỗi bộ lọc đếm theo các bộ lọc khác, trừ chính nó."
    )
    law: list[DirectiveFound] = Field(
        default=[], description="Các điều của Bộ pháp điển gần nhất, ở trang đầu khi không lọc."
    )
    next: str | None = Field(
        validation_alias=AliasChoices("next", "next_page"),
        description="Mã trang sau; gửi lại ở tham số page.",
    )
