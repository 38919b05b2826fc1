"""The lines of a file with their old encodings converted, and what was converted said in its warnings.

Reads: Source. Writes: Source.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Line, Source
from ingest.encodings.capitals import with_capitals
from ingest.encodings.deciding import Piece, decide
from ingest.encodings.evidence import read_in
from ingest.encodings.lost_letters import is_dropped, with_dropped_letters, with_lost_letters
from ingest.encodings.places import named_places
from ingest.encodings.tables import Encoding, encodings, hint

_DECOMPOSED = "Unicode tổ hợp (dấu rời)"
_MARK = re.compile("[\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323]")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece as it was read: its text, how long it was, the encoding that it was in, if any."""

    text: str
    length: int
    encoding: str = ""
    small: bool = False
    """Whether it may lack capitals that its encoding cannot write."""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands before and after a line, and whether a sentence begins with it."""

    before: str
    after: str
    begins: bool


def converted(source: Source) -> Source:
    """A file's lines in composed Unicode; warnings name what was converted and where."""
    return convert(source)[0]


def convert(source: Source) -> tuple[Source, tuple[str, ...]]:
    """As `converted`, with the names of what was converted.

    Lines that need nothing are kept as they are. Fonts are forgotten: nothing behind needs them.
    """
    pieces = [list(_pieces(line)) for line in source.lines]
    decided = iter(decide([piece for of_line in pieces for piece in of_line]))
    texts: list[list[Part]] = [[_part(piece, next(decided)) for piece in of_line] for of_line in pieces]
    texts, put_back = _with_dropped_letters(texts)
    lines: list[Line] = []
    places: dict[str, list[int]] = {}
    before, begins = "", True
    for n, (line, parts) in enumerate(zip(source.lines, texts, strict=True)):
        after = "".join(part.text for part in texts[n + 1]) if n + 1 < len(texts) else ""
        read, names = _read(line, parts, Around(before, after, begins))
        begins = (
            not read.text.strip()
            or line.ends_paragraph is True
            or read.text.rstrip().endswith((".", ":", ";"))
        )
        before = read.text or before
        lines.append(read)
        for name in names:
            places.setdefault(name, []).append(n)
    if not places:
        return dataclasses.replace(source, lines=tuple(lines)), ()
    warnings = tuple(
        f"Đã chuyển mã {name} sang Unicode: {named_places(source.lines, where)}."
        for name, where in places.items()
    )
    if put_back:
        warnings += (
            f"Tệp bị mất chữ «ư» của bảng mã cũ: đã khôi phục {put_back} chỗ, hãy đối chiếu với bản gốc.",
        )
    return dataclasses.replace(source, lines=tuple(lines), warnings=source.warnings + warnings), tuple(places)


def _with_dropped_letters(texts: list[list[Part]]) -> tuple[list[list[Part]], int]:
    """The parts with the letter back that a program dropped from all of them, and in how many words."""
    total = 0
    for item in encodings():
        own = [part.text for parts in texts for part in parts if part.encoding == item.name]
        if not own or not is_dropped(own, item):
            continue
        result: list[list[Part]] = []
        for parts in texts:
            read: list[Part] = []
            for part in parts:
                text, count = (
                    with_dropped_letters(part.text, item) if part.encoding == item.name else (part.text, 0)
                )
                total += count
                read.append(dataclasses.replace(part, text=text) if count else part)
            result.append(read)
        texts = result
    return texts, total


def _pieces(line: Line) -> Iterator[Piece]:
    """The cells or the text of a line, cut where the font changes to or from an old one."""
    whole = " | ".join(line.cells) if line.cells else line.text
    for start, end in _cells(line):
        cuts = [(at, font) for at, font in line.fonts if at < end]
        at = start
        font = next((name for begin, name in reversed(cuts) if begin <= start), "")
        for begin, name in [cut for cut in cuts if cut[0] > start]:
            if hint(name) is not hint(font):
                yield Piece(whole[at:begin], font)
                at, font = begin, name
        yield Piece(whole[at:end], font)


def _cells(line: Line) -> Iterator[tuple[int, int]]:
    """Where the cells of a row stand in its text; the whole text of another line."""
    if not line.cells:
        yield 0, len(line.text)
        return
    at = 0
    for cell in line.cells:
        yield at, at + len(cell)
        at += len(cell) + 3


def _read(line: Line, parts: Sequence[Part], around: Around) -> tuple[Line, list[str]]:
    """A line as its pieces' encodings read it, and what it was in."""
    names = [name for name in dict.fromkeys(part.encoding for part in parts) if name]
    if _is_decomposed("".join(part.text for part in parts)):
        names.append(_DECOMPOSED)
    if not names:
        return (dataclasses.replace(line, fonts=()) if line.fonts else line), names
    return _rebuilt(line, parts, around), names


def _rebuilt(line: Line, parts: Sequence[Part], around: Around) -> Line:
    """The line with the texts of its parts, cell by cell."""
    cells: list[str] = []
    left = iter(parts)
    for start, end in _cells(line):
        of_cell = [next(left)]
        while sum(part.length for part in of_cell) < end - start:
            of_cell.append(next(left))
        cells.append(_whole(of_cell, dataclasses.replace(around, begins=around.begins or bool(line.cells))))
    if line.cells:
        return dataclasses.replace(line, text=" | ".join(cells), cells=tuple(cells), fonts=())
    return dataclasses.replace(line, text=cells[0], fonts=())


def _part(piece: Piece, item: Encoding | None) -> Part:
    """A piece as its encoding reads it."""
    if item is None:
        return Part(piece.text, len(piece.text))
    hinted = hint(piece.font)
    capitals = hinted is not None and hinted.capitals
    text = with_lost_letters(read_in(_plain(piece.text), item), item)
    text = text.upper() if capitals else text
    name = item.name if text != piece.text else ""
    return Part(text, len(piece.text), name, small=item.capitals_as_small and not capitals)


def _plain(text: str) -> str:
    """Codes that a Word file keeps in the private area of a symbol font, as plain codes."""
    return "".join(chr(ord(c) - 0xF000) if 0xF020 <= ord(c) <= 0xF0FF else c for c in text)


def _whole(parts: Sequence[Part], around: Around) -> str:
    """The text of a cell or line, with capitals given back to what has none for its tones."""
    text = "".join(part.text for part in parts)
    if any(part.small for part in parts):
        restored = with_capitals(text, around.before, around.after, begins=around.begins)
        at, result = 0, ""
        for part in parts:
            end = at + len(part.text)
            result += restored[at:end] if part.small else text[at:end]
            at = end
        text = result
    return unicodedata.normalize("NFC", text)


def _is_decomposed(text: str) -> bool:
    return _MARK.search(text) is not None and unicodedata.normalize("NFC", text) != text
