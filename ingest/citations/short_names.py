"""Short names that a text gives to an act, `(sau đây gọi tắt là Nghị định 15)`, and where it uses them.

Reads: the matching text, the acts mentioned with their reach. Writes: mentions of kind `name`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from ingest.citations.mention import Mention
from ingest.document_types import type_word
from ingest.vocabulary import records

_SHORT = r"[ \u00a0]*[“\"]?([^()“”\"\n;]{3,90}?)[”\"]?[ \u00a0]*\)"
_NEAR = 3
_MOST = 100


@dataclass(frozen=True, slots=True)
class Definition:
    """The words that introduce a short name."""

    id: str
    pattern: str
    examples: tuple[str, ...]


def definitions() -> tuple[Definition, ...]:
    """The ways of giving a short name."""
    return records("short_names.toml", "definition", Definition)


def find(text: str, acts: Sequence[Mention]) -> list[Mention]:
    """The uses of the short names that the text itself defines, behind their definition."""
    named = {name: (act, defined) for name, act, defined in islice(_defined(text, acts), _MOST)}
    if not named:
        return []
    names = "|".join(re.escape(n) for n in sorted(named, key=len, reverse=True))
    found = []
    for use in re.finditer(rf"(?<!\w)(?:{names})(?![\w/])", text):
        act, defined = named[use.group()]
        if use.start() >= defined:
            found.append(_use(use, use.group(), act))
    return _outside(found, acts)


def _use(use: re.Match[str], name: str, act: Mention) -> Mention:
    return Mention(
        use.start(),
        use.end(),
        "name",
        act.type,
        number=act.number,
        number_read=act.number_read,
        name=name,
        date=act.date,
        target=act.number or act.name,
        reach=use.end(),
    )


def _outside(found: list[Mention], acts: Sequence[Mention]) -> list[Mention]:
    """Those that stand in no other mention and not in one another."""
    starts = [a.start for a in acts]
    kept: list[Mention] = []
    for mention in found:
        at = bisect_right(starts, mention.start) - 1
        inside = any(a.start <= mention.start < a.end for a in acts[max(0, at - 3) : at + 1])
        if not inside and (not kept or kept[-1].end <= mention.start):
            kept.append(mention)
    return kept


def _defined(text: str, acts: Sequence[Mention]) -> Iterator[tuple[str, Mention, int]]:
    """Each short name with its act and the place behind its definition."""
    starts = [a.start for a in acts]
    once: set[str] = set()
    for match in _pattern().finditer(text):
        name = re.sub(r"\s+", " ", match.group(1)).strip()
        word = type_word().match(name)
        if word is None or word.end() == len(name) or name in once or re.search(r"\d/", name):
            continue
        act = _act_before(match.start(), acts, starts)
        if act is not None and (act.name or "").lower() != name.lower():
            once.add(name)
            yield name, act, match.end()


def _act_before(at: int, acts: Sequence[Mention], starts: Sequence[int]) -> Mention | None:
    """The act that the bracket follows: of those whose title reaches to it, the first."""
    last = bisect_right(starts, at)
    near = [a for a in acts[max(0, last - 12) : last] if a.end <= at and a.reach >= at - _NEAR]
    return near[0] if near else None


@cache
def _pattern() -> re.Pattern[str]:
    ways = "|".join(d.pattern for d in definitions())
    return re.compile(rf"\([ \u00a0]*(?:{ways}){_SHORT}", re.IGNORECASE)
