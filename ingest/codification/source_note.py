"""The note below an article's title: which provision of which act it is, since when, how amended.

    (Điều 4 Nghị định số 40/2017/NĐ-CP Về quản lý … muối ngày 05/04/2017 của Chính phủ, có hiệu lực
    thi hành kể từ ngày 20/05/2017, có nội dung bị bãi bỏ bởi Điều 21 Nghị định số 17/2020/NĐ-CP có
    hiệu lực thi hành kể từ ngày 22/03/2020)

Whatever cannot be read is left empty, and the note stays beside it in its own words.

Reads: a note. Writes: Provenance.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache

from ingest.codification.records import Amendment, Provenance, SourceAct
from ingest.codification.vocabulary import amendment_words, note_words, type_names, type_pattern

LONGEST = 20_000
"""Code points of a note that are read; the longest of real ones has some 3,000."""

_NUMBER = (
    r"(?:\d+[A-Za-zĐđ]?(?:(?:\s?[/\-–]\s?|(?<=NQ)\.)[\w&]+(?:\([A-Z]\d+\))?)+"
    r"|\d+\s[A-ZĐ][A-ZĐ&]+(?:[/-][\w&]+)+)"
)
_DAY = r"(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4})|(\d{1,2}) tháng (\d{1,2}) năm (\d{4})"
_DATE = re.compile(_DAY)
_NAMED = re.compile(rf"(?P<title>.*?),?\s*ngày (?P<day>{_DAY}) của (?P<issuer>(?:(?!ngày \d).)+)")


def read_note(note: str, url: str = "") -> Provenance:
    """What a note states."""
    said = unicodedata.normalize("NFC", " ".join(note.split()))
    inner = _without_brackets(said)[:LONGEST]
    begins = _act().search(inner)
    provision = inner[: begins.start()].strip(" ,(") if begins else ""
    if begins is None or not note_words("provision").fullmatch(provision):
        return Provenance(said, url=url)
    number, rest = _number(inner[begins.end() :])
    effect = note_words("effect_begins").search(rest)
    named, after = (rest[: effect.start()], rest[effect.start() :]) if effect else (rest, "")
    first = _effect().search(after)
    return Provenance(
        said,
        _source_act(_type(begins[1]), number, named),
        "" if provision[:1].isdigit() else provision,
        _earliest(after),
        tuple(_amendments(after[first.end() :] if first else after)),
        url,
    )


def number_in(words: str) -> str:
    """The number of the act whose type begins some words; empty where none does."""
    begins = _act().match(words)
    return _number(words[begins.end() :])[0] if begins else ""


def iso(text: str) -> str:
    """The first day printed in some words, ISO; empty where there is none or it does not exist."""
    found = _DATE.search(text)
    return _day(found) if found else ""


def _without_brackets(note: str) -> str:
    inner = note.strip(" .")
    while inner.startswith("("):
        inner = inner[1:].strip(" .")
        inner = inner[:-1].strip(" .") if inner.endswith(")") else inner
    return inner


@cache
def _effect() -> re.Pattern[str]:
    return re.compile(rf"{note_words('effect').pattern}(?:{_DAY})")


@cache
def _act() -> re.Pattern[str]:
    """Where an act begins: its type, and the words before its number."""
    kind = type_pattern()
    before = rf"(?:\s+(?:(?:không )?số|liên tịch|{kind}(?=\s+số))\b:?)*"
    return re.compile(rf"(?<!\w)({kind})(?!\w)(?! này\b){before}\s*", re.IGNORECASE)


def _type(printed: str) -> str:
    return type_names()[" ".join(printed.lower().split())]


def _number(rest: str) -> tuple[str, str]:
    """An act's number, mended where spaces or quotes got into it, and what stands behind it."""
    found = re.match(rf"['\"‘“(]*({_NUMBER})[\"'”,.]*", rest)
    if found is None:
        return "", rest
    return re.sub(r"\s", "", found[1]).replace("–", "-"), rest[found.end(1) :].lstrip("\"'”.")


def _source_act(kind: str, number: str, named: str) -> SourceAct | None:
    words = named.strip(" ,.")
    found = _NAMED.fullmatch(words)
    if not number and not words:
        return None
    if found is None:
        # Without date and issuer the words are a title only where the act has no number to be told by.
        return SourceAct(kind, number, title="" if number else words)
    day = iso(found["day"])
    return SourceAct(kind, number, day, found["issuer"].strip(" ,."), found["title"].strip(" ,."))


def _earliest(after: str) -> str:
    """The first day of effect that is stated before any later act is named."""
    own = after.split(" bởi ")[0]
    return min((day for found in _effect().finditer(own) if (day := _day(found))), default="")


def _day(found: re.Match[str]) -> str:
    groups = [g for g in found.groups()[-6:] if g]
    try:
        return date(int(groups[-1]), int(groups[-2]), int(groups[-3])).isoformat()
    except (ValueError, IndexError):
        return ""


def _amendments(said: str) -> Iterator[Amendment]:
    """What is said behind the day of effect: relations, `bởi`, then acts divided by semicolons."""
    what, separator, by = said.partition("bởi ")
    if not separator:
        return
    relations = _relations(what)
    acts = [part for part in re.split(r";\s*", by) if part.strip()]
    for relation, partly in relations:
        for part in acts:
            begins = _act().search(part)
            if begins is None:
                continue
            number, rest = _number(part[begins.end() :])
            effect = _effect().search(rest)
            yield Amendment(
                relation=relation,
                partly=partly,
                shared=len(relations) > 1 and len(acts) > 1,
                provision=part[: begins.start()].strip(" ,"),
                type=_type(begins[1]),
                number=number,
                effective_from=_day(effect) if effect else "",
            )


def _relations(what: str) -> list[tuple[str, bool]]:
    """The relations that some words state, each with whether only some of the content is concerned."""
    found: dict[tuple[str, bool], None] = {}
    for phrase in re.split(r",\s*(?=có nội dung|được|bị)", what):
        partly = "nội dung" in phrase
        hits = [(m.start(), name) for name, pattern in amendment_words() for m in pattern.finditer(phrase)]
        found |= {(name, partly): None for _, name in sorted(hits)}
    return list(found)
