"""Sets of bodies: common nouns in a row with what qualifies them, and names behind their colon.

Reads: words with their marks. Writes: Mention records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.agency_closed import named_at
from ingest.agency_mention import Found, Mention, member_at, mention, printed_words, spelled_out
from ingest.agency_names import branches, modifiers, names, phrases
from ingest.agency_verbs import begins_longer_verb, begins_verb, is_no_name
from ingest.agency_words import Word

_LONGEST_TAIL = 16
_LONGEST_QUALIFIER = 6
_SAYS_WHICH = 4
"""Syllables of a noun that tells its bodies from others by itself: `cơ quan chủ trì`."""
_BEFORE_NAMES = frozenset(
    {"và", "với", "cùng", "giao", "cho", "là", "của", "do", "hoặc", "nghị", "cầu", "từng", "hợp"}
)
"""Words, or last syllables of words, behind which a name may stand."""


def group_at(line: Sequence[Word], at: int, first: int, whole: bool, *, free: bool = False) -> Found | None:
    """Common nouns in a row with what qualifies them: `các sở, ban, ngành, đoàn thể cấp tỉnh`.

    `free` says that an office stands before, behind which a noun is a body: `Thủ trưởng cơ quan ngang bộ`.
    """
    noun_stop, count = _nouns(line, at, first)
    if not count or (count == 1 and _heads_a_name(line, at, first, noun_stop, whole)):
        return None
    stop = _modified(line, noun_stop)
    stop = _rest_of_list(line, stop) if whole else _up_to_near_verb(line, stop)
    if first > at and (several := _named_after(line, at, first, stop)):
        return several
    qualified = count > 1 or stop > noun_stop or whole or noun_stop - first >= _SAYS_WHICH
    if first == at and not free and not (qualified and _stands_free(line, at)):
        return None
    return stop, (mention(line, at, stop, _group_name(line, at, noun_stop, stop), False, "group"),)


def _nouns(line: Sequence[Word], at: int, first: int) -> tuple[int, int]:
    """Where a row of group nouns ends (word index, exclusive) and how many they are; none is 0."""
    nouns = phrases("group_nouns")
    hit = nouns.longest(line, first, strict=True)
    if hit is None or is_no_name(line, first):
        return first, 0
    if first == at and (_verb_instead(line, first, hit[0]) or begins_longer_verb(line, first, hit[0])):
        return first, 0
    stop, count = hit[0], 1
    while stop < len(line):
        joint = stop + (line[stop].lower == "và" and not line[stop].gap)
        if joint >= len(line) or line[joint].gap not in ((",", "/", "-") if joint == stop else ("",)):
            break
        more = nouns.longest(line, joint + _twin(line, first, stop, joint), strict=True)
        if more is None or _no_further_noun(line, joint, more[0]):
            break
        stop, count = more[0], count + 1
    return stop, count


def _twin(line: Sequence[Word], first: int, stop: int, joint: int) -> bool:
    """Whether a noun and the one behind a second `các` are one set: `các cấp, các ngành`."""
    twins = phrases("twin_nouns")
    pair = [twins.longest(line, i, strict=True) for i in (first, joint + 1) if i < len(line)]
    return line[joint].lower == "các" and first + 1 == stop and all(pair) and len(pair) == 2


def _no_further_noun(line: Sequence[Word], at: int, stop: int) -> bool:
    return _own_name(line, at, stop) or _verb_instead(line, at, stop) or begins_longer_verb(line, at, stop)


def _heads_a_name(line: Sequence[Word], at: int, first: int, stop: int, whole: bool) -> bool:
    return _own_name(line, first, stop) or _opens_name(line, at, first, stop, whole)


def _stands_free(line: Sequence[Word], at: int) -> bool:
    """Whether a noun without `các` stands where a name may stand, not inside a word (`vụ` in `nhiệm vụ`)."""
    return at == 0 or bool(line[at].gap) or line[at].capital or line[at - 1].lower in _BEFORE_NAMES


def _verb_instead(line: Sequence[Word], at: int, stop: int) -> bool:
    """Whether a noun's syllables are a verb here: `tổ chức thực hiện`, not `tổ chức có liên quan`."""
    if " ".join(w.lower for w in line[at:stop]) != "tổ chức" or stop >= len(line) or line[stop].gap:
        return False
    return line[at].capital or (
        line[stop].lower not in ("và", "hoặc") and modifiers().longest(line, stop, strict=True) is None
    )


def _own_name(line: Sequence[Word], at: int, stop: int) -> bool:
    """Whether a noun opens a name of its own here (`Ban Quản lý …`) instead of naming a kind."""
    closed = names().longest(line, at)
    if closed is not None and closed[0] > stop - (stop - at == 1) and not closed[1].exact:
        return closed[0] >= stop
    return line[at].capital and stop < len(line) and line[stop].capital and not line[stop].gap


def _named_after(line: Sequence[Word], at: int, first: int, stop: int) -> Found | None:
    """Names behind a group's colon: `các Tập đoàn: Điện lực, Hóa chất`, `các sở, ngành: Tài chính, Y tế`."""
    if stop >= len(line) or ":" not in line[stop].gap or not line[stop].capital:
        return None
    head = line[first].lower
    noun = phrases("group_nouns").longest(line, first, strict=True)
    prefix = noun[1].capitalize() if noun else ""
    found: list[Mention] = []
    i = stop
    while (
        i < len(line) and line[i].capital and (i == stop or line[i].gap == "," or line[i - 1].lower == "và")
    ):
        own = named_at(line, i, i, False)
        branch = branches(head).longest(line, i) if head == "sở" else None
        end = branch[0] if branch else own[0] if own else _piece(line, i)
        begin = at if i == stop else i
        if branch or not own:
            name = branch[1] if branch else f"{prefix} {printed_words(line, i, end)}"
            found.append(mention(line, begin, end, name, branch is not None, "body" if branch else "open"))
        else:
            found.append(replace(own[1][0], start=line[begin].start))
        i = end + (end < len(line) and line[end].lower == "và")
        stop_at = end
    return (stop_at, tuple(found)) if len(found) > 1 else None


def _piece(line: Sequence[Word], at: int) -> int:
    """The end of a name in a list of names: the next comma or verb, or a `và` before a capital."""
    stop = at + 1
    while stop < len(line) and line[stop].gap in ("", "-", "–") and not begins_verb(line, stop):
        after = stop + 1
        if line[stop].lower == "và" and after < len(line) and (line[after].capital or member_at(line, after)):
            break
        stop += 1
    return stop


def _opens_name(line: Sequence[Word], at: int, first: int, stop: int, whole: bool) -> bool:
    """Whether a single noun is but the head of a name (`Viện Nghiên cứu …`) or a level."""
    if first > at:
        return False
    if line[at].lower == "cấp":
        return True
    if (
        not line[at].capital
        or stop >= len(line)
        or line[stop].gap
        or modifiers().longest(line, stop, strict=True)
    ):
        return False
    return phrases("open_heads").longest(line, at, strict=True) is not None and (
        whole or not begins_verb(line, stop)
    )


def _modified(line: Sequence[Word], at: int) -> int:
    stop = at
    while stop < len(line) and line[stop].gap in ("", "(") and not (line[stop].gap and stop == at):
        hit = modifiers().longest(line, stop, strict=True)
        if hit is None or line[stop].gap:
            break
        stop = _up_to_verb(line, hit[0]) if hit[1] else hit[0]
    return stop


def _up_to_verb(line: Sequence[Word], at: int) -> int:
    stop = at
    while stop < len(line) and stop - at < _LONGEST_TAIL:
        if line[stop].gap not in ("", "-", "–", "&") or begins_verb(line, stop) or _new_member(line, stop):
            break
        stop += 1
    if stop < len(line) and line[stop].gap == "," and _unbroken(line, stop):
        return len(line)
    if (
        stop < len(line)
        and line[stop].gap == ","
        and not begins_verb(line, stop)
        and member_at(line, stop) is None
    ):
        ahead = next((k for k in range(stop + 1, min(stop + 4, len(line))) if begins_verb(line, k)), None)
        if ahead is not None and all(not w.gap for w in line[stop + 1 : ahead + 1]):
            return ahead
    return stop


def _unbroken(line: Sequence[Word], at: int) -> bool:
    """Whether the words go on to the end as one list without a verb or a body of its own."""
    rest = range(at, min(len(line), at + 2 * _LONGEST_TAIL))
    if len(line) > rest.stop:
        return False
    return not any(
        set(line[i].gap) & set(";:.") or begins_verb(line, i) or (line[i].gap and member_at(line, i))
        for i in rest
    )


def _up_to_near_verb(line: Sequence[Word], at: int) -> int:
    """Past a few words that qualify a group, where a verb follows: `các địa phương ven biển đẩy mạnh`."""
    for stop in range(at, min(at + _LONGEST_QUALIFIER, len(line))):
        if line[stop].gap or line[stop].lower == "và":
            return at
        if begins_verb(line, stop):
            return stop
    return at


def _rest_of_list(line: Sequence[Word], at: int) -> int:
    """In a list of bodies: past the words that go on with a group and begin no other body."""
    stop = at
    while stop < len(line) and stop - at < _LONGEST_TAIL:
        word = line[stop]
        ahead = stop + (word.lower == "và" and stop + 1 < len(line))
        if (
            word.gap not in ("", ",", "-", "–")
            or begins_verb(line, stop)
            or member_at(line, ahead) is not None
        ):
            break
        if word.gap == "," and word.capital and phrases("open_heads").longest(line, stop, strict=True):
            break
        stop += 1
    while stop > at and line[stop - 1].lower == "và":
        stop -= 1
    return stop


def _new_member(line: Sequence[Word], at: int) -> bool:
    return line[at].lower == "và" and at + 1 < len(line) and member_at(line, at + 1) is not None


def _group_name(line: Sequence[Word], at: int, noun_stop: int, stop: int) -> str:
    """The group as printed, its nouns in lower case: `Các Sở, ban Thành phố` → `các sở, ban Thành phố`."""
    text = printed_words(line, at, stop)
    nouns = len(printed_words(line, at, noun_stop))
    return text[:nouns].lower() + spelled_out(text[nouns:])
