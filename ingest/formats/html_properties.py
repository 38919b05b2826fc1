"""What a page states of its act: the table of properties beside the text, or lines `Hiệu lực: …` above it.

A table is one of properties where at least two of its cells name different ones; lines count where they stand
outside the document. A value that a site shows to its members only (`Đã biết`) is no value.

Reads: a parsed page, its Main; corpus/vocabulary/saved_pages.toml. Writes: Stated, the tables that hold it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.document import Stated
from ingest.formats.html_elements import BLOCKS, Node, is_of_text
from ingest.formats.html_pages import FILE, property_of, status_of
from ingest.numerals import iso
from ingest.vocabulary import wording

_FEW = 2
_LONG = 400
_MOST = 40
"""Rows of a table of properties."""
_DATES = ("date", "effective_from", "ends_on")
_DATE = re.compile(r"(?<!\d)(\d{1,2})\s?[/\-.]\s?(\d{1,2})\s?[/\-.]\s?(\d{4})(?!\d)")
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_NUMBER = re.compile(r"\d[\w.]{0,8}(?: ?[/-] ?[^\W_&]{1,12}(?:&\w+)?\d{0,4}){1,8}")
_LINE = re.compile(r"([^:\n]{3,40}?)\s*:\s*(\S.*)")
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d{1,6}\)(https?://[^\s<>\"']{1,500})", re.IGNORECASE)


def stated_on(body: Node, document: Node, page: str | None) -> tuple[Stated | None, frozenset[int]]:
    """What a page states of its act, and the tables that hold it, by identity."""
    found: dict[str, str] = {}
    tables: set[int] = set()
    for table in _innermost(body):
        pairs = _pairs_of_table(table)
        named = {name for name, _ in pairs if name}
        if len(named) >= _FEW and {"number", "status", "effective_from", "date"} & named:
            tables.add(table.mem_id)
            _put(found, pairs)
    lines = [pair for line in _lines_outside(body, document) if (pair := _pair_of_line(line))]
    _put(found, lines)
    values = {name: value for name, raw in found.items() if (value := _value(name, raw))}
    if not values:
        return None, frozenset(tables)
    printed = found.get("status") if values.get("status") or "status" in found else None
    printed = None if printed is None or wording(FILE, "unsaid").fullmatch(printed) else printed
    stated = Stated(**values, status_printed=printed, page=page)  # type: ignore[arg-type]  # all are text
    return stated, frozenset(tables)


def address_of_page(data: bytes, root: Node) -> str | None:
    """The address that a saved page says it has."""
    if saved := _SAVED_FROM.search(data[:4096]):
        return saved[1].decode("ascii", "ignore")
    for selector, name in (('link[rel="canonical"]', "href"), ('meta[property="og:url"]', "content")):
        node = root.css_first(selector)
        address = (node.attributes.get(name) or "") if node is not None else ""
        if address.startswith(("http://", "https://")) and len(address) < 1000:
            return str(address)
    return None


def _innermost(body: Node) -> list[Node]:
    """The tables without tables in them, in order; in one pass, since a page may nest thousands."""
    tables: list[Node] = []
    outer: set[int] = set()
    stack: list[tuple[Node, int | None]] = [(body, None)]
    while stack:
        node, around = stack.pop()
        if node.tag == "table":
            if around is not None:
                outer.add(around)
            tables.append(node)
            around = node.mem_id
        stack.extend((child, around) for child in reversed(list(node.iter())))
    return [table for table in tables if table.mem_id not in outer]


def _put(found: dict[str, str], pairs: Sequence[tuple[str, str]]) -> None:
    for name, value in pairs:
        if name and value and (name not in found or wording(FILE, "unsaid").fullmatch(found[name])):
            found[name] = value


def _pairs_of_table(table: Node) -> list[tuple[str, str]]:
    """Property and value of every pair of cells of a table without tables in it; empty for a long one."""
    rows = [row for row in _rows(table) if row]
    if len(rows) > _MOST:
        return []
    pairs: list[tuple[str, str]] = []
    for row in rows:
        at = 0
        while at < len(row):
            name = property_of(row[at])
            if name is None:
                inside = _pair_of_line(row[at])
                pairs += [inside] if inside else []
            elif at + 1 < len(row) and property_of(row[at + 1]) is None:
                pairs.append((name, row[at + 1]))
                at += 1
            at += 1
    return pairs


def _rows(table: Node) -> Iterator[list[str]]:
    for row in table.css("tr"):
        yield [_words(cell) for cell in row.iter() if cell.tag in ("td", "th")]


def _words(node: Node) -> str:
    return " ".join((node.text(deep=True) or "")[: _LONG * 4].split())[:_LONG]


def _lines_outside(body: Node, document: Node) -> Iterator[str]:
    """The short blocks of a page outside its document and outside tables."""
    if document.mem_id == body.mem_id:
        return
    stack = [body]
    while stack:
        node = stack.pop()
        if node.mem_id == document.mem_id or node.tag == "table" or not is_of_text(node):
            continue
        children = list(node.iter())
        if node.tag == "dt":
            value = node.next
            while value is not None and value.tag == "-text":
                value = value.next
            if value is not None and value.tag == "dd":
                yield f"{_words(node).rstrip(' :')}: {_words(value)}"
        elif node.tag in BLOCKS and not any(child.tag in BLOCKS for child in children):
            yield _words(node)
        elif pair := _labelled_pair(children):
            yield pair
        stack.extend(reversed(children))


def _labelled_pair(children: Sequence[Node]) -> str | None:
    """A label and its value in two elements side by side: `<div>Số hiệu:</div><div>49/2020/NĐ-CP</div>`."""
    if len(children) != _FEW:
        return None
    label, value = map(_words, children)
    return f"{label.rstrip(' :')}: {value}" if property_of(label) and value else None


def _pair_of_line(line: str) -> tuple[str, str] | None:
    match = _LINE.fullmatch(line) if len(line) < _LONG else None
    name = property_of(match[1]) if match else None
    return (name, match[2].strip()) if match and name else None


def _value(name: str, raw: str) -> str | None:
    """A property's value as `Stated` keeps it; None where the page does not say it."""
    words = " ".join(raw.split()).strip(" .;")
    if wording(FILE, "unsaid").fullmatch(words):
        return None
    if name in _DATES:
        return _day(words)
    if name == "status":
        return status_of(words)
    if name == "number":
        number = _NUMBER.search(words)
        return number[0].replace(" ", "") if number else None
    return words


def _day(words: str) -> str | None:
    if found := _ISO_DATE.search(words):
        return iso(found[3], found[2], found[1])
    found = _DATE.search(words) or wording(FILE, "worded_date").search(words)
    return iso(found[1], found[2], found[3]) if found else None
