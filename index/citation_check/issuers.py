"""Whether the issuing body that an author wrote is the record's.

A minister stands for the ministry, a conference for the committee that met; a term of office, a place left
out and `của` make no difference. The Prime Minister is not the Government, the Political Bureau not the
Central Committee.

Reads: names. Writes: a judgement.
"""

from __future__ import annotations

from functools import cache

from index.citation_check.vocabulary import listed, pattern
from ingest.catalogue import name_key
from ingest.vocabulary import agencies

_INITIALS = 2
"""So many words at least are written by their initials."""


def same_body(written: str, recorded: str) -> bool:
    """Whether both name one body."""
    ours, theirs = _words(written), _words(recorded)
    if not ours or not theirs or ours == theirs:
        return True
    if _contracted(ours, theirs) or _contracted(theirs, ours):
        return True
    shorter, longer = sorted((ours, theirs), key=len)
    return shorter[:2] == longer[:2] and _in_order(shorter, longer)


def body_of_number(number: str) -> str | None:
    """The body that a number's last code is the short form of: `113/2017/NĐ-CP` is the Government's."""
    code = number.rpartition("-")[2]
    return _short_forms().get(code) if code != number else None


def _in_order(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    rest = iter(longer)
    return all(word in rest for word in shorter)


def _contracted(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """`Nông nghiệp và PTNT` for `… Phát triển nông thôn`: words of one name are initials of the other's."""
    at = 0
    for word in ours:
        if at < len(theirs) and word == theirs[at]:
            at += 1
            continue
        initials = "".join(other[0] for other in theirs[at : at + len(word)])
        if len(word) < _INITIALS or name_key(initials) != word:
            return False
        at += len(word)
    return at == len(theirs)


@cache
def _words(name: str) -> tuple[str, ...]:
    name = pattern("series", any_case=True).sub(" ", name.strip()).strip()
    name = " ".join(_short_forms().get(word, word) for word in name.split())
    key = name_key(name)
    for head in _heads():
        if key.startswith(head + " "):
            key = key[len(head) + 1 :]
    words = tuple(w for w in key.split() if w not in _silent())
    for tail in map(_tail, listed("party_tails")):
        if len(words) > len(tail) and words[-len(tail) :] == tail:
            return words[: -len(tail)]
    return words


@cache
def _tail(words: str) -> tuple[str, ...]:
    return tuple(name_key(words).split())


@cache
def _heads() -> tuple[str, ...]:
    return tuple(name_key(head) for head in listed("officers"))


@cache
def _silent() -> frozenset[str]:
    return frozenset(name_key(word) for word in listed("silent"))


@cache
def _short_forms() -> dict[str, str]:
    """Short forms as they are printed, with the names they stand for."""
    found = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}
    for agency in agencies():
        for short in agency.abbreviations:
            if short.isupper() and " " not in short:
                found.setdefault(short, agency.name)
    return found
