"""All citations of a draft, checked, with the summary and the scope of the check.

Reads: Draft, library. Writes: Report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from index.citation_check.draft import Draft
from index.citation_check.items import Checker
from index.citation_check.known import Known, known_of
from index.citation_check.records import LABELS, STATUSES, Item, Report, Scope, Summary, Unchecked
from index.citation_check.standing import spoken
from index.citation_check.wording import counted

if TYPE_CHECKING:
    from index.library import Library

MOST_CITATIONS = 20_000
"""So many citations of one draft are checked; the others are named as left unchecked."""
KINDS = (
    "số, ký hiệu văn bản (kèm tên loại, ngày, cơ quan ban hành, trích yếu)",
    "văn bản gọi bằng tên hoặc tên gọi tắt",
    "điều, khoản, điểm",
    "từ chỉ văn bản (“Nghị định này”, “Luật nêu trên”)",
)
_NOTE = (
    "Kết quả chỉ nói về những hồ sơ nêu trên. “Không có trong kho dữ liệu” không có nghĩa là văn bản "
    "không tồn tại. Không kiểm tra: điều ước quốc tế, văn bản nước ngoài, tiêu chuẩn, quy chuẩn, nội dung "
    "câu trích, Phụ lục, Mẫu, Mục, Chương."
)
_NONE = "Không tìm thấy viện dẫn nào trong văn bản; đây không phải là kết luận rằng văn bản đúng."
_FAULTS = ("found", "not_checked")


def check(library: Library, draft: Draft, as_of: date | None = None) -> Report:
    """Every citation of a draft held against a library's records, as of a day (today if none is given)."""
    day = as_of or date.today()
    known = known_of(library)
    draft, checked = _items(draft, known, day)
    left = len(draft.citations) - len(checked)
    return Report(
        draft.source,
        draft.format,
        draft.given,
        _scope(known, day, checked, max(0, left)),
        _summary(checked),
        tuple(checked),
        draft.warnings,
    )


def _items(draft: Draft, known: Known, day: date) -> tuple[Draft, list[Item]]:
    """The items of a draft, and the draft whose text their places are told in."""
    checker = Checker(draft, known, day)
    found = [checker.item(cited) for cited in draft.citations[:MOST_CITATIONS]]
    if any(item is None for item in found):
        return _items(draft.as_read(), known, day)
    return draft, [item for item in found if item is not None]


def _summary(items: Sequence[Item]) -> Summary:
    counts = Counter(item.status for item in items)
    acts = {item.act for item in items if item.act not in (None, "self")}
    by_status = {status: counts[status] for status in reversed(STATUSES)}
    if not items:
        return Summary(0, 0, 0, by_status, _NONE)
    wrong = sum(n for status, n in counts.items() if status not in _FAULTS)
    told = "; ".join(f"{LABELS[s].lower()}: {counts[s]}" for s in reversed(STATUSES) if counts[s])
    verdict = f"{len(items)} viện dẫn, {wrong} cần xem lại ({told})."
    return Summary(len(items), len({item.text for item in items}), len(acts), by_status, verdict)


def _scope(known: Known, day: date, items: Sequence[Item], left: int) -> Scope:
    library = known.library
    documents = library.documents()
    corpus = [f"danh mục của chương trình và {len(documents)} văn bản trong chỉ mục của cơ quan"]
    codified = 0
    codification = library.codification
    if codification is not None:
        codified = codification.act_count
        until = spoken(codification.known_until)
        corpus.append(
            f"Bộ pháp điển: {counted(codification.count)} điều của {counted(codified)} văn bản "
            f"(văn bản mới nhất ngày {until})"
        )
    unchecked = [
        Unchecked(why, n, why)
        for why, n in Counter(i.reason for i in items if i.status == "not_checked").items()
    ]
    unchecked = [replace(u, what="viện dẫn chưa kiểm tra được") for u in unchecked]
    if left:
        unchecked.append(
            Unchecked("viện dẫn vượt giới hạn", left, f"mỗi lần chỉ kiểm tra {MOST_CITATIONS} viện dẫn")
        )
    if codification is None:
        unchecked.append(
            Unchecked("văn bản ngoài danh mục", 0, "chưa nhập Bộ pháp điển (cancu import phapdien)")
        )
    return Scope(
        as_of=day.isoformat(),
        corpus=tuple(corpus),
        acts=len(known.works),
        full_texts=len(known.documents) + codified,
        kinds=KINDS,
        unchecked=tuple(unchecked),
        note=_NOTE,
    )
