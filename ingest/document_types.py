"""Types of documents: their names, the codes that numbers carry, and which type a number or a word tells.

Reads: corpus/vocabulary/document_types.toml, issuers.toml. Writes: DocumentType and IssuingBody records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ingest.vocabulary import agencies, records

_PARTY = re.compile(r"[^/-]{1,12}-(?P<code>[^/-]{1,12})/(?P<tail>[^/]{1,40})")
_ASSEMBLY = re.compile(r"[^/]{1,12}/\d{4}/(?P<tail>[A-ZĐ]{2,8})\d{1,2}")
_STATE = re.compile(r"[^/]{1,12}/(?:\d{4}/)?(?P<code>[^/-]{1,12})-(?P<tail>.{1,60})")
_BARE = re.compile(r"[^/]{1,12}/(?P<tail>[^/-]{1,20})")


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document: how it heads itself, is numbered and is cited (see document_types.toml)."""

    name: str
    families: tuple[str, ...]
    codes: tuple[str, ...] = ()
    """The codes that mean this type."""
    other_codes: tuple[str, ...] = ()
    """Codes of other types that some of its numbers carry."""
    heads: bool = True
    """The words stand over a document as its type."""
    attached: bool = False
    """Issued with another act: its `này` means the document that carries it."""
    yearly: bool = False
    """Its numbers always carry the year."""
    letter: bool = False
    """Its numbers have no type code."""
    body: str = ""
    """The code of the one body that issues it."""
    named: bool = False
    """Its acts are cited by type and name."""
    refers: bool = True
    """With `này`, `nêu trên`, `đó` it is a reference of its own."""
    examples: tuple[str, ...] = ()
    """Numbers that tell the type by themselves."""
    cited: tuple[str, ...] = ()
    """Citations whose number tells the type only together with the word."""

    @property
    def every_code(self) -> tuple[str, ...]:
        """All codes that its numbers may carry, its own first."""
        return (*self.codes, *self.other_codes)

    @property
    def party_only(self) -> bool:
        """Its codes mean it in the Party's numbers alone."""
        return self.families == ("party",)


@dataclass(frozen=True, slots=True)
class IssuingBody:
    """A body by its code in numbers; with `place`, its name lacks the place, which the head gives."""

    code: str
    name: str
    examples: tuple[str, ...]
    place: bool = False


@dataclass(frozen=True, slots=True)
class Organ:
    """A word, in capitals, with which the name of a body or of its head begins."""

    word: str
    role: Literal["body", "office"]
    except_before: tuple[str, ...] = ()
    """Words behind which it begins no name: `BAN HÀNH`."""


@cache
def organ_pattern(role: str | None = None) -> re.Pattern[str]:
    """What the name of a body, of an office, or of either begins with."""
    words = [
        re.escape(o.word) + "".join(f"(?! {re.escape(w)})" for w in o.except_before)
        for o in records("issuers.toml", "organ", Organ)
        if role in (None, o.role)
    ]
    return re.compile(f"(?:{'|'.join(words)})(?= |$)")


def types() -> tuple[DocumentType, ...]:
    """Every type of document of the vocabulary."""
    return records("document_types.toml", "type", DocumentType)


@cache
def named_types() -> tuple[str, ...]:
    """The types whose acts are cited by type and name: the constitution, codes, laws, ordinances."""
    return tuple(t.name for t in types() if t.named)


@cache
def types_by_heading() -> dict[str, str]:
    """Names of types by the words that head a document, in lower case."""
    return {t.name.lower(): t.name for t in types() if t.heads}


@cache
def type_named(name: str) -> DocumentType | None:
    """The type of a name in any capitals; None where there is none."""
    return _by_name().get(name.lower())


@cache
def _by_name() -> dict[str, DocumentType]:
    return {t.name.lower(): t for t in types()}


@cache
def type_word() -> re.Pattern[str]:
    """Any type's name, in any capitals, as whole words; group 1 is the name, the longest that fits."""
    return re.compile(rf"(?<!\w)({names_pattern(types())})(?!\w)", re.IGNORECASE)


def names_pattern(kinds: Iterable[DocumentType]) -> str:
    """The names of types as a pattern's alternatives, `Thông tư liên tịch` before `Thông tư`."""
    names = sorted((t.name for t in kinds), key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"[ \u00a0]") for name in names)


def type_of_heading(line: str) -> tuple[str, str] | None:
    """The type that a line of the head announces, and the title that follows it on the line.

    The line is the type's name alone, or is set in capitals and starts with it.
    """
    words = line.strip().rstrip(":").rstrip()
    if name := types_by_heading().get(words.lower()):
        return (name, "") if words[:1].isupper() else None
    if not words.isupper() or len(words) > 400:
        return None
    pieces = words.split()
    for count in range(min(4, len(pieces) - 1), 0, -1):
        if name := types_by_heading().get(" ".join(pieces[:count]).lower()):
            return name, " ".join(pieces[count:])
    return None


def type_of_number(number: str) -> str | None:
    """The type that a canonical number tells: `182/KH-UBND` is a Kế hoạch, `9757/VPCP-CN` a Công văn."""
    if m := _PARTY.fullmatch(number):
        return _by_code(m["code"], party=True)
    if m := _ASSEMBLY.fullmatch(number):
        return {"QH": "Luật", "UBTVQH": "Pháp lệnh"}.get(m["tail"])
    if m := _STATE.fullmatch(number):
        code = m["code"]
        if code == "L":
            return "Lệnh" if m["tail"] == "CTN" else None
        return _by_code(code, party=False) or ("Công văn" if code in _body_codes() else None)
    return None


def body_of_number(number: str) -> IssuingBody | None:
    """The body that a canonical number names, None where the vocabulary lacks its code."""
    for pattern in (_PARTY, _ASSEMBLY, _STATE, _BARE):
        if m := pattern.fullmatch(number):
            code = m.groupdict().get("code") or ""
            if "code" in m.groupdict() and pattern is _STATE and not _by_code(code, party=False):
                return _body(code)
            return _body(re.split(r"[-/]", m["tail"])[0])
    return None


def body_code(number: str) -> str | None:
    """The code of the body in a canonical number, as printed: `BCĐ` in `04/KH-BCĐ`."""
    for pattern in (_PARTY, _STATE):
        if m := pattern.fullmatch(number):
            return re.sub(r"(?<=[A-ZĐ])\d+$", "", re.split(r"[-/]", m["tail"])[0])
    return None


def _by_code(code: str, *, party: bool) -> str | None:
    """The type of a code; what only the Party uses comes first in its numbers and never elsewhere."""
    fitting = [t for t in types() if code in t.codes and (party or not t.party_only)]
    fitting.sort(key=lambda t: not t.party_only)
    return fitting[0].name if fitting else None


def _body(code: str) -> IssuingBody | None:
    bare = re.sub(r"(?<=[A-ZĐa-z])\d+$", "", code)
    return _bodies().get(code) or _bodies().get(bare)


@cache
def _bodies() -> dict[str, IssuingBody]:
    """Bodies by code: the one-piece abbreviations of agencies, and those of this vocabulary."""
    found: dict[str, IssuingBody] = {}
    for agency in agencies():
        for short in agency.abbreviations:
            if agency.level == "trung ương" and " " not in short:
                found.setdefault(short, IssuingBody(short, agency.name, ()))
    found.update({body.code: body for body in records("issuers.toml", "body", IssuingBody)})
    return found


@cache
def _body_codes() -> frozenset[str]:
    return frozenset(_bodies()) | {"UBND", "VPUB"}
