"""What the head and the tail of a document say of it; what they do not say is absent.

Reads: Text, Unit records; corpus/vocabulary/heads.toml, document types, agencies and provinces. Writes: Head.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.document import Head, NumberRead, Text, Unit
from ingest.document_types import type_of_heading, type_of_number
from ingest.issue_year import Clues, issue_year
from ingest.issuer import is_organ, issuer_of_column, issuer_of_number, issuer_of_signature
from ingest.numerals import iso
from ingest.signer import signer_of
from ingest.syllables import is_syllable
from ingest.vocabulary import wording

_RULES = re.compile(r"[-_=*–—]{3,}|(?<!\S)[*_](?!\S)")
_LONGEST_MARKS = 80
"""Code points of a line that may be a stamp's with the type behind it."""
_FAR = 30
"""Lines that a head can have."""


@dataclass(slots=True)
class _Parts:
    """What the lines of a head turned out to be."""

    column: list[str] = field(default_factory=list)
    number: tuple[str, NumberRead] | None = None
    date: str | None = None
    day_and_month: tuple[int, int] | None = None
    """Of a date whose year is not read."""
    dated: bool = False
    """Whether the line of the date was seen, whatever of it was read."""
    place: str | None = None
    type: str | None = None
    title: list[str] = field(default_factory=list)
    subject: str | None = None
    addressed: bool = False


def _words(table: str) -> re.Pattern[str]:
    return wording("heads.toml", table)


def read_head(text: Text, units: Sequence[Unit], source_name: str, signed_on: Sequence[str] = ()) -> Head:
    """Number, type, date, issuer, title, signer and place, each as the document itself states it, else None.

    A number that the print leaves blank comes back as `…/KH-BCĐ`, `partial`. `source_name` is no evidence.
    The year of a date that is not read whole may be told by the rest of the text and by `signed_on`, the
    days (ISO) of the file's electronic signatures.
    """
    del source_name
    main = [unit for unit in units if not _in_branch(unit)]
    tail = _fragments(text, [unit for unit in main if unit.kind == "tail"])
    parts = _read_lines(_fragments(text, [unit for unit in main if unit.kind == "head"])[:_FAR])
    _read_consolidated(parts, tail)
    if parts.date is None:
        parts.date = _passed(text.matching)
    number, read = parts.number or (None, "none")
    named = number.replace("…", "0") if number else None
    kind = _type(parts, named)
    issuer = _issuer(parts, named, text.matching, tail)
    title = (parts.subject if parts.type is None else None) or " ".join(parts.title) or parts.subject
    clues = Clues(parts.dated, parts.day_and_month, number, kind, title, tuple(signed_on))
    year = None if parts.date else issue_year(text.matching, clues)
    if year and parts.day_and_month:
        day, month = parts.day_and_month
        parts.date = iso(str(day), str(month), year.year)
    if not any((number, kind, parts.date and parts.column, issuer and parts.column, title)):
        return Head()
    return Head(
        *(number, read, kind, parts.date, issuer, title or None, signer_of(tail), parts.place),
        year=year.year if year and not parts.date else None,
        year_told_by=year.told_by if year else None,
    )


def _in_branch(unit: Unit) -> bool:
    return unit.eid.startswith(("annex", "form", "att_"))


def _fragments(text: Text, units: Sequence[Unit]) -> list[str]:
    """The pieces of lines of some units, table cells apart, national title and rules taken out."""
    found: list[str] = []
    for unit in units:
        for cell in text.matching[unit.start : unit.end].split(" | "):
            for line in _words("motto").split(_RULES.sub("\n", cell)):
                found += [piece.strip(" *|") for piece in line.split("\n") if piece.strip(" *|")]
    return found


def _read_lines(lines: Sequence[str]) -> _Parts:
    parts = _Parts()
    for line in lines:
        if parts.title and parts.type is None and _announces(parts, line):
            parts.title.clear()  # what stood above the type was no title: a stamp, a motto badly read
        if parts.type is None and (not parts.title or _is_late_date(parts, line)):
            _read_letterhead(parts, _without_marks(parts, line))
        else:
            _read_title(parts, line)
    return parts


def _is_late_date(parts: _Parts, line: str) -> bool:
    """Whether place and date stand alone on a line below what was taken for a title."""
    return not parts.dated and _words("date").fullmatch(line) is not None


def _without_marks(parts: _Parts, line: str) -> str:
    """The type that the number tells, where a line has nothing before it but what a stamp left."""
    found = _words("behind_stamp").search(line) if len(line) <= _LONGEST_MARKS else None
    if found is None or not _announces(parts, found["heading"]):
        return line
    before = re.findall(r"[^\W\d_]{2,}", line[: found.start("heading")])
    return line if any(map(is_syllable, before)) else found["heading"]


def _announces(parts: _Parts, line: str) -> bool:
    """Whether a line is the type that the number tells."""
    heading = type_of_heading(line)
    number = parts.number[0].replace("…", "0") if parts.number else ""
    return heading is not None and line.strip().isupper() and heading[0] == type_of_number(number)


def _read_letterhead(parts: _Parts, line: str) -> None:
    """A line above the type: the left column, number, place and date, subject."""
    rest = line
    if parts.number is None and (found := _number_in(rest)):
        parts.number = _canonical(found)
        rest = (rest[: found.start()] + "  " + rest[found.end() :]).strip()
        rest = _words("numbered_type").sub("", rest)
    if not parts.dated and (found := _words("date").search(rest) or _words("short_date").search(rest)):
        _read_date(parts, found)
        rest = (rest[: found.start()] + "  " + rest[found.end() :]).strip(" .,")
    rest = rest.strip()
    if not rest or _words("gazette").match(rest):
        return
    if heading := type_of_heading(rest):
        parts.type = heading[0]
        parts.title += [heading[1]] if heading[1] else []
    elif found := _words("subject").match(rest):
        parts.subject = found["title"]
    elif _words("addressee").match(rest):
        parts.addressed = True
    elif (_mostly_capitals(rest) and parts.number is None) or is_organ(rest) or _is_continuation(parts, rest):
        parts.column.append(rest)
    elif parts.number and not parts.addressed and len(rest) > 20 and not _words("date_line").fullmatch(rest):
        parts.title.append(rest)


def _read_date(parts: _Parts, found: re.Match[str]) -> None:
    parts.dated = True
    parts.date = iso(found["d"], found["m"], found["y"])
    parts.place = _place(found["place"])
    day, month = found["d"].strip(), found["m"].strip()
    if parts.date is None and day.isdecimal() and month.isdecimal() and iso(day, month, "2000"):
        parts.day_and_month = int(day), int(month)


def _is_continuation(parts: _Parts, rest: str) -> bool:
    return bool(parts.column) and rest.isupper() and not parts.title and parts.number is None


def _read_title(parts: _Parts, line: str) -> None:
    if (
        _words("addressee").match(line)
        or parts.addressed
        or (parts.title and (is_organ(line) or line.startswith("(")))
    ):
        parts.addressed = True
    elif not (is_organ(line) and not parts.title and len(line) < 60):
        parts.title.append(line)


def _number_in(line: str) -> re.Match[str] | None:
    return _words("number").search(line) or _words("bare_number").fullmatch(line)


def _canonical(found: re.Match[str]) -> tuple[str, NumberRead]:
    """A number without spaces, `…` for what is left blank, and how much of it was read."""
    count = re.sub(r"[\s.…_]", "", found["n"])
    rest = re.sub(r"\s", "", found["rest"]).replace("–", "-")
    return (f"{count}{rest}", "full") if count else (f"…{rest}", "partial")


def _place(words: str | None) -> str | None:
    place = (words or "").strip(" ,.;*")
    return place if place and place[0].isupper() and len(place.split()) <= 6 else None


def _read_consolidated(parts: _Parts, tail: Sequence[str]) -> None:
    """A consolidated text bears its own number and date where its authentication stands, at the end."""
    at = next((n for n, line in enumerate(tail) if _words("authentication").search(line)), None)
    if at is None:
        return
    around = tail[max(0, at - 3) : at + 6]
    found = next((f for line in around if (f := _number_in(line)) and "VBHN" in f["rest"]), None)
    if found is None:
        return
    parts.number = _canonical(found)
    if dated := next((d for line in around if (d := _words("date").search(line))), None):
        parts.date, parts.place = (
            iso(dated["d"], dated["m"], dated["y"]),
            _place(re.sub(r".*/VBHN\S*", "", dated["place"] or "")),
        )
    column = [_words("authentication").sub("", piece).strip() for piece in tail[max(0, at - 3) : at + 2]]
    parts.column = [piece for piece in column if piece.isupper() and not _number_in(piece)]


def _passed(text: str) -> str | None:
    """The date on which an act was passed, where its last words give it."""
    found = _words("passed").search(text)
    dated = _words("date").match(text, found.end()) if found else None
    return iso(dated["d"], dated["m"], dated["y"]) if dated else None


def _type(parts: _Parts, number: str | None) -> str | None:
    """The type that the head prints or the number tells; a consolidated text is one whatever it holds."""
    told = type_of_number(number) if number else None
    if told == "Văn bản hợp nhất":
        return told
    if parts.type:
        return parts.type
    return told or ("Công văn" if parts.subject or parts.addressed else None)


def _issuer(parts: _Parts, number: str | None, text: str, tail: Sequence[str]) -> str | None:
    if number and number.endswith("/TW"):
        return issuer_of_signature(text, tail) or issuer_of_column(parts.column, number, text)
    named = issuer_of_column(parts.column, number, text)
    if not named and number:
        named = issuer_of_number(number, text, parts.place)
    return named or (issuer_of_signature(text, tail) if parts.type or number else None)


def _mostly_capitals(words: str) -> bool:
    letters = [c for c in words if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) * 10 >= len(letters) * 8
