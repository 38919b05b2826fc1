"""HTML pages.

Reads: bytes. Writes: Source.
"""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ingest.document import Line, Source
from ingest.errors import Unreadable
from ingest.formats.decoding import decode
from ingest.formats.rows import row_line
from ingest.limits import LIMITS, Limits

Node: TypeAlias = Any
"""An element of the HTML parser, which has no types of its own."""

_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_UNSEEN = (
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "iframe",
    "object",
    "svg",
    "canvas",
    "audio",
    "video",
)
_AROUND = frozenset(("nav", "menu", "aside", "button", "select", "input", "textarea", "dialog"))
_ROLES = frozenset(("navigation", "search", "banner", "contentinfo", "complementary", "menu", "menubar"))
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "p", "pre",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption",
    )
)  # fmt: skip
_CONTENT = ("main", "article", "[role=main]")
_CONTENT_SHARE = 0.5
_NUMBERS = {"a": "abcdefghijklmnopqrstuvwxyz", "1": ""}


def read_html(name: str, data: bytes, limits: Limits = LIMITS) -> Source:
    """The visible blocks and table rows of a page, scripts, menus and forms left out. Raises `Unreadable`."""
    from selectolax.lexbor import LexborHTMLParser

    try:
        tree = LexborHTMLParser(_text(name, data))
    except (ValueError, RuntimeError) as error:
        raise Unreadable(name, "trang HTML hỏng", "hãy mở bằng trình duyệt và lưu lại") from error
    tree.strip_tags(list(_UNSEEN))
    walk = _Walk(limits)
    body = _content(tree)
    if body is not None:
        walk.through(body)
        walk.end_block()
    if walk.exhausted:
        raise Unreadable(name, f"trang có hơn {limits.lines} đoạn", "hãy tách tệp thành nhiều phần")
    if not any(line.text.strip() for line in walk.lines):
        raise Unreadable(name, "trang không có chữ nào nhìn thấy được", "hãy kiểm tra lại tệp")
    return Source(name, "html", tuple(walk.lines))


def _text(name: str, data: bytes) -> str:
    """The page's text in the encoding that its mark or itself declares, UTF-8 where neither does."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(name, data)
    declared = _CHARSET.search(data[:4096])
    encoding = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if encoding in ("utf-8", "utf8", "utf-16"):
            return decode(name, data)
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        with contextlib.suppress(Unreadable):
            return decode(name, data)
        raise Unreadable(
            name, f"không giải được bảng mã «{encoding}» của trang", "hãy lưu lại trang với bảng mã UTF-8"
        ) from error


def _content(tree: Node) -> Node:
    """The element with the document: a main element that holds most of the page's words, else the body."""
    body = tree.body or tree.root
    if body is None:
        return None
    whole = len(body.text(deep=True))
    for selector in _CONTENT:
        found = tree.css(selector)
        if len(found) == 1 and len(found[0].text(deep=True)) > _CONTENT_SHARE * whole:
            return found[0]
    return body


@dataclass(slots=True)
class _Walk:
    """Goes through a page's elements in order, without recursion, and gathers blocks and rows."""

    limits: Limits
    lines: list[Line] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    tables: int = 0
    exhausted: bool = False

    def through(self, element: Node) -> None:
        """Add everything visible below an element."""
        stack: list[tuple[Any, bool]] = [(element, False)]
        while stack and not self.exhausted:
            node, leaving = stack.pop()
            tag = node.tag
            if leaving:
                self.end_block()
            elif tag == "-text":
                self.words.append(re.sub(r"\s+", " ", node.text(deep=False) or ""))
            elif tag == "br":
                self.end_block(soft=True)
            elif tag == "table" and _is_visible(node) and (rows := _rows(node, self.limits)):
                self.end_block()
                self._table(rows)
            elif not tag.startswith(("-", "!")) and _is_visible(node):
                if tag in _BLOCKS:
                    self.end_block()
                    stack.append((node, True))
                    if tag == "li":
                        self.words.append(_list_mark(node))
                stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))

    def end_block(self, *, soft: bool = False) -> None:
        """Make a line of the words gathered; `soft` where only the line ends, by `<br>`."""
        text = "".join(self.words).strip()
        self.words.clear()
        if text:
            self._add(Line(text, ends_paragraph=None if soft else True))
        elif not soft and self.lines and self.lines[-1].ends_paragraph is None and not self.lines[-1].cells:
            self._add(Line(""))

    def _table(self, rows: list[list[str]]) -> None:
        for cells in rows:
            line = row_line(cells, self.tables)
            if line is not None:
                self._add(line)
        self.tables += 1

    def _add(self, line: Line) -> None:
        self.exhausted = len(self.lines) >= self.limits.lines
        self.lines.append(line)


def _is_visible(node: Node) -> bool:
    """Whether an element is shown and belongs to the document, not to what surrounds it on a page."""
    if node.tag in _AROUND:
        return False
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true" or attributes.get("role") in _ROLES:
        return False
    style = attributes.get("style")
    return not (style and _HIDDEN.search(style))


def _list_mark(node: Node) -> str:
    """The number or dash that a browser draws before a list item whose text carries none."""
    text = (node.text(deep=True) or "").lstrip()[:8]
    parent = node.parent
    if re.match(r"[-–+•*]\s|\(?[\w.]{1,6}[.)]\s?", text):
        return ""
    if parent is None or parent.tag != "ol":
        return "- "
    position, before = 1, node.prev
    while before is not None:
        position += before.tag == "li"
        before = before.prev
    start = parent.attributes.get("start") or "1"
    value = position + (int(start) if start.isdigit() else 1) - 1
    kind = parent.attributes.get("type") or "1"
    letters = _NUMBERS.get(kind.lower(), "")
    return f"{letters[value - 1]}) " if letters and value <= len(letters) else f"{value}. "


def _rows(table: Node, limits: Limits) -> list[list[str]]:
    """The rows of a table that stand in it and in no table inside it; none where it has a single cell."""
    rows: list[list[str]] = []
    for row in _own(table, "tr"):
        cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
        if any(cell.css_first("table") is not None for cell in cells):
            return []
        rows.append([_cell_text(cell, limits) for cell in cells])
    return rows if max((len(row) for row in rows), default=0) > 1 else []


def _own(table: Node, tag: str) -> Iterator[Any]:
    for child in table.iter():
        if child.tag == tag:
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from (row for row in child.iter() if row.tag == tag)


def _cell_text(cell: Node, limits: Limits) -> str:
    walk = _Walk(limits)
    for child in cell.iter(include_text=True):
        walk.through(child)
        if child.tag in _BLOCKS:
            walk.end_block()
    walk.end_block()
    return "\n".join(line.text for line in walk.lines if line.text.strip())
