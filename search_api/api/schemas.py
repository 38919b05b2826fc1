"""What the answers over HTTP consist of: the contract's names, described.

Offsets are code points of the document's stored text, end exclusive. Dates are ISO 8601.

Reads: nothing. Writes: models.
"""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from search_api.api.limits import QUESTION_CHARACTERS

Intent = Literal["lead", "directive", "lookup", "search", "none"]
Kind = Literal["task", "unit", "directive"]
Role = Literal["lead", "coordinate", "implement", "guide", "requested"]


class Model(BaseModel):
    """A part of an answer, read from a record."""

    model_config = ConfigDict(from_attributes=True)


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


class Answer(Model):
    """The answer to a question, or an abstention with its reason."""

    question: str
    understood: Understood
    abstained: bool
    reason: str | None = None
    answers: list[TaskAnswer]
    directives: list[DirectiveFound]


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
    next: str | None = Field(
        validation_alias="next_page", description="Mã trang sau; gửi lại ở tham số page."
    )


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


class AgencySummary(Model):
    """A body that has a part in some task."""

    id: str = Field(description="Địa chỉ: /v1/agencies/{id}.")
    name: str
    known: bool = Field(description="Có trong bộ từ vựng cơ quan hay không; nếu không, tên là nguyên văn.")
    roles: dict[Role, int] = Field(description="Số lần được giao theo từng vai trò.")


class AgencyList(Model):
    """One page of the agencies."""

    agencies: list[AgencySummary]
    total: int
    next: str | None = None


class AgencyDetail(AgencySummary):
    """A body with its other names and with who took over from it."""

    aliases: list[str]
    successors: list[Successor]


class AgencyTask(Model):
    """A task in which the body has a role."""

    role: Role
    task: str
    document: str
    title: str | None
    section: str
    eid: str
    start: int
    end: int
    page: int | None
    lead: list[str]
    coordinate: list[str]
    implement: list[str]
    guide: list[str]
    requested: list[str]
    deadline: str | None
    evidence: str


class AgencyTasks(Model):
    """One page of a body's tasks, by role and in the order of the text."""

    agency: AgencyDetail
    tasks: list[AgencyTask]
    total: int
    next: str | None = None


class DirectiveSummary(Model):
    """An act that is catalogued, cited, or held."""

    id: str = Field(description="Địa chỉ: /v1/directives/{id}.")
    number: str | None
    type: str | None
    date: str | None
    issuer: str | None
    title: str | None
    status: str | None = Field(description="Tình trạng hiệu lực; null nghĩa là chưa kiểm tra.")
    status_as_of: str | None
    status_basis: str | None
    replaced_by: str | None
    in_corpus: bool
    document: str | None = Field(description="Toàn văn: /v1/documents/{document}.")
    catalogued: bool


class DirectiveList(Model):
    """One page of the directives."""

    directives: list[DirectiveSummary]
    total: int
    next: str | None = None


class CitedAt(Model):
    """A place where a document cites the act, with the words around it."""

    document: str
    document_title: str | None
    section: str
    eid: str | None
    start: int
    end: int
    page: int | None
    text: str
    around: str
    provision: list[str]


class OfficialText(Model):
    """Where the text can be read, and the day on which somebody saw it there."""

    url: str
    kind: str
    checked: str | None


class DirectiveRead(DirectiveSummary):
    """An act with the places that cite it."""

    citations: list[CitedAt]
    relations: list[StatedRelation]
    addresses: list[OfficialText]
    notes: list[str] = Field(description="Chỗ văn bản viện dẫn khác với nguồn, điều chưa xác minh được.")
