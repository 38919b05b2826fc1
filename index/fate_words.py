"""An act's fate in the words of the trade.

Reads: Fate. Writes: Vietnamese words.
"""

from __future__ import annotations

from datetime import date

from index.fate_record import Fate, FateStatus

STATUS_WORDS: dict[FateStatus, str] = {
    "in_force": "còn hiệu lực",
    "not_yet_in_force": "chưa có hiệu lực",
    "partly_expired": "hết hiệu lực một phần",
    "amended": "đã được sửa đổi, bổ sung",
    "superseded": "hết hiệu lực toàn bộ, đã được thay thế",
    "repealed": "hết hiệu lực toàn bộ, đã bị bãi bỏ",
    "suspended": "ngưng hiệu lực",
    "unknown": "chưa rõ hiệu lực",
}
"""The national database's words of status (còn hiệu lực, …), with what brought them about."""

SHORT_WORDS: dict[FateStatus, str] = {
    "in_force": "còn hiệu lực",
    "not_yet_in_force": "chưa có hiệu lực",
    "amended": "đã được sửa đổi, bổ sung",
    "partly_expired": "hết hiệu lực một phần",
    "superseded": "đã bị thay thế",
    "repealed": "hết hiệu lực",
    "suspended": "ngưng hiệu lực",
}
"""What a remark or a badge says of it; of what nothing states, nothing."""

ENDED: tuple[FateStatus, ...] = ("superseded", "repealed", "partly_expired", "suspended")
"""Who relies on the act has to know these first."""


def said(fate: Fate) -> str:
    """One sentence: the status on the day, since when, by which act, and how sure that is."""
    day = spoken(fate.as_of)
    if fate.status == "unknown":
        return f"Ngày {day}: chưa rõ hiệu lực; không văn bản hay nguồn nào đã có nêu."
    lapsed = fate.status == "repealed" and fate.by is None and fate.basis == "text"
    words = f"Ngày {day}: {'hết hiệu lực, hết thời hạn áp dụng' if lapsed else STATUS_WORDS[fate.status]}"
    if fate.by:
        words += f" (bởi {fate.by})"
    if fate.since:
        words += f", từ ngày {spoken(fate.since)}"
    if fate.exception:
        words += f", {fate.exception}"
    if fate.certainty == "unopposed":
        words += "; chưa thấy văn bản nào chấm dứt, sửa đổi"
    if fate.certainty == "unconfirmed":
        words += "; nguồn chưa phải văn bản chính thức"
    return words + "."


def spoken(day: date) -> str:
    """Write a day as Vietnamese write it: 01/07/2026."""
    return f"{day:%d/%m/%Y}"
