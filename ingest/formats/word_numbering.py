"""The numbers and dashes that Word draws before paragraphs and keeps out of their text.

Reads: a Word document's numbering part and styles. Writes: str.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field

from ingest.formats.word_package import Element, W
from ingest.formats.word_styles import Styles, style_of
from ingest.numerals import to_roman

_PLACE = re.compile(r"%([1-9])")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_OFF = frozenset(("0", "false", "off"))


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how its number is written, the text around it."""

    start: int
    form: str
    text: str
    legal: bool = False
    """Whether the numbers of higher levels are written as figures too."""
    restart: int | None = None
    """The level, from 1, behind which this one is counted anew; 0 for never, None for any higher one."""
    behind: str = " "
    """What stands between the number and the text."""
    style: str | None = None
    """The paragraph style that is this level of the list."""


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has been counted."""

    styles: Styles
    lists: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None, styles: Styles) -> Numbering:
        """The lists that a numbering part defines; empty where there is no such part."""
        numbering = cls(styles)
        if root is None:
            return numbering
        abstract = {item.get(f"{W}abstractNumId"): item for item in root.findall(f"{W}abstractNum")}
        bases = {item.get(f"{W}numId"): _value(item, "abstractNumId", "") for item in root.findall(f"{W}num")}
        for item in root.findall(f"{W}num"):
            number = item.get(f"{W}numId")
            base = numbering._meant(bases[number], abstract, bases)
            levels = _levels(abstract.get(base))
            key = base
            for override in item.findall(f"{W}lvlOverride"):
                key = f"{base} {number}"
                _override(levels, _whole(override.get(f"{W}ilvl"), 0), override)
            numbering.lists[number] = (key, levels)
        return numbering

    def _meant(self, base: str, abstract: dict[str, Element], bases: dict[str, str]) -> str:
        """The definition that a list without levels refers to by the name of a list style."""
        item = abstract.get(base)
        link = item.find(f"{W}numStyleLink") if item is not None else None
        if link is None:
            return base
        for style in self.styles.chain(link.get(f"{W}val")):
            found = style.find(f"{W}pPr/{W}numPr/{W}numId")
            if found is not None:
                return bases.get(found.get(f"{W}val"), base)
        return base

    def mark(self, paragraph: Element) -> str:
        """What Word draws before a paragraph, with a space behind it; empty where it draws nothing."""
        number, at = self._place(paragraph)
        if number is None or number == "0" or number not in self.lists:
            return ""
        key, levels = self.lists[number]
        level = levels.get(at)
        if level is None:
            return ""
        self._count(key, levels, at)
        if level.form == "none":
            return ""
        if level.form == "bullet":
            return "- "
        counts = self.counts[key]

        def drawn(place: re.Match[str]) -> str:
            n = int(place.group(1)) - 1
            of = levels.get(n)
            form = of.form if of and not (level.legal and n < at) else "decimal"
            return _written(counts.get(n, of.start if of else 1), form)

        text = _PLACE.sub(drawn, level.text)
        return f"{text}{level.behind}" if text else ""

    def _count(self, key: str, levels: dict[int, Level], at: int) -> None:
        """Count one more at a level, and the deeper ones anew where they ask for it."""
        counts = self.counts.setdefault(key, {})
        counts[at] = counts.get(at, levels[at].start - 1) + 1
        for deeper in [n for n in counts if n > at]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart and at < restart):
                del counts[deeper]

    def _place(self, paragraph: Element) -> tuple[str | None, int]:
        """The list of a paragraph and its level there, from the paragraph or from its style."""
        number, at = None, None
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is not None:
            number, at = _number_of(own)
        key = style_of(paragraph) or self.styles.default
        for style in self.styles.chain(key):
            found = style.find(f"{W}pPr/{W}numPr")
            if number is not None or found is None:
                continue
            number, inherited = _number_of(found)
            if at is None:
                at = inherited if inherited is not None else self._level_of_style(number, style)
        return number, at or 0

    def _level_of_style(self, number: str | None, style: Element) -> int:
        _, levels = self.lists.get(number or "", ("", {}))
        key = style.get(f"{W}styleId")
        return next((n for n, level in levels.items() if level.style == key), 0)


def _number_of(properties: Element) -> tuple[str | None, int | None]:
    number, level = properties.find(f"{W}numId"), properties.find(f"{W}ilvl")
    at = _whole(level.get(f"{W}val"), 0) if level is not None else None
    return (number.get(f"{W}val") if number is not None else None), at


def _levels(abstract: Element | None) -> dict[int, Level]:
    if abstract is None:
        return {}
    return {_whole(item.get(f"{W}ilvl"), 0): _level(item) for item in abstract.findall(f"{W}lvl")}


def _override(levels: dict[int, Level], at: int, override: Element) -> None:
    own = override.find(f"{W}lvl")
    if own is not None:
        levels[at] = _level(own)
    start = override.find(f"{W}startOverride")
    if start is not None and at in levels:
        levels[at] = dataclasses.replace(levels[at], start=_whole(start.get(f"{W}val"), 1))


def _level(element: Element) -> Level:
    restart = element.find(f"{W}lvlRestart")
    legal = element.find(f"{W}isLgl")
    return Level(
        _whole(_value(element, "start", "1"), 1),
        _value(element, "numFmt", "decimal"),
        _value(element, "lvlText", ""),
        legal is not None and legal.get(f"{W}val") not in _OFF,
        _whole(restart.get(f"{W}val"), 0) if restart is not None else None,
        "" if _value(element, "suff", "tab") == "nothing" else " ",
        _value(element, "pStyle", "") or None,
    )


def _value(element: Element, name: str, default: str) -> str:
    found = element.find(f"{W}{name}")
    return default if found is None else str(found.get(f"{W}val", default))


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 7 else otherwise


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
