"""The citations of a document: the parsers' mentions put together, with their dates, issuers, titles and targets.

Reads: Text, units, Head. Writes: Citation records, in text order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ingest.citations import anaphora, details, linking, name, number, provision
from ingest.citations.mention import Mention
from ingest.document import Citation, Head, Text, Unit

_OWN_NUMBER = re.compile(
    r"(?:^|\|)[ \u00a0*(]*(?:(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết)[ \u00a0]*)?[Ss]ố[ \u00a0]*:?[ \u00a0]*$",
    re.IGNORECASE,
)
_HEAD_REACH = 4000


def find(text: Text, units: Sequence[Unit], head: Head) -> tuple[Citation, ...]:
    """Every citation of a text, one for each mention, in text order."""
    words = text.matching
    numbers = [_detailed(words, m) for m in number.find(words) if not _is_own(words, m, head)]
    names = name.find(words, numbers)
    acts = sorted([*numbers, *_known(names, numbers)], key=lambda m: (m.start, -m.end))
    pointers = anaphora.find(words, acts, head.type)
    around = sorted([*acts, *pointers], key=lambda m: (m.start, -m.end))
    references = provision.find(words)
    provisions, swallowed = linking.link(words, references, around, linking.amended(words, numbers))
    kept = [p for p in pointers if p.start not in swallowed]
    everything = sorted([*acts, *kept, *provisions], key=lambda m: (m.start, -m.end, m.kind))
    starts = [unit.start for unit in units]
    return tuple(_citation(text, units, starts, m, head) for m in everything)


def _detailed(text: str, mention: Mention) -> Mention:
    """A number with what is printed around it."""
    found = details.read(text, mention.end)
    issuer = found.issuer or details.issuer_before(text, mention.start)
    return number.with_year(
        replace(mention, date=found.date, issuer=issuer, title=found.title, reach=max(mention.end, found.end))
    )


def _is_own(text: str, mention: Mention, head: Head) -> bool:
    """The document's own number, printed in its head."""
    if mention.start > _HEAD_REACH:
        return False
    line = text.rfind("\n", 0, mention.start) + 1
    digits = re.search(r"\d|…|\.{3}|/", text[mention.start : mention.end])
    before = text[line : mention.start + (digits.start() if digits else 0)]
    if not _OWN_NUMBER.search(before):
        return False
    return ":" in before or head.number is None or mention.number == head.number


def _known(names: Sequence[Mention], numbers: Sequence[Mention]) -> list[Mention]:
    """Names with the number that the document itself gives them elsewhere, where it gives one."""
    stated: dict[str, dict[str, Mention]] = {}
    for mention in numbers:
        if mention.name and mention.number:
            stated.setdefault(mention.name.lower(), {})[mention.number] = mention
    out = []
    for mention in names:
        fits = [
            n
            for n, m in stated.get((mention.name or "").lower(), {}).items()
            if mention.year is None or f"/{mention.year}/" in n or (m.date or "").startswith(mention.year)
        ]
        out.append(
            replace(mention, number=fits[0], number_read="full", target=fits[0])
            if len(fits) == 1
            else mention
        )
    return out


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
        provision=mention.provision,
        target=target,
        reason=mention.reason,
    )
