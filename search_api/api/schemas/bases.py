"""A draft whose legal bases are looked for, and what was found for it.

Reads: nothing. Writes: models.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from search_api.api.schemas.acts import FateRead
from search_api.api.schemas.answers import says_something
from search_api.api.schemas.base import Model

TITLE_CHARACTERS, TASK_CHARACTERS, BASIS_CHARACTERS = 1000, 2000, 1000
TASKS, BASES = 40, 60


class BasesWanted(BaseModel):
    """A draft, as far as it is written."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(
        min_length=1,
        max_length=TITLE_CHARACTERS,
        description="Trích yếu của dự thảo, kể cả tên loại: «Kế hoạch phòng, chống tội phạm năm 2027».",
    )
    tasks: list[Annotated[str, Field(min_length=1, max_length=TASK_CHARACTERS)]] = Field(
        default=[], max_length=TASKS, description="Nhiệm vụ chính của dự thảo."
    )
    bases: list[Annotated[str, Field(min_length=1, max_length=BASIS_CHARACTERS)]] = Field(
        default=[], max_length=BASES, description="Các căn cứ mà dự thảo đã ghi, mỗi căn cứ một chuỗi."
    )
    as_of: date | None = Field(None, description="Xét hiệu lực vào ngày này; mặc định hôm nay.")

    _says_something = field_validator("title")(says_something)


class GroundRead(Model):
    """A document that cites the act as a basis, with its words."""

    document: str = Field(description="/v1/documents/{document}")
    title: str | None
    evidence: str
    start: int
    end: int
    likeness: float = Field(description="Văn bản ấy gần với dự thảo đến đâu, 0 đến 1.")


class ActNamed(Model):
    """An act, as far as it is known."""

    directive: str = Field(description="/v1/directives/{directive}")
    number: str | None
    type: str | None
    date: str | None
    title: str | None
    issuer: str | None
    fate: FateRead


class ProposedBasis(ActNamed):
    """An act that comparable documents cite as a basis."""

    documents: int = Field(description="Bao nhiêu văn bản tương tự lấy làm căn cứ.")
    cited: bool = Field(description="Dự thảo đã ghi căn cứ này.")
    grounds: list[GroundRead]
    score: float = Field(description="Chỉ để xếp thứ tự.")


class MissingCompanion(ActNamed):
    """An act that usually stands beside a basis of the draft and is not there."""

    of: str = Field(description="Căn cứ của dự thảo mà văn bản này thường đi cùng: mã văn bản.")
    of_number: str | None
    relation: str
    grounds: list[GroundRead]


class BasesScope(Model):
    """What was looked at."""

    documents: int
    comparable: int = Field(description="Bao nhiêu văn bản được coi là tương tự.")
    unread: list[str] = Field(description="Căn cứ của dự thảo mà không nhận ra văn bản nào đã biết.")


class BasesRead(Model):
    """Suggestions; what to cite remains the drafter's decision."""

    proposed: list[ProposedBasis]
    missing: list[MissingCompanion]
    scope: BasesScope
