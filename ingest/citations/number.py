"""Numbers of acts, with the type word before them, made canonical.

Reads: the matching text. Writes: mentions of kind `number`, in order, none overlapping.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.citations import vocabulary
from ingest.citations.mention import Mention
from ingest.citations.vocabulary import ASSEMBLY_CODES, Shape, words
from ingest.document_types import DocumentType, type_named, type_of_number, type_word

_WINDOW = 220
_GAP = re.compile(r"[ \u00a0](?:[^\W\d_]|[ \u00a0,&\-–])*$")
_LAWS = ("Bộ luật", "Luật", "Pháp lệnh", "Nghị quyết", "Lệnh")
_SLASHES = 2
"""Slashes of a whole number with its year."""
_FIRST_YEARLY = 1997
"""Since the first law on legal documents (of 1996), numbers of normative acts carry their year."""


def find(text: str) -> list[Mention]:
    """Every act number of a text, as printed and in canonical form, with its type."""
    mentions: list[Mention] = []
    for shape, match in _matches(text):
        previous = mentions[-1] if mentions else None
        mention = _mention(text, shape, match, previous)
        if mention is not None:
            mentions.append(mention)
    return mentions


def with_year(mention: Mention) -> Mention:
    """The year supplied where the date lets no doubt: `124/TT-BCA` of 28/12/2021 is 124/2021/TT-BCA.

    Only for types whose numbers always carry the year, and dates since that is so.
    """
    word = type_named(mention.type or "")
    number, year = mention.number, (mention.date or "")[:4]
    if word is None or not word.yearly or not number or not year or int(year) < _FIRST_YEARLY:
        return mention
    if m := re.fullmatch(r"(\d+[a-zđ]?)/(" + "|".join(word.every_code) + r")-(.+)", number):
        return replace(mention, number=f"{m[1]}/{year}/{m[2]}-{m[3]}")
    return mention


def canonical(shape: Shape, match: re.Match[str]) -> str:
    """A number in its canonical form: no spaces, the codes' own letters, slash and hyphens in place."""
    groups = match.groupdict()
    form = shape.form
    if groups.get("year") is None:
        form = form.replace("<year>/", "")
    for name in ("n", "year", "code", "tail", "term"):
        value = re.sub(r"\s", "", groups.get(name) or "").replace("–", "-").replace("‑", "-")
        if name == "n":
            value = value if value[:1].isdigit() else "…"
        elif name in ("code", "tail"):
            value = _spelled(value)
        form = form.replace(f"<{name}>", value)
    return form


def _spelled(codes: str) -> str:
    known = vocabulary.spellings()
    parts = re.split(r"([-/])", codes)
    if all(part == part.lower() for part in parts):
        parts = [part.upper() for part in parts]
    return "".join(known.get(part, part) for part in parts)


def _matches(text: str) -> Iterator[tuple[Shape, re.Match[str]]]:
    """The longest match at each place, left to right."""
    found: list[tuple[int, int, int, Shape, re.Match[str]]] = []
    for order, shape in enumerate(vocabulary.shapes()):
        pattern = re.compile(vocabulary.LEAD + shape.compiled.pattern)
        found += [(m.start(), -m.end(), order, shape, m) for m in pattern.finditer(text)]
    found.sort(key=lambda item: item[:3])
    reached = 0
    for start, minus_end, _, shape, match in found:
        if start >= reached:
            yield shape, match
            reached = -minus_end


def _mention(text: str, shape: Shape, match: re.Match[str], previous: Mention | None) -> Mention | None:
    code = match.groupdict().get("code")
    code = _spelled(code) if code else None
    word, start, near = _word_before(text, match.start(), code)
    listed = words("number_list")
    if word is None and previous is not None and listed.fullmatch(text, previous.end, match.start()):
        inherited = type_named(previous.type or "")
        word = inherited if inherited is not None and _fits(inherited, code) else None
        near = word is not None
    if shape.after_word and (word is None or not near):
        return None
    number = canonical(shape, match)
    kind = word.name if word is not None else None if code in ASSEMBLY_CODES else type_of_number(number)
    if shape.id == "body missing":
        if word is None or not (word.yearly or word.name in (*_LAWS, "Quyết định", "Chỉ thị")):
            return None
        number += _body_left_out(word, int(match["year"]))
    partial = "…" in number or (shape.id == "body missing" and number.count("/") < _SLASHES)
    end = match.end()
    name = _law_name(text, start, match.start(), word)
    return Mention(start, end, "number", kind, number, "partial" if partial else "full", name, reach=end)


def _body_left_out(kind: DocumentType, year: int) -> str:
    """The end of a number cited as `Nghị định 15/2021`, `Luật 72/2025`; empty where several bodies fit."""
    if kind.body:
        return f"/{kind.codes[0]}-{kind.body}"
    term = vocabulary.assembly_of(year) if kind.name in ("Luật", "Bộ luật") else None
    return f"/QH{term}" if term else ""


def _word_before(text: str, at: int, code: str | None) -> tuple[DocumentType | None, int, bool]:
    """Give the type word of a number, where the citation starts, and whether the word stands right before."""
    line = text.rfind("\n", max(0, at - _WINDOW), at) + 1
    window = text[max(line, at - _WINDOW) : at]
    base = at - len(window)
    lead = words("before_number").search(window)
    before = window[: lead.start()] if lead else window
    numbered = bool(lead and lead.group().strip(" ,(\u00a0"))
    for found in reversed(list(type_word().finditer(before))):
        word = type_named(found.group(1).replace("\u00a0", " "))
        gap = before[found.end() :]
        if word is None or before[: found.start()].lower().endswith("pháp "):
            continue
        if not gap.strip():
            return word, base + found.start(), True
        if words("not_before_number").search(gap) or not _GAP.fullmatch(gap):
            break
        law = word.name in _LAWS
        near = (numbered or law) and len(gap.split()) <= (30 if law else 12)
        if near and found.group(1)[0].isupper() and _fits(word, code):
            return _outermost(before, base, word, found.start())
    return None, at, False


def _outermost(before: str, base: int, word: DocumentType, start: int) -> tuple[DocumentType, int, bool]:
    """`Luật sửa đổi, bổ sung một số điều của Luật Đất đai số …`: the number is the amending law's."""
    amending = words("amending_act").search(before[:start])
    if amending and not re.search(r"[;:.(]", before[amending.start() : start]):
        outer = type_named(amending.group(1))
        if outer is not None:
            return outer, base + amending.start(), True
    return word, base + start, True


def _fits(word: DocumentType, code: str | None) -> bool:
    """Whether a type word can stand before a number with this type code."""
    return (
        code is None
        or word.letter
        or code in word.every_code
        or (code in ASSEMBLY_CODES and word.name in _LAWS)
    )


def _law_name(text: str, start: int, number: int, word: DocumentType | None) -> str | None:
    """`Luật Đất đai` of `Luật Đất đai số 31/2024/QH15`; None where only the type is printed."""
    if word is None or word.name not in _LAWS[:3]:
        return None
    name = words("before_number").sub("", text[start:number]).strip(" ,(\u00a0")
    return re.sub(r"\s+", " ", name) if len(name) > len(word.name) else None
