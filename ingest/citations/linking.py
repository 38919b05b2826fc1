"""Which act a provision belongs to: the one printed behind it, the one amended around it, or the document.

Reads: the matching text, references to provisions, the acts mentioned. Writes: mentions of kind
`provision`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest.citations import vocabulary
from ingest.citations.mention import Mention
from ingest.citations.provision import Reference

_QUOTATION, _NESTED = 20_000, 40
"""So far back a quotation's mark is looked for; so many stretches back one that is still open."""
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
    """The articles, and the items of one, whose first line says that they amend an act, with the act."""
    articles = [m.start() for m in _ARTICLE.finditer(text)]
    act_starts = [a.start for a in acts]
    found: list[Amended] = []
    for match in vocabulary.words("amending_article").finditer(text):
        line_end = _line_end(text, match.end())
        at = bisect_right(act_starts, match.start())
        following = bisect_right(articles, match.end())
        if at < len(acts) and acts[at].start < line_end:
            end = articles[following] if following < len(articles) else len(text)
            found.append(Amended(line_end, end, acts[at]))
    items = _amending_items(text, acts, act_starts, articles)
    return sorted([*found, *items], key=lambda s: (s.start, -s.end))


def _amending_items(
    text: str, acts: Sequence[Mention], act_starts: Sequence[int], articles: Sequence[int]
) -> Iterator[Amended]:
    """`5. Sửa đổi, bổ sung một số điều của Luật … như sau:` up to the next item of its kind."""
    for match in vocabulary.words("amending_item").finditer(text):
        line_end = _line_end(text, match.end())
        last = bisect_left(act_starts, line_end)
        first = bisect_right(act_starts, match.start())
        named = [a for a in acts[first:last] if a.kind in ("number", "name")]
        if not named or not vocabulary.words("opens_items").search(text, match.start(), line_end):
            continue
        following = bisect_right(articles, match.end())
        limit = articles[following] if following < len(articles) else len(text)
        following_item = re.compile(rf"^{int(match[1]) + 1}\.[ \u00a0]", re.MULTILINE).search(
            text, line_end, limit
        )
        yield Amended(line_end, following_item.start() if following_item else limit, named[0])


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def of_amended(text: str, pointers: Sequence[Mention], stretches: Sequence[Amended]) -> list[Mention]:
    """References; those in new text quoted for another act aim at it: `Luật này` is the amended law."""
    return [_pointing(text, p, stretches) for p in pointers]


def _pointing(text: str, pointer: Mention, stretches: Sequence[Amended]) -> Mention:
    stretch = _stretch_at(pointer.start, stretches)
    if pointer.target != "self" or stretch is None or stretch.act.type != pointer.type:
        return pointer
    if not _in_quotation(text, max(stretch.start, pointer.start - _QUOTATION), pointer.start):
        return pointer
    return replace(pointer, target=stretch.act.target or stretch.act.number or stretch.act.name)


def _in_quotation(text: str, start: int, at: int) -> bool:
    if text.rfind("“", start, at) > text.rfind("”", start, at):
        return True
    return text.count('"', start, at) % 2 == 1


def _stretch_at(at: int, stretches: Sequence[Amended]) -> Amended | None:
    """The innermost stretch around a place."""
    first = bisect_right(stretches, at, key=lambda s: s.start) - 1
    for stretch in reversed(stretches[max(0, first - _NESTED) : first + 1]):
        if at < stretch.end:
            return stretch
    return None


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
    stretch = _stretch_at(reference.start, stretches)
    return stretch.act if stretch else None


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
    if reference.this and not vocabulary.words("this_of").fullmatch(gap):
        return None
    if act.kind == "number" and re.fullmatch(r",[ \u00a0]+", gap):
        return act  # `khoản 1 Điều 18d, Nghị định số 132/2008/NĐ-CP`: the comma stands for `của`
    listed = vocabulary.words("only_listed").fullmatch(gap)
    return act if _connector().fullmatch(gap) and not listed else None


def _before(
    text: str, reference: Reference, acts: Sequence[Mention], starts: Sequence[int]
) -> Mention | None:
    at = bisect_left(starts, reference.start) - 1
    if at < 0 or reference.this:
        return None
    act = acts[at]
    follows = vocabulary.words("act_then_provision").fullmatch(text, act.end, reference.start)
    return act if act.kind == "number" and follows else None
