"""A document's tree as the page shows it: blocks in order, their words in pieces, who is given what.

The words come from the stored text and from nowhere else; every piece is escaped by the template.

Reads: the read object of a document. Writes: Block, Entry.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from search_api.api.schemas import TaskAnswer
from search_api.page.wording import ROLE_LABELS, short

MAX_DEPTH = 5
OUTLINE_DEPTH = 3
OUTLINE_LETTERS = 80

Read = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Marked:
    """Words of the text that mean something: a citation, a note of who does what, a misprint."""

    start: int
    end: int
    kind: str
    href: str | None = None
    title: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words between two borders, with everything that they are part of."""

    text: str
    note: bool = False
    cited: bool = False
    href: str | None = None
    misprint: str | None = None
    role: str | None = None
    """The role of the agency that the words name."""


@dataclass(frozen=True, slots=True)
class Given:
    """Who has which role in the tasks above it."""

    roles: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Role, its name, the agencies."""
    deadline: str | None
    tasks: int


@dataclass(frozen=True, slots=True)
class Block:
    """One unit as the page shows it."""

    eid: str
    depth: int
    heading: bool
    section: str
    page: int | None
    """Set on the first unit of a page."""
    pieces: tuple[Piece, ...]
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline, with those under it."""

    eid: str
    label: str
    under: tuple[Entry, ...]


def blocks(read: Read, directive_address: Mapping[str, str]) -> list[Block]:
    """The units in order; `directive_address` gives an address for work ids that have a page."""
    marked = sorted(_marks(read, directive_address), key=lambda m: (m.start, m.end))
    starts = [m.start for m in marked]
    longest = max((m.end - m.start for m in marked), default=0)
    given = _given_after(read)
    depths = _depths(read["units"])
    found = []
    page = None
    for unit in read["units"]:
        text = unit["text"]
        if not text.strip():
            continue
        first = bisect_left(starts, unit["start"] - longest)
        near = marked[first : bisect_left(starts, unit["end"])]
        new_page = unit["page"] if unit["page"] != page else None
        page = unit["page"] or page
        found.append(
            Block(
                unit["eid"],
                min(depths[unit["eid"]], MAX_DEPTH),
                _is_heading(unit),
                unit["section"],
                new_page,
                tuple(pieces(text, unit["start"], near)),
                tuple(given.get(unit["eid"], ())),
            )
        )
    return found


def pieces(text: str, start: int, marked: Sequence[Marked]) -> Iterable[Piece]:
    """Cut a unit's words at every border of what is marked; joined, the pieces are the words again."""
    words = text.rstrip("\n")
    end = start + len(words)
    borders = {start, end}
    for m in marked:
        borders.update(place for place in (m.start, m.end) if start < place < end)
    ordered = sorted(borders)
    for left, right in pairwise(ordered):
        over = [m for m in marked if m.start <= left and right <= m.end]
        cites = [m for m in over if m.kind == "citation"]
        yield Piece(
            words[left - start : right - start],
            note=any(m.kind == "note" for m in over),
            cited=bool(cites),
            href=next((m.href for m in cites if m.href), None),
            misprint=next((m.title for m in over if m.kind == "misprint"), None),
            role=next((m.role for m in over if m.kind == "party"), None),
        )


def evidence_pieces(answer: TaskAnswer) -> list[Piece]:
    """An answer's evidence, cut where it names an agency in a role; joined, the pieces are its words."""
    words, start = answer.evidence, answer.evidence_start
    if words is None or start is None or answer.evidence_end != start + len(words):
        return [Piece(words or "")]
    parties = [Marked(p.start, p.end, "party", role=p.role) for p in answer.parties]
    return list(pieces(words, start, parties))


def highlighted(text: str, spans: Iterable[Any]) -> Iterable[tuple[str, bool]]:
    """A text in pieces, each with whether it matched; `spans` stand in order and do not overlap."""
    at = 0
    for span in spans:
        yield text[at : span.start], False
        yield text[span.start : span.end], True
        at = span.end
    yield text[at:], False


def outline(read: Read) -> tuple[Entry, ...]:
    """The numbered units that others stand under, as a tree."""
    depths = _depths(read["units"])
    below: dict[str | None, list[Mapping[str, Any]]] = defaultdict(list)
    shown = set()
    for unit in read["units"]:
        if depths[unit["eid"]] < OUTLINE_DEPTH and _is_heading(unit):
            below[unit["parent"] if unit["parent"] in shown else None].append(unit)
            shown.add(unit["eid"])

    def entries(parent: str | None) -> tuple[Entry, ...]:
        return tuple(Entry(u["eid"], _label(u), entries(u["eid"])) for u in below.get(parent, ()))

    return entries(None)


def _label(unit: Mapping[str, Any]) -> str:
    return short(" ".join(unit["text"].split()), OUTLINE_LETTERS)


def _is_heading(unit: Mapping[str, Any]) -> bool:
    words = unit["text"].strip()
    return bool(unit["number"]) and bool(unit["heading"]) and unit["until"] > unit["end"] and len(words) < 300


def _depths(units: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    depths: dict[str, int] = {}
    for unit in units:
        depths[unit["eid"]] = depths[unit["parent"]] + 1 if unit["parent"] in depths else 0
    return depths


def _marks(read: Read, directive_address: Mapping[str, str]) -> Iterable[Marked]:
    for c in read["citations"]:
        yield Marked(c["start"], c["end"], "citation", directive_address.get(c["resolved"] or ""))
    for a in read["assignments"]:
        yield Marked(a["start"], a["end"], "note")
        for party in a["parties"]:
            yield Marked(party["start"], party["end"], "party", role=party["role"])
    for r in read["repairs"]:
        yield Marked(r["start"], r["end"], "misprint", title=r["repaired"])


def _given_after(read: Read) -> dict[str, list[Given]]:
    """Each assignment's roles, under the unit that states them."""
    units = [unit for unit in read["units"] if unit["end"] > unit["start"]]
    starts = [unit["start"] for unit in units]
    found: dict[str, list[Given]] = defaultdict(list)
    for a in read["assignments"]:
        if not a["tasks"]:
            continue
        roles = tuple((role, label, tuple(a[role])) for role, label in ROLE_LABELS if a[role])
        last = max(a["end"] - 1, a["start"], a["tasks"][-1]["start"])
        unit = units[max(0, bisect_right(starts, last) - 1)]
        found[unit["eid"]].append(Given(roles, a["deadline"], len(a["tasks"])))
    return found


@dataclass(frozen=True, slots=True)
class CheckedPiece:
    """Words of a draft, with the citation that they are part of."""

    text: str
    item: Mapping[str, Any] | None = None
    number: int = 0
    """Which citation of the draft it is, from 1."""


@dataclass(frozen=True, slots=True)
class CheckedParagraph:
    """A paragraph of a draft, and the citations that begin in it."""

    pieces: tuple[CheckedPiece, ...]
    items: tuple[tuple[int, Mapping[str, Any]], ...]


def checked_paragraphs(text: str, items: Sequence[Mapping[str, Any]], whole: int) -> list[CheckedParagraph]:
    """A draft's paragraphs in order; of one longer than `whole` letters only those with a citation.

    Where citations overlap, the words belong to the one that begins first.
    """
    ordered = sorted(enumerate(items, 1), key=lambda pair: (pair[1]["start"], pair[1]["end"]))
    starts = [item["start"] for _, item in ordered]
    found = []
    at = 0
    for line in text.splitlines(keepends=True):
        words, end = line.rstrip("\r\n"), at + len(line)
        inside = ordered[bisect_left(starts, at) : bisect_left(starts, end)]
        if words.strip() and (inside or len(text) <= whole):
            found.append(CheckedParagraph(tuple(_checked_pieces(words, at, inside)), tuple(inside)))
        at = end
    return found


def _checked_pieces(
    words: str, start: int, inside: Sequence[tuple[int, Mapping[str, Any]]]
) -> Iterable[CheckedPiece]:
    at = 0
    for number, item in inside:
        left, right = item["start"] - start, min(item["end"] - start, len(words))
        if left < at:
            continue
        if left > at:
            yield CheckedPiece(words[at:left])
        yield CheckedPiece(words[left:right], item, number)
        at = right
    if at < len(words):
        yield CheckedPiece(words[at:])
