"""References to parts of acts, by a grammar: `điểm a, b và đ khoản 2 Điều 5`, `từ Điều 5 đến Điều 9`.

A list of units is read group by group (a unit's word with its labels). A group of a higher unit closes the
open ones before it, so that `khoản 1, khoản 6 Điều 4; khoản 3 Điều 6` is three provisions. Lists and ranges
come out one by one, in the official form: điểm, khoản, Điều, Mục, Chương.

Reads: the matching text; corpus/vocabulary/provisions.toml. Writes: references with their provisions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.citations.labels import MOST, SPACE
from ingest.citations.labels import read as labels_of
from ingest.citations.vocabulary import words
from ingest.provisions import levels
from ingest.vocabulary import tables

_THIS = re.compile(rf"{SPACE}+(này)(?!\w)")


@dataclass(frozen=True, slots=True)
class Reference:
    """A list of provisions as printed."""

    start: int
    end: int
    provisions: tuple[str, ...]
    this: bool
    """It names its unit by `này`: the document's own."""
    alone: bool
    """Nothing but `Điều này`, `khoản này`."""


@dataclass(frozen=True, slots=True)
class _Group:
    level: int
    labels: tuple[str, ...]
    start: int
    end: int
    joined_by: str
    spread: bool
    """`các` before the unit: what stands before holds for each label."""


@cache
def _unit() -> re.Pattern[str]:
    """The word of any unit."""
    others = "".join(f"(?<!{word})" for word in tables("provisions.toml")["not_after"])
    units = "|".join(level.printed or word for word, level in levels().items())
    return re.compile(rf"(?<![\w/]){others}({units})(?!\w)", re.IGNORECASE)


def find(text: str) -> list[Reference]:
    """Every reference to provisions, headings (`Điều 5. Phạm vi`) left out."""
    found: list[Reference] = []
    at = 0
    for match in _unit().finditer(text):
        if match.start() < at:
            continue
        groups = list(_groups(text, match.start()))
        if not groups or _is_heading(text, groups):
            continue
        reference = _reference(groups)
        if reference is not None:
            found.append(reference)
            at = reference.end
    return found


def _reference(groups: list[_Group]) -> Reference | None:
    if len(groups) == 1 and (
        groups[0].level == 0 or (groups[0].level == 1 and groups[0].labels[0][0].isdigit())
    ):
        return None
    provisions = tuple(" ".join(parts) for parts in _expand(groups))
    this = any("này" in g.labels for g in groups)
    alone = len(groups) == 1 and groups[0].labels == ("này",)
    return Reference(groups[0].start, groups[-1].end, provisions, this, alone)


def _groups(text: str, at: int) -> Iterator[_Group]:
    """The groups from `at` on, as long as they follow each other."""
    joined_by, spread, start = "", _has_each(text, at), at
    labels = 0
    while labels < MOST:
        match = _unit().match(text, start)
        if match is None:
            return
        group = _group(text, match, joined_by, spread)
        if group is None:
            return
        yield group
        labels += len(group.labels)
        if "này" in group.labels:
            return
        join = words("unit_joint").match(text, group.end)
        joined_by = join.group() if join else ""
        start = join.end() if join else group.end
        spread = "các" in joined_by


def _has_each(text: str, at: int) -> bool:
    return text[max(0, at - 4) : at].lower() == "các "


def _group(text: str, match: re.Match[str], joined_by: str, spread: bool) -> _Group | None:
    word = match[1].lower()
    level = levels()[word].depth
    start = match.start()
    if this := _THIS.match(text, match.end()):
        return _Group(level, ("này",), start, this.end(), joined_by, spread)
    labels, end = labels_of(text, match.end(), word)
    if not labels:
        if word == "phụ lục" and (attached := words("attached").match(text, match.end())):
            end = match.end() if _names_act(text, attached.end()) else attached.end()
            return _Group(level, ("",), start, end, joined_by, spread)
        return None
    if (
        word in ("chương", "phần", "mẫu")
        and match[1][0].islower()
        and level != 7
        and not labels[0][0].isupper()
    ):
        return None
    if word == "phần" and match[1][0].islower():
        return None
    return _Group(level, tuple(labels), start, end, joined_by, spread)


def _names_act(text: str, at: int) -> bool:
    return words("act_begins").match(text, at) is not None


def _expand(groups: list[_Group]) -> list[list[str]]:
    """Provisions one by one: each as its parts from the inside out."""
    items: list[tuple[list[str], int]] = []
    for group in groups:
        parts = [_part(group, label) for label in group.labels]
        below = [i for i, (_, top) in enumerate(items) if top < group.level and _holds(group, top)]
        if below:
            items = _closed(items, below, parts, group)
        elif items and group.level < items[-1][1] and not group.joined_by.strip():
            base, top = items.pop()
            items += [([part, *base], top) for part in parts]
        else:
            items += [([part], group.level) for part in parts]
    return [parts for parts, _ in items]


def _holds(group: _Group, top: int) -> bool:
    """Whether a unit holds the open items: no `và` or `;` before it, and no comma behind an Điều."""
    joint = words("silent_joint").sub("", group.joined_by).strip(" \u00a0-–")
    return not joint or (joint == "," and top != 3)


def _closed(
    items: list[tuple[list[str], int]], below: list[int], parts: list[str], group: _Group
) -> list[tuple[list[str], int]]:
    """The open items with the unit that holds them; further units of the group stand for themselves."""
    if group.spread and len(parts) > 1:
        kept = [item for i, item in enumerate(items) if i not in below]
        return kept + [([*items[i][0], part], group.level) for part in parts for i in below]
    done = [([*item[0], parts[0]], group.level) if i in below else item for i, item in enumerate(items)]
    return done + [([part], group.level) for part in parts[1:]]


def _part(group: _Group, label: str) -> str:
    official = next(
        level.official
        for word, level in levels().items()
        if level.depth == group.level and (level.depth != 7 or (word == "mẫu") == _is_form(label, group))
    )
    return f"{official} {label}".strip()


def _is_form(label: str, group: _Group) -> bool:
    return group.level == 7 and label[:1].isdigit()


_BULLET = re.compile(r"[ \u00a0“\"'\-+•*|]*$")
_INDENT = 12
_HEADING_END = re.compile(r"[ \u00a0]*(?:[.:](?!\d)|\n|$|\|)")


def _is_heading(text: str, groups: list[_Group]) -> bool:
    """`Điều 5. Phạm vi`, `Chương II`, `Phụ lục I` at the start of a line."""
    if len(groups) != 1 or len(groups[0].labels) != 1 or groups[0].level < 3:
        return False
    group = groups[0]
    line = text.rfind("\n", max(0, group.start - _INDENT), group.start) + 1
    if line == 0 and group.start > _INDENT:
        return False
    if not _BULLET.match(text[line : group.start]):
        return False
    if _HEADING_END.match(text, group.end):
        return True
    rest = text[group.end : group.end + 24].strip()
    return (group.level > 3 and rest[:12].isupper() and rest[:12] != "") or (
        group.level >= 7 and rest.startswith("(")
    )
