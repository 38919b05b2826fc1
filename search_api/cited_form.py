"""How an act, or a place in it, is cited in an official document.

Type, number, day, issuer and title in that order; of a law or an ordinance the type and its name alone (Nghị
định 30/2020/NĐ-CP, phụ lục I, phần II). Places go from the inside out: điểm, khoản, Điều.

Reads: heads, units. Writes: words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from ingest.document import Unit

_NAMED_ALONE = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"})
_BEGINS = (
    "Về",
    "Quy định",
    "Hướng dẫn",
    "Sửa đổi",
    "Bãi bỏ",
    "Ban hành",
    "Phê duyệt",
    "Triển khai",
    "Thực hiện",
)
_STEPS = {"point": "điểm", "para": "khoản", "art": "Điều", "subpoint": "tiết"}
_OUTER = {"chp": "Chương", "part": "Phần", "annex": "Phụ lục"}


class Headed(Protocol):
    """What is known of an act from its head or from the catalogue."""

    @property
    def number(self) -> str | None: ...  # noqa: D102

    @property
    def type(self) -> str | None: ...  # noqa: D102

    @property
    def date(self) -> str | None: ...  # noqa: D102

    @property
    def issuer(self) -> str | None: ...  # noqa: D102

    @property
    def title(self) -> str | None: ...  # noqa: D102


def cited(act: Headed) -> str:
    """An act as it is cited for the first time; what is not known is left out."""
    title = " ".join((act.title or "").split())
    kind = act.type or "Văn bản"
    if kind in _NAMED_ALONE and title:
        return title if title.lower().startswith(kind.lower()) else f"{kind} {title}"
    parts = [
        kind,
        f"số {act.number}" if act.number else "",
        _day(act.date),
        f"của {act.issuer}" if act.issuer else "",
        _in_a_sentence(_without_type(title, kind)),
    ]
    return " ".join(part for part in parts if part)


def place(eid: str, units: Mapping[str, Unit]) -> str:
    """A unit's place from the inside out: `điểm a khoản 2 Điều 5`; empty where nothing is numbered."""
    above = _line(eid, units)
    steps = [f"{_STEPS[unit.kind]} {unit.number}" for unit in above if unit.kind in _STEPS and unit.number]
    if not steps and (section := next((unit.section for unit in above if unit.section), "")):
        bullet = re.search(r"bullet_(\d+)$", eid)
        steps = [*([f"gạch đầu dòng thứ {bullet[1]}"] if bullet else []), f"mục {section}"]
    outer = [f"{_OUTER[unit.kind]} {unit.number}" for unit in above if unit.kind == "annex" and unit.number]
    return " ".join((*steps, *outer))


def quoted(words: str, where: str, act: Headed) -> str:
    """Words with the place that they are taken from, ready for another document."""
    source = f"{where} {cited(act)}" if where else cited(act)
    return f"“{' '.join(words.split())}” ({source})"


def _line(eid: str, units: Mapping[str, Unit]) -> Sequence[Unit]:
    found = []
    at = units.get(eid)
    while at is not None:
        found.append(at)
        at = units.get(at.parent) if at.parent else None
    return found


def _day(iso: str | None) -> str:
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", iso or "")
    if match is None:
        return ""
    # Days below 10 and the first two months carry a zero, so that no figure can be put in front.
    month = match[2] if match[2] in ("01", "02") else match[2].lstrip("0")
    return f"ngày {match[3]} tháng {month} năm {match[1]}"


def _without_type(title: str, kind: str) -> str:
    begins = title.lower().startswith(kind.lower() + " ")
    return title[len(kind) + 1 :] if begins else title


def _in_a_sentence(title: str) -> str:
    return title[:1].lower() + title[1:] if title.startswith(_BEGINS) else title
