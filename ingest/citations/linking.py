"""Which act a provision belongs to: the one printed behind it, the one amended around it, or the document.

Reads: the matching text, references to provisions, the acts mentioned. Writes: mentions of kind
`provision`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.citations import vocabulary
from ingest.citations.mention import Mention
from ingest.citations.provision import Reference

_FOLLOWS = re.compile(r"[ \u00a0]*\(|[ \u00a0]+tại(?: các)?[ \u00a0]+")
_AMENDS = re.compile(
    r"^[“\" ]*Điều \d+[a-zđ]?[.:][ \u00a0]*(?:[Ss]ửa đổi|[Bb]ổ sung|[Tt]hay thế|[Bb]ãi bỏ|[Đđ]ính chính)",
    re.MULTILINE,
)
_ARTICLE = re.compile(r"^[ *]*Điều \d+[a-zđ]?[.:]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Amended:
    """A stretch of the document that amends another act: bare references in it mean that act."""

    start: int
    end: int
    act: Mention


@cache
def _connector() -> re.Pattern[str]:
    return re.compile(
        rf"[ \u00a0]*(?:,|\))?[ \u00a0]*(?:(?:{vocabulary.one_of('connectors')})[ \u00a0]+){{0,9}}"
    )


def amended(text: str, acts: Sequence[Mention]) -> list[Amended]:
    """The articles whose heading says that they amend an act, with the act."""
    articles = [m.start() for m in _ARTICLE.finditer(text)]
    act_starts = [a.start for a in acts]
    found = []
    for match in _AMENDS.finditer(text):
        line_end = text.find("\n", match.end())
        line_end = len(text) if line_end < 0 else line_end
        at = bisect_right(act_starts, match.start())
        following = bisect_right(articles, match.end())
        if at < len(acts) and acts[at].start < line_end:
            end = articles[following] if following < len(articles) else len(text)
            found.append(Amended(line_end, end, acts[at]))
    return found


def link(
    text: str, references: Sequence[Reference], acts: Sequence[Mention], stretches: Sequence[Amended]
) -> tuple[list[Mention], set[int]]:
    """Give provisions with their acts, and the starts of references (`Nghị định này`) that they swallow."""
    starts = [a.start for a in acts]
    found: list[Mention] = []
    swallowed: set[int] = set()
    for reference in references:
        act = _behind(text, reference, acts, starts) or _before(text, reference, acts, starts)
        if act is not None and act.start > reference.start:
            if act.kind == "anaphora":
                swallowed.add(act.start)
            found.append(_mention(reference, act, act.end))
        elif act is not None:
            found.append(_mention(reference, act, reference.end))
        else:
            found.append(_mention(reference, _amended_around(reference, stretches), reference.end))
    return found, swallowed


def _amended_around(reference: Reference, stretches: Sequence[Amended]) -> Mention | None:
    at = bisect_right(stretches, reference.start, key=lambda s: s.start) - 1
    return stretches[at].act if at >= 0 and reference.start < stretches[at].end else None


def _mention(reference: Reference, act: Mention | None, end: int) -> Mention:
    target = "self" if act is None else act.target or act.number or act.name
    if reference.alone and act is None:
        return Mention(reference.start, end, "anaphora", target="self", reach=end)
    kind = act.type if act is not None else None
    name = act.name if act is not None and not act.number else None
    return Mention(
        reference.start,
        end,
        "provision",
        kind,
        name=name,
        provision=reference.provisions,
        target=target,
        reach=end,
    )


def _behind(
    text: str, reference: Reference, acts: Sequence[Mention], starts: Sequence[int]
) -> Mention | None:
    at = bisect_left(starts, reference.end)
    if at == len(acts) or acts[at].start - reference.end > 90:
        return None
    act = acts[at]
    gap = text[reference.end : act.start]
    if reference.this and not re.fullmatch(r"[ \u00a0]*(?:của[ \u00a0]+)?", gap):
        return None
    return (
        act
        if _connector().fullmatch(gap) and not re.fullmatch(r"[ \u00a0]*(?:,|và|, và)[ \u00a0]*", gap)
        else None
    )


def _before(
    text: str, reference: Reference, acts: Sequence[Mention], starts: Sequence[int]
) -> Mention | None:
    at = bisect_left(starts, reference.start) - 1
    if at < 0 or reference.this:
        return None
    act = acts[at]
    return act if act.kind == "number" and _FOLLOWS.fullmatch(text, act.end, reference.start) else None
