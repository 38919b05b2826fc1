"""New text that an amendment quotes: which act it is put into, where there, and which parts it brings along.

    Sửa đổi khoản 2 Điều 13 như sau: “2. … theo khoản 1 Điều này … Điều 11 Nghị định này”.

Inside the quotation `Điều này` is Điều 13 of the amended act, `Nghị định này` that act. What the new text
itself holds is part of the act, whatever a text of the act says that was read before.

Reads: units, citations, the printed words. Writes: NewText, Provisions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.citation_check.provisions import Judged, Provisions, article_of, path_of
from index.citation_check.vocabulary import pattern
from ingest.catalogue import number_key
from ingest.document import Citation, Unit
from ingest.effects.vocabulary import words

_ENUMERATOR = re.compile(
    r"[ \u00a0“\"*]*(?:Điều[ \u00a0](?P<article>\d{1,4}[a-zđ]{0,2})[.:]"
    r"|(?P<para>\d{1,3}[a-zđ]{0,2})\.(?=[ \u00a0])|(?P<point>[a-zđ]\d?)\)(?=[ \u00a0]))"
)
_OPENS, _CLOSES = ("“", '"'), re.compile(r"[”\"][ \u00a0.;,]*$")
_NAMED = re.compile(r"(Điều|khoản|điểm) ([^\s,;]+)")
_THIS = "này"
_BETWEEN = "__"


@dataclass(frozen=True, slots=True)
class Place:
    """A part of an act; what is not known is empty."""

    article: str = ""
    para: str = ""
    point: str = ""

    def below(self, upper: Place) -> Place:
        """The part, what it leaves out taken from the part that it stands in."""
        if self.article:
            return self
        if self.para:
            return replace(self, article=upper.article)
        return replace(upper, point=self.point or upper.point)

    def then(self, words: str) -> Place:
        """The part that a line stands in, this being the one of the line before."""
        found = _ENUMERATOR.match(words)
        if found is None:
            return self
        if found["article"]:
            return Place(found["article"])
        if found["para"]:
            return Place(self.article, found["para"])
        return Place(self.article, self.para, found["point"])

    def complete(self, provision: str) -> str:
        """`khoản 2 Điều này` with the Điều of this place for `này`; as it is where the place is not known."""
        own = {"Điều": self.article, "khoản": self.para, "điểm": self.point}
        labels = dict(_NAMED.findall(provision))
        if _THIS not in labels.values():
            return provision
        kinds = list(own)
        lowest = max(kinds.index(kind) for kind, label in labels.items() if label == _THIS)
        for kind in kinds[: lowest + 1]:
            labels[kind] = own[kind]
        if not all(labels.values()):
            return provision
        return " ".join(f"{kind} {labels[kind]}" for kind in reversed(kinds) if kind in labels)


@dataclass(frozen=True, slots=True)
class NewText:
    """Where a citation in new text stands."""

    target: str | None
    """What the amended act is called in the draft: its number or its name; None where nothing says it."""
    place: Place
    """The part of the amended act in which the citation stands."""

    @property
    def part(self) -> str:
        """The place as people write it; empty where it is not known."""
        parts = (("điểm", self.place.point), ("khoản", self.place.para), ("Điều", self.place.article))
        return " ".join(f"{kind} {label}" for kind, label in parts if label) if self.place.article else ""


@dataclass(slots=True)
class Brought:
    """The parts that new text brings into one act."""

    parts: Provisions = field(default_factory=lambda: Provisions(False, "nội dung sửa đổi được trích"))
    whole: set[tuple[str, ...]] = field(default_factory=set)
    """The parts whose every khoản, or every điểm, is in the new text."""

    def judge(self, provision: str) -> Judged | None:
        """Whether the act as amended has a provision; None where the new text does not decide it."""
        path = path_of(provision)
        if path is None:
            return None
        judged = self.parts.judge(provision)
        if judged.there:
            return judged
        article, para, point = path
        inside = (article,) if para else None, (article, para) if point and para else None
        return judged if any(part in self.whole for part in inside if part) else None

    def touches(self, provision: str) -> bool:
        """Whether new text puts something into the Điều of a provision."""
        return article_of(provision) in self.parts.below.get((), [])


class NewTexts:
    """The new texts that a draft quotes."""

    def __init__(self, words: str, units: Sequence[Unit], citations: Sequence[Citation]) -> None:
        self._words = words
        self._units = {unit.eid: unit for unit in units}
        self._citations = citations
        self._starts = [c.start for c in citations]
        self._places: dict[str, Place] = {}
        self._quoted: dict[str, NewText] = {}
        self._brought: dict[str, Brought] = {}
        self._read(units)

    def is_quoted(self, cited: Citation) -> bool:
        """Whether a citation stands between quotation marks, of an amendment or not."""
        unit = self._units.get(cited.unit or "")
        return unit is not None and (_is_quoted(unit) or self._opened(unit, cited) is not None)

    def around(self, cited: Citation) -> NewText | None:
        """The new text of an amendment in which a citation stands; None where it stands in none."""
        unit = self._units.get(cited.unit or "")
        if unit is None:
            return None
        if _is_quoted(unit) or unit.eid in self._quoted:
            return self._quoted.get(unit.eid)
        opened = self._opened(unit, cited)
        if opened is None or not pattern("leading").search(self._words, unit.start, opened):
            return None
        if not self._amends(unit, opened):
            return None
        place = self._told(unit, opened).below(self._place(_above(unit.eid)))
        return NewText(self._target(unit, opened), place.then(self._words[opened : cited.start]))

    def completed(self, cited: Citation, provision: str) -> str:
        """`khoản 4a` of a line that amends, with the Điều that a line above it tells."""
        unit = self._units.get(cited.unit or "")
        if unit is None or path_of(provision) or not self._amends(unit, unit.end):
            return provision
        own = _place_of(provision)
        full = own.below(self._place(_above(unit.eid)))
        return NewText(None, full).part or provision if own.para or own.point else provision

    def brought(self, target: str | None) -> Brought | None:
        """What the draft's new texts bring into the act that it calls so."""
        return self._brought.get(number_key(target)) if target else None

    # Reading

    def _read(self, units: Sequence[Unit]) -> None:
        """Every quoted line with its place, and what the new texts hold, quotation by quotation."""
        instructing: Unit | None = None
        run: list[Unit] = []
        for unit in units:
            opens = self._line(unit).startswith(_OPENS)
            quoted = _is_quoted(unit) or (opens and instructing is not None and self._leads(instructing))
            if run and (opens or not quoted):
                self._take(run, instructing)
                run = []
            if quoted:
                run.append(unit)
            else:
                instructing = unit
        if run:
            self._take(run, instructing)

    def _take(self, run: Sequence[Unit], instructing: Unit | None) -> None:
        """One quotation, and the line that puts it into an act."""
        if instructing is None or not self._amends(instructing, instructing.end):
            return
        target = self._target(instructing, instructing.end) or self._aimed(run)
        place = self._place(instructing.eid)
        brought = self._brought.setdefault(number_key(target), Brought()) if target else None
        first = place.then(self._line(run[0]))
        for unit in run:
            line = self._line(unit)
            place = place.then(line)
            self._quoted[unit.eid] = NewText(target, place)
            if brought and _ENUMERATOR.match(line):
                _add(brought.parts, place)
        closed = _CLOSES.search(self._line(run[-1])) is not None
        if brought and closed and _ENUMERATOR.match(self._line(run[0])):
            part = (first.article, first.para) if first.para else (first.article,)
            if first.article and not first.point and brought.parts.below.get(part):
                brought.whole.add(part)

    def _leads(self, unit: Unit) -> bool:
        """Whether a line leads to words that it quotes: `… như sau:`."""
        return pattern("leading").search(self._line(unit)) is not None

    def _line(self, unit: Unit) -> str:
        return self._words[unit.start : unit.end].strip(" \u00a0\n*_")

    # The line that amends

    def _place(self, eid: str) -> Place:
        """The part that a unit speaks of, by its own words and those of the units above it."""
        if not eid:
            return Place()
        found = self._places.get(eid)
        if found is None:
            unit, upper = self._units.get(eid), self._place(_above(eid))
            found = self._told(unit, unit.end).below(upper) if unit else upper
            self._places[eid] = found
        return found

    def _told(self, unit: Unit, end: int) -> Place:
        """The part that a unit names first; of `điểm c sau điểm b khoản 4 Điều 12` the new one."""
        if not pattern("amending", any_case=True).search(self._words, unit.start, end):
            return Place()
        found = [c for c in self._within(unit.start, end) if c.kind == "provision" and c.provision]
        if not found:
            return Place()
        place = _place_of(found[0].provision[0])
        if len(found) > 1 and words("inserted").fullmatch(self._words, found[0].end, found[1].start):
            beside = _place_of(found[1].provision[-1])
            return place.below(beside if place.point else replace(beside, point=""))
        return place

    def _amends(self, unit: Unit, end: int) -> bool:
        """Whether a line, or one that it stands under, says that it amends."""
        amending = pattern("amending", any_case=True)
        if amending.search(self._words, unit.start, end):
            return True
        upper = self._units.get(_above(unit.eid))
        return self._amends(upper, upper.end) if upper else False

    def _target(self, unit: Unit, end: int) -> str | None:
        """What the act that a line amends is called: in the line, or in one that it stands under."""
        for cited in self._within(unit.start, end):
            if cited.target not in (None, "self") or (cited.kind == "name" and cited.target_name):
                return cited.target or cited.target_name
        upper = self._units.get(_above(unit.eid))
        if upper is None or not self._amends(upper, upper.end):
            return None
        return self._target(upper, upper.end)

    def _aimed(self, run: Sequence[Unit]) -> str | None:
        """The act that references by `này` inside a quotation were read to mean."""
        inside = self._within(run[0].start, run[-1].end)
        aimed = (c.target for c in inside if c.text.endswith(_THIS))
        return next((target for target in aimed if target not in (None, "self")), None)

    def _within(self, start: int, end: int) -> Iterator[Citation]:
        for at in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            yield self._citations[at]

    def _opened(self, unit: Unit, cited: Citation) -> int | None:
        """Where the quotation opens in which a citation stands, on the same line; None where in none."""
        before = max(unit.start, self._words.rfind("\n", 0, cited.start) + 1)
        curled = self._words.rfind("“", before, cited.start)
        if curled > self._words.rfind("”", before, cited.start):
            return curled
        if self._words.count('"', before, cited.start) % 2:
            return self._words.rfind('"', before, cited.start)
        return None


def _is_quoted(unit: Unit) -> bool:
    return unit.kind == "quoted" or "__qstr_" in unit.eid


def _above(eid: str) -> str:
    return eid.rpartition(_BETWEEN)[0]


def _place_of(provision: str) -> Place:
    labels = dict(_NAMED.findall(provision))
    named = (labels.get(kind, "") for kind in ("Điều", "khoản", "điểm"))
    return Place(*("" if label == _THIS else label for label in named))


def _add(parts: Provisions, place: Place) -> None:
    """Note a part and those that it stands in."""
    if not place.article:
        return
    parts.add((), place.article)
    if place.para:
        parts.add((place.article,), place.para)
    if place.point:
        parts.add((place.article, place.para), place.point)
