"""Which enumerator belongs where: the levels that are open at a line, and the sequence that each continues.

An enumerator that continues an open sequence belongs to it; one that begins a sequence opens a level below;
one that does neither (a year, a number at the start of a broken line) is no enumerator.

Reads: Mark records, in document order. Writes: Place records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.numbering import BULLETS, DIVISIONS, Mark, Style, follows

_RANK: dict[str, int] = {
    "part": 0, "chapter": 1, "section": 2, "subsection": 3, "article": 4, "upper": 5, "roman": 6,
    "heading": 7, "capital decimal": 8, "decimal": 9, "bracket": 10, "paren": 10, "letter": 10,
    "letter decimal": 10,
    "letter paren": 10, "small roman": 10, "star": 11, "dash": 12, "plus": 13, "dot": 14,
}  # fmt: skip
_FREE = ("bracket", "paren", "letter", "letter paren", "small roman", "letter decimal")
"""Styles that open a level below whatever numbered part they stand in."""
_GAP = 3
"""Places that a sequence may skip (a page lost, a number misread)."""
_LATE = {"decimal": 15, "roman": 6, "letter": 6, "upper": 4, "bracket": 9, "paren": 9}
"""How late a sequence whose beginning is not in the text may begin."""


@dataclass(frozen=True, slots=True)
class Level:
    """An open level: its latest enumerator and the unit that bears it."""

    style: Style | str
    mark: Mark | None
    unit: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where an enumerator goes: how many levels stay open above it, and the reading that fits."""

    depth: int
    mark: Mark
    skipped: int = 0


@dataclass(slots=True)
class Nesting:
    """The open levels of one branch of a document, from the outside in."""

    levels: list[Level] = field(default_factory=list)

    def top(self) -> Level | None:
        """The innermost open level."""
        return self.levels[-1] if self.levels else None

    def numbered_depth(self) -> int:
        """How many levels are open without the bullets below them."""
        depth = len(self.levels)
        while depth and self.levels[depth - 1].style in BULLETS:
            depth -= 1
        return depth

    def open(self, depth: int, style: Style | str, mark: Mark | None, unit: int) -> None:
        """Opens a level below the first `depth` ones, closing those that are deeper."""
        del self.levels[depth:]
        self.levels.append(Level(style, mark, unit))

    def close(self, depth: int) -> None:
        """Closes the levels below the first `depth` ones."""
        del self.levels[depth:]

    def depth_of(self, style: str) -> int:
        """How many levels stay open above a new level of a style: those of a lower rank."""
        rank = _RANK[style]
        return next(
            (n for n, level in enumerate(self.levels) if _RANK[level.style] >= rank), len(self.levels)
        )

    def place(
        self, readings: Sequence[Mark], after_colon: bool, later: Callable[[Level, Mark], bool]
    ) -> Place | None:
        """Where an enumerator goes, None where it is none.

        `after_colon` says that the line before announces a list; `later(level, mark)` that the number which a
        gap would skip is still to come.
        """
        places = [p for mark in readings if (p := self._continued(mark)) and p.skipped == 0]
        places += [p for mark in readings if (p := self._begun(mark, after_colon))]
        if places:
            return places[0]
        for mark in readings:
            place = self._continued(mark)
            if place and place.skipped <= _GAP and not later(self.levels[place.depth], mark):
                return place
        return next((p for mark in readings if (p := self._late(mark))), None)

    def _continued(self, mark: Mark) -> Place | None:
        """The open sequence that the mark continues."""
        for depth, level in self._reversed():
            if level.mark is None or level.style != mark.style:
                continue
            if mark.style in BULLETS:
                return Place(depth, mark)
            skipped = follows(level.mark, mark)
            if skipped >= 0:
                return Place(depth, mark, skipped)
        return None

    def _begun(self, mark: Mark, after_colon: bool) -> Place | None:
        """The place of a mark that begins a sequence."""
        if mark.style not in DIVISIONS and not mark.first:
            return None
        if mark.style in DIVISIONS:
            return Place(self.depth_of(mark.style), mark)
        if mark.style == "decimal":
            return self._begun_decimal(mark, after_colon)
        again = next((depth for depth, level in self._reversed() if level.style == mark.style), None)
        if again is not None:
            return Place(again, mark)
        return Place(self._below(mark.style), mark)

    def _begun_decimal(self, mark: Mark, after_colon: bool) -> Place:
        parent = mark.value[:-1]
        last: int | None = None
        for depth, level in self._reversed():
            if level.style != "decimal" or level.mark is None:
                continue
            last = depth
            if level.mark.value == parent:
                return Place(depth + 1, mark)
            if len(level.mark.value) == len(mark.value):
                break
        if last is None:
            return Place(self.numbered_depth() if after_colon else self.depth_of("decimal"), mark)
        nested = after_colon and last < self.numbered_depth() - 1
        return Place(self.numbered_depth() if nested else last, mark)

    def _late(self, mark: Mark) -> Place | None:
        """The place of a mark whose sequence began where the text does not show it."""
        if mark.style == "decimal" and len(mark.value) > 1:
            return self._late_decimal(mark)
        if any(level.style == mark.style for level in self.levels) or mark.value[-1] > _LATE.get(
            mark.style, 0
        ):
            return None
        return Place(self._below(mark.style), mark)

    def _late_decimal(self, mark: Mark) -> Place | None:
        """2.2 below 2 though 2.1 is missing, or 3.1 though 3 is."""
        for depth, level in self._reversed():
            if level.style != "decimal" or level.mark is None:
                continue
            if level.mark.value == mark.value[:-1] and mark.value[-1] <= 1 + _GAP:
                return Place(depth + 1, mark)
        return None

    def _below(self, style: str) -> int:
        """How many levels stay open above a new sequence of a style that is not open yet."""
        if style in _FREE:
            return self.numbered_depth()
        if style == "upper" and (
            romans := [n for n, level in enumerate(self.levels) if level.style == "roman"]
        ):
            return romans[-1] + 1
        return self.depth_of(style)

    def _reversed(self) -> Iterator[tuple[int, Level]]:
        for depth in range(len(self.levels) - 1, -1, -1):
            yield depth, self.levels[depth]
