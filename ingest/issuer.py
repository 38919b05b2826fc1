"""The issuing body, named in full: with its place, in the vocabulary's spelling.

Reads: lines of the head's left column, the canonical number, the text; corpus/vocabulary/issuers.toml,
agencies, provinces and document types. Writes: the canonical name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.document_types import IssuingBody, body_code, body_of_number, organ_pattern
from ingest.vocabulary import agencies, bodies, provinces, records, tables, wording

_FILE = "issuers.toml"
_LONGEST = 300
"""Code points of a body's name; what is longer repeats a place without end."""


@dataclass(frozen=True, slots=True)
class Short:
    """A short form of a letterhead, and what it stands for, in capitals."""

    printed: str
    full: str


def _words(table: str) -> re.Pattern[str]:
    return wording(_FILE, table)


def _local_party() -> tuple[str, ...]:
    return tuple(tables(_FILE)["local_party"])


def organs(lines: Sequence[str]) -> list[str]:
    """The bodies that the lines of a left column name, from the superior to the issuing one, in capitals."""
    found: list[str] = []
    for line in lines:
        words = " ".join(line.upper().split())
        for short in records(_FILE, "short", Short):
            words = re.sub(rf"(?<!\w){re.escape(short.printed)}", short.full, words)
        goes_on = found and (_words("goes_on").search(found[-1]) or not organ_pattern("body").match(words))
        if goes_on:
            found[-1] = f"{found[-1]} {words}"
        elif organ_pattern("body").match(words):
            found.append(words)
    return found


def issuer_of_column(lines: Sequence[str], number: str | None, text: str) -> str | None:
    """The issuing body that the left column names, None where it names none."""
    named = organs(lines)
    if not named:
        return None
    superior = named[-2] if len(named) > 1 else ""
    name = _with_superior(named[-1], superior)
    proper, known = proper_name(name, text)
    body = body_of_number(number) if number else None
    if not known and body and body.place and (place := _words("place").fullmatch(name)):
        return f"{body.name} {_place_name(place['level'], place['place'])}"
    return proper


def issuer_of_number(number: str, text: str, place: str | None) -> str | None:
    """The issuing body that a number's code names: by the vocabulary, or as the text names it there.

    `place` completes the name of a provincial body; without it such a name is not given.
    """
    body = body_of_number(number)
    if body and not body.place:
        return body.name
    if body and place:
        return f"{body.name} {_province(place)}" if _province(place) else None
    code = body_code(number)
    return _named_beside(code, text) if code else None


def issuer_of_signature(text: str, tail: Sequence[str]) -> str | None:
    """The body on whose behalf the document is signed: `TM. ỦY BAN NHÂN DÂN`, `T/M BỘ CHÍNH TRỊ`."""
    for line in tail:
        if found := _words("signed_for").search(line):
            words = found["body"].strip(" .,*")
            if words.isupper():
                return proper_name(words, text)[0]
    return None


def proper_name(words: str, text: str) -> tuple[str, bool]:
    """A body's name in its own spelling, and whether the vocabulary holds it.

    Words in capitals are spelled as the vocabulary spells them, else as the text does, else as a sentence.
    """
    words = " ".join(words.split()).strip(" -–*_.")
    if len(words) > _LONGEST:
        return words, False
    if name := _names().get(words.lower()):
        return name, True
    if party := next((p for p in _local_party() if words.startswith(f"{p} ")), None):
        rest = words[len(party) + 1 :]
        province = _province_names().get(rest.lower())
        return f"{party.capitalize()} {province or _titled(rest)}", province is not None
    if found := _words("place").fullmatch(words):
        place = _place_name(found["level"], found["place"])
        base, known = proper_name(found["base"], text) if found["base"] else ("", False)
        return f"{base} {place}".strip(), known
    if not words.isupper():
        return words, False
    return _as_in_text(words, text) or words.capitalize(), False


def is_organ(line: str) -> bool:
    """Whether a line in capitals begins with a body or an office, as below the title."""
    return line.isupper() and bool(organ_pattern().match(line))


def _with_superior(name: str, superior: str) -> str:
    """`SỞ Y TẾ` below `ỦY BAN NHÂN DÂN TỈNH X` is that province's; a Party department likewise."""
    of_committee = _words("of_committee").match(name)
    if superior.startswith(tables(_FILE)["central"]) and of_committee and "TRUNG ƯƠNG" not in name:
        return f"{name} TRUNG ƯƠNG"
    if _words("place").search(name):
        return name
    if superior.startswith(_local_party()) and of_committee:
        return f"{name} {superior}"
    found = _words("place").fullmatch(superior)
    if found and found["level"] in tables(_FILE)["completing"]:
        return f"{name} {found['level']} {found['place']}"
    return name


def _named_beside(code: str, text: str) -> str | None:
    """The body that the text names most often behind numbers with the same code."""
    after = "|".join(tables(_FILE)["after_body"])
    pattern = re.compile(
        rf"[/-]{re.escape(code)}(?![\w/-])[^\n.;]{{0,40}}? của (?P<body>[^\W\d_a-zà-ỹđ][^\n.;,()]{{3,80}}?)"
        rf"(?= (?:{after}) |[).;,\n]|$)"
    )
    names = Counter(m["body"].strip() for m in pattern.finditer(text))
    return names.most_common(1)[0][0] if names else None


def _as_in_text(words: str, text: str) -> str | None:
    """The spelling that the text itself uses in running words."""
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
    seen: Counter[str] = Counter()
    for found in pattern.finditer(text):
        if not found.group().isupper() and found.group()[0].isupper():
            seen[found.group()] += 1
    return seen.most_common(1)[0][0] if seen else None


def _place_name(level: str, place: str) -> str:
    level = "thành phố" if level.startswith("TP") else level.lower()
    return f"{level} {_province_names().get(place.strip().lower()) or _titled(place)}"


def _province(place: str) -> str | None:
    """`tỉnh Tuyên Quang` for the place of a head's date line."""
    bare = _words("level").sub("", place.strip())
    found = next((p for p in provinces() if p.name.lower() == bare.lower()), None)
    return f"{found.kind} {found.name}" if found else None


def _titled(words: str) -> str:
    return " ".join(word.capitalize() for word in words.split())


@cache
def _names() -> dict[str, str]:
    """Names of bodies in lower case with their own spelling."""
    found = {base.base.lower(): base.base for base in bodies()}
    for agency in agencies():
        for name in (agency.name, *agency.aliases):
            found.setdefault(name.lower(), agency.name)
    for body in records(_FILE, "body", IssuingBody):
        found.setdefault(body.name.lower(), body.name)
    return found


@cache
def _province_names() -> dict[str, str]:
    return {p.name.lower(): p.name for p in provinces()}
