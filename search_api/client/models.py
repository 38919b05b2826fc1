"""What answers over HTTP consist of. Made by `make client`: do not edit.

Reads: nothing. Writes: models.
"""

from __future__ import annotations
from pydantic import BaseModel, ConfigDict, Field, RootModel
from typing import Any, Literal
from datetime import date as date_aliased


class Added(BaseModel):
    """
    What became of an uploaded file.
    """

    document: str | None
    """
    Mã văn bản: /v1/documents/{document}.
    """
    source: str
    new: bool
    """
    false nếu văn bản này đã có trong chỉ mục.
    """


class AgencySummary(BaseModel):
    """
    A body that has a part in some task.
    """

    id: str
    """
    Địa chỉ: /v1/agencies/{id}.
    """
    name: str
    known: bool
    """
    Có trong bộ từ vựng cơ quan hay không; nếu không, tên là nguyên văn.
    """
    roles: dict[str, int]
    """
    Số lần được giao theo từng vai trò.
    """


class AgencyTask(BaseModel):
    """
    A task in which the body has a role.
    """

    role: Literal["lead", "coordinate", "implement", "guide", "requested"] | str
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


class ArticleAmendment(BaseModel):
    """
    What a later act did to the article.
    """

    relation: str
    partly: bool
    """
    Chỉ một phần nội dung của điều.
    """
    shared: bool
    """
    Ghi chú nêu chung nhiều quan hệ và nhiều văn bản, không nói rõ văn bản nào làm gì.
    """
    provision: str
    type: str
    number: str
    effective_from: str | None


class ArticleClause(BaseModel):
    """
    A khoản or điểm, or a window of a long one, as a span of the text.
    """

    label: str
    start: int
    end: int


class ArticleHeading(BaseModel):
    """
    A part, chapter, section above an article.
    """

    kind: str
    number: str
    title: str
    anchor: str


class ArticleName(BaseModel):
    """
    An article without its text.
    """

    anchor: str
    """
    Địa chỉ: /v1/codification/articles/{anchor}.
    """
    code: str
    """
    Số pháp điển, ví dụ 24.8.NĐ.1.
    """
    title: str
    provision: str
    """
    Điều của văn bản nguồn.
    """
    in_force: bool
    """
    Còn trong bản Bộ pháp điển đã nhập gần nhất.
    """


class ArticleRelation(BaseModel):
    """
    A place of the codification, or an act outside it, that the article is related to.
    """

    label: str
    anchor: str | None
    """
    Nơi được dẫn trong Bộ pháp điển; null khi dẫn ra ngoài.
    """
    code: str | None
    act_number: str | None
    url: str | None


class BasesScope(BaseModel):
    """
    What was looked at.
    """

    documents: int
    comparable: int
    """
    Bao nhiêu văn bản được coi là tương tự.
    """
    unread: list[str]
    """
    Căn cứ của dự thảo mà không nhận ra văn bản nào đã biết.
    """


class Task(RootModel[str]):
    root: str = Field(..., max_length=2000, min_length=1)


class Base(RootModel[str]):
    root: str = Field(..., max_length=1000, min_length=1)


class BasesWanted(BaseModel):
    """
    A draft, as far as it is written.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    title: str = Field(..., max_length=1000, min_length=1)
    """
    Trích yếu của dự thảo, kể cả tên loại: «Kế hoạch phòng, chống tội phạm năm 2027».
    """
    tasks: list[Task] | None = Field([], max_length=40, validate_default=True)
    """
    Nhiệm vụ chính của dự thảo.
    """
    bases: list[Base] | None = Field([], max_length=60, validate_default=True)
    """
    Các căn cứ mà dự thảo đã ghi, mỗi căn cứ một chuỗi.
    """
    as_of: date_aliased | None = None
    """
    Xét hiệu lực vào ngày này; mặc định hôm nay.
    """


class BodyAddDocument(BaseModel):
    file: str = Field(..., json_schema_extra={"contentMediaType": "application/octet-stream"})
    """
    Tệp .txt, .md, .docx, .doc, .rtf, .odt, .html hoặc .pdf có chữ.
    """


class CandidateAct(BaseModel):
    """
    An act that may be meant.
    """

    number: str
    type: str
    date: str
    issuer: str
    title: str
    work: str | None
    """
    Mã ở /v1/directives/{work}; null nếu chỉ biết số, ngày.
    """
    why: str


class CheckFinding(BaseModel):
    """
    One thing to say of a citation.
    """

    status: (
        Literal[
            "found",
            "ambiguous",
            "not_in_corpus",
            "provision_not_found",
            "mismatch",
            "not_yet_in_force",
            "amended",
            "superseded",
            "repealed",
            "malformed",
            "unresolved_reference",
            "not_checked",
        ]
        | str
    )
    reason: str


class CheckSummary(BaseModel):
    """
    Counts, each named.
    """

    occurrences: int
    """
    Số lần viện dẫn.
    """
    unique: int
    """
    Số cách ghi khác nhau.
    """
    acts: int
    """
    Số văn bản khác nhau.
    """
    by_status: dict[str, int]
    verdict: str
    """
    Một câu; văn bản không có viện dẫn không phải là văn bản đúng.
    """


class CheckedPart(BaseModel):
    """
    One component that the author wrote, held against the record.
    """

    component: Literal["number", "type", "date", "issuer", "title", "provision", "effect", "reference"] | str
    written: str | None
    """
    Như tác giả ghi; null nếu tác giả không ghi.
    """
    found: str | None
    """
    Như hồ sơ ghi; null nếu hồ sơ không nêu.
    """
    ok: bool | None
    """
    null: không có gì để đối chiếu.
    """
    note: str


class CitationRead(BaseModel):
    """
    One mention of an act or of a part of one.
    """

    text: str
    start: int
    end: int
    unit: str | None
    page: int | None
    kind: Literal["number", "name", "provision", "anaphora"] | str
    number: str | None
    number_read: Literal["full", "partial", "none"] | str
    type: str | None
    date: str | None
    issuer: str | None
    title: str | None
    target_name: str | None
    provision: list[str]
    target: str | None
    resolved: str | None
    reason: str | None


class CitedAt(BaseModel):
    """
    A place where a document cites the act, with the words around it.
    """

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


class Codified(BaseModel):
    """
    How much of the codification was searched for an answer.
    """

    articles: int
    """
    Số điều được tìm theo từ ngữ.
    """
    embedded: float
    """
    Phần đã tìm được theo cả nghĩa, từ 0 đến 1.
    """
    known_until: str
    """
    Ngày của văn bản mới nhất trong bản Bộ pháp điển đã nhập; văn bản ra sau chưa có.
    """


class CodifiedAct(BaseModel):
    """
    The act that an article comes from.
    """

    id: str
    """
    Địa chỉ: /v1/directives/{id}.
    """
    number: str | None
    type: str
    date: str | None
    issuer: str | None
    title: str | None
    url: str | None
    """
    Nơi đọc toàn văn, theo Bộ pháp điển.
    """


class CorrectedPart(BaseModel):
    """
    A part of a document's head as a person read it.
    """

    field: Literal["number", "type", "date", "issuer", "title"] | str
    value: str
    before: str | None
    """
    Giá trị trước khi điền.
    """
    who: str
    """
    Người điền.
    """
    at: str
    """
    Thời điểm, ISO 8601.
    """


class DirectiveFound(BaseModel):
    """
    A directive that applies, or that a task cites.
    """

    number: str | None
    type: str | None
    title: str | None
    date: str | None
    issuer: str | None
    status: str | None
    """
    Tình trạng hiệu lực; null nghĩa là chưa kiểm tra.
    """
    status_as_of: str | None
    replaced_by: str | None
    provision: str | None
    """
    Điều, khoản, điểm được viện dẫn.
    """
    evidence: str | None
    """
    Nguyên văn làm chứng.
    """
    in_corpus: bool
    """
    Chỉ mục có toàn văn của văn bản này hay không.
    """
    score: float
    """
    Chỉ để xếp thứ tự.
    """
    work: str | None = None
    """
    Mã văn bản: /v1/directives/{work}.
    """
    document: str | None = None
    """
    Văn bản chứa nguyên văn làm chứng.
    """
    start: int | None = None
    end: int | None = None
    page: int | None = None
    article: str | None = None
    """
    Điều của Bộ pháp điển nói điều đó: /v1/codification/articles/{article}.
    """
    article_code: str | None = None
    """
    Số của điều ấy trong Bộ pháp điển.
    """
    article_title: str | None = None
    effective_from: str | None = None
    """
    Điều ấy có hiệu lực từ ngày nào.
    """
    status_evidence: str | None = None
    """
    Nguyên văn nêu tình trạng hiệu lực ấy.
    """
    amended_by: list[str] | None = []
    """
    Những sửa đổi, bổ sung, bãi bỏ mà Bộ pháp điển ghi cho điều ấy.
    """


class DirectiveSummary(BaseModel):
    """
    An act that is catalogued, cited, or held.
    """

    id: str
    """
    Địa chỉ: /v1/directives/{id}.
    """
    number: str | None
    type: str | None
    date: str | None
    issuer: str | None
    title: str | None
    status: str | None
    """
    Tình trạng hiệu lực; null nghĩa là chưa kiểm tra.
    """
    status_as_of: str | None
    status_basis: str | None
    replaced_by: str | None
    in_corpus: bool
    document: str | None
    """
    Toàn văn: /v1/documents/{document}.
    """
    catalogued: bool


class DocumentChange(BaseModel):
    """
    A document that came, changed or went.
    """

    cursor: str
    """
    Gửi lại ở tham số since để nhận những thay đổi sau mục này.
    """
    kind: Literal["added", "changed", "removed"] | str
    """
    Thêm, thay đổi, hay bỏ đi.
    """
    document: str
    """
    Mã văn bản: /v1/documents/{document}; đã bỏ đi thì không mở được nữa.
    """
    reason: Literal["content", "reading", "links"] | str
    """
    content: tệp khác; reading: chương trình đọc khác; links: viện dẫn trỏ tới văn bản khác.
    """
    digest: str | None
    """
    SHA-256 của tệp; null nếu văn bản đã bỏ đi.
    """
    generation: str
    """
    Lần dựng chỉ mục mang thay đổi này.
    """
    at: str
    """
    Lúc dựng, theo giờ UTC.
    """


class DocumentSummary(BaseModel):
    """
    A document of the index, without its text.
    """

    id: str
    """
    Địa chỉ: /v1/documents/{id}.
    """
    number: str | None
    number_read: Literal["full", "partial", "none"] | str
    """
    Số, ký hiệu đọc được đến đâu.
    """
    type: str | None
    date: str | None
    issuer: str | None
    title: str | None
    signer: str | None
    language: str
    pages: int | None
    source: str
    """
    Tên tệp.
    """
    format: str
    work: str | None
    """
    Mã của văn bản này ở /v1/directives/{work}.
    """
    corrected: list[CorrectedPart] | None = Field([], validate_default=True)
    """
    Phần do người đọc bản gốc điền.
    """


class DocumentWaiting(BaseModel):
    """
    A document with parts of its head unread.
    """

    id: str
    """
    Địa chỉ: /v1/documents/{id}.
    """
    number: str | None
    number_read: Literal["full", "partial", "none"] | str
    """
    Số, ký hiệu đọc được đến đâu.
    """
    type: str | None
    date: str | None
    issuer: str | None
    title: str | None
    signer: str | None
    language: str
    pages: int | None
    source: str
    """
    Tên tệp.
    """
    format: str
    work: str | None
    """
    Mã của văn bản này ở /v1/directives/{work}.
    """
    corrected: list[CorrectedPart] | None = Field([], validate_default=True)
    """
    Phần do người đọc bản gốc điền.
    """
    unread: list[Literal["number", "type", "date", "issuer", "title"] | str]
    """
    Các phần chờ điền.
    """
    unread_words: list[str]
    """
    Các phần ấy, gọi tên.
    """


class ExportedCitation(BaseModel):
    """
    A citation of a document.
    """

    text: str
    start: int
    end: int
    unit: str | None
    page: int | None
    kind: Literal["number", "name", "provision", "anaphora"] | str
    number: str | None
    number_read: Literal["full", "partial", "none"] | str
    type: str | None
    date: str | None
    issuer: str | None
    title: str | None
    target_name: str | None
    provision: list[str]
    target: str | None
    resolved: str | None
    reason: str | None
    document: str
    act: str | None
    """
    Văn bản được viện dẫn: /v1/directives/{act}.
    """


class ExportedDocument(BaseModel):
    """
    A document with its text.
    """

    id: str
    """
    Địa chỉ: /v1/documents/{id}.
    """
    number: str | None
    number_read: Literal["full", "partial", "none"] | str
    """
    Số, ký hiệu đọc được đến đâu.
    """
    type: str | None
    date: str | None
    issuer: str | None
    title: str | None
    signer: str | None
    language: str
    pages: int | None
    source: str
    """
    Tên tệp.
    """
    format: str
    work: str | None
    """
    Mã của văn bản này ở /v1/directives/{work}.
    """
    corrected: list[CorrectedPart] | None = Field([], validate_default=True)
    """
    Phần do người đọc bản gốc điền.
    """
    digest: str
    """
    SHA-256 của tệp.
    """
    warnings: list[str]
    text: str
    """
    Toàn văn; mọi vị trí tính theo chuỗi này. Bảng CSV không có cột này.
    """


class ExportedRelation(BaseModel):
    """
    A relation that a document states.
    """

    source: str
    relation: str
    target: str
    evidence: str
    start: int
    end: int
    document: str


class ExportedTask(BaseModel):
    """
    A task of a document, and who has which role in it.
    """

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
    unassigned: bool
    """
    Văn bản không giao việc này cho cơ quan nào.
    """


class ExportedUnit(BaseModel):
    """
    A unit of a document.
    """

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
    document: str


class FacetValue(BaseModel):
    """
    A value that results can be narrowed to, and how many of them have it.
    """

    value: str
    count: int
    chosen: bool


class FateRead(BaseModel):
    """
    An act's standing on a day, with the words that prove it.
    """

    status: (
        Literal[
            "in_force",
            "not_yet_in_force",
            "partly_expired",
            "amended",
            "superseded",
            "repealed",
            "suspended",
            "unknown",
        ]
        | str
    )
    words: str
    """
    Tình trạng bằng lời, kèm ngày và văn bản làm nên tình trạng ấy.
    """
    as_of: date_aliased
    since: date_aliased | None
    """
    Từ ngày nào; null nếu nguyên văn không nêu.
    """
    by: str | None
    """
    Số, ký hiệu văn bản làm nên tình trạng ấy.
    """
    sentence: str | None
    """
    Nguyên văn làm chứng; null chỉ khi chưa rõ.
    """
    document: str | None
    start: int | None
    end: int | None
    certainty: Literal["stated", "unopposed", "unconfirmed", "none"] | str
    """
    stated: có lời nêu cho đúng ngày ấy; unopposed: đã có hiệu lực, chưa thấy gì chấm dứt; unconfirmed: nguồn chưa chính thức; none: chưa rõ.
    """
    basis: Literal["text", "source", "release"] | str
    """
    Theo toàn văn, theo nguồn của danh mục, hay theo Bộ pháp điển.
    """
    exception: str
    provisions: list[str]


class FieldProblem(BaseModel):
    """
    One value that cannot be used.
    """

    field: str
    """
    Tên tham số hoặc đường dẫn tới trường trong nội dung gửi lên.
    """
    reason: str
    """
    Vì sao không dùng được.
    """


class GroundRead(BaseModel):
    """
    A document that cites the act as a basis, with its words.
    """

    document: str
    """
    /v1/documents/{document}
    """
    title: str | None
    evidence: str
    start: int
    end: int
    likeness: float
    """
    Văn bản ấy gần với dự thảo đến đâu, 0 đến 1.
    """


class Number(RootModel[str]):
    root: str = Field(..., max_length=500, min_length=1)
    """
    Số, ký hiệu: 143/QĐ-TTg.
    """


class Type(RootModel[str]):
    root: str = Field(..., max_length=500, min_length=1)
    """
    Tên loại: Quyết định.
    """


class Date(RootModel[str]):
    root: str = Field(..., max_length=500, min_length=1)
    """
    Ngày: 2025-10-08.
    """


class Issuer(RootModel[str]):
    root: str = Field(..., max_length=500, min_length=1)
    """
    Cơ quan ban hành.
    """


class Title(RootModel[str]):
    root: str = Field(..., max_length=500, min_length=1)
    """
    Trích yếu.
    """


class HeadFilled(BaseModel):
    """
    What a person read in a document's head.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    who: str = Field(..., max_length=500, min_length=1)
    """
    Tên người đã đọc bản gốc.
    """
    number: Number | None = None
    """
    Số, ký hiệu: 143/QĐ-TTg.
    """
    type: Type | None = None
    """
    Tên loại: Quyết định.
    """
    date: Date | None = None
    """
    Ngày: 2025-10-08.
    """
    issuer: Issuer | None = None
    """
    Cơ quan ban hành.
    """
    title: Title | None = None
    """
    Trích yếu.
    """


class Health(BaseModel):
    """
    The server runs.
    """

    status: Literal["ok"] = "ok"


class Highlight(BaseModel):
    """
    Words of the query in a result's text.
    """

    start: int
    end: int


class LeftUnchecked(BaseModel):
    """
    Something that was left unchecked.
    """

    what: str
    count: int
    why: str


class MissingCompanion(BaseModel):
    """
    An act that usually stands beside a basis of the draft and is not there.
    """

    directive: str
    """
    /v1/directives/{directive}
    """
    number: str | None
    type: str | None
    date: str | None
    title: str | None
    issuer: str | None
    fate: FateRead
    of: str
    """
    Căn cứ của dự thảo mà văn bản này thường đi cùng: mã văn bản.
    """
    of_number: str | None
    relation: str
    grounds: list[GroundRead]


class OfficialText(BaseModel):
    """
    Where the text can be read, and the day on which somebody saw it there.
    """

    url: str
    kind: str
    checked: str | None


class PartyNamed(BaseModel):
    """
    An agency in a role, as printed; `known` tells whether the vocabulary has it.
    """

    role: Literal["lead", "coordinate", "implement", "guide", "requested"] | str
    name: str
    printed: str
    known: bool
    start: int
    end: int


class PartyRead(BaseModel):
    """
    An agency in a role, as printed; `known` tells whether the vocabulary has it.
    """

    role: Literal["lead", "coordinate", "implement", "guide", "requested"] | str
    name: str
    printed: str
    known: bool
    start: int
    end: int


class ProblemDetails(BaseModel):
    """
    An error, as RFC 9457 shapes it.
    """

    type: str
    """
    Loại lỗi, cũng là địa chỉ của trang giải thích nó.
    """
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] | None = None
    request_id: str | None = None
    """
    Mã của yêu cầu, cũng ở đầu mục X-Request-ID và trong nhật ký.
    """


class ProposedBasis(BaseModel):
    """
    An act that comparable documents cite as a basis.
    """

    directive: str
    """
    /v1/directives/{directive}
    """
    number: str | None
    type: str | None
    date: str | None
    title: str | None
    issuer: str | None
    fate: FateRead
    documents: int
    """
    Bao nhiêu văn bản tương tự lấy làm căn cứ.
    """
    cited: bool
    """
    Dự thảo đã ghi căn cứ này.
    """
    grounds: list[GroundRead]
    score: float
    """
    Chỉ để xếp thứ tự.
    """


class ProvisionOf(BaseModel):
    """
    An article of the act's own text.
    """

    eid: str
    number: str | None
    heading: str | None
    start: int
    end: int
    cited: int
    """
    Số lần được viện dẫn trong các văn bản khác.
    """


class Question(BaseModel):
    """
    A question, sent as a body.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    q: str = Field(..., max_length=1000, min_length=1)
    """
    Câu hỏi.
    """
    as_of: date_aliased | None = None
    """
    Trả lời theo tình trạng của ngày này.
    """


class Readiness(BaseModel):
    """
    The server can answer, and from what.
    """

    status: Literal["ready"] = "ready"
    documents: int
    """
    Số văn bản có toàn văn trong chỉ mục.
    """
    generation: str
    """
    Lần dựng chỉ mục đang phục vụ.
    """
    missing: list[str] | None = []
    """
    Những gì còn thiếu hoặc cần xem lại dù máy chủ vẫn trả lời được.
    """


class RelatedAct(BaseModel):
    """
    A relation with another act, and the words that state it.
    """

    relation: str
    directive: str | None
    """
    Văn bản kia: /v1/directives/{directive}.
    """
    number: str | None
    type: str | None
    date: str | None
    title: str | None
    provisions: list[str]
    """
    Phần của văn bản chịu tác động; rỗng là toàn bộ hoặc không nêu.
    """
    document: str
    """
    Văn bản có nguyên văn: /v1/documents/{document}.
    """
    document_title: str | None
    evidence: str
    start: int
    end: int


class RelationRead(BaseModel):
    """
    What the text says that one act does to another.
    """

    source: str
    relation: str
    target: str
    evidence: str
    start: int
    end: int


class ReleaseRead(BaseModel):
    """
    A release that was imported.
    """

    digest: str
    """
    SHA-256 của tệp đã nhập.
    """
    name: str
    dated: str
    """
    Ngày của trang mới nhất trong tệp.
    """
    finished: str | None
    """
    Lúc nhập xong (UTC); null khi chưa nhập hết.
    """


class RepairRead(BaseModel):
    """
    A misprint of a known kind: as printed, and as it is read.
    """

    start: int
    end: int
    printed: str
    repaired: str


class Result(BaseModel):
    """
    A passage found.
    """

    kind: Literal["task", "unit", "directive"] | str
    document: str
    """
    Mã văn bản; với kind là directive: /v1/directives/{document}.
    """
    title: str | None
    number: str | None
    type: str | None
    date: str | None
    issuer: str | None
    eid: str | None
    """
    Mục chứa đoạn này: /v1/documents/{document}/units/{eid}.
    """
    start: int
    end: int
    page: int | None
    heading: str
    text: str
    highlights: list[Highlight]
    """
    Vị trí các từ khớp, tính trong `text`.
    """
    score: float
    """
    Chỉ để xếp thứ tự.
    """


class StatedRelation(BaseModel):
    """
    A relation, and the document that states it; `self` as source or target is that document.
    """

    source: str
    relation: str
    target: str
    evidence: str
    start: int
    end: int
    document: str
    document_title: str | None


class Successor(BaseModel):
    """
    Who took over from a body that no longer exists.
    """

    agency: str
    """
    Cơ quan như văn bản gọi.
    """
    successor: str
    """
    Cơ quan nay đảm nhận.
    """
    function: str | None = None
    """
    Phần việc được chuyển, nếu cơ quan cũ bị tách.
    """
    since: str | None = None
    """
    Từ ngày nào.
    """
    basis: str | None = None
    """
    Theo văn bản nào.
    """
    certainty: str | None = None
    """
    Mức độ xác nhận của dữ kiện này.
    """
    fitting: bool | None = False
    """
    Nội dung nhiệm vụ cho biết chính cơ quan này nhận việc.
    """


class SuggestionRead(BaseModel):
    """
    What the words typed so far may mean.
    """

    kind: Literal["agency", "directive", "document"] | str
    name: str
    about: str
    id: str


class TargetRead(BaseModel):
    """
    A figure to be reached.
    """

    text: str
    value: str
    unit_of_measure: str
    period: str | None
    start: int
    end: int
    unit: str | None


class TaskAnswer(BaseModel):
    """
    A task, who has which role in it, and the words that say so.
    """

    document: str
    """
    Mã văn bản: /v1/documents/{document}.
    """
    title: str | None = None
    number: str | None = None
    section: str
    kind: Literal["task", "unit"] | str | None = "task"
    """
    Nhiệm vụ, hay một đoạn không phải nhiệm vụ.
    """
    task: str
    start: int
    end: int
    page: int | None
    eid: str | None = None
    """
    Mục chứa nhiệm vụ: /v1/documents/{document}/units/{eid}.
    """
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
    unassigned: bool | None = False
    """
    Văn bản không giao việc này cho cơ quan nào.
    """
    directives: list[DirectiveFound]
    score: float
    """
    Chỉ để xếp thứ tự.
    """
    parties: list[PartyNamed] | None = Field([], validate_default=True)
    """
    Cơ quan, vai trò, và chỗ văn bản nêu tên.
    """


class TaskInTable(BaseModel):
    """
    A task, and who has which role in it.
    """

    document: str
    """
    Mã văn bản: /v1/documents/{document}.
    """
    title: str
    section: str
    task: str
    eid: str
    """
    Mục chứa nhiệm vụ: /v1/documents/{document}/units/{eid}.
    """
    start: int
    end: int
    page: int | None
    lead: list[str]
    coordinate: list[str]
    implement: list[str]
    guide: list[str]
    requested: list[str]
    deadline: str | None
    """
    Thời hạn như văn bản viết.
    """
    due: date_aliased | None
    """
    Ngày mà thời hạn ấy chỉ tới; null nếu không chỉ một ngày nào.
    """
    evidence: str
    unassigned: bool
    """
    Văn bản không giao việc này cho cơ quan nào.
    """


class TaskRead(BaseModel):
    """
    A task as printed.
    """

    text: str
    start: int
    end: int
    unit: str
    page: int | None


class TaskResting(BaseModel):
    """
    A task that cites the act.
    """

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


class TaskTable(BaseModel):
    """
    One page of the tasks.
    """

    tasks: list[TaskInTable]
    total: int
    facets: dict[str, list[FacetValue]]
    """
    Mỗi bộ lọc đếm theo các bộ lọc khác, trừ chính nó.
    """
    next: str | None = None


class Understood(BaseModel):
    """
    What was understood of a question.
    """

    intent: Literal["lead", "directive", "lookup", "search", "none"] | str
    """
    lead: ai làm; directive: văn bản nào; lookup: tra một số; search: tìm.
    """
    restored: str | None = None
    """
    Câu hỏi sau khi thêm dấu, nếu phải thêm.
    """
    agencies: list[str] | None = []
    """
    Các cơ quan câu hỏi nêu, theo tên chuẩn.
    """
    numbers: list[str] | None = []
    """
    Các số, ký hiệu câu hỏi nêu.
    """
    as_of: str | None = None
    """
    Ngày mà câu hỏi hỏi tới.
    """


class UnitFound(BaseModel):
    """
    A unit opened by its address.
    """

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
    document: str
    whole: str
    """
    Nguyên văn của mục cùng mọi mục bên dưới.
    """
    citations: list[CitationRead]
    """
    Viện dẫn trong chính mục này.
    """


class UnitRead(BaseModel):
    """
    A node of a document's tree; `text` is its own words, `until` ends it with everything below it.
    """

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


class Version(BaseModel):
    """
    The program.
    """

    name: Literal["cancu"] = "cancu"
    version: str


class WaitingList(BaseModel):
    """
    The documents that wait for a person.
    """

    waiting: list[DocumentWaiting]
    total: int
    next: str | None = None
    """
    Mã trang sau; gửi lại ở tham số page.
    """


class AgencyDetail(BaseModel):
    """
    A body with its other names and with who took over from it.
    """

    id: str
    """
    Địa chỉ: /v1/agencies/{id}.
    """
    name: str
    known: bool
    """
    Có trong bộ từ vựng cơ quan hay không; nếu không, tên là nguyên văn.
    """
    roles: dict[str, int]
    """
    Số lần được giao theo từng vai trò.
    """
    aliases: list[str]
    successors: list[Successor]


class AgencyList(BaseModel):
    """
    One page of the agencies.
    """

    agencies: list[AgencySummary]
    total: int
    next: str | None = None


class AgencyTasks(BaseModel):
    """
    One page of a body's tasks, by role and in the order of the text.
    """

    agency: AgencyDetail
    tasks: list[AgencyTask]
    total: int
    next: str | None = None


class Answer(BaseModel):
    """
    The answer to a question, or an abstention with its reason.
    """

    question: str
    understood: Understood
    abstained: bool
    reason: str | None = None
    answers: list[TaskAnswer]
    directives: list[DirectiveFound]
    lacking: str | None = None
    """
    Trong các điều, khoản, điểm được hỏi đích danh, phần nào chưa nêu được, vì sao.
    """
    codification: Codified | None = None
    """
    Đã tìm trong bao nhiêu phần của Bộ pháp điển; null nghĩa là không tìm ở đó.
    """


class ArticleRead(BaseModel):
    """
    An article with everything that the release says of it.
    """

    anchor: str
    """
    Địa chỉ: /v1/codification/articles/{anchor}.
    """
    code: str
    """
    Số pháp điển, ví dụ 24.8.NĐ.1.
    """
    title: str
    provision: str
    """
    Điều của văn bản nguồn.
    """
    in_force: bool
    """
    Còn trong bản Bộ pháp điển đã nhập gần nhất.
    """
    text: str
    clauses: list[ArticleClause]
    """
    Các khoản, điểm; ghép lại đúng bằng text.
    """
    topic: str
    """
    Số chủ đề.
    """
    topic_title: str | None
    subject: str
    """
    Số đề mục.
    """
    subject_title: str
    headings: list[ArticleHeading]
    act: CodifiedAct | None
    """
    Văn bản nguồn; null khi ghi chú không đọc được.
    """
    effective_from: str | None
    note: str
    """
    Nguyên văn ghi chú nguồn dưới điều.
    """
    url: str | None
    standing: str | None
    """
    Từ bản nào thì điều không còn; null khi vẫn còn.
    """
    amendments: list[ArticleAmendment]
    references: list[ArticleRelation]
    """
    Điều này có nội dung liên quan đến.
    """
    referred_by: list[ArticleRelation]
    """
    Những điều nói là liên quan đến điều này.
    """


class AssignmentRead(BaseModel):
    """
    Who does one or several tasks, with the words that say so.
    """

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


class BasesRead(BaseModel):
    """
    Suggestions; what to cite remains the drafter's decision.
    """

    proposed: list[ProposedBasis]
    missing: list[MissingCompanion]
    scope: BasesScope


class ChangeList(BaseModel):
    """
    A part of the change feed, the oldest entry first.
    """

    changes: list[DocumentChange]
    next: str
    """
    Mã để hỏi tiếp ở tham số since, kể cả khi chưa có gì mới.
    """
    more: bool
    """
    Còn thay đổi nữa, hỏi tiếp ngay được.
    """
    generation: str
    """
    Lần dựng chỉ mục đang phục vụ.
    """


class CheckScope(BaseModel):
    """
    What was held against what.
    """

    as_of: str
    corpus: list[str]
    """
    Các nguồn hồ sơ.
    """
    acts: int
    """
    Số văn bản có hồ sơ.
    """
    full_texts: int
    """
    Số văn bản biết điều, khoản.
    """
    kinds: list[str]
    """
    Những loại viện dẫn được kiểm tra.
    """
    unchecked: list[LeftUnchecked]
    note: str


class CheckedCitation(BaseModel):
    """
    A citation, checked.
    """

    text: str
    """
    Đúng những chữ ở start..end của `text`.
    """
    start: int
    end: int
    page: int | None
    section: str
    kind: Literal["number", "name", "provision", "anaphora"] | str
    normalized: str | None
    parsed: dict[str, Any]
    """
    Những gì đọc được: số, loại, ngày, cơ quan, trích yếu, điều khoản.
    """
    status: (
        Literal[
            "found",
            "ambiguous",
            "not_in_corpus",
            "provision_not_found",
            "mismatch",
            "not_yet_in_force",
            "amended",
            "superseded",
            "repealed",
            "malformed",
            "unresolved_reference",
            "not_checked",
        ]
        | str
    )
    """
    Điều nặng nhất trong `findings`; found nếu không có gì.
    """
    label: str
    """
    Tên tiếng Việt của status.
    """
    reason: str
    findings: list[CheckFinding]
    checks: list[CheckedPart]
    candidates: list[CandidateAct]
    suggestion: str | None
    """
    Cách ghi theo thể thức (Nghị định 30/2020/NĐ-CP); chỉ là gợi ý.
    """
    act: str | None
    """
    Phân biệt các văn bản: mã, số hoặc tên; self là chính dự thảo.
    """


class CodificationRead(BaseModel):
    """
    What of the codification is in the home.
    """

    release: ReleaseRead
    articles: int
    """
    Số điều có trong bản hiện tại.
    """
    left: int
    """
    Số điều có trong bản trước, không còn trong bản hiện tại; vẫn lưu.
    """
    subjects: int
    """
    Số đề mục.
    """
    acts: int
    """
    Số văn bản là nguồn của các điều.
    """
    known_until: str
    """
    Ngày của văn bản mới nhất trong bản này.
    """
    searchable: int
    """
    Số điều đã tìm được theo từ ngữ.
    """
    embedded: float
    """
    Phần đã tìm được theo cả nghĩa, từ 0 đến 1.
    """


class DirectiveList(BaseModel):
    """
    One page of the directives.
    """

    directives: list[DirectiveSummary]
    total: int
    facets: dict[str, list[FacetValue]]
    """
    Mỗi bộ lọc đếm theo các bộ lọc khác, trừ chính nó.
    """
    next: str | None = None


class DirectiveRead(BaseModel):
    """
    An act with the places that cite it.
    """

    id: str
    """
    Địa chỉ: /v1/directives/{id}.
    """
    number: str | None
    type: str | None
    date: str | None
    issuer: str | None
    title: str | None
    status: str | None
    """
    Tình trạng hiệu lực; null nghĩa là chưa kiểm tra.
    """
    status_as_of: str | None
    status_basis: str | None
    replaced_by: str | None
    in_corpus: bool
    document: str | None
    """
    Toàn văn: /v1/documents/{document}.
    """
    catalogued: bool
    citations: list[CitedAt]
    relations: list[StatedRelation]
    addresses: list[OfficialText]
    fate: FateRead
    """
    Hiệu lực vào ngày as_of, kèm nguyên văn làm chứng.
    """
    relations_out: list[RelatedAct]
    """
    Văn bản này làm gì với văn bản khác.
    """
    relations_in: list[RelatedAct]
    """
    Văn bản khác làm gì với văn bản này.
    """
    tasks: list[TaskResting]
    """
    Nhiệm vụ có viện dẫn văn bản này.
    """
    provisions: list[ProvisionOf]
    """
    Các điều trong toàn văn có trong chỉ mục.
    """
    articles: list[ArticleName]
    """
    Các điều của văn bản có trong Bộ pháp điển đã nhập.
    """
    notes: list[str]
    """
    Chỗ văn bản viện dẫn khác với nguồn, điều chưa xác minh được.
    """


class DocumentList(BaseModel):
    """
    One page of the documents.
    """

    documents: list[DocumentSummary]
    total: int
    next: str | None = None
    """
    Mã trang sau; gửi lại ở tham số page.
    """


class DocumentRead(BaseModel):
    """
    A document with everything that was read in it.
    """

    document: DocumentSummary
    units: list[UnitRead]
    citations: list[CitationRead]
    relations: list[RelationRead]
    assignments: list[AssignmentRead]
    targets: list[TargetRead]
    unassigned: list[TaskRead]
    """
    Nhiệm vụ mà văn bản không giao cho ai.
    """
    repairs: list[RepairRead]
    warnings: list[str]
    text: str
    """
    Toàn văn; mọi vị trí tính theo chuỗi này.
    """


class Found(BaseModel):
    """
    One page of what a search found.
    """

    query: str
    understood: Understood
    total: int
    results: list[Result]
    facets: dict[str, list[FacetValue]]
    """
    Mỗi bộ lọc đếm theo các bộ lọc khác, trừ chính nó.
    """
    law: list[DirectiveFound] | None = Field([], validate_default=True)
    """
    Các điều của Bộ pháp điển gần nhất, ở trang đầu khi không lọc.
    """
    next: str | None
    """
    Mã trang sau; gửi lại ở tham số page.
    """


class SuggestionList(BaseModel):
    """
    Suggestions from closed lists, the likeliest first.
    """

    suggestions: list[SuggestionRead]


class CheckReport(BaseModel):
    """
    The check of one draft.
    """

    source: str
    format: str
    scope: CheckScope
    summary: CheckSummary
    citations: list[CheckedCitation]
    warnings: list[str]
    text: str
    """
    Văn bản mà các vị trí tính theo.
    """
