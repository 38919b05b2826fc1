"""The tree of units: built from drafts, walked by the stages that follow.

Reads: Draft records, Unit records. Writes: Unit records.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Text, Unit
from ingest.numbering import Mark

_BRANCHES = ("annex", "form", "att")
_UNNUMBERED = ("bullet", "p", "row", "hd", "quoted", "formula")


@dataclass(slots=True)
class Draft:
    """A unit in the making; `parent` is its parent's place in the list of drafts."""

    eid: str
    kind: str
    start: int
    end: int
    parent: int | None
    mark: Mark | None = None
    number: str | None = None


def finish(text: Text, drafts: Sequence[Draft], page: Callable[[int], int | None]) -> tuple[Unit, ...]:
    """The units of drafts in document order: numbers, headings, sections and ends worked out."""
    until = _ends(drafts)
    parents = {draft.parent for draft in drafts}
    sections: list[str] = []
    units: list[Unit] = []
    for n, draft in enumerate(drafts):
        above = sections[draft.parent] if draft.parent is not None else ""
        sections.append(_section(drafts, draft, above))
        units.append(
            Unit(
                eid=draft.eid,
                kind=draft.kind,
                number=_number(draft),
                heading=_heading(text.printed[draft.start : draft.end], draft, n in parents),
                start=draft.start,
                end=draft.end,
                until=until[n],
                page=page(draft.start),
                parent=drafts[draft.parent].eid if draft.parent is not None else None,
                section=sections[n],
            )
        )
    return tuple(units)


def _ends(drafts: Sequence[Draft]) -> list[int]:
    ends = [draft.end for draft in drafts]
    for n in range(len(drafts) - 1, -1, -1):
        parent = drafts[n].parent
        if parent is not None:
            ends[parent] = max(ends[parent], ends[n])
    return ends


def _number(draft: Draft) -> str | None:
    if draft.kind == "bullet":
        return None
    return draft.mark.number if draft.mark else draft.number


def _section(drafts: Sequence[Draft], draft: Draft, above: str) -> str:
    """The section of a unit, given its parent's."""
    number = _number(draft)
    if draft.kind in _UNNUMBERED or not number:
        return above if draft.kind not in _BRANCHES else ""
    if draft.kind in ("part", "chp", "subsec", *_BRANCHES):
        return ""
    if draft.kind == "art":
        return f"Điều {number}"
    if draft.mark and draft.mark.style == "section":
        return ""
    if above.startswith(("Điều", "khoản", "điểm")):
        return _within_article(draft, number, above)
    if draft.mark and draft.mark.style in ("decimal", "capital decimal"):
        above = _without_prefix(above, drafts, draft)
    return f"{above}.{number}" if above else number


def _within_article(draft: Draft, number: str, above: str) -> str:
    name = {"para": "khoản", "point": "điểm"}.get(draft.kind, "mục")
    return f"{name} {number} {above}"


def _without_prefix(above: str, drafts: Sequence[Draft], draft: Draft) -> str:
    """The parent's section without the part that the draft's own number repeats: II.2 for 2.1 gives II."""
    parent = draft.parent
    if parent is None or draft.mark is None:
        return above
    mark = drafts[parent].mark
    if mark and mark.value == draft.mark.value[:-1] and above.endswith(mark.number):
        return above[: -len(mark.number)].rstrip(".")
    if mark and draft.mark.style == "capital decimal" and draft.mark.number.startswith(mark.number):
        return above[: -len(mark.number)].rstrip(".") if above.endswith(mark.number) else above
    return above


_LONGEST_HEADING = 400


def _heading(own: str, draft: Draft, has_children: bool) -> str | None:
    """The title that a unit bears; None for a sentence."""
    if draft.kind in ("bullet", "p", "row", "quoted", "head", "tail", "basis", "formula"):
        return None
    words = own.strip()
    if draft.mark:
        words = words[draft.mark.end :]
    words = (
        " ".join(words.split()).strip(" .:–-")
        if draft.kind in ("part", "chp", "sec", "subsec")
        else " ".join(words.split())
    )
    if draft.kind in ("hd", "annex", "form", "att", "part", "chp", "subsec"):
        return words or None
    if not words or len(words) > _LONGEST_HEADING or words.endswith((".", ";", ",", "!", "?", "./")):
        return None
    if draft.kind not in ("art", "sec") and not has_children:
        return None
    return words.rstrip(" :") or None


def children(unit: Unit, units: Sequence[Unit]) -> Iterator[Unit]:
    """The units right below a unit, in document order."""
    at = bisect_right(units, unit.start, key=lambda u: u.start)
    for other in units[at:]:
        if other.start >= unit.until:
            return
        if other.parent == unit.eid:
            yield other


def ancestors(unit: Unit, units: Sequence[Unit]) -> Iterator[Unit]:
    """The units that a unit stands in, from the inside out."""
    at = bisect_right(units, unit.start, key=lambda u: u.start) - 1
    wanted = unit.parent
    for n in range(at - 1, -1, -1):
        if wanted is None:
            return
        if units[n].eid == wanted:
            yield units[n]
            wanted = units[n].parent


def unit_at(offset: int, units: Sequence[Unit]) -> Unit | None:
    """The unit whose own text holds the character at an offset; None outside the text."""
    at = bisect_right(units, offset, key=lambda u: u.start) - 1
    return units[at] if at >= 0 and offset < units[at].end else None


def cite(unit: Unit, units: Sequence[Unit]) -> str:
    """A unit's place in the official order: `điểm a khoản 2 Điều 5`, `Mục 1 Chương II`, `mục II.2.1`."""
    chain = [unit, *ancestors(unit, units)]
    names = []
    if unit.section:
        names.append(unit.section if "Điều" in unit.section else f"mục {unit.section}")
        chain = [
            u
            for u in chain
            if u.kind in ("annex", "form") or (u.kind == "part" and "Điều" not in unit.section)
        ]
    words = {
        "part": "Phần",
        "chp": "Chương",
        "sec": "Mục",
        "subsec": "Tiểu mục",
        "annex": "Phụ lục",
        "form": "Mẫu số",
    }
    names += [f"{words[u.kind]} {u.number or ''}".strip() for u in chain if u.kind in words]
    return " ".join(names)
