"""Acts that are catalogued, cited, or held.

Reads: nothing. Writes: models.
"""

from __future__ import annotations

from pydantic import Field

from search_api.api.schemas.acts import FateRead, ProvisionOf, RelatedAct, TaskResting
from search_api.api.schemas.base import Model
from search_api.api.schemas.codification import ArticleName
from search_api.api.schemas.documents import StatedRelation


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
    fate: FateRead = Field(description="Hiệu lực vào ngày as_of, kèm nguyên văn làm chứng.")
    relations_out: list[RelatedAct] = Field(description="Văn bản này làm gì với văn bản khác.")
    relations_in: list[RelatedAct] = Field(description="Văn bản khác làm gì với văn bản này.")
    tasks: list[TaskResting] = Field(description="Nhiệm vụ có viện dẫn văn bản này.")
    provisions: list[ProvisionOf] = Field(description="Các điều trong toàn văn có trong chỉ mục.")
    articles: list[ArticleName] = Field(description="Các điều của văn bản có trong Bộ pháp điển đã nhập.")
    notes: list[str] = Field(description="Chỗ văn bản viện dẫn khác với nguồn, điều chưa xác minh được.")
