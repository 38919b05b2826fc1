"""Short names of acts, and where a text uses them.

It gives them itself, `(sau đây gọi tắt là Nghị định 15)`, or leaves year and body out: `Nghị định 30` for
the one Nghị định that it cites under that number.

Reads: the matching text, the acts mentioned with their reach. Writes: mentions of kind `name`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from ingest.citations.labels import after_label
from ingest.citations.mention import Mention
from ingest.document_types import names_pattern, type_named, type_word, types
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
    """The uses of short names that the text itself defines, and of numbers without year and body."""
    defined = {name: (act, at) for name, act, at in islice(_defined(text, acts), _MOST)}
    known = _outside(_uses(text, defined), acts)
    others = [use for use in _bare(text, acts) if use.name not in defined]
    bare = _outside(others, sorted([*acts, *known], key=lambda m: m.start))
    return sorted([*known, *bare], key=lambda m: m.start)


def _bare(text: str, acts: Sequence[Mention]) -> list[Mention]:
    """`Nghị định 30`, `Nghị định số 30`, where the text cites exactly one Nghị định with that number."""
    numbered: dict[tuple[str, str], dict[str, Mention]] = {}
    for act in acts:
        if act.kind == "number" and act.type and act.number and act.number_read == "full":
            first = re.split(r"[/-]", act.number)[0].lstrip("0")
            numbered.setdefault((act.type, first), {}).setdefault(act.number, act)
    found = []
    for use in _bare_number().finditer(text):
        kind = type_named(use[1].replace("\u00a0", " "))
        meant = numbered.get((kind.name, use[2].lstrip("0")), {}) if kind else {}
        if len(meant) == 1 and after_label().match(text, use.end()):
            found.append(_use(use, use.group(), next(iter(meant.values()))))
    return found


@cache
def _bare_number() -> re.Pattern[str]:
    names = names_pattern(t for t in types() if t.codes and not t.attached and not t.letter)
    return re.compile(rf"(?<!\w)({names})[ \u00a0](?:số[ \u00a0])?(\d{{1,4}})(?![\w/%-]|[.,]\d)")


def _uses(text: str, named: dict[str, tuple[Mention, int]]) -> list[Mention]:
    """Where the names stand behind their definitions."""
    if not named:
        return []
    names = "|".join(re.escape(n) for n in sorted(named, key=len, reverse=True))
    found = []
    for use in re.finditer(rf"(?<!\w)(?:{names})(?![\w/])", text):
        act, defined = named[use.group()]
        if use.start() >= defined:
            found.append(_use(use, use.group(), act))
    return found


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
