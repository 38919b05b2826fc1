"""How the letters of a Word document look as far as reading needs it: font, capitals, hidden.

Reads: a Word document's styles. Writes: Look records.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.formats.word_package import Element, W

_OFF = frozenset(("0", "false", "off", "none"))
_DEEP = 30


@dataclass(frozen=True, slots=True)
class Look:
    """The font of a run, empty where none is named, and whether it shows capitals or is hidden."""

    font: str = ""
    capitals: bool = False
    hidden: bool = False


@dataclass(slots=True)
class Styles:
    """The styles of a document by their id."""

    base: Look = field(default_factory=Look)
    elements: dict[str, Element] = field(default_factory=dict)
    default: str = ""
    """The style of paragraphs that name none."""
    looks: dict[str, Look] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> Styles:
        """The styles that a styles part defines; none where there is no such part."""
        styles = cls()
        if root is None:
            return styles
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        styles.base = _applied(Look(), defaults)
        for item in root.findall(f"{W}style"):
            key = item.get(f"{W}styleId") or ""
            styles.elements[key] = item
            if item.get(f"{W}type") == "paragraph" and item.get(f"{W}default") in ("1", "true", "on"):
                styles.default = key
        return styles

    def chain(self, key: str | None) -> list[Element]:
        """A style and those that it is based on, itself first."""
        found: list[Element] = []
        seen: set[str] = set()
        while key and key in self.elements and key not in seen and len(found) < _DEEP:
            seen.add(key)
            found.append(self.elements[key])
            above = found[-1].find(f"{W}basedOn")
            key = above.get(f"{W}val") if above is not None else None
        return found

    def paragraph(self, paragraph: Element) -> Look:
        """The look of a paragraph's text where its runs say nothing."""
        return self._look(self.base, style_of(paragraph) or self.default)

    def run(self, run: Element, around: Look) -> Look:
        """The look of a run in a paragraph that looks like `around`."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return around
        style = properties.find(f"{W}rStyle")
        if style is not None:
            around = self._look(around, style.get(f"{W}val") or "")
        return _applied(around, properties)

    def _look(self, look: Look, key: str) -> Look:
        for item in reversed(self.chain(key)):
            look = _applied(look, item.find(f"{W}rPr"))
        return look


def style_of(paragraph: Element) -> str | None:
    """The id of the style that a paragraph names."""
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return found.get(f"{W}val") if found is not None else None


def _applied(look: Look, properties: Element | None) -> Look:
    """A look with what run properties say of it."""
    if properties is None:
        return look
    font, capitals, hidden = look.font, look.capitals, look.hidden
    fonts = properties.find(f"{W}rFonts")
    if fonts is not None:
        if fonts.get(f"{W}hAnsiTheme") or fonts.get(f"{W}asciiTheme"):
            font = ""
        font = fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii") or font
    capitals = _toggled(properties, "caps", capitals)
    hidden = _toggled(properties, "vanish", hidden)
    return Look(font, capitals, hidden)


def _toggled(properties: Element, name: str, before: bool) -> bool:
    found = properties.find(f"{W}{name}")
    return before if found is None else found.get(f"{W}val") not in _OFF
