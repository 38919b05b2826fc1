"""HTML pages.

Reads: bytes. Writes: Source.
"""

from __future__ import annotations

import codecs
import contextlib
import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.document import Line, Source
from ingest.errors import Unreadable
from ingest.formats.decoding import decode
from ingest.formats.html_elements import BLOCKS, Node, is_of_text, is_visible
from ingest.formats.html_main import Main, main_of
from ingest.formats.html_properties import address_of_page, stated_on
from ingest.formats.rows import MOST_COLUMNS, GridCell, laid_out
from ingest.limits import LIMITS, Limits

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
_CONTENT = ("main", "article", "[role=main]")
_CONTENT_SHARE = 0.5
_NO_TEXT = "Trang nêu thuộc tính của văn bản nhưng không có toàn văn: hãy lấy tệp đính kèm của trang."
_NUMBERS = {"a": "abcdefghijklmnopqrstuvwxyz", "1": ""}


def read_html(name: str, data: bytes, limits: Limits = LIMITS) -> Source:
    """The visible blocks and table rows of a page, scripts, menus and forms left out. Raises `Unreadable`."""
    from selectolax.lexbor import LexborHTMLParser

    try:
        tree = LexborHTMLParser(_text(name, data))
    except (ValueError, RuntimeError) as error:
        raise Unreadable(name, "trang HTML hỏng", "hãy mở bằng trình duyệt và lưu lại") from error
    page = address_of_page(data, tree)
    tree.strip_tags(list(_UNSEEN))
    body = tree.body or tree.root
    if body is None:
        raise _nothing(name)
    main = main_of(body)
    stated, properties = stated_on(body, main.element, page)
    element = _content(tree, main)
    walk = _Walk(
        limits, main.left_out | (properties if main.signs else frozenset()), hidden_too=main.hidden_too
    )
    walk.through(element)
    walk.end_block()
    if walk.exhausted:
        raise Unreadable(name, f"trang có hơn {limits.lines} đoạn", "hãy tách tệp thành nhiều phần")
    if not any(line.text.strip() for line in walk.lines):
        raise _nothing(name)
    warnings: tuple[str, ...] = ()
    if stated and not main.signs:
        stated, warnings = dataclasses.replace(stated, alone=True), (_NO_TEXT,)
    return Source(name, "html", tuple(walk.lines), warnings=warnings, stated=stated)


def _nothing(name: str) -> Unreadable:
    return Unreadable(name, "trang không có chữ nào nhìn thấy được", "hãy kiểm tra lại tệp")


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


def _content(tree: Node, main: Main) -> Node:
    """The element with the document; without signs of one, a main element with most of the words."""
    body = tree.body or tree.root
    if main.element.mem_id != body.mem_id:
        return main.element
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
    left_out: frozenset[int] = frozenset()
    """Elements that are no part of the document, by identity."""
    hidden_too: bool = False
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
            elif tag.startswith(("-", "!")) or not self._is_of_document(node):
                continue
            elif tag == "table" and (rows := _rows(node, self.limits)):
                self.end_block()
                self._table(rows)
            else:
                if tag in BLOCKS:
                    self.end_block()
                    stack.append((node, True))
                    if tag == "li":
                        self.words.append(_list_mark(node))
                stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))

    def _is_of_document(self, node: Node) -> bool:
        shown = is_of_text(node) if self.hidden_too else is_visible(node)
        return shown and node.mem_id not in self.left_out

    def end_block(self, *, soft: bool = False) -> None:
        """Make a line of the words gathered; `soft` where only the line ends, by `<br>`."""
        text = "".join(self.words).strip()
        self.words.clear()
        if text:
            self._add(Line(text, ends_paragraph=None if soft else True))
        elif not soft and self.lines and self.lines[-1].ends_paragraph is None and not self.lines[-1].cells:
            self._add(Line(""))

    def _table(self, rows: list[list[GridCell]]) -> None:
        for line in laid_out(rows, self.tables):
            self._add(line)
        self.tables += 1

    def _add(self, line: Line) -> None:
        self.exhausted = len(self.lines) >= self.limits.lines
        self.lines.append(line)


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


def _rows(table: Node, limits: Limits) -> list[list[GridCell]]:
    """The rows of a table that stand in it and in no table inside it; none where it has a single column.

    A cell that reaches down stands in the rows below too, as one with the cell above.
    """
    rows: list[list[GridCell]] = []
    down: dict[int, tuple[int, int]] = {}
    for row in _own(table, "tr"):
        cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
        if any(cell.css_first("table") is not None for cell in cells):
            return []
        found, down = _row(cells, down, limits)
        rows.append(found)
    return rows if max((len(row) for row in rows), default=0) > 1 else []


def _row(
    cells: list[Node], down: dict[int, tuple[int, int]], limits: Limits
) -> tuple[list[GridCell], dict[int, tuple[int, int]]]:
    """A row's cells, and what reaches down from it: column → rows still to come, and width."""
    found: list[GridCell] = []
    below: dict[int, tuple[int, int]] = {}
    waiting = list(reversed(cells))
    at = 0
    while waiting or any(column >= at for column in down):
        wide, tall = 1, 1
        if at in down:
            tall, wide = down[at]
            found.append(GridCell("", wide, above=True))
        elif waiting:
            cell = waiting.pop()
            wide, tall = _span(cell, "colspan", MOST_COLUMNS), _span(cell, "rowspan", limits.lines)
            found.append(GridCell(_cell_text(cell, limits), wide))
        else:
            found.append(GridCell(""))
        if tall > 1 and at < MOST_COLUMNS:
            below[at] = (tall - 1, wide)
        at += wide
    return found, below


def _span(cell: Node, name: str, most: int) -> int:
    said = cell.attributes.get(name) or ""
    return min(max(int(said), 1), most) if said.isascii() and said.isdigit() and len(said) < 8 else 1


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
        if child.tag in BLOCKS:
            walk.end_block()
    walk.end_block()
    return "\n".join(line.text for line in walk.lines if line.text.strip())
