"""How an act, or a place in it, is shown for citing on the page.

The act as `index.cited_form` writes it; places go from the inside out: điểm, khoản, Điều.

Reads: heads, units. Writes: words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.cited_form import Headed, first_citation
from ingest.document import Unit

_STEPS = {"point": "điểm", "para": "khoản", "art": "Điều", "subpoint": "tiết"}


def cited(act: Headed) -> str:
    """An act as it is cited for the first time; what is not known is left out."""
    return first_citation(act)


def place(eid: str, units: Mapping[str, Unit]) -> str:
    """A unit's place from the inside out: `điểm a khoản 2 Điều 5`; empty where nothing is numbered."""
    above = _line(eid, units)
    steps = [f"{_STEPS[unit.kind]} {unit.number}" for unit in above if unit.kind in _STEPS and unit.number]
    if not steps and (section := next((unit.section for unit in above if unit.section), "")):
        bullet = re.search(r"bullet_(\d+)$", eid)
        steps = [*([f"gạch đầu dòng thứ {bullet[1]}"] if bullet else []), f"mục {section}"]
    outer = [f"Phụ lục {unit.number}" for unit in above if unit.kind == "annex" and unit.number]
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
