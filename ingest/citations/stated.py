"""The number that a name stands for where the document itself says it: `Luật Đất đai số 31/2024/QH15`.

Reads: the names and numbers of a text. Writes: names with their numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from ingest.citations.mention import Mention
from ingest.citations.vocabulary import words

_NEAR = 6
_LINE = 4000
"""So far back a line's start is looked for: long enough for any paragraph, short enough for any file."""


def with_numbers(text: str, names: Sequence[Mention], numbers: Sequence[Mention]) -> list[Mention]:
    """The names, each with its number where the document gives it one and lets no doubt.

    A law that the document is based on (Căn cứ), or one numbered before, is what its name means; not so where
    another year or date is printed with the same name, or where only a later, passing mention has a number.
    """
    stated: dict[str, list[Mention]] = {}
    for mention in numbers:
        if mention.name and mention.number:
            stated.setdefault(mention.name.lower(), []).append(mention)
    years: dict[tuple[str, bool], set[str]] = {}
    for mention in names:
        if mention.name and (year := _year(mention)):
            years.setdefault((mention.name.lower(), _is_basis(text, mention)), set()).add(year)
    return [_numbered(text, m, numbers, stated, years) for m in names]


def approved_by(name: Mention, numbers: Sequence[Mention]) -> Mention | None:
    """The act in whose title a programme or scheme is approved."""
    at = bisect_left(numbers, name.start, key=lambda n: n.start)
    near = numbers[max(0, at - _NEAR) : at]
    return next((n for n in reversed(near) if n.end < name.start < n.reach), None)


def _numbered(
    text: str,
    mention: Mention,
    numbers: Sequence[Mention],
    stated: dict[str, list[Mention]],
    years: dict[tuple[str, bool], set[str]],
) -> Mention:
    if mention.approved and (act := approved_by(mention, numbers)) is not None:
        return replace(mention, number=act.number, number_read=act.number_read, target=act.number)
    key = (mention.name or "").lower()
    same = stated.get(key, [])
    own_year = _year(mention)
    if own_year:
        fits = [m for m in same if own_year in _years(m)]
    else:
        fits = [m for m in same if _is_basis(text, m)]
        basis = bool(fits) or (key, True) in years
        fits = fits or [m for m in same if m.start < mention.start or basis]
        fits = [m for m in fits if not years.get((key, basis), set()) - _years(m)]
    if len({m.number for m in fits}) != 1:
        return mention
    return replace(mention, number=fits[0].number, number_read=fits[0].number_read, target=fits[0].number)


def _year(mention: Mention) -> str | None:
    return mention.year or (mention.date[:4] if mention.date else None)


def _years(mention: Mention) -> set[str]:
    found = re.search(r"/((?:19|20)\d\d)(?:/|$)", mention.number or "")
    return {found[1] if found else "", (mention.date or "")[:4]}


def _is_basis(text: str, mention: Mention) -> bool:
    line = text.rfind("\n", max(0, mention.start - _LINE), mention.start) + 1
    return words("basis").match(text, line) is not None
