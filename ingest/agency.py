"""Bodies found in words, lists taken apart, names made canonical.

A mention is a body that the vocabulary holds (`known`), a set of bodies (`các sở, ban, ngành liên quan`),
or a name that grows from a head word (`Trung tâm Thông tin tỉnh`) and is kept as printed.

Reads: words with their marks. Writes: Mention records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.agency_closed import distributed_at, named_at
from ingest.agency_groups import group_at
from ingest.agency_mention import Found, Level, Mention, mention
from ingest.agency_names import bases, listed, names, phrases
from ingest.agency_open import open_at, unlisted_at
from ingest.agency_verbs import begins_verb, opens_with_verb
from ingest.agency_words import Line, Word, words_of
from ingest.letters import comparable
from ingest.vocabulary import agency_by_name

__all__ = [
    "Level",
    "Mention",
    "agency_at",
    "at_level",
    "begins_verb",
    "find_agencies",
    "list_of_agencies",
    "opens_with_verb",
    "partner_at",
    "share_place",
    "unlisted_at",
]

_POLICE = "Công an"
_COMMITTEE = "Ban Chỉ đạo "
_DEEPEST = 12
"""How many names may stand inside one another."""


def find_agencies(words: str, level: Level | None = None) -> list[Mention]:
    """The bodies named in a stretch of text or in a question, in order, with places in it.

    `level` is the level of the document or of the office that asks: it decides what `Công an` alone means.
    """
    found: list[Mention] = []
    words = comparable(words)
    line = words_of(words)
    at = 0
    while at < len(line):
        if (hit := agency_at(line, at)) is not None:
            found += [at_level(m, level) for m in hit[1]]
            at = hit[0]
        else:
            at += 1
    return share_place(found, words)


def list_of_agencies(text: str, start: int, end: int, level: Level | None = None) -> list[Mention]:
    """The bodies of a stretch that is nothing but a list of them: a label's value, a table's cell, a heading.

    A name that the vocabulary lacks comes back as printed.
    """
    line = words_of(text, start, end)
    found: list[Mention] = []
    at = 0
    while at < len(line):
        hit = agency_at(line, at, whole=True) or unlisted_at(line, at, text)
        if hit is None:
            at += 1
            continue
        found += [at_level(m, level) for m in hit[1]]
        at = hit[0]
    return share_place(found, text)


def at_level(mention: Mention, level: Level | None) -> Mention:
    """`Công an` alone is the police of the document's own level."""
    if mention.canonical.startswith(_COMMITTEE) and f"{mention.canonical} {level}" in agency_by_name():
        return replace(mention, canonical=f"{mention.canonical} {level}", known=True)
    if mention.canonical == _POLICE and level in ("tỉnh", "thành phố", "xã", "huyện"):
        return replace(mention, canonical=f"{_POLICE} {level}", known=True)
    return mention


def share_place(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """A place at the end of a list holds for the bodies before it: `Hội Nông dân, Hội Phụ nữ tỉnh`."""
    out = list(mentions)
    for i in range(len(out) - 2, -1, -1):
        between = text[out[i].end : out[i + 1].start].strip()
        if between not in (",", "và", ", và", "&"):
            continue
        mine, nxt = _base_of(out[i]), _base_of(out[i + 1])
        if mine and nxt and not mine[1] and nxt[1] and "tỉnh" in nxt[1].lower() and "," not in nxt[1]:
            out[i] = replace(out[i], canonical=f"{mine[0]} {nxt[1]}")
    return out


def _base_of(mention: Mention) -> tuple[str, str] | None:
    line = words_of(mention.canonical)
    hit = bases().longest(line, 0)
    if hit is None:
        return None
    rest = mention.canonical[line[hit[0]].start :] if hit[0] < len(line) else ""
    return hit[1].canonical, rest


def agency_at(line: Sequence[Word], at: int, *, whole: bool = False) -> Found | None:
    """The body or bodies named from a word on, or None.

    `whole` says that the words are nothing but a list of bodies, so that a bare noun (`đơn vị`) counts too.
    What was found at a place of a Line is kept with it, so that a text is read in time linear in its length.
    """
    if not isinstance(line, Line):
        return _read(line, at, whole)
    if (at, whole) in line.found:
        return line.found[at, whole]  # type: ignore[return-value]
    if line.depth >= _DEEPEST:
        return None
    line.depth += 1
    hit = _read(line, at, whole)
    line.depth -= 1
    line.found[at, whole] = hit
    return hit


def _read(line: Sequence[Word], at: int, whole: bool) -> Found | None:
    first = quantified(line, at)
    if first >= len(line) or (first > at and line[first].gap not in ("", '"', "“")):
        return None
    for read in (_titled, distributed_at, named_at, group_at, open_at):
        if (hit := read(line, at, first, whole)) is not None:
            return hit
    return None


def partner_at(line: Sequence[Word], at: int) -> Found | None:
    """The bodies behind words that only a body can follow (`phối hợp với`): a bare noun counts too."""
    found = agency_at(line, at)
    vague = at < len(line) and line[at].lower in listed("vague")
    if found is None and at < len(line) and not vague and not begins_verb(line, at):
        return group_at(line, at, quantified(line, at), True) if quantified(line, at) < len(line) else None
    return found


def quantified(line: Sequence[Word], at: int) -> int:
    """The index after `các`, `từng`, `tất cả các` … at a place, or the place itself."""
    hit = phrases("quantifiers").longest(line, at, strict=True)
    return hit[0] if hit else at


def _title_alone(line: Sequence[Word], at: int, first: int, stop: int) -> Found | None:
    """`Bộ trưởng, Thủ trưởng cơ quan ngang bộ`: an office in a row of offices needs no body of its own."""
    if stop >= len(line) or line[stop].gap != "," or not line[first].capital:
        return None
    if phrases("titles").longest(line, quantified(line, stop), strict=True) is None:
        return None
    name = " ".join(w.text for w in line[at:stop])
    return stop, (mention(line, at, stop, name, False, "open"),)


def _listed(name: str) -> str | None:
    """The vocabulary's own capitals of a name: `Ban thường vụ Tỉnh ủy` is `Ban Thường vụ Tỉnh ủy`."""
    hit = names().longest(words_of(name), 0)
    return hit[1].canonical if hit is not None and hit[1].canonical.lower() == name.lower() else None


def _titled(line: Sequence[Word], at: int, first: int, whole: bool) -> Found | None:
    """`Thủ trưởng các sở, ban, ngành`, `thành viên Ban Chỉ đạo`: one party, the office and its body."""
    title = phrases("titles").longest(line, first, strict=True)
    if title is None or title[0] >= len(line) or line[title[0]].gap:
        return _title_alone(line, at, first, title[0]) if title else None
    under = (
        agency_at(line, title[0], whole=whole)
        or partner_at(line, title[0])
        or group_at(line, title[0], title[0], False, free=True)
    )
    if under is None:
        return None
    body = under[1][0]
    words = " ".join(w.text for w in line[first : title[0]])
    members = words.lower().endswith("thành viên")
    many = first > at or members
    name = (
        ("các " if many else "") + (words[0].lower() if many else words[0]) + words[1:] + " " + body.canonical
    )
    stop = next((i for i in range(title[0], under[0]) if line[i].start >= body.end), under[0])
    listed = _listed(name)
    mentions = (mention(line, at, stop, listed or name, body.known or bool(listed)), *under[1][1:])
    return under[0], mentions
