"""The numbers and dashes that Word draws before paragraphs and keeps out of their text.

Reads: a Word document's numbering part and styles. Writes: str.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ingest.numerals import to_roman

Element: TypeAlias = Any
"""An element of a Word file as lxml and python-docx give it, without types."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how its number is written, the text around it."""

    start: int
    form: str
    text: str


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has been counted."""

    lists: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    styles: dict[str, tuple[str | None, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Element) -> Numbering:
        """The lists that a document defines; empty where it defines none."""
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return cls()
        abstract = {
            item.get(f"{_W}abstractNumId"): {
                int(lvl.get(f"{_W}ilvl")): _level(lvl) for lvl in item.findall(f"{_W}lvl")
            }
            for item in root.findall(f"{_W}abstractNum")
        }
        numbering = cls()
        for item in root.findall(f"{_W}num"):
            base = item.find(f"{_W}abstractNumId").get(f"{_W}val")
            levels = dict(abstract.get(base, {}))
            key = base
            for override in item.findall(f"{_W}lvlOverride"):
                at = int(override.get(f"{_W}ilvl"))
                key = f"{base} {item.get(f'{_W}numId')}"
                _override(levels, at, override)
            numbering.lists[item.get(f"{_W}numId")] = (key, levels)
        for style in document.styles.element.findall(f"{_W}style"):
            found = style.find(f"{_W}pPr/{_W}numPr")
            if found is not None:
                numbering.styles[style.get(f"{_W}styleId")] = _number_of(found)
        return numbering

    def mark(self, paragraph: Element) -> str:
        """What Word draws before a paragraph, with a space behind it; empty where it draws nothing."""
        number, at = self._place(paragraph)
        if number is None or number == "0" or number not in self.lists:
            return ""
        key, levels = self.lists[number]
        level = levels.get(at)
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return "- "
        counts = self.counts.setdefault(key, {})
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [n for n in counts if n > at]:
            del counts[deeper]

        def drawn(place: re.Match[str]) -> str:
            n = int(place.group(1)) - 1
            of = levels.get(n)
            return _written(counts.get(n, of.start if of else 1), of.form if of else "decimal")

        text = _PLACE.sub(drawn, level.text)
        return f"{text} " if text else ""

    def _place(self, paragraph: Element) -> tuple[str | None, int]:
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        inherited = self.styles.get(style.get(f"{_W}val"), (None, 0)) if style is not None else (None, 0)
        if own is None:
            return inherited
        number, at = _number_of(own)
        return (number or inherited[0], at)


def _number_of(properties: Element) -> tuple[str | None, int]:
    number, level = properties.find(f"{_W}numId"), properties.find(f"{_W}ilvl")
    value = level.get(f"{_W}val") if level is not None else "0"
    return (number.get(f"{_W}val") if number is not None else None, int(value) if value.isdigit() else 0)


def _override(levels: dict[int, Level], at: int, override: Element) -> None:
    own = override.find(f"{_W}lvl")
    if own is not None:
        levels[at] = _level(own)
    start = override.find(f"{_W}startOverride")
    if start is not None and at in levels:
        levels[at] = Level(_whole(start.get(f"{_W}val")), levels[at].form, levels[at].text)


def _level(element: Element) -> Level:
    def value(name: str, default: str) -> str:
        found = element.find(f"{_W}{name}")
        return default if found is None else found.get(f"{_W}val", default)

    return Level(_whole(value("start", "1")), value("numFmt", "decimal"), value("lvlText", ""))


def _whole(value: str) -> int:
    return int(value) if value.isdigit() and len(value) < 7 else 1


def _written(value: int, form: str) -> str:
    """A number in the form that a list asks for; Word's letters are those of the Latin alphabet."""
    if form in ("upperRoman", "lowerRoman") and 0 < value < 400:
        text = to_roman(value)
        return text if form == "upperRoman" else text.lower()
    if form in ("upperLetter", "lowerLetter") and value > 0:
        letter = _LETTERS[(value - 1) % 26] * ((value - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form == "decimalZero" and value < 10:
        return f"0{value}"
    return str(value)
