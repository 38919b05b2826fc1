"""How the page says things: labels of roles and intents, dates, places, addresses.

Reads: words of the records. Writes: words for people.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

MIN_ASKED, MAX_ASKED = 8, 13
"""Syllables of a question's subject that the first page proposes."""
ROLE_LABELS = (
    ("lead", "Chủ trì"),
    ("coordinate", "Phối hợp"),
    ("implement", "Thực hiện"),
    ("guide", "Hướng dẫn"),
    ("requested", "Đề nghị"),
)
INTENTS = {
    "lead": "hỏi ai làm, ai chủ trì",
    "directive": "hỏi văn bản nào quy định",
    "lookup": "tra một văn bản",
    "search": "tìm theo nội dung",
    "none": "chưa rõ hỏi gì",
}
ASKED_INTENTS = ("lead", "directive", "lookup", "search")
"""The intents that a person can choose."""
SECTIONS = (
    ("/", "Hỏi"),
    ("/tasks", "Nhiệm vụ"),
    ("/directives", "Văn bản áp dụng"),
    ("/check", "Kiểm tra dự thảo"),
    ("/documents", "Kho văn bản"),
)
SUGGESTED = {"agency": "cơ quan", "directive": "văn bản áp dụng", "document": "văn bản trong kho"}
UNNUMBERED = "phần không đánh số"
TASK_FILTERS = {
    "agency": "Cơ quan",
    "role": "Vai trò",
    "document": "Văn bản",
    "section": "Mục",
    "deadline": "Thời hạn",
    "unassigned": "Phân công",
}
DEADLINES = {
    "set": "có thời hạn",
    "soon": "đến hạn trong 30 ngày",
    "passed": "đã quá hạn",
    "none": "không nêu thời hạn",
}
DIRECTIVE_FILTERS = {
    "q": "Có chữ",
    "type": "Tên loại",
    "issuer": "Cơ quan ban hành",
    "year": "Năm",
    "status": "Hiệu lực",
}
FORMATS = {
    "text": "tệp chữ",
    "markdown": "tệp Markdown",
    "pdf": "PDF có lớp chữ",
    "docx": "tệp Word",
    "doc": "tệp Word đời cũ",
    "rtf": "tệp RTF",
    "odt": "tệp OpenDocument",
    "scan": "bản quét, đã nhận dạng chữ",
    "image": "ảnh, đã nhận dạng chữ",
    "html": "trang HTML",
}
PART_LABELS = {
    "number": "Số, ký hiệu",
    "type": "Tên loại",
    "date": "Ngày ban hành",
    "issuer": "Cơ quan ban hành",
    "title": "Trích yếu",
    "provision": "Điều, khoản, điểm",
    "effect": "Hiệu lực",
    "reference": "Văn bản được chỉ",
}
"""The components of a citation that a check looks at."""
GRAVE = frozenset(
    {"malformed", "mismatch", "provision_not_found", "repealed", "superseded", "not_yet_in_force"}
)
"""Statuses of a citation that must be mended; the others are to be looked at."""
KINDS = {"task": "nhiệm vụ", "unit": "đoạn văn bản", "directive": "văn bản được viện dẫn"}
FACETS = {
    "kind": "Loại kết quả",
    "type": "Tên loại",
    "issuer": "Cơ quan ban hành",
    "year": "Năm",
    "agency": "Cơ quan được giao",
    "role": "Vai trò",
    "document": "Văn bản",
}

TO_FILL: Mapping[str, tuple[str, str, str]] = {
    field: (field, label, hint)
    for field, label, hint in (
        ("number", "Số, ký hiệu", "143/QĐ-TTg"),
        ("type", "Tên loại", "Quyết định"),
        ("date", "Ngày ban hành", ""),
        ("issuer", "Cơ quan ban hành", "Ủy ban nhân dân tỉnh"),
        ("title", "Trích yếu", ""),
    )
}
"""The parts of a head that a person fills in: field, label, an example."""

_LABEL = re.compile(r"^\s*(?:(?:\d+|[IVX]+)(?:\.\d+)*[.)]|[a-zđ]\)|[-+•*–])\s+")


def day(iso: str | None) -> str:
    """A date as people in Vietnam write it: 21/02/2024; a part of a date or other words as they are."""
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", iso or "")
    return f"{match[3]}/{match[2]}/{match[1]}" if match else (iso or "")


def task_words(text: str) -> str:
    """A task's words without the number or dash in front of them."""
    return _LABEL.sub("", text, count=1).strip()


def as_question(task: str) -> str | None:
    """The first clause of a task, as what comes after "Ai chủ trì"; None where its length does not suit."""
    clause = re.split(r"[,;:.(]| để | nhằm | theo ", task_words(task), maxsplit=1)[0].strip()
    if not MIN_ASKED <= len(clause.split()) <= MAX_ASKED:
        return None
    return clause[:1].lower() + clause[1:]


def short(text: str, longest: int) -> str:
    """The beginning of a text, cut between words."""
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def sentence(text: str) -> str:
    """A title with a capital letter in front."""
    return text[:1].upper() + text[1:]


def directive_name(directive: object) -> str:
    """A directive as people name it: its type and number, or its title where it is cited by name alone."""
    number, kind, title = (_part(directive, name) for name in ("number", "type", "title"))
    if number:
        return f"{kind} {number}" if kind else number
    return sentence(title or kind or "Văn bản không rõ số")


def count(number: int) -> str:
    """A number as people in Vietnam write it: 69.114."""
    return f"{number:,}".replace(",", ".")


def filter_value(name: str, value: str, titles: Mapping[str, str]) -> str:
    """A value of a filter of tasks, in words."""
    if name == "role":
        return dict(ROLE_LABELS).get(value, value)
    if name == "document":
        return titles.get(value, value)
    if name == "deadline":
        return DEADLINES.get(value, value)
    return "không giao cho ai" if name == "unassigned" else value


def waits_for(summary: object, warnings: Sequence[str]) -> list[str]:
    """What a person should look at in a document: what could not be read for certain."""
    missing = [
        words
        for name, words in (("type", "tên loại"), ("date", "ngày ban hành"), ("issuer", "cơ quan ban hành"))
        if not _part(summary, name)
    ]
    found = [f"Chưa đọc được {', '.join(missing)}."] if missing else []
    read = _part(summary, "number_read")
    if read == "partial":
        found.append(f"Số, ký hiệu chỉ đọc được một phần: {_part(summary, 'number')}.")
    elif read == "none":
        found.append("Chưa đọc được số, ký hiệu.")
    return [*found, *warnings]


def urlpath(part: str) -> str:
    """One part of an address."""
    return quote(part, safe="")


def web_address(url: str) -> str:
    """An address on the web; nothing where it would lead elsewhere, such as to a script."""
    return url if url.startswith(("https://", "http://")) else ""


def _part(record: object, name: str) -> str | None:
    value = record.get(name) if isinstance(record, dict) else getattr(record, name, None)
    return str(value) if value else None
