"""What a sentence says that its subject does: leads, takes part, guides, or does it alone, and with whom.

A role word counts where a clause begins (`…, phối hợp với Y`), not inside another body's doing (`tham mưu
Ủy ban nhân dân tỉnh phối hợp Bộ Y tế`).

Reads: matching text of one sentence. Writes: Reading records.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.agency import Level, Mention, agency_at, at_level, begins_verb, partner_at, share_place
from ingest.agency_names import adverbs
from ingest.agency_words import Line, Word, words_of
from ingest.assignments.vocabulary import listed

_STOP = re.compile(r"[.!?]+[”\"')]*\s+")


@dataclass(frozen=True, slots=True)
class Reading:
    """The role of the subject, and the other bodies with theirs."""

    subject: str
    coordinate: tuple[Mention, ...] = ()
    lead: tuple[Mention, ...] = ()
    guide: bool = False
    explicit: bool = False
    """Whether a role word says so."""
    words: tuple[int, int] = field(default=(0, 0))


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of text[start:end] as spans: a stop, then a capital; `TP.` and `1.` end none."""
    cuts = [
        start,
        *(m.end() for m in _STOP.finditer(text, start, end) if _ends_sentence(text, start, m)),
        end,
    ]
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    after = text[stop.end() : stop.end() + 1]
    before = text[max(start, stop.start() - 6) : stop.start()]
    word = re.split(r"[\s(]", before)[-1].lower()
    return after.isupper() and stop.start() - start > 3 and word not in listed("short_forms")


def plain_words(text: str, start: int, end: int) -> Line:
    """The words of a stretch without those in brackets."""
    kept = Line()
    depth, gap = 0, ""
    for word in words_of(text, start, end):
        depth = max(0, depth + word.gap.count("(") - word.gap.count(")"))
        marks = word.gap.replace("(", "").replace(")", "").strip()
        if depth:
            gap = gap or (marks if "(" not in word.gap else marks[:0])
            continue
        kept.append(replace(word, gap=marks or gap) if "(" in word.gap or ")" in word.gap or gap else word)
        gap = ""
    return kept


def read_predicate(line: Sequence[Word], text: str, level: Level | None) -> Reading:
    """The roles that a sentence gives when its subject stands before it."""
    if not line:
        return Reading("implement")
    lead = False
    partners: list[Mention] = []
    others: list[Mention] = []
    for at in _clause_starts(line):
        if _is(line, at, "đồng chủ trì") or _is(line, at, "chủ trì"):
            lead = True
        elif _is(line, at, "phối hợp"):
            found, leads = _partners(line, at, text, level)
            (others if leads else partners).extend(found)
    guide, first = _guides(line)
    subject = (
        "lead" if lead else "coordinate" if others else "guide" if first and not partners else "implement"
    )
    return Reading(
        subject,
        tuple(partners),
        tuple(others),
        guide,
        lead or bool(partners or others or guide),
        (line[0].start, line[-1].end),
    )


def _is(line: Sequence[Word], at: int, words: str) -> bool:
    parts = words.split()
    return [w.lower for w in line[at : at + len(parts)]] == parts and not any(
        w.gap for w in line[at + 1 : at + len(parts)]
    )


def _clause_starts(line: Sequence[Word]) -> list[int]:
    """The words where a clause of the subject's own begins, adverbs passed over."""
    starts: list[int] = []
    for at, word in enumerate(line):
        if at and not (set(word.gap) & set(",;:.-–")) and word.lower not in ("và", "hoặc"):
            continue
        i = at
        i += word.lower == "hoặc"
        while i < len(line):
            if i not in starts[-3:]:
                starts.append(i)
            hit = adverbs().longest(line, i, strict=True)
            if hit is None or hit[0] >= len(line) or (line[hit[0]].gap and line[hit[0]].gap != ","):
                break
            i = hit[0]
        if (
            word.lower not in ("và", "hoặc")
            and _is(line, at, "chủ trì")
            and at + 2 < len(line)
            and not line[at + 2].gap
        ):
            starts.append(at + 2)
    return sorted(set(starts))


def _partners(line: Sequence[Word], at: int, text: str, level: Level | None) -> tuple[list[Mention], bool]:
    """The bodies behind `phối hợp (chặt chẽ) (với)`, and whether it is they who lead."""
    i = at + 2
    while (
        i < len(line)
        and not line[i].gap
        and line[i].lower in ("chặt", "chẽ", "với", "cùng", "tốt", "thường", "xuyên", "hiệu", "quả")
    ):
        i += 1
    stop, found = agency_run(line, i, text, level, partners=True)
    if not found:
        return [], False
    leads = found[-1].canonical.endswith("chủ trì") or (
        stop < len(line) and _is(line, stop, "chủ trì") and not line[stop].gap
    )
    return found, leads


def agency_run(
    line: Sequence[Word], at: int, text: str, level: Level | None, *, partners: bool = False
) -> tuple[int, list[Mention]]:
    """Bodies in a row from a word on, joined by commas, semicolons and `và`; the index after them.

    `partners` says that the words before can only be followed by bodies, so that a bare noun counts as one.
    """
    named = partner_at if partners else agency_at
    found: list[Mention] = []
    stop = i = at
    while i < len(line) and (i == at or not line[i].gap or set(line[i].gap) <= set(",; ")):
        if found and line[i].lower in ("và", "với", "cùng") and i + 1 < len(line):
            i += 1
        elif found and not line[i].gap:
            break
        if (i > at and not line[i].capital and begins_verb(line, i)) or (hit := named(line, i)) is None:
            break
        found += hit[1]
        stop = i = hit[0]
    return stop, share_place([at_level(m, level) for m in found], text)


def _guides(line: Sequence[Word]) -> tuple[bool, bool]:
    """Whether the subject guides (`theo dõi, hướng dẫn …` at the head of a clause), and first of all."""
    heads = [0] + [i for i, w in enumerate(line) if i and ";" in w.gap]
    for at in heads:
        i = at
        while (hit := adverbs().longest(line, i, strict=True)) is not None and hit[0] < len(line):
            i = hit[0]
        first = i if at == 0 else -1
        while (verb := next((v for v in listed("supervising") if _is(line, i, v)), None)) is not None:
            if verb == "hướng dẫn":
                return True, i == first
            i += len(verb.split())
            i += i < len(line) and line[i].lower == "và"
            if i < len(line) and not line[i].gap and line[i - 1].lower != "và":
                break
    return False, False
