"""The citations of a document: the parsers' mentions put together, with dates, issuers, titles and targets.

Reads: Text, units, Head. Writes: Citation records, in text order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ingest.catalogue import load_catalogue
from ingest.citations import anaphora, details, linking, name, number, places, provision, short_names, stated
from ingest.citations.mention import Mention
from ingest.citations.resolution import resolve
from ingest.citations.vocabulary import words
from ingest.document import Citation, Head, Text, Unit

_HEAD_REACH = 4000
_NEAR_LINE_START = 80


def find(text: Text, units: Sequence[Unit], head: Head) -> tuple[Citation, ...]:
    """Every citation of a text, one for each mention, in text order, resolved by the catalogue of corpus/."""
    starts = [unit.start for unit in units]
    found = (_citation(text, units, starts, m, head) for m in mentions(text.matching, head))
    return resolve(tuple(found), head, load_catalogue())


def mentions(words: str, head: Head) -> list[Mention]:
    """Every mention in a text, in text order, with what is printed around it."""
    numbers = [_detailed(words, m) for m in number.find(words) if not _is_own(words, m, head)]
    names = _dated_names(words, name.find(words, numbers))
    names = [m for m in names if not m.approved or stated.approved_by(m, numbers) is not None]
    acts = _ordered([*numbers, *stated.with_numbers(words, names, numbers)])
    acts = _ordered([*acts, *short_names.find(words, acts)])
    amended = linking.amended(words, acts)
    pointers = linking.of_amended(words, anaphora.find(words, acts, head.type), amended)
    references = provision.find(words)
    provisions, swallowed = linking.link(words, references, _ordered([*acts, *pointers]), amended)
    kept = [p for p in pointers if p.start not in swallowed]
    return _ordered([*acts, *kept, *provisions])


def _ordered(found: Sequence[Mention]) -> list[Mention]:
    return sorted(found, key=lambda m: (m.start, -m.end, m.kind))


def _dated_names(text: str, names: Sequence[Mention]) -> list[Mention]:
    """Names with the dates behind them; behind `Luật sửa đổi … của Luật A` the date is the first one's."""
    found: list[Mention] = []
    amending: int | None = None
    reach = 0
    for mention in names:
        joined = mention.start < reach or words("amended_joint").fullmatch(text, reach, mention.start)
        if amending is not None and joined:
            reach = max(reach, mention.end)
            date = found[amending].date or details.read(text, mention.end).date
            found[amending] = replace(found[amending], date=date)
            found.append(mention)
            continue
        reach = mention.end
        amending = len(found) if words("amending_law").match(mention.name or "") else None
        found.append(_dated(text, mention))
    return found


def _dated(text: str, mention: Mention) -> Mention:
    """A law cited by name with the date printed behind it."""
    if mention.type not in ("Luật", "Bộ luật", "Pháp lệnh"):
        return mention
    found = details.read(text, mention.end)
    return replace(mention, date=found.date) if found.date else mention


def _detailed(text: str, mention: Mention) -> Mention:
    """A number with what is printed around it."""
    found = details.read(text, mention.end)
    issuer = found.issuer or details.issuer_before(text, mention.start)
    return number.with_year(
        replace(mention, date=found.date, issuer=issuer, title=found.title, reach=max(mention.end, found.end))
    )


def _is_own(text: str, mention: Mention, head: Head) -> bool:
    """The document's own number, printed in its head."""
    line = text.rfind("\n", max(0, mention.start - _NEAR_LINE_START), mention.start) + 1
    if line == 0 and mention.start > _NEAR_LINE_START:
        return False
    digits = re.search(r"\d|…|\.{3}|/", text[mention.start : mention.end])
    before = text[line : mention.start + (digits.start() if digits else 0)]
    if not words("own_number").search(before):
        return False
    if ":" in before and not text[mention.end : mention.end + 2].strip(" \u00a0*"):
        return True
    return mention.start < _HEAD_REACH and (head.number is None or mention.number == head.number)


def _citation(
    text: Text, units: Sequence[Unit], starts: Sequence[int], mention: Mention, head: Head
) -> Citation:
    unit = units[bisect_right(starts, mention.start) - 1] if units else None
    target = mention.target
    if mention.kind == "number":
        target = "self" if head.number and mention.number == head.number else mention.number
    return Citation(
        text=text.printed[mention.start : mention.end],
        start=mention.start,
        end=mention.end,
        kind=mention.kind,
        unit=unit.eid if unit else None,
        page=unit.page if unit else None,
        number=None if mention.kind == "provision" else mention.number,
        number_read=mention.number_read,
        type=mention.type,
        date=mention.date,
        issuer=mention.issuer,
        title=mention.title,
        target_name=mention.name,
        provision=_own_parts(mention, unit),
        target=target,
        reason=mention.reason,
    )


def _own_parts(mention: Mention, unit: Unit | None) -> tuple[str, ...]:
    """The provisions; where they are the document's own, `này` is named by the unit that they stand in."""
    if unit is None or mention.target not in (None, "self"):
        return mention.provision
    return tuple(places.named(p, unit) for p in mention.provision)
