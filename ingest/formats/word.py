"""Word documents (.docx).

Reads: bytes. Writes: Source.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ingest.document import Line, Source
from ingest.errors import Unreadable
from ingest.formats.rows import MOST_COLUMNS, GridCell, laid_out
from ingest.formats.word_numbering import Numbering
from ingest.limits import LIMITS, Limits

Element: TypeAlias = Any
"""An element of a Word file as lxml and python-docx give it, without types."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SAVE_AGAIN = "hãy mở bằng Word và lưu lại thành .docx"
_SKIPPED = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_MC}Fallback", f"{_W}rPr"}
)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "ptab": "\t"}


def read_word(name: str, data: bytes, limits: Limits = LIMITS) -> Source:
    """The paragraphs and table rows of a Word document in order, with the numbers that Word draws.

    Text boxes follow the paragraph that anchors them, footnotes the one that marks them. Raises `Unreadable`
    for a damaged file, for one that unpacks beyond the limits, for one that declares entities.
    """
    import docx

    _check(name, data, limits)
    try:
        document = docx.Document(io.BytesIO(data))
        reader = _Reader(Numbering.of(document), _notes(document), limits)
        lines = tuple(reader.body(document.element.body, 0))
    except Unreadable:
        raise
    except Exception as error:  # a library that opens archives of XML meets damage of every kind
        raise Unreadable(name, "tệp Word hỏng", _SAVE_AGAIN) from error
    if reader.exhausted:
        raise Unreadable(name, f"tệp có hơn {limits.lines} đoạn", "hãy tách tệp thành nhiều phần")
    if not any(line.text.strip() for line in lines):
        raise Unreadable(name, "tệp Word không có chữ (có thể chỉ chứa ảnh)", "hãy nhận dạng chữ (OCR) trước")
    return Source(name, "docx", lines)


def _check(name: str, data: bytes, limits: Limits) -> None:
    """Refuse an archive that would unpack into too much, and XML that declares entities of its own."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
            _check_members(name, members, limits)
            left = limits.unpacked_bytes
            for member in members:
                left -= _read_member(name, packed, member, left)
    except Unreadable:
        raise
    except Exception as error:  # an archive can be damaged in any of its codecs
        raise Unreadable(name, "tệp Word hỏng", _SAVE_AGAIN) from error


def _check_members(name: str, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse what an archive itself says to be too much or locked."""
    if len(members) > limits.packed_members or sum(m.file_size for m in members) > limits.unpacked_bytes:
        raise Unreadable(name, "tệp nén quá lớn so với giới hạn", _SAVE_AGAIN)
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(name, "tệp đặt mật khẩu", "hãy gỡ mật khẩu rồi thử lại")


def _read_member(name: str, packed: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> int:
    """How many bytes a member really unpacks into, whatever the archive says of it."""
    is_xml = member.filename.lower().endswith((".xml", ".rels"))
    size = 0
    tail = b""
    with packed.open(member) as file:
        while chunk := file.read(1 << 20):
            size += len(chunk)
            if size > left:
                raise Unreadable(name, "tệp nén quá lớn so với giới hạn", _SAVE_AGAIN)
            if is_xml and _DOCTYPE.search(tail + chunk):
                raise Unreadable(name, "tệp Word có khai báo thực thể XML (không an toàn)", _SAVE_AGAIN)
            tail = chunk[-16:]
    return size


def _notes(document: Element) -> dict[str, Any]:
    """The footnotes and endnotes by kind and id."""
    from lxml import etree

    notes: dict[str, Any] = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind not in ("footnotes", "endnotes") or relation.is_external:
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        root = etree.fromstring(relation.target_part.blob, parser)
        for note in root:
            if note.get(f"{_W}type") in (None, "normal"):
                notes[f"{kind[:-1]}Reference {note.get(f'{_W}id')}"] = note
    return notes


@dataclass(slots=True)
class _Piece:
    """What a paragraph holds: its text, the notes that it marks, the text boxes that it anchors."""

    text: list[str] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Goes through a document's body in order."""

    numbering: Numbering
    notes: dict[str, Any]
    limits: Limits
    tables: int = 0
    count: int = 0
    marks: int = 0
    exhausted: bool = False

    def body(self, container: Element, depth: int) -> Iterator[Line]:
        """The lines of everything in a body, cell, text box or note."""
        for element in container:
            if self.exhausted or depth > self.limits.depth:
                return
            if element.tag == f"{_W}p":
                yield from self._paragraph(element, depth)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element, depth)
            elif element.tag == f"{_W}sdt":
                for content in element.findall(f"{_W}sdtContent"):
                    yield from self.body(content, depth + 1)
            elif element.tag in (f"{_W}ins", f"{_W}customXml", f"{_W}smartTag", f"{_W}moveTo"):
                yield from self.body(element, depth + 1)

    def _paragraph(self, element: Element, depth: int) -> Iterator[Line]:
        self.count += 1
        self.exhausted = self.count > self.limits.lines
        piece = _Piece()
        self._gather(element, piece)
        text = self.numbering.mark(element) + "".join(piece.text)
        parts = text.split("\n")
        for n, part in enumerate(parts):
            yield Line(part, ends_paragraph=True if n == len(parts) - 1 else None)
        for box in piece.boxes:
            yield from self.body(box, depth + 1)
        for mark, note in piece.notes:
            yield from self._note(mark, note, depth)

    def _gather(self, element: Element, piece: _Piece) -> None:
        """The text below a paragraph, in order, without recursion; deleted text is no text."""
        stack = list(reversed(element))
        while stack:
            node = stack.pop()
            tag = node.tag
            if not isinstance(tag, str) or tag in _SKIPPED:
                continue
            local = tag.rsplit("}", 1)[-1]
            if tag == f"{_W}t":
                piece.text.append(node.text or "")
            elif tag == f"{_W}txbxContent":
                piece.boxes.append(node)
            elif tag.startswith(_W) and local in _SIGNS:
                piece.text.append("" if local == "br" and node.get(f"{_W}type") == "page" else _SIGNS[local])
            elif tag == f"{_W}sym":
                piece.text.append(_symbol(node.get(f"{_W}char")))
            elif local in ("footnoteReference", "endnoteReference"):
                self._mark(node, local, piece)
            elif tag not in (f"{_W}pPr", f"{_W}tbl"):
                stack.extend(reversed(node))

    def _mark(self, node: Element, local: str, piece: _Piece) -> None:
        note = self.notes.get(f"{local} {node.get(f'{_W}id')}")
        if note is not None:
            self.marks += 1
            piece.text.append(f"[{self.marks}]")
            piece.notes.append((self.marks, note))

    def _note(self, mark: int, note: Element, depth: int) -> Iterator[Line]:
        """A note as one paragraph of its own that opens with its mark."""
        texts = [line.text.strip() for line in self.body(note, depth + 1) if line.text.strip()]
        for n, text in enumerate(texts):
            words = f"[{mark}] {text}" if n == 0 else text
            yield Line(words, role="footnote", ends_paragraph=n == len(texts) - 1)

    def _table(self, table: Element, depth: int) -> Iterator[Line]:
        number = self.tables
        self.tables += 1
        rows = list(_children(table, "tr"))
        if max((len(list(_children(row, "tc"))) for row in rows), default=0) < 2 or _holds_tables(rows):
            for row in rows:
                for cell in _children(row, "tc"):
                    yield from self.body(cell, depth + 1)
            return
        for line in laid_out([self._row(row, depth) for row in rows], number):
            self.count += 1
            yield line

    def _row(self, row: Element, depth: int) -> list[GridCell]:
        """The cells of a row, with an empty one for columns that it leaves out at its start."""
        before = _count(row, "trPr", "gridBefore")
        return [GridCell("", before)] * bool(before) + [
            self._cell(cell, depth) for cell in _children(row, "tc")
        ]

    def _cell(self, cell: Element, depth: int) -> GridCell:
        wide = _count(cell, "tcPr", "gridSpan") or 1
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merge is not None and merge.get(f"{_W}val") in (None, "continue"):
            return GridCell("", wide, above=True)
        lines = [line.text.strip() for line in self.body(cell, depth + 1)]
        return GridCell("\n".join(line for line in lines if line), wide)


def _children(element: Element, local: str) -> Iterator[Any]:
    """The children of a kind, those inside content controls and insertions too."""
    for child in element:
        if child.tag == f"{_W}{local}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _children(child, local)


def _count(element: Element, properties: str, name: str) -> int:
    """How many columns of the grid a property of a row or a cell says; 0 where it says none, or nonsense."""
    found = element.find(f"{_W}{properties}/{_W}{name}")
    said = found.get(f"{_W}val") if found is not None else None
    return min(int(said), MOST_COLUMNS) if said and said.isascii() and said.isdigit() else 0


def _holds_tables(rows: list[Any]) -> bool:
    """Whether tables stand inside the cells: then the outer table only lays the page out."""
    return any(cell.find(f".//{_W}tbl") is not None for row in rows for cell in _children(row, "tc"))


def _symbol(code: str | None) -> str:
    try:
        return chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
