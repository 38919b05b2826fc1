"""Names that no list holds: they grow from a head word, or stand alone in a list of bodies.

Reads: words with their marks. Writes: Mention records.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.agency_mention import Found, member_at, mention, printed_words, spelled_out
from ingest.agency_names import listed, nearest, phrases, verbs
from ingest.agency_verbs import begins_verb, capital_verb, is_no_name
from ingest.agency_words import Word

_LONGEST_NAME = 16
_WHOLE_NAME = 4
"""Words of a head that is a name by itself: `Văn phòng đăng ký đất đai`."""
_COMMITTEE = re.compile(r"^(?:BCĐ|Ban chỉ đạo)\b")


def open_at(line: Sequence[Word], at: int, first: int, whole: bool) -> Found | None:
    """A name that grows from a head word: `Trung tâm Phục vụ hành chính công tỉnh`."""
    head = phrases("open_heads").longest(line, first, strict=True)
    if (
        head is None
        or not line[first].capital
        or capital_verb(line, first, head[0])
        or is_no_name(line, first)
    ):
        return None
    stop = _grown(line, head[0], whole)
    if stop == head[0] and not whole and head[0] - first < _WHOLE_NAME:
        return None
    if stop - first > 2 and all(w.text.isupper() for w in line[first:stop]):
        return None
    name = " ".join(printed_words(line, first, stop).split())
    name = _COMMITTEE.sub("Ban Chỉ đạo", name)
    if (meant := nearest(name)) is not None:
        return stop, (mention(line, at, stop, meant, True),)
    return stop, (mention(line, at, stop, spelled_out(name), False, "open"),)


def _grown(line: Sequence[Word], at: int, whole: bool) -> int:
    stop = at
    while stop < len(line) and stop - at < _LONGEST_NAME:
        word = line[stop]
        comma = word.gap == ","
        if not comma and word.gap not in ("", "-", "–", "&", "“", "/"):
            break
        if begins_verb(line, stop) and not whole and not (stop == at and _purpose(line, stop)):
            break
        after = stop + (word.lower == "và")
        if (comma or word.lower == "và") and (after >= len(line) or not _goes_on(line, after, whole)):
            break
        stop += 1
    while stop > at and line[stop - 1].lower == "và":
        stop -= 1
    return stop


def _purpose(line: Sequence[Word], at: int) -> bool:
    """Whether a verb behind a committee's head is part of its name: `Tổ công tác triển khai Đề án 06`."""
    committee = " ".join(w.lower for w in line[max(0, at - 3) : at]).endswith(listed("committees"))
    return committee and any(w.capital and not w.gap for w in line[at + 1 : at + 4])


def _goes_on(line: Sequence[Word], at: int, whole: bool) -> bool:
    """Whether the words behind a comma or `và` belong to the same name."""
    if begins_verb(line, at) or member_at(line, at, whole=whole) is not None:
        return False
    return line[at].capital or (whole and not line[at].gap)


def unlisted_at(line: Sequence[Word], at: int, text: str) -> Found | None:
    """A name that nothing describes, up to the next mark, in a stretch that is a list of bodies."""
    if not line[at].capital or verbs().longest(line, at, strict=True) is not None or is_no_name(line, at):
        return None
    stop = at + 1
    while stop < len(line) and line[stop].gap in ("", "-", "–", "&") and not begins_verb(line, stop):
        if member_at(line, stop) is not None and line[stop - 1].lower in ("và", "các"):
            break
        stop += 1
    if stop - at < 2 or stop - at > _LONGEST_NAME:
        return None
    return stop, (mention(line, at, stop, text[line[at].start : line[stop - 1].end], False, "open"),)
