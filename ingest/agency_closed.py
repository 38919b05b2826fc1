"""Names that the vocabulary holds: with their places, and in lists that share a head.

Reads: words with their marks. Writes: Mention records.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.agency_mention import Found, Mention, mention, printed_words
from ingest.agency_names import Name, bases, branches, listed, names, provinces_named, verbs
from ingest.agency_places import place_at, places_at
from ingest.agency_words import Word

_LONGEST_ADDITION = 4


def distributed_at(line: Sequence[Word], at: int, first: int, whole: bool) -> Found | None:
    """`Các sở: Tư pháp, Y tế và Nội vụ`, `Sở Tài chính, Nội vụ`: the head holds for every branch."""
    head = line[first].lower
    if head not in ("sở", "bộ"):
        return None
    known, stop = branches(head), first
    found: list[Mention] = []
    i = first + 1
    while i < len(line):
        hit = known.longest(line, i)
        if (
            hit is None
            or not _joins(line, i, first)
            or (found and not line[i].capital)
            or _longer(line, i, hit[0])
        ):
            break
        begin = at if not found else i
        found.append(mention(line, begin, hit[0], hit[1], True))
        i = stop = hit[0]
        if i < len(line) and line[i].lower == "và" and line[i].gap in ("", ","):
            i += 1
    if not found:
        return None
    if len(found) == 1 and (whole_name := named_at(line, at, first, whole)) and whole_name[0] >= stop:
        return whole_name
    return stop, tuple(found)


def _longer(line: Sequence[Word], at: int, stop: int) -> bool:
    """Whether a body of its own reaches further: `Công an tỉnh` behind `Bộ Tài chính,` is no ministry."""
    own = bases().longest(line, at)
    return own is not None and place_at(line, own[0])[0] > stop


def _joins(line: Sequence[Word], i: int, first: int) -> bool:
    if i == first + 1:
        return line[i].gap in ("", ":", "-")
    before = line[i - 1].lower == "và"
    return (line[i].gap in (",", ";") or before) and not (line[i].gap == "" and not before)


def _reach(hit: tuple[int, Name]) -> int:
    return hit[0]


def _names_its_place(line: Sequence[Word], first: int, stop: int, name: str) -> bool:
    """Whether a province is named where the canonical name says `tỉnh`: `Báo và Phát thanh … Cần Thơ`."""
    return not name.startswith("Sở ") and all(w.lower != "tỉnh" for w in line[first:stop])


def named_at(line: Sequence[Word], at: int, first: int, whole: bool) -> Found | None:
    """A closed name, with its place where it takes one."""
    best = max((hit for i in {at, first} if (hit := names().longest(line, i))), key=_reach, default=None)
    base = bases().longest(line, first)
    if best and best[1].exact and not line[best[0] - 1].text.isupper():
        best = None
    if base and base[1].exact and not line[base[0] - 1].text.isupper():
        base = None
    if base is not None and (best is None or base[0] <= best[0]):
        if several := places_at(line, base[0]):
            return several[-1][1], tuple(
                mention(line, at if not i else a, b, f"{base[1].canonical} {p}", True)
                for i, (a, b, p) in enumerate(several)
            )
        stop, place = place_at(line, base[0])
        if best is None or stop > best[0]:
            more = _proper(line, stop) if not place else stop
            named = " ".join(w.text for w in line[stop:more])
            return more, (mention(line, at, more, f"{base[1].canonical} {place or named}".strip(), True),)
    if best is None:
        return None
    stop, name = best[0], best[1].canonical
    known = stop
    stop = _proper(line, stop) if _of_a_province(name) else stop
    if stop > known and _names_its_place(line, first, stop, name):
        return stop, (mention(line, at, stop, printed_words(line, first, stop), False, "open"),)
    if stop == known and (stop := _more_of_name(line, stop)) > known:
        return stop, (mention(line, at, stop, printed_words(line, first, stop), False, "open"),)
    return stop, (mention(line, at, stop, name, True),)


def _of_a_province(name: str) -> bool:
    """Whether each province has one such body, so that the province's name behind it adds nothing."""
    return name.startswith("Sở ") or ("tỉnh" in name and not name.startswith(listed("several")))


def _more_of_name(line: Sequence[Word], at: int) -> int:
    """Past capitals right behind a closed name that make it another: `Khu kinh tế` + `Đông Nam`."""
    stop = at
    while stop < len(line) and stop - at < _LONGEST_ADDITION and line[stop].capital and not line[stop].gap:
        if verbs().longest(line, stop, strict=True) is not None or names().longest(line, stop) is not None:
            break
        stop += 1
    if stop == at and at < len(line) and not line[at].gap and line[at].text.isdigit():
        stop += line[at - 1].lower in listed("numbered")
    return stop if stop - at > 1 or (stop > at and line[at - 1].lower in listed("numbered")) else at


def _proper(line: Sequence[Word], at: int) -> int:
    """Past the name of a province behind a body: `Sở Y tế Đồng Nai`, `Công an tỉnh Tuyên Quang`."""
    if at >= len(line) or line[at].gap or not line[at].capital:
        return at
    hit = provinces_named().longest(line, at, strict=True)
    return hit[0] if hit is not None and all(w.capital for w in line[at : hit[0]]) else at
