"""The official codification: its release, its articles.

Reads: nothing. Writes: models.
"""

from __future__ import annotations

from pydantic import Field

from search_api.api.schemas.base import Model


class ReleaseRead(Model):
    """A release that was imported."""

    digest: str = Field(description="SHA-256 của tệp đã nhập.")
    name: str
    dated: str = Field(description="Ngày của trang mới nhất trong tệp.")
    finished: str | None = Field(description="Lúc nhập xong (UTC); null khi chưa nhập hết.")


class CodificationRead(Model):
    """What of the codification is in the home."""

    release: ReleaseRead
    articles: int = Field(description="Số điều có trong bản hiện tại.")
    left: int = Field(description="Số điều có trong bản trước, không còn trong bản hiện tại; vẫn lưu.")
    subjects: int = Field(description="Số đề mục.")
    acts: int = Field(description="Số văn bản là nguồn của các điều.")
    known_until: str = Field(description="Ngày của văn bản mới nhất trong bản này.")
    searchable: int = Field(description="Số điều đã tìm được theo từ ngữ.")
    embedded: float = Field(description="Phần đã tìm được theo cả nghĩa, từ 0 đến 1.")


class ArticleName(Model):
    """An article without its text."""

    anchor: str = Field(description="Địa chỉ: /v1/codification/articles/{anchor}.")
    code: str = Field(description="Số pháp điển, ví dụ 24.8.NĐ.1.")
    title: str
    provision: str = Field(description="Điều của văn bản nguồn.")
    in_force: bool = Field(description="Còn trong bản Bộ pháp điển đã nhập gần nhất.")


class CodifiedAct(Model):
    """The act that an article comes from."""

    id: str = Field(description="Địa chỉ: /v1/directives/{id}.")
    number: str | None
    type: str
    date: str | None
    issuer: str | None
    title: str | None
    url: str | None = Field(description="Nơi đọc toàn văn, theo Bộ pháp điển.")


class ArticleHeading(Model):
    """A part, chapter, section above an article."""

    kind: str
    number: str
    title: str
    anchor: str


class ArticleAmendment(Model):
    """What a later act did to the article."""

    relation: str
    partly: bool = Field(description="Chỉ một phần nội dung của điều.")
    shared: bool = Field(
        description="Ghi chú nêu chung nhiều quan hệ và nhiều văn bản, không nói rõ văn bản nào làm gì."
    )
    provision: str
    type: str
    number: str
    effective_from: str | None


class ArticleRelation(Model):
    """A place of the codification, or an act outside it, that the article is related to."""

    label: str
    anchor: str | None = Field(description="Nơi được dẫn trong Bộ pháp điển; null khi dẫn ra ngoài.")
    code: str | None
    act_number: str | None
    url: str | None


class ArticleClause(Model):
    """A khoản or điểm, or a window of a long one, as a span of the text."""

    label: str
    start: int
    end: int


class ArticleRead(ArticleName):
    """An article with everything that the release says of it."""

    text: str
    clauses: list[ArticleClause] = Field(description="Các khoản, điểm; ghép lại đúng bằng text.")
    topic: str = Field(description="Số chủ đề.")
    topic_title: str | None
    subject: str = Field(description="Số đề mục.")
    subject_title: str
    headings: list[ArticleHeading]
    act: CodifiedAct | None = Field(description="Văn bản nguồn; null khi ghi chú không đọc được.")
    effective_from: str | None
    note: str = Field(description="Nguyên văn ghi chú nguồn dưới điều.")
    url: str | None
    standing: str | None = Field(description="Từ bản nào thì điều không còn; null khi vẫn còn.")
    amendments: list[ArticleAmendment]
    references: list[ArticleRelation] = Field(description="Điều này có nội dung liên quan đến.")
    referred_by: list[ArticleRelation] = Field(description="Những điều nói là liên quan đến điều này.")
