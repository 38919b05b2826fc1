"""An act's text as Akoma Ntoso 3.0 (OASIS LegalDocML), with what is known of the act as its metadata.

Standard: Akoma Ntoso Version 1.0, Part 2: Specifications (OASIS Standard, 29 August 2018), akomantoso30.xsd. The
tree of units becomes the hierarchy, each with the id that it has in the index; every word of the stored text stands
in the document once. A date that nobody states is not made up: where the day of the act is unknown, the day of its
effect or of the export stands there under that name.

Reads: Document text and units, DirectiveRead. Writes: XML.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lxml import etree

from ingest.document import Unit
from ingest.vocabulary import slug
from search_api.api.schemas import DirectiveRead

MEDIA_TYPE = "application/akn+xml"
NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_HIERARCHY = {
    "part": "part",
    "chp": "chapter",
    "sec": "section",
    "subsec": "subsection",
    "hd": "division",
    "art": "article",
    "para": "paragraph",
    "point": "point",
    "item": "level",
    "bullet": "indent",
}
"""The element of the standard for each kind of unit; other kinds are blocks of text."""
_ATTACHED = ("annex", "att", "form")
_NUM = re.compile(
    r"\s*(?:(?:Phần|Chương|Mục|Tiểu mục|Điều)(?: thứ)? [\w.]+[.:]?|[IVXLC]+[.)]|\d+(?:\.\d+)*[a-zđ]?[.)]?|[a-zđ]\d?[.)]"
    r"|[-–+•*])(?=\s|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Tree:
    """The text with its units, children by parent."""

    printed: str
    children: dict[str | None, list[Unit]]

    def own(self, unit: Unit) -> str:
        """The unit's own words."""
        return self.printed[unit.start : unit.end]


def as_akoma_ntoso(found: DirectiveRead, printed: str, units: Sequence[Unit], today: date) -> bytes:
    """The text as an act of the standard; `today` is the day of the export."""
    children: dict[str | None, list[Unit]] = defaultdict(list)
    for unit in units:
        children[unit.parent].append(unit)
    tree = _Tree(printed, children)
    root = etree.Element(_tag("akomaNtoso"), nsmap={None: NAMESPACE})
    act = etree.SubElement(root, _tag("act"), name=slug(found.type or "van-ban"))
    _meta(act, found, today, "main")
    top = children[None]
    body_from = next((n for n, u in enumerate(top) if u.kind in (*_HIERARCHY, *_ATTACHED)), len(top))
    front = top[:body_from]
    rest = top[body_from:]
    preface = [u for u in front if u.kind == "head"]
    _blocks(act, "preface", tree, preface)
    _blocks(act, "preamble", tree, [u for u in front if u.kind != "head"])
    tail = [u for u in rest if u.kind == "tail"]
    attached = [u for u in rest if u.kind in _ATTACHED]
    body = etree.SubElement(act, _tag("body"))
    _body(body, tree, [u for u in rest if u not in tail and u not in attached])
    _blocks(act, "conclusions", tree, tail)
    _attachments(act, found, tree, attached, today)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


# What is known of the act


def _meta(above: etree._Element, found: DirectiveRead, today: date, part: str) -> None:
    meta = etree.SubElement(above, _tag("meta"))
    identity = etree.SubElement(meta, _tag("identification"), source="#cancu")
    day, name = _day(found, today)
    uri = f"/akn/vn/act/{slug(found.type or 'van-ban')}/{day}/{found.id}"
    issuer = slug(found.issuer or "") or "khong-ro"
    for level, value in (
        ("Work", uri),
        ("Expression", f"{uri}/vie@{day}"),
        ("Manifestation", f"{uri}/vie@{day}.xml"),
    ):
        here = etree.SubElement(identity, _tag(f"FRBR{level}"))
        etree.SubElement(here, _tag("FRBRthis"), value=f"{value}/!{part}")
        etree.SubElement(here, _tag("FRBRuri"), value=value)
        if level == "Work" and found.title and part == "main":
            etree.SubElement(here, _tag("FRBRalias"), value=_clean(found.title), name="trích yếu")
        moment = (today.isoformat(), "export") if level == "Manifestation" else (day, name)
        etree.SubElement(here, _tag("FRBRdate"), date=moment[0], name=moment[1])
        etree.SubElement(
            here, _tag("FRBRauthor"), href="#cancu" if level == "Manifestation" else f"#{issuer}"
        )
        if level == "Work":
            etree.SubElement(here, _tag("FRBRcountry"), value="vn")
            etree.SubElement(here, _tag("FRBRnumber"), value=found.number or found.id)
        if level == "Expression":
            etree.SubElement(here, _tag("FRBRlanguage"), language="vie")
        if level == "Manifestation":
            etree.SubElement(here, _tag("FRBRformat"), value="xml")
    if part == "main":
        _references(meta, found, issuer)


def _day(found: DirectiveRead, today: date) -> tuple[str, str]:
    """A whole day of the act, and what it is the day of."""
    if found.date and re.fullmatch(r"\d{4}-\d\d-\d\d", found.date):
        return found.date, "issued"
    fate = found.fate
    if fate.since and fate.status in ("in_force", "not_yet_in_force"):
        return fate.since.isoformat(), "effect"
    return today.isoformat(), "export"


def _references(meta: etree._Element, found: DirectiveRead, issuer: str) -> None:
    here = etree.SubElement(meta, _tag("references"), source="#cancu")
    for tag, relations in (("activeRef", found.relations_out), ("passiveRef", found.relations_in)):
        known = {r.directive: r for r in relations if r.directive}
        for key, one in known.items():
            etree.SubElement(
                here, _tag(tag), href=f"/akn/vn/act/{key}", showAs=_clean(one.number or one.title or str(key))
            )
    etree.SubElement(
        here,
        _tag("TLCOrganization"),
        eId=issuer,
        href=f"/akn/ontology/organization/vn/{issuer}",
        showAs=_clean(found.issuer or "không rõ"),
    )
    etree.SubElement(
        here, _tag("TLCOrganization"), eId="cancu", href="/akn/ontology/organization/cancu", showAs="Căn Cứ"
    )


# The text


def _body(body: etree._Element, tree: _Tree, units: Sequence[Unit]) -> None:
    """The hierarchy; blocks between its units become containers of their own, as the standard wants."""
    for unit in units:
        if unit.kind in _HIERARCHY:
            _unit(body, tree, unit)
        else:
            _container(body, tree, [unit])
    if not len(body):
        made = etree.SubElement(body, _tag("hcontainer"), name="text", eId="body_empty")
        _paragraphs(etree.SubElement(made, _tag("content")), [""])


def _unit(above: etree._Element, tree: _Tree, unit: Unit) -> None:
    made = etree.SubElement(above, _tag(_HIERARCHY[unit.kind]), eId=_id(unit))
    own = tree.own(unit)
    number = _NUM.match(own)
    if number:
        etree.SubElement(made, _tag("num")).text = _clean(number.group().strip())
        own = own[number.end() :]
    children = tree.children[unit.eid]
    if unit.heading and own.strip(" .:\n\t"):
        etree.SubElement(made, _tag("heading")).text = _clean(" ".join(own.split()))
        own = ""
    inside = [u for u in children if u.kind in _HIERARCHY]
    if not inside:
        _paragraphs(
            etree.SubElement(made, _tag("content")), [own, *(w for u in children for w in _words(tree, u))]
        )
        return
    first = children.index(inside[0])
    lead = [own, *(w for u in children[:first] for w in _words(tree, u))]
    if any(w.strip() for w in lead):
        _paragraphs(etree.SubElement(made, _tag("intro")), lead)
    for child in children[first:]:
        if child.kind in _HIERARCHY:
            _unit(made, tree, child)
        else:
            _container(made, tree, [child])


def _container(above: etree._Element, tree: _Tree, units: Sequence[Unit]) -> None:
    """Words without a number of their own between numbered units."""
    for unit in units:
        made = etree.SubElement(above, _tag("hcontainer"), name=unit.kind, eId=_id(unit))
        _paragraphs(etree.SubElement(made, _tag("content")), _words(tree, unit))


def _words(tree: _Tree, unit: Unit) -> list[str]:
    """The words of a unit and of everything below it, one string a unit."""
    return [tree.own(unit), *(w for child in tree.children[unit.eid] for w in _words(tree, child))]


def _blocks(above: etree._Element, tag: str, tree: _Tree, units: Sequence[Unit]) -> None:
    if units:
        _paragraphs(etree.SubElement(above, _tag(tag)), [w for u in units for w in _words(tree, u)])


def _paragraphs(above: etree._Element, words: Iterable[str]) -> None:
    """One paragraph for each line that holds words; the standard wants one at least."""
    lines = [line for one in words for line in one.splitlines() if line.strip()]
    for line in lines or [""]:
        etree.SubElement(above, _tag("p")).text = _clean(line.strip())


def _attachments(
    act: etree._Element, found: DirectiveRead, tree: _Tree, units: Sequence[Unit], today: date
) -> None:
    if not units:
        return
    here = etree.SubElement(act, _tag("attachments"))
    for n, unit in enumerate(units, 1):
        made = etree.SubElement(here, _tag("attachment"), eId=_id(unit))
        doc = etree.SubElement(made, _tag("doc"), name="annex")
        _meta(doc, found, today, f"annex_{n}")
        body = etree.SubElement(doc, _tag("mainBody"))
        _paragraphs(body, _words(tree, unit))


def _id(unit: Unit) -> str:
    return re.sub(r"\s+", "_", unit.eid)


def _clean(words: str) -> str:
    """Words that XML can hold: control characters that a file carried are left out."""
    return "".join(c for c in words if c.isprintable() or c in "\t ")
