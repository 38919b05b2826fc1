"""Acts cited by name, without a number: laws, and programmes, schemes, strategies and congress resolutions.

A law's name is the longest one of the vocabulary; where the vocabulary lacks it, grammar decides where it
ends.

Reads: the matching text and the numbers found in it. Writes: mentions of kind `name`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.citations import vocabulary
from ingest.citations.mention import Mention

_DIGIT = re.compile(r"[ \u00a0]*[:]?[ \u00a0]*\d")
_LONGER = 3
"""A known name that goes on by at most so many words is taken for a longer, unknown one."""
_WORD = re.compile(r"[ \u00a0]+([^\W_]+)")


@cache
def _approved() -> re.Pattern[str]:
    """A programme, scheme or strategy behind the words that approve it."""
    approved, after = vocabulary.words("approved_programme").pattern, vocabulary.one_of("after_programme")
    return re.compile(rf"{approved}(?=[;:.\n|()“”\"]|$|{after})")


def find(text: str, numbers: Sequence[Mention]) -> list[Mention]:
    """Every act cited by name alone; names that carry their number are not repeated."""
    taken = sorted((m.start, m.end) for m in numbers)
    laws = (*_laws(text), *_named(text))
    found = [m for m in laws if not _covers(taken, m.start, m.end)]
    taken += [(m.start, m.end) for m in found]
    for mention in sorted(_programmes(text), key=lambda m: (m.start, -m.end)):
        if not any(start <= mention.start < end for start, end in taken if start <= mention.start):
            found.append(mention)
            taken.append((mention.start, mention.end))
    return sorted(found, key=lambda m: m.start)


def _covers(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a number's own span holds the name as its type and name, and not as a law that it amends."""
    for first, last in spans:
        if first == start:
            return True
        if first < start < last:
            return end >= last - 40 and first == start
        if first > end:
            break
    return False


def _laws(text: str) -> Iterator[Mention]:
    reached = 0
    for match in vocabulary.words("law").finditer(text):
        if match.start() < reached or not _is_law(text, match):
            continue
        end = _name_end(text, match)
        if end is None:
            continue
        name = re.sub(r"\s+", " ", text[match.start() : end])
        name = vocabulary_case(name)
        year = vocabulary.words("law_year").match(text, end)
        stop = year.end() if year else end
        kind = (
            "Bộ luật"
            if match[1].lower() == "bộ luật"
            else "Pháp lệnh"
            if match[1].lower() == "pháp lệnh"
            else "Luật"
        )
        inner = vocabulary.words("inner_law").search(text[match.end() : end])
        reached = match.end() if inner else stop
        yield Mention(
            match.start(),
            stop,
            "name",
            kind,
            name=name,
            year=(year[1] or year[2]) if year else None,
            reach=stop,
        )


def _named(text: str) -> Iterator[Mention]:
    """Acts with a name of their own: the constitution, charters, resolutions of congresses."""
    for act, pattern in vocabulary.named_acts():
        for match in pattern.finditer(text):
            end = match.start() + len(match.group().rstrip())
            name = act.name or re.sub(r"\s+", " ", text[match.start() : end])
            year = match.groupdict().get("year")
            yield Mention(match.start(), end, "name", act.type, name=name, year=year, reach=end)


def vocabulary_case(name: str) -> str:
    """Give a name its type in the usual capitals: `luật đất đai` → `Luật đất đai`."""
    for kind in ("Bộ luật", "Luật", "Pháp lệnh"):
        if name.lower().startswith(kind.lower() + " "):
            return kind + name[len(kind) :]
    return name


def _is_law(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 12) : match.start()].lower().rstrip()
    if any(re.search(rf"(?<!\w){word}$", before) for word in vocabulary.phrases("not_laws_after")):
        return False
    after = text[match.end() : match.end() + 12]
    return not any(re.match(rf"{word}(?!\w)", after) for word in vocabulary.phrases("not_names"))


def _name_end(text: str, match: re.Match[str]) -> int | None:
    """Where the law's name ends; None where it is no law's name."""
    kind = match[1].lower()
    at = match.end()
    known = _known(text, kind, at)
    if known is not None and _ends_here(text, known):
        return known
    if match[1].islower() or not (text[at].isupper() or text.startswith("sửa đổi", at)):
        return known
    by_grammar = _grammar(text, at)
    if known is not None and by_grammar is not None and len(text[known:by_grammar].split()) > _LONGER:
        return known
    return max(known or 0, by_grammar or 0) or None


def _known(text: str, kind: str, at: int) -> int | None:
    lower = text[at : at + 130].lower().replace("\u00a0", " ")
    for name in vocabulary.law_names().get((kind, re.split(r"[ ,;.]", lower)[0].strip()), ()):
        if lower.startswith(name) and not lower[len(name) : len(name) + 1].isalnum():
            return at + len(name)
    return None


def _ends_here(text: str, at: int) -> bool:
    """Whether a known name really ends: punctuation, `và`, or a word that no name goes on with follows."""
    m = _WORD.match(text, at)
    return (
        m is None or m[1] in vocabulary.phrases("after_name") or m[1] in ("và", "Việt") or m[1][0].isupper()
    )


def _grammar(text: str, at: int) -> int | None:
    first = re.compile(r"[^\W\d_]+").match(text, at)
    if first is None:
        return None
    amending = text[at : at + 7].lower() in ("sửa đổi", "bổ sung")
    end = first.end()
    comma_free = any(
        text[at : at + 14].lower().startswith(word) for word in vocabulary.phrases("comma_goes_on")
    )
    for _ in range(40 if amending else 16):
        step = _next_word(text, end, amending, comma_free)
        if step is None:
            break
        end = step
    return end


def _next_word(text: str, end: int, amending: bool, comma_free: bool) -> int | None:
    m = re.compile(r"(,?)[ \u00a0]+([^\W\d_]+)").match(text, end)
    if m is None:
        return None
    word = m[2]
    rest = text[m.start(2) : m.start(2) + 12]
    if amending:
        ends = word in vocabulary.phrases("after_amending") or _DIGIT.match(text, m.end())
        return None if ends else m.end()
    if m[1]:
        return (
            m.end()
            if comma_free and word.islower() and word not in vocabulary.phrases("after_name")
            else None
        )
    if word == "và":
        follow = _WORD.match(text, m.end())
        stop = (
            follow is None
            or follow[1][0].isupper()
            or any(text.startswith(w, follow.start(1)) for w in vocabulary.phrases("after_and"))
        )
        return None if stop or follow is None else follow.end()
    return (
        None
        if word in vocabulary.phrases("after_name") or rest.startswith(("Điều ", "khoản ", "điểm "))
        else m.end()
    )


def _programmes(text: str) -> Iterator[Mention]:
    for m in vocabulary.words("quoted_programme").finditer(text):
        name = re.sub(r"\s+", " ", m.group())
        approved = text[max(0, m.start() - 12) : m.start()].lower().endswith(("phê duyệt ", "ban hành "))
        yield Mention(
            m.start(),
            m.end(),
            "name",
            m[1],
            name=name,
            title=re.sub(r"\s+", " ", m[3]),
            reach=m.end(),
            approved=approved,
        )
    for m in vocabulary.words("numbered_programme").finditer(text):
        yield Mention(
            m.start(), m.end(), "name", m[1], name=re.sub(r"\s+", " ", m.group()), issuer=m[3], reach=m.end()
        )
    for m in _approved().finditer(text):
        yield Mention(
            m.start(1),
            m.end(1),
            "name",
            m[2],
            name=re.sub(r"\s+", " ", m[1]).strip(),
            reach=m.end(1),
            approved=True,
        )
