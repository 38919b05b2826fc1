"""Who an item is about: bodies at its head, behind `Giao`, `Đề nghị` or a clause (`Căn cứ …, các sở …`).

Reads: matching text. Writes: Subject records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.agency import Level, Mention, begins_verb, opens_with_verb
from ingest.agency_words import Line, Word
from ingest.assignments.predicate import agency_run, plain_words
from ingest.assignments.vocabulary import listed, openings

_PLAIN_DUTY = (("chủ", "trì"), ("trách", "nhiệm"))
_DUTY_WITHIN = 14
_MOST_WORDS_BEFORE = 90


@dataclass(frozen=True, slots=True)
class Subject:
    """The bodies that an item gives something to do, and where its predicate begins."""

    mentions: tuple[Mention, ...]
    requested: bool
    ordered: bool
    """Whether `Giao`, `Đề nghị` or the like stands before them."""
    line: Line
    """The words behind them; empty where they are all that the item holds."""
    alone: bool
    """Whether the item is nothing but the bodies."""
    bare_order: bool = False
    """Whether the order opens the item: below an agency's heading it is that agency which asks."""
    at_head: bool = True
    """Whether no other clause stands before them."""


def subject_of(text: str, start: int, end: int, level: Level | None) -> Subject | None:
    """The subject of text[start:end], None where no body stands in its place."""
    line = plain_words(text, start, end)
    if not line:
        return None
    at, opening = _opening(line, 0)
    if opening == "" and line[0].lower == "về":
        return _behind_clause(line, text, level, topic=True)
    found = _from(line, at, opening, text, level)
    if found is not None and opening:
        found = replace(found, bare_order=True)
    if found is not None or opening in ("order", "request"):
        return found
    return _behind_clause(line, text, level)


def _opening(line: Sequence[Word], at: int) -> tuple[int, str]:
    """Past `Giao`, `Đề nghị`, `Đồng thời, giao` at a place, and which of them it was."""
    kind = ""
    while at < len(line):
        hit = openings().longest(line, at, strict=False)
        if hit is None or (hit[1] == "clause" and line[at].lower != "đồng"):
            break
        at, kind = hit[0], hit[1] if hit[1] not in ("clause", "about") else kind
    return at, kind


def _from(line: Sequence[Word], at: int, opening: str, text: str, level: Level | None) -> Subject | None:
    stop, mentions = agency_run(line, at, text, level)
    if not mentions:
        return None
    again, order = _opening(line, stop) if stop < len(line) and not line[stop].gap else (stop, "")
    if order in ("order", "request") and (inner := agency_run(line, again, text, level))[1]:
        stop, mentions, opening = inner[0], inner[1], order
    if stop == len(line):
        return Subject(tuple(mentions), opening == "request", bool(opening), Line(), True)
    told = ":" in line[stop].gap and (opens_with_verb(line[stop:]) or line[stop].lower in ("là", "có"))
    if not (told or _does(line, stop)) or _issues(line, stop):
        return None
    return Subject(tuple(mentions), opening == "request", bool(opening), Line(line[stop:]), False)


def _does(line: Sequence[Word], at: int) -> bool:
    """Whether the words behind a body say what it is to do, not what it did or is."""
    if set(line[at].gap) - set(", "):
        return False
    following = line[at + 1].lower if at + 1 < len(line) else ""
    if line[at].lower in listed("tells") and not (line[at].lower == "có" and following in listed("duties")):
        return line[at].lower == "được" and following in ("giao", "phân")
    return begins_verb(line, at)


def _issues(line: Sequence[Word], at: int) -> bool:
    """Whether in these words the office itself issues the act: `… ban hành Kế hoạch … như sau`."""
    return line[at].lower in ("ban", "xây", "quyết") and line[-1].lower == "sau"


def _behind_clause(
    line: Sequence[Word], text: str, level: Level | None, *, topic: bool = False
) -> Subject | None:
    """The body behind `Căn cứ Kế hoạch này,`; behind a topic (`Về dự án …:`) only after its colon.

    Verbs behind `Để`, `Nhằm` go on with the purpose, those of a topic with what it is about, after which only
    `giao …` tells a body; elsewhere they are the task of whoever was named above.
    """
    hit = openings().longest(line, 0, strict=True)
    if hit is None or hit[1] != "clause":
        return None
    at = next((i for i, w in enumerate(line) if ":" in w.gap), len(line)) if topic else 1
    limit = min(len(line), at + _MOST_WORDS_BEFORE)
    passed = False
    while at < limit:
        begin, opening = _opening(line, at)
        told = opening in ("order", "request")
        bounded = bool(set(line[at].gap) & set(",;:")) or told
        if bounded and (told or not passed):
            found = _from(line, begin, opening, text, level)
            if found is not None and not found.alone:
                return replace(found, at_head=False)
        if bounded and not opening and begins_verb(line, at) and openings().longest(line, at) is None:
            if not topic and line[0].lower not in listed("purpose"):
                return None
            passed = topic
        at = max(at + 1, agency_run(line, at, text, level)[0])
    return None


def plain_duty(subject: Subject) -> bool:
    """Whether a named body gets its task in words without doubt: `Giao …`, `có trách nhiệm`, `chủ trì`."""
    if all(m.kind == "group" for m in subject.mentions):
        return False
    words = [w.lower for w in subject.line[:_DUTY_WITHIN]]
    return subject.ordered or any(pair in _PLAIN_DUTY for pair in pairwise(words))
