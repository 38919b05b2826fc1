"""An act's relations as a picture: what is done to it at the left, what it does at the right.

SVG made here, without script, style sheet or font of its own, so that it may stand in any page; every act is a link
and a line of the description, so that who cannot see it hears the same.

Reads: DirectiveRead. Writes: SVG.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree

from search_api.addresses import directive_page

if TYPE_CHECKING:
    from search_api.api.schemas import DirectiveRead
    from search_api.api.schemas.acts import RelatedAct

MEDIA_TYPE = "image/svg+xml"
SHOWN = 12
"""Acts at either side; the others are counted."""
_WIDTH, _ROW, _TOP, _BOX = 1080, 46, 56, 250
_INK, _SOFT, _LINE, _PAPER, _MARK = "#1b1f24", "#57606a", "#8c959f", "#ffffff", "#0b5d4e"
_SVG = "http://www.w3.org/2000/svg"
_MINOR = ("dẫn chiếu",)


def as_svg(found: DirectiveRead) -> bytes:
    """The picture of an act's relations."""
    left, right = _merged(found.relations_in), _merged(found.relations_out)
    rows = max(min(len(left), SHOWN) + (len(left) > SHOWN), min(len(right), SHOWN) + (len(right) > SHOWN), 1)
    height = _TOP + rows * _ROW + 24
    root = etree.Element(
        f"{{{_SVG}}}svg",
        nsmap={None: _SVG},
        attrib={
            "viewBox": f"0 0 {_WIDTH} {height}",
            "width": str(_WIDTH),
            "height": str(height),
            "role": "img",
            "aria-labelledby": "relations-title relations-desc",
            "font-family": "system-ui, sans-serif",
            "lang": "vi",
        },
    )
    name = found.number or found.title or found.id
    _text_of(root, "title", f"Quan hệ của {name} với văn bản khác", id="relations-title")
    _text_of(root, "desc", _described(name, left, right), id="relations-desc")
    _shape(root, "rect", x=0, y=0, width=_WIDTH, height=height, fill=_PAPER)
    middle = _TOP + rows * _ROW / 2
    _heads(root)
    for at, side in ((0, left), (1, right)):
        _side(root, at, side, middle)
    _centre(root, name, middle)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


Merged = tuple["RelatedAct", tuple[str, ...]]


def _merged(relations: Sequence[RelatedAct]) -> list[Merged]:
    """Each act once with all its relations, those that only point to it last."""
    acts: dict[str, tuple[RelatedAct, dict[str, None]]] = {}
    for one in relations:
        key = one.directive or one.document
        acts.setdefault(key, (one, {}))[1][one.relation] = None
    found = [(one, tuple(names)) for one, names in acts.values()]
    return sorted(found, key=lambda m: all(name in _MINOR for name in m[1]))


def _name(one: RelatedAct) -> str:
    return one.number or one.title or one.document_title or one.document


def _described(name: str, left: Sequence[Merged], right: Sequence[Merged]) -> str:
    if not left and not right:
        return f"Chưa văn bản nào nêu quan hệ của {name} với văn bản khác."
    lines = [f"{_name(one)}: {', '.join(names)} {name}" for one, names in left]
    lines += [f"{name}: {', '.join(names)} {_name(one)}" for one, names in right]
    return "; ".join(lines) + "."


def _heads(root: etree._Element) -> None:
    for x, anchor, words in (
        (20, "start", "Văn bản tác động đến"),
        (_WIDTH - 20, "end", "Văn bản được tác động"),
    ):
        _label(root, x, 28, words, anchor=anchor, size=14, fill=_SOFT)


def _side(root: etree._Element, at: int, side: Sequence[Merged], middle: float) -> None:
    x = 20 if at == 0 else _WIDTH - 20 - _BOX
    for n, (one, names) in enumerate(side[:SHOWN]):
        y = _TOP + n * _ROW
        edge = x + _BOX if at == 0 else x
        inner = (_WIDTH - _BOX) / 2 if at == 0 else (_WIDTH + _BOX) / 2
        minor = all(name in _MINOR for name in names)
        _shape(
            root,
            "path",
            d=f"M {edge} {y + 16} C {(edge + inner) / 2} {y + 16} {(edge + inner) / 2} {middle} {inner} {middle}",
            fill="none",
            stroke=_LINE if minor else _MARK,
            **{"stroke-width": "1" if minor else "1.6"},
        )
        _act(root, one, x, y)
        near = edge + 8 if at == 0 else edge - 8
        _label(
            root,
            near,
            y + 11,
            ", ".join(names)[:34],
            anchor="start" if at == 0 else "end",
            size=11,
            fill=_SOFT,
        )
    if len(side) > SHOWN:
        words = f"và {len(side) - SHOWN} văn bản nữa"
        _label(root, x + 10, _TOP + SHOWN * _ROW + 20, words, anchor="start", size=13, fill=_SOFT)


def _act(root: etree._Element, one: RelatedAct, x: float, y: float) -> None:
    here = root
    if one.directive:
        here = etree.SubElement(
            root, f"{{{_SVG}}}a", attrib={"href": directive_page(one.directive), "target": "_top"}
        )
    _shape(here, "rect", x=x, y=y, width=_BOX, height=32, rx=4, fill=_PAPER, stroke=_LINE)
    _label(here, x + 10, y + 21, _name(one)[:34], anchor="start", size=13, fill=_INK)


def _centre(root: etree._Element, name: str, middle: float) -> None:
    x = (_WIDTH - _BOX) / 2
    _shape(root, "rect", x=x, y=middle - 22, width=_BOX, height=44, rx=4, fill=_MARK)
    _label(root, _WIDTH / 2, middle + 5, name[:32], anchor="middle", size=15, fill=_PAPER)


def _shape(root: etree._Element, tag: str, **attributes: object) -> None:
    etree.SubElement(root, f"{{{_SVG}}}{tag}", attrib={k: str(v) for k, v in attributes.items()})


def _label(
    root: etree._Element, x: float, y: float, words: str, *, anchor: str, size: int, fill: str
) -> None:
    made = etree.SubElement(
        root,
        f"{{{_SVG}}}text",
        attrib={"x": str(x), "y": str(y), "text-anchor": anchor, "font-size": str(size), "fill": fill},
    )
    made.text = _clean(words)


def _text_of(root: etree._Element, tag: str, words: str, **attributes: str) -> None:
    made = etree.SubElement(root, f"{{{_SVG}}}{tag}", attrib=attributes)
    made.text = _clean(words)


def _clean(words: str) -> str:
    """Words that XML can hold."""
    return "".join(c for c in words if c.isprintable())
