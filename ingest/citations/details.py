"""What stands around an act's number or name: its date, issuer and title.

Reads: the matching text and a place in it. Writes: Details with the places they were read from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.citations.vocabulary import one_of, phrases, words
from ingest.document_types import type_word
from ingest.numerals import iso
from ingest.vocabulary import agencies

_WORD = re.compile(r"[ \u00a0]*([^\W_][\w/&.-]*|[-–])")
_QUOTES = {"“": "”", '"': '"', "«": "»", "'": "'"}
_TITLE_LIMIT = 900
_BACK = 260
_NAME = 120
"""Code points of the longest name of a body that is looked for."""


@dataclass(frozen=True, slots=True)
class Details:
    """Date (ISO), issuer and title behind a citation, and where they end."""

    date: str | None
    issuer: str | None
    title: str | None
    title_start: int
    end: int


def read(text: str, at: int) -> Details:
    """The date, issuer and title printed behind a citation that ends at `at`; none where none is printed."""
    unit = words("unit_of_ministry").match(text, at)
    date, end = _date(text, unit.end() if unit else at)
    issuer, end = _issuer(text, end)
    if date is None:
        date, end = _date(text, end)
    if m := words("term").match(text, end):
        end = m.end()
    start, stop = _title(text, end)
    title = _plain(text[start:stop]) if stop > start else None
    return Details(date, issuer, title or None, start, max(end, stop))


def issuer_before(text: str, start: int) -> str | None:
    """The issuer printed before a citation: `Theo đề nghị của Giám đốc Sở Tài chính tại Tờ trình số …`."""
    line = text.rfind("\n", max(0, start - _BACK), start) + 1
    before = text[max(line, start - _BACK) : start]
    asked = list(words("asked").finditer(before))
    if not asked:
        return None
    issuer, end = _issuer_name(before, asked[-1].end())
    joined = words("written_in").fullmatch(before, end)
    return issuer if joined else None


@cache
def _title_stop() -> re.Pattern[str]:
    """What a title cannot hold."""
    return re.compile(
        r"[;\n|]|\.(?=\s|$)|\.\.\.|\.?/\.|(?<=[\w”\"]) ?\((?=" + one_of("title_remarks") + r")"
        "|" + words("after_title").pattern
    )


@cache
def _issuer_head() -> re.Pattern[str]:
    """What begins another agency's or act's name."""
    return re.compile(rf"(?:{one_of('issuer_heads')})(?!\w)")


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(phrases(key))


@cache
def _title_starts() -> re.Pattern[str]:
    starts = one_of("title_starts")
    return re.compile(r"[ \u00a0,:]*(?=(?:" + starts + r")(?!\w))", re.IGNORECASE)


def _date(text: str, at: int) -> tuple[str | None, int]:
    if m := words("date").match(text, at):
        return iso(m[1], m[2], m[3]), m.end()
    if m := words("date_unread").match(text, at):
        return None, m.end()
    return None, at


def _issuer(text: str, at: int) -> tuple[str | None, int]:
    m = words("of_issuer").match(text, at) or words("issuer_behind_comma").match(text, at)
    if m is None:
        return None, at
    issuer, end = _issuer_name(text, m.end())
    return (issuer, end) if issuer else (None, at)


def _issuer_name(text: str, at: int) -> tuple[str | None, int]:
    """The agency's name that starts at `at`: it ends before a word that an agency's name cannot hold."""
    end = known = _known_name_end(text, at)
    first = end == at
    while m := _WORD.match(text, end):
        word = m.group(1)
        if end == known > at and word[0].islower() and word not in _listed("places"):
            break  # behind a whole name only a place goes on in small letters
        if not first and (_stops(text, m) or _opens_title(text, end, m)):
            break
        first = False
        end = m.end()
        if m.group(1).endswith("."):
            end -= 1
            break
        joint = words("name_joint").match(text, end)
        if joint and _goes_on(text, at, joint):
            end = joint.end()
            first = True
        if end - at > 160 or word == "":
            break
    name = re.sub(r"\s+", " ", text[at:end]).strip(" -–,")
    return (name, end) if name[:1].isupper() else (None, at)


def _known_name_end(text: str, at: int) -> int:
    """Where the longest name of the vocabulary ends, that of who heads it before it or not: `Bộ trưởng Bộ …`.

    `at` where none stands here.
    """
    officer = words("officer").match(text, at)
    start = officer.end() if officer else at
    lower = text[start : start + _NAME].lower().replace("\u00a0", " ")
    first = " ".join(lower.split(" ", 2)[:2])
    for name in _known_names().get(first, ()):
        if lower.startswith(name) and not lower[len(name) : len(name) + 1].isalnum():
            return start + len(name)
    return at


@cache
def _known_names() -> dict[str, tuple[str, ...]]:
    """Names of bodies in small letters by their first two words, the longest first."""
    found: dict[str, set[str]] = {}
    for agency in agencies():
        for name in (agency.name, *agency.aliases, *agency.former_names):
            if " " in name:
                found.setdefault(" ".join(name.lower().split(" ", 2)[:2]), set()).add(name.lower())
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in found.items()}


def _opens_title(text: str, end: int, m: re.Match[str]) -> bool:
    """`… và Xã hội Quy định hoạt động …`: a title in capitals goes on right behind the name."""
    following = _WORD.match(text, m.end())
    pair = f"{m.group(1)} {following.group(1) if following else ''}".lower()
    if pair in _listed("inside_issuer"):
        return False  # `Bộ trưởng Bộ Giao thông vận tải`: `giao` begins no title here
    return m.group(1)[:1].isupper() and _title_starts().match(text, end) is not None


def _stops(text: str, m: re.Match[str]) -> bool:
    word = m.group(1)
    if word not in _listed("after_issuer"):
        return False
    following = _WORD.match(text, m.end())
    pair = word + (" " + following.group(1) if following else "")
    comma = text[m.start(1) : m.start(1) + 12]
    return not any(pair == p or comma.startswith(p) for p in _listed("inside_issuer"))


def _goes_on(text: str, start: int, joint: re.Match[str]) -> bool:
    """Whether `,` or `và` belongs to the name: `Bộ Văn hóa, Thể thao và Du lịch`."""
    if text.startswith("chống", joint.end()) and text[: joint.start()].lower().endswith("phòng"):
        return True
    head = words("many_named").match(text[start : start + 30])
    if head is None or not text[joint.end() : joint.end() + 1].isupper():
        return False
    return _issuer_head().match(text, joint.end()) is None


def _title(text: str, at: int) -> tuple[int, int]:
    """Where the title stands, or an empty span."""
    quoted = words("quoted_title").match(text, at)
    if quoted and (stop := _closing(text, quoted.end(), quoted.group(1))):
        return quoted.start(1), stop
    m = _title_starts().match(text, at)
    if m is None:
        return at, at
    return m.end(), _title_end(text, m.end())


def _title_end(text: str, start: int) -> int:
    limit = min(len(text), start + _TITLE_LIMIT)
    depth_end = _unopened(text, start, limit)
    end = depth_end
    for m in _title_stop().finditer(text, start, depth_end):
        if text[m.start()] == ";" and _inside_quotes(text, start, m.start()):
            continue
        end = m.start()
        break
    for m in type_word().finditer(text, start, end):
        before = text[max(start, m.start() - 5) : m.start()]
        joined = words("next_act").search(before)
        if joined and m.group()[0].isupper() and words("numbered").match(text, m.end(), end):
            return m.start() - (len(before) - joined.start())
    return end


def _unopened(text: str, start: int, limit: int) -> int:
    """The first closing bracket that was not opened behind `start`, or the limit."""
    depth = 0
    for at in range(start, limit):
        if text[at] == "(":
            depth += 1
        elif text[at] == ")":
            depth -= 1
            if depth < 0:
                return at
        elif text[at] == "\n":
            return at
    return limit


def _inside_quotes(text: str, start: int, at: int) -> bool:
    part = text[start:at]
    return part.count("“") > part.count("”") or part.count('"') % 2 == 1


def _closing(text: str, start: int, opening: str) -> int | None:
    end = text.find(_QUOTES[opening], start, start + _TITLE_LIMIT)
    line = text.find("\n", start, start + _TITLE_LIMIT)
    return None if end < 0 or 0 <= line < end else end + 1


def _plain(title: str) -> str:
    title = re.sub(r"\s+", " ", title).strip(" ,;.")
    title = words("about").sub("", title).strip()
    if len(title) > 1 and _QUOTES.get(title[0]) == title[-1] and title[1:-1].count(title[-1]) == 0:
        title = title[1:-1].strip()
    return title
