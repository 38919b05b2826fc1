"""A question and its answer, by the names of the contract.

Reads: nothing. Writes: models.
"""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from search_api.api.limits import QUESTION_CHARACTERS
from search_api.api.schemas.base import Intent, Model, Role


class Question(BaseModel):
    """A question, sent as a body."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field(min_length=1, max_length=QUESTION_CHARACTERS, description="Câu hỏi.")
    as_of: datetime.date | None = Field(None, description="Trả lời theo tình trạng của ngày này.")

    @field_validator("q")
    @classmethod
    def _says_something(cls, value: str) -> str:
        return says_something(value)


def says_something(value: str) -> str:
    """Give the question back; raises ValueError where it holds no letter or digit."""
    if not any(c.isalnum() for c in value):
        raise ValueError("phải có ít nhất một chữ cái hoặc chữ số")
    return value


class Understood(Model):
    """What was understood of a question."""

    intent: Intent = Field(
        description="lead: ai làm; directive: văn bản nào; lookup: tra một số; search: tìm."
    )
    restored: str | None = Field(None, description="Câu hỏi sau khi thêm dấu, nếu phải thêm.")
    agencies: list[str] = Field(default=[], description="Các cơ quan câu hỏi nêu, theo tên chuẩn.")
    numbers: list[str] = Field(default=[], description="Các số, ký hiệu câu hỏi nêu.")
    as_of: str | None = Field(None, description="Ngày mà câu hỏi hỏi tới.")


class Successor(Model):
    """Who took over from a body that no longer exists."""

    agency: str = Field(description="Cơ quan như văn bản gọi.")
    successor: str = Field(description="Cơ quan nay đảm nhận.")
    function: str | None = Field(None, description="Phần việc được chuyển, nếu cơ quan cũ bị tách.")
    since: str | None = Field(None, description="Từ ngày nào.")
    basis: str | None = Field(None, description="Theo văn bản nào.")
    certainty: str | None = Field(None, description="Mức độ xác nhận của dữ kiện này.")
    fitting: bool = Field(False, description="Nội dung nhiệm vụ cho biết chính cơ quan này nhận việc.")


class DirectiveFound(Model):
    """A directive that applies, or that a task cites."""

    number: str | None
    type: str | None
    title: str | None
    date: str | None
    issuer: str | None
    status: str | None = Field(description="Tình trạng hiệu lực; null nghĩa là chưa kiểm tra.")
    status_as_of: str | None
    replaced_by: str | None
    provision: str | None = Field(description="Điều, khoản, điểm được viện dẫn.")
    evidence: str | None = Field(description="Nguyên văn làm chứng.")
    in_corpus: bool = Field(description="Chỉ mục có toàn văn của văn bản này hay không.")
    score: float = Field(description="Chỉ để xếp thứ tự.")
    work: str | None = Field(None, description="Mã văn bản: /v1/directives/{work}.")
    document: str | None = Field(None, description="Văn bản chứa nguyên văn làm chứng.")
    start: int | None = None
    end: int | None = None
    page: int | None = None
    article: str | None = Field(
        None, description="Điều của Bộ pháp điển nói điều đó: /v1/codification/articles/{article}."
    )
    article_code: str | None = Field(None, description="Số của điều ấy trong Bộ pháp điển.")
    article_title: str | None = None
    effective_from: str | None = Field(None, description="Điều ấy có hiệu lực từ ngày nào.")
    status_evidence: str | None = Field(None, description="Nguyên văn nêu tình trạng hiệu lực ấy.")
    amended_by: list[str] = Field(
        default=[], description="Những sửa đổi, bổ sung, bãi bỏ mà Bộ pháp điển ghi cho điều ấy."
    )


class Codified(Model):
    """How much of the codification was searched for an answer."""

    articles: int = Field(description="Số điều được tìm theo từ ngữ.")
    embedded: float = Field(description="Phần đã tìm được theo cả nghĩa, từ 0 đến 1.")
    known_until: str = Field(
        description="Ngày của văn bản mới nhất trong bản Bộ pháp điển đã nhập; văn bản ra sau chưa có."
    )


class PartyNamed(Model):
    """An agency in a role, as printed; `known` tells whether the vocabulary has it."""

    role: Role
    name: str
    printed: str
    known: bool
    start: int
    end: int


class TaskAnswer(Model):
    """A task, who has which role in it, and the words that say so."""

    document: str = Field(description="Mã văn bản: /v1/documents/{document}.")
    title: str | None = None
    number: str | None = None
    section: str
    kind: Literal["task", "unit"] = Field("task", description="Nhiệm vụ, hay một đoạn không phải nhiệm vụ.")
    task: str
    start: int
    end: int
    page: int | None
    eid: str | None = Field(None, description="Mục chứa nhiệm vụ: /v1/documents/{document}/units/{eid}.")
    lead: list[str]
    coordinate: list[str]
    implement: list[str]
    guide: list[str]
    requested: list[str]
    deadline: str | None
    now: list[Successor]
    evidence: str | None
    evidence_start: int | None = None
    evidence_end: int | None = None
    unassigned: bool = Field(False, description="Văn bản không giao việc này cho cơ quan nào.")
    directives: list[DirectiveFound]
    score: float = Field(description="Chỉ để xếp thứ tự.")
    parties: list[PartyNamed] = Field(default=[], description="Cơ quan, vai trò, và chỗ văn bản nêu tên.")


class Answer(Model):
    """The answer to a question, or an abstention with its reason."""

    question: str
    understood: Understood
    abstained: bool
    reason: str | None = None
    answers: list[TaskAnswer]
    directives: list[DirectiveFound]
    lacking: str | None = Field(
        None,
        description="Trong các điều, khoản, điểm được hỏi đích danh, phần nào chưa nêu được, vì sao.",
    )
    codification: Codified | None = Field(
        None, description="Đã tìm trong bao nhiêu phần của Bộ pháp điển; null nghĩa là không tìm ở đó."
    )
