"""What a check consists of.

Reads: nothing. Writes: frozen records.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal[
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
Part = Literal["number", "type", "date", "issuer", "title", "provision", "effect", "reference"]

STATUSES: tuple[Status, ...] = (
    "malformed",
    "mismatch",
    "provision_not_found",
    "repealed",
    "superseded",
    "not_yet_in_force",
    "amended",
    "ambiguous",
    "unresolved_reference",
    "not_in_corpus",
    "not_checked",
    "found",
)
"""The gravest first: the order in which one of several findings becomes an item's status."""

LABELS: dict[Status, str] = {
    "found": "Khớp hồ sơ",
    "ambiguous": "Chưa rõ là văn bản nào trong nhiều văn bản",
    "not_in_corpus": "Không có trong kho dữ liệu",
    "provision_not_found": "Văn bản không có điều, khoản, điểm này",
    "mismatch": "Không khớp hồ sơ",
    "not_yet_in_force": "Chưa có hiệu lực",
    "amended": "Đã được sửa đổi, bổ sung hoặc hết hiệu lực một phần",
    "superseded": "Đã bị thay thế",
    "repealed": "Hết hiệu lực",
    "malformed": "Số, ký hiệu ghi không đúng thể thức",
    "unresolved_reference": "Không rõ chỉ văn bản nào",
    "not_checked": "Chưa kiểm tra được",
}
PART_LABELS: dict[Part, str] = {
    "number": "Số, ký hiệu",
    "type": "Tên loại",
    "date": "Ngày ban hành",
    "issuer": "Cơ quan ban hành",
    "title": "Trích yếu",
    "provision": "Điều, khoản, điểm",
    "effect": "Hiệu lực",
    "reference": "Văn bản được chỉ",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One component that the author wrote, held against the record."""

    component: Part
    written: str | None
    found: str | None
    """What the record says; None where it says nothing of it."""
    ok: bool | None
    """None where nothing could be compared."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An act that may be meant."""

    number: str
    type: str
    date: str
    issuer: str
    title: str
    work: str | None = None
    """Its id where `/v1/directives/{id}` knows it."""
    why: str = ""

    @property
    def lead(self) -> str:
        """What it is to the citation, in words that stand before it."""
        return "Văn bản thay thế" if self.why == REPLACEMENT else "Có thể là"

    @property
    def doubt(self) -> str:
        """Why it is named, in words that stand behind it; empty where those before it say so."""
        return "" if self.why == REPLACEMENT else self.why


REPLACEMENT = "văn bản thay thế"
"""Why the act is named that took the cited one's place."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say of a citation."""

    status: Status
    reason: str


@dataclass(frozen=True, slots=True)
class Item:
    """A citation, checked."""

    text: str
    """Exactly what stands at `start`..`end` of the submitted text."""
    start: int
    end: int
    page: int | None
    section: str
    """The place as people write it; empty outside numbered units."""
    kind: str
    normalized: str | None
    parsed: dict[str, object]
    status: Status
    reason: str
    findings: tuple[Finding, ...] = ()
    """Everything that there is to say, the gravest first; the first gave the status."""
    checks: tuple[Check, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    suggestion: str | None = None
    """The official form of citation; a proposal, never put into the text."""
    act: str | None = None
    """What tells distinct acts apart: a work id, else number or name as parsed; None where none is named."""


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Something that was left unchecked, and why."""

    what: str
    count: int
    why: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What was held against what."""

    as_of: str
    corpus: tuple[str, ...]
    """The sources of records, each in words."""
    acts: int
    """How many acts there are records of."""
    full_texts: int
    """Of how many of them the provisions are known."""
    kinds: tuple[str, ...]
    unchecked: tuple[Unchecked, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts, each named."""

    occurrences: int
    unique: int
    """Distinct strings as printed."""
    acts: int
    """Distinct acts that they name."""
    by_status: dict[Status, int]
    """Occurrences by status."""
    verdict: str
    """One sentence for people; a text without citations is never a pass."""


@dataclass(frozen=True, slots=True)
class Report:
    """The check of one draft."""

    source: str
    format: str
    text: str
    """The submitted text, which offsets refer to."""
    scope: Scope
    summary: Summary
    items: tuple[Item, ...]
    warnings: tuple[str, ...] = ()
