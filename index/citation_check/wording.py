"""The official form of citation.

Nghị định 30/2020/NĐ-CP, appendix I, part II item 6 letter a: when an act is cited first, its type, number
and sign, date, issuing body and trích yếu are written out; Party papers follow the same order by Hướng dẫn
36-HD/VPTW. Of a law or ordinance the rule wants type and name only: number and date are suggested beside
them, since laws of one name replace each other, and a checked citation should say which is meant.

Reads: records. Writes: the words.
"""

from __future__ import annotations

import re

from ingest.catalogue import Work

_LAWS = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")


def official_form(work: Work) -> str | None:
    """An act as the rules want it cited, from its record; None where the record lacks number and title."""
    if work.type in _LAWS:
        name = _named(work)
        number = f" số {work.number}" if work.number else ""
        return f"{name}{number}{_dated(work)}" if name else None
    if not work.number:
        return work.title or None
    words = f"{work.type or 'Văn bản'} số {work.number}{_dated(work)}"
    if work.issuer:
        words += f" của {work.issuer}"
    title = _about(work)
    return f"{words} {title}" if title else words


def _dated(work: Work) -> str:
    """`ngày 05 tháng 9 năm 2019`: days below 10 and months 1 and 2 take a 0 before them."""
    parts = work.date.split("-")
    if len(parts) != 3:
        return ""
    year, month, day = (int(p) for p in parts)
    return (
        f" ngày {day:02d} tháng {month:02d} năm {year}"
        if month < 3
        else f" ngày {day:02d} tháng {month} năm {year}"
    )


def _named(work: Work) -> str:
    title = re.sub(r"\s+", " ", work.title).strip()
    if title.lower().startswith(work.type.lower()):
        return title
    name = next((n for n in work.names if n.lower().startswith(work.type.lower())), "")
    if name and not name.isupper():
        rest = name[len(work.type) :].strip()
        return f"{work.type} {rest.capitalize() if rest.isupper() else rest}"
    return f"{work.type} {title.capitalize() if title.isupper() else title}" if title else ""


def _about(work: Work) -> str:
    title = re.sub(r"\s+", " ", work.title).strip()
    if title.lower().startswith(work.type.lower() + " "):
        title = title[len(work.type) :].strip()
    if title.isupper():
        title = title.lower()
    if not title:
        return ""
    starts = (
        "về ",
        "quy định",
        "ban hành",
        "phê duyệt",
        "hướng dẫn",
        "sửa đổi",
        "bãi bỏ",
        "công bố",
        "thực hiện",
    )
    lowered = title[0].lower() + title[1:] if title[:2] == title[:2].capitalize() else title
    return lowered if lowered.lower().startswith(starts) or title[0] in '“"' else f"về {lowered}"
