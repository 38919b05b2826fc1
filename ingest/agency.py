"""Bodies found in words, lists taken apart, names made canonical.

A mention is a body that the vocabulary holds (`known`), a set of bodies (`các sở, ban, ngành liên quan`), or a name
that grows from a head word (`Trung tâm Thông tin tỉnh`) and is kept as printed.

Reads: words with their marks. Writes: Mention records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.agency_names import Name, adverbs, bases, branches, modifiers, names, nearest, phrases, provinces_named, verbs
from ingest.agency_places import place_at, places_at
from ingest.agency_words import Word, words_of

Level = Literal["trung ương", "tỉnh", "thành phố", "huyện", "xã"]
_LONGEST_OPEN_NAME = 16
_LONGEST_QUALIFIER = 6
_COMMITTEES = ("tổ công tác", "ban chỉ đạo", "tổ giúp việc", "ban vận động")
_POLICE = "Công an"
_BEFORE_NAMES = frozenset({"và", "với", "cùng", "giao", "cho", "là", "của", "do", "hoặc", "nghị", "cầu", "từng", "hợp"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A body named in words, with its place in them (code points, end exclusive)."""

    start: int
    end: int
    canonical: str
    known: bool
    kind: Literal["body", "group", "open"] = "body"


Found = tuple[int, tuple[Mention, ...]]
"""Index of the first word after what was found, and the bodies."""


def find_agencies(words: str, level: Level | None = None) -> list[Mention]:
    """The bodies named in a stretch of text or in a question, in order, with places in it.

    `level` is the level of the document or of the office that asks: it decides what `Công an` alone means.
    """
    found: list[Mention] = []
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
    if mention.canonical == _POLICE and level in ("tỉnh", "thành phố", "xã", "huyện"):
        return replace(mention, canonical=f"{_POLICE} {level}", known=True)
    return mention


def share_place(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """A place at the end of a list holds for the bodies before it: `Viện kiểm sát nhân dân, Tòa án nhân dân tỉnh`."""
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

    `whole` says that the words are a list of bodies and nothing else, so that a bare noun (`đơn vị`) counts too.
    """
    first = quantified(line, at)
    if first >= len(line) or (first > at and line[first].gap not in ("", '"', "“")):
        return None
    for read in (_titled, _distributed, _named, _group, _open):
        if (hit := read(line, at, first, whole)) is not None:
            return hit
    return None


def partner_at(line: Sequence[Word], at: int) -> Found | None:
    """The body or bodies behind words that can only be followed by one (`phối hợp với`): a bare noun counts too."""
    found = agency_at(line, at)
    if found is None and at < len(line) and not begins_verb(line, at):
        return _group(line, at, quantified(line, at), True) if quantified(line, at) < len(line) else None
    return found


def quantified(line: Sequence[Word], at: int) -> int:
    """The index after `các`, `từng`, `tất cả các` … at a place, or the place itself."""
    hit = phrases("quantifiers").longest(line, at, strict=True)
    return hit[0] if hit else at


def _mention(line: Sequence[Word], at: int, stop: int, name: str, known: bool, kind: str = "body") -> Mention:
    return Mention(line[at].start, line[stop - 1].end, name, known, kind)  # type: ignore[arg-type]


def _titled(line: Sequence[Word], at: int, first: int, whole: bool) -> Found | None:
    """`Thủ trưởng các sở, ban, ngành`, `thành viên Ban Chỉ đạo 138 tỉnh`: one party, the office and its body."""
    title = phrases("titles").longest(line, first, strict=True)
    if title is None or title[0] >= len(line) or line[title[0]].gap:
        return None
    under = agency_at(line, title[0], whole=whole)
    if under is None:
        return None
    body = under[1][0]
    words = " ".join(w.text for w in line[first : title[0]])
    members = words.lower().endswith("thành viên")
    many = first > at or members
    name = ("các " if many else "") + (words[0].lower() if many else words[0]) + words[1:] + " " + body.canonical
    stop = next((i for i in range(title[0], under[0]) if line[i].start >= body.end), under[0])
    mentions = (_mention(line, at, stop, name, body.known), *under[1][1:])
    return under[0], mentions


def _distributed(line: Sequence[Word], at: int, first: int, whole: bool) -> Found | None:
    """`Các sở: Tư pháp, Y tế và Nội vụ`, `Sở Tài chính, Nội vụ`: the head holds for every branch."""
    head = line[first].lower
    if head not in ("sở", "bộ"):
        return None
    known, found, stop = branches(head), [], first
    i = first + 1
    while i < len(line):
        hit = known.longest(line, i)
        if hit is None or not _joins(line, i, first) or (found and not line[i].capital) or _longer(line, i, hit[0]):
            break
        begin = at if not found else i
        found.append(_mention(line, begin, hit[0], hit[1], True))
        i = stop = hit[0]
        if i < len(line) and line[i].lower == "và" and line[i].gap in ("", ","):
            i += 1
    if not found:
        return None
    if len(found) == 1 and (whole_name := _named(line, at, first, whole)) and whole_name[0] >= stop:
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


def _named(line: Sequence[Word], at: int, first: int, whole: bool) -> Found | None:
    """A closed name, with its place where it takes one."""
    best: tuple[int, Name] | None = None
    for begin in {at, first}:
        if (hit := names().longest(line, begin)) and (best is None or hit[0] > best[0]):
            best = (hit[0], hit[1])
    base = bases().longest(line, first)
    if best and best[1].exact and not line[best[0] - 1].text.isupper():
        best = None
    if base and base[1].exact and not line[base[0] - 1].text.isupper():
        base = None
    if base is not None and (best is None or base[0] <= best[0]):
        if several := places_at(line, base[0]):
            return several[-1][1], tuple(
                _mention(line, at if not i else a, b, f"{base[1].canonical} {p}", True) for i, (a, b, p) in enumerate(several)
            )
        stop, place = place_at(line, base[0])
        if best is None or stop > best[0]:
            more = _proper(line, stop) if not place else stop
            named = " ".join(w.text for w in line[stop:more])
            return more, (_mention(line, at, more, f"{base[1].canonical} {place or named}".strip(), True),)
    if best is None:
        return None
    stop, name = best[0], best[1].canonical
    known = stop
    stop = _proper(line, stop)
    if stop == known and (stop := _more_of_name(line, stop)) > known:
        return stop, (_mention(line, at, stop, _printed(line, first, stop), False, "open"),)
    return stop, (_mention(line, at, stop, name, True),)


def _more_of_name(line: Sequence[Word], at: int) -> int:
    """Past capitals right behind a closed name, which make it another: `Ban Quản lý Khu kinh tế` + `Đông Nam`."""
    stop = at
    while stop < len(line) and stop - at < 4 and line[stop].capital and not line[stop].gap:
        if verbs().longest(line, stop, strict=True) is not None or names().longest(line, stop) is not None:
            break
        stop += 1
    return stop if stop - at > 1 else at


def _proper(line: Sequence[Word], at: int) -> int:
    """Past the name of a province behind a body: `Sở Y tế Đồng Nai`, `Công an tỉnh Tuyên Quang`."""
    if at >= len(line) or line[at].gap or not line[at].capital:
        return at
    hit = provinces_named().longest(line, at, strict=True)
    return hit[0] if hit is not None and all(w.capital for w in line[at : hit[0]]) else at


def _group(line: Sequence[Word], at: int, first: int, whole: bool) -> Found | None:
    """Common nouns in a row with what qualifies them: `các sở, ban, ngành, đoàn thể cấp tỉnh`."""
    nouns = phrases("group_nouns")
    hit = nouns.longest(line, first, strict=True)
    if hit is None or (first == at and (_verb_instead(line, first, hit[0]) or _begins_longer_verb(line, first, hit[0]))):
        return None
    stop, count = hit[0], 1
    while stop < len(line):
        joint = stop + (line[stop].lower == "và" and not line[stop].gap)
        if joint >= len(line) or line[joint].gap not in ((",", "/", "-") if joint == stop else ("",)):
            break
        more = nouns.longest(line, joint, strict=True)
        if more is None or _own_name(line, joint, more[0]) or _verb_instead(line, joint, more[0]):
            break
        if _begins_longer_verb(line, joint, more[0]):
            break
        stop, count = more[0], count + 1
    if count == 1 and (_own_name(line, first, stop) or _opens_name(line, at, first, stop)):
        return None
    noun_stop = stop
    stop = _rest_of_list(line, _modified(line, stop)) if whole else _up_to_near_verb(line, _modified(line, stop))
    certain = first > at or ((count > 1 or stop > noun_stop or whole) and _stands_free(line, at))
    if not certain:
        return None
    return stop, (_mention(line, at, stop, _group_name(line, at, noun_stop, stop), False, "group"),)


def _begins_longer_verb(line: Sequence[Word], at: int, stop: int) -> bool:
    """Whether a noun is the first syllable of something else: `ban` of `ban hành`, `bộ` of `bộ máy`."""
    verb = verbs().longest(line, at, strict=True)
    return (verb is not None and verb[0] > stop) or (stop - at == 1 and _no_name(line, at))


def _stands_free(line: Sequence[Word], at: int) -> bool:
    """Whether a noun without `các` stands where a name may stand, not inside a word (`vụ` in `nhiệm vụ`)."""
    return at == 0 or bool(line[at].gap) or line[at].capital or line[at - 1].lower in _BEFORE_NAMES


def _verb_instead(line: Sequence[Word], at: int, stop: int) -> bool:
    """Whether a noun's syllables are a verb here: `tổ chức thực hiện` against `cơ quan, tổ chức có liên quan`."""
    if " ".join(w.lower for w in line[at:stop]) != "tổ chức" or stop >= len(line) or line[stop].gap:
        return False
    return line[at].capital or line[stop].lower not in ("và", "hoặc") and modifiers().longest(line, stop, strict=True) is None


def _own_name(line: Sequence[Word], at: int, stop: int) -> bool:
    """Whether a noun opens a name of its own here (`Ban Quản lý …`, `Sở Tư pháp`) instead of naming a kind."""
    closed = names().longest(line, at)
    if closed is not None and closed[0] > stop - (stop - at == 1) and not closed[1].exact:
        return closed[0] >= stop
    return line[at].capital and stop < len(line) and line[stop].capital and not line[stop].gap


def _opens_name(line: Sequence[Word], at: int, first: int, stop: int) -> bool:
    """Whether a single noun is but the head of a name (`Viện Nghiên cứu …`, `Ban chỉ đạo phòng thủ …`) or a level."""
    if first > at:
        return False
    if line[at].lower == "cấp":
        return True
    if not line[at].capital or stop >= len(line) or line[stop].gap or modifiers().longest(line, stop, strict=True):
        return False
    return phrases("open_heads").longest(line, at, strict=True) is not None and not begins_verb(line, stop)


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
    while stop < len(line) and stop - at < _LONGEST_OPEN_NAME:
        if line[stop].gap not in ("", "-", "–", "&") or begins_verb(line, stop) or _new_member(line, stop):
            break
        stop += 1
    if stop < len(line) and line[stop].gap == "," and _unbroken(line, stop):
        return len(line)
    if stop < len(line) and line[stop].gap == "," and not begins_verb(line, stop) and agency_at(line, stop) is None:
        ahead = next((k for k in range(stop + 1, min(stop + 4, len(line))) if begins_verb(line, k)), None)
        if ahead is not None and all(not w.gap for w in line[stop + 1 : ahead + 1]):
            return ahead
    return stop


def _unbroken(line: Sequence[Word], at: int) -> bool:
    """Whether the words go on to the end as one list without a verb or a body of its own."""
    rest = range(at, min(len(line), at + 2 * _LONGEST_OPEN_NAME))
    if len(line) > rest.stop:
        return False
    return not any(
        set(line[i].gap) & set(";:.") or begins_verb(line, i) or (line[i].gap and agency_at(line, i)) for i in rest
    )


def _up_to_near_verb(line: Sequence[Word], at: int) -> int:
    """Past a few words that qualify a group (`các địa phương ven biển đẩy mạnh`), where a verb follows at once."""
    for stop in range(at, min(at + _LONGEST_QUALIFIER, len(line))):
        if line[stop].gap or line[stop].lower == "và":
            return at
        if begins_verb(line, stop):
            return stop
    return at


def _rest_of_list(line: Sequence[Word], at: int) -> int:
    """In a list of bodies: past the words that go on with a group and begin no other body."""
    stop = at
    while stop < len(line) and stop - at < _LONGEST_OPEN_NAME:
        word = line[stop]
        ahead = stop + (word.lower == "và" and stop + 1 < len(line))
        if word.gap not in ("", ",", "-", "–") or begins_verb(line, stop) or agency_at(line, ahead) is not None:
            break
        if word.gap == "," and word.capital and phrases("open_heads").longest(line, stop, strict=True):
            break
        stop += 1
    while stop > at and line[stop - 1].lower == "và":
        stop -= 1
    return stop


def _new_member(line: Sequence[Word], at: int) -> bool:
    return line[at].lower == "và" and at + 1 < len(line) and agency_at(line, at + 1) is not None


def begins_verb(line: Sequence[Word], at: int) -> bool:
    """Whether a verb of the vocabulary, in lower case, starts at a word."""
    if line[at].capital or (at and line[at - 1].lower == "ban" and line[at].lower in ("chỉ", "quản", "tổ", "vận")):
        return False
    hit = verbs().longest(line, at, strict=True) or adverbs().longest(line, at, strict=True)
    return hit is not None and line[at].lower != "và"


def opens_with_verb(line: Sequence[Word]) -> bool:
    """Whether a sentence begins with a verb of the vocabulary, its capital letter aside."""
    if not line:
        return False
    return verbs().longest(line, 0, strict=True) is not None or adverbs().longest(line, 0, strict=True) is not None


def _open(line: Sequence[Word], at: int, first: int, whole: bool) -> Found | None:
    """A name that grows from a head word: `Trung tâm Phục vụ hành chính công tỉnh`."""
    head = phrases("open_heads").longest(line, first, strict=True)
    if head is None or not line[first].capital or _is_verb(line, first, head[0]) or _no_name(line, first):
        return None
    stop = _grown(line, head[0], whole)
    if stop == head[0] and not whole and head[0] - first < 2:
        return None
    if stop - first > 2 and all(w.text.isupper() for w in line[first:stop]):
        return None
    name = " ".join(_printed(line, first, stop).split())
    if (meant := nearest(name)) is not None:
        return stop, (_mention(line, at, stop, meant, True),)
    return stop, (_mention(line, at, stop, name, False, "open"),)


def _no_name(line: Sequence[Word], at: int) -> bool:
    return phrases("not_names").longest(line, at, strict=True) is not None


def _is_verb(line: Sequence[Word], at: int, stop: int) -> bool:
    """Whether a capital letter only begins a sentence: `Tổ chức …`, `Báo cáo …`, `Phòng ngừa …`."""
    verb = verbs().longest(line, at, strict=True)
    second = line[at + 1] if at + 1 < len(line) else None
    if verb is None or verb[0] <= stop or second is None:
        return False
    return second.text.isupper() or not second.capital


def _grown(line: Sequence[Word], at: int, whole: bool) -> int:
    stop = at
    while stop < len(line) and stop - at < _LONGEST_OPEN_NAME:
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
    committee = " ".join(w.lower for w in line[max(0, at - 3) : at]).endswith(_COMMITTEES)
    return committee and any(w.capital and not w.gap for w in line[at + 1 : at + 4])


def _goes_on(line: Sequence[Word], at: int, whole: bool) -> bool:
    """Whether the words behind a comma or `và` belong to the same name."""
    if begins_verb(line, at) or agency_at(line, at, whole=whole) is not None:
        return False
    return line[at].capital or (whole and not line[at].gap)


def unlisted_at(line: Sequence[Word], at: int, text: str) -> Found | None:
    """A name that nothing describes, up to the next mark, in a stretch that is a list of bodies."""
    if not line[at].capital or verbs().longest(line, at, strict=True) is not None or _no_name(line, at):
        return None
    stop = at + 1
    while stop < len(line) and line[stop].gap in ("", "-", "–", "&") and not begins_verb(line, stop):
        if agency_at(line, stop) is not None and line[stop - 1].lower in ("và", "các"):
            break
        stop += 1
    if stop - at < 2 or stop - at > _LONGEST_OPEN_NAME:
        return None
    return stop, (_mention(line, at, stop, text[line[at].start : line[stop - 1].end], False, "open"),)


def _printed(line: Sequence[Word], at: int, stop: int) -> str:
    """Words with their marks, as printed but for blanks."""
    out = line[at].text
    for word in line[at + 1 : stop]:
        mark = word.gap
        out += (f"{mark} " if mark in (",", ";") else f" {mark} " if mark in ("-", "–") else mark or " ") + word.text
    return out


def _group_name(line: Sequence[Word], at: int, noun_stop: int, stop: int) -> str:
    """The group as printed, its nouns in lower case: `Các Sở, ban, ngành Thành phố` → `các sở, ban, ngành Thành phố`."""
    text = _printed(line, at, stop)
    nouns = len(_printed(line, at, noun_stop))
    return text[:nouns].lower() + text[nouns:]
