"""The lines of a file with their old encodings converted, and what was converted said in its warnings.

Reads: Source. Writes: Source.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterator, Sequence

from ingest.document import Line, Source
from ingest.encodings.capitals import with_capitals
from ingest.encodings.deciding import Piece, decide
from ingest.encodings.evidence import read_in, unicode_words
from ingest.encodings.lost_letters import with_lost_letters
from ingest.encodings.places import named_places
from ingest.encodings.tables import Encoding, hint

_DECOMPOSED = "Unicode tổ hợp (dấu rời)"
_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")


def converted(source: Source) -> Source:
    """A file's lines in composed Unicode, whatever they were in; a warning names what was converted and where.

    Lines that need nothing are kept as they are. Fonts are forgotten: nothing behind needs them.
    """
    pieces = [list(_pieces(line)) for line in source.lines]
    decided = iter(decide([piece for of_line in pieces for piece in of_line]))
    lines: list[Line] = []
    places: dict[str, list[int]] = {}
    begins = True
    for n, (line, of_line) in enumerate(zip(source.lines, pieces, strict=True)):
        chosen = [next(decided) for _ in of_line]
        read, names = _read(line, of_line, chosen, begins)
        begins = not read.text.strip() or line.ends_paragraph is True or read.text.rstrip().endswith((".", ":", ";"))
        lines.append(read)
        for name in names:
            places.setdefault(name, []).append(n)
    if not places:
        return dataclasses.replace(source, lines=tuple(lines))
    warnings = tuple(
        f"Đã chuyển mã {name} sang Unicode: {named_places(source.lines, where)}."
        for name, where in places.items()
    )
    return dataclasses.replace(source, lines=tuple(lines), warnings=source.warnings + warnings)


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


def _read(
    line: Line, pieces: Sequence[Piece], chosen: Sequence[Encoding | None], begins: bool
) -> tuple[Line, list[str]]:
    """A line as its pieces' encodings read it, and what it was in."""
    names = [item.name for item in dict.fromkeys(chosen) if item is not None]
    texts = [_text(piece, item) for piece, item in zip(pieces, chosen, strict=True)]
    if _is_decomposed("".join(texts)):
        names.append(_DECOMPOSED)
    if not names and not line.fonts:
        return line, names
    if not names:
        return dataclasses.replace(line, fonts=()), names
    cells: list[str] = []
    of_cell = iter(zip(pieces, texts, chosen, strict=True))
    for start, end in _cells(line):
        parts: list[tuple[str, bool]] = []
        length = 0
        while length < end - start or (length == 0 and end == start and not parts):
            piece, text, item = next(of_cell)
            length += len(piece.text)
            small = item is not None and item.capitals_as_small and not _shown_in_capitals(piece)
            parts.append((text, small))
        cells.append(_whole(parts, begins or bool(line.cells)))
    text = " | ".join(cells) if line.cells else cells[0]
    return dataclasses.replace(line, text=text, cells=tuple(cells) if line.cells else (), fonts=()), names


def _text(piece: Piece, item: Encoding | None) -> str:
    hinted = hint(piece.font)
    if item is None:
        capitals = hinted is not None and hinted.capitals and not unicode_words(piece.text)
        return piece.text.upper() if capitals else piece.text
    text = with_lost_letters(read_in(_plain(piece.text), item), item)
    return text.upper() if _shown_in_capitals(piece) else text


def _shown_in_capitals(piece: Piece) -> bool:
    hinted = hint(piece.font)
    return hinted is not None and hinted.capitals


def _plain(text: str) -> str:
    """Codes that a Word file keeps in the private area of a symbol font, as plain codes."""
    return "".join(chr(ord(c) - 0xF000) if 0xF020 <= ord(c) <= 0xF0FF else c for c in text)


def _whole(parts: Sequence[tuple[str, bool]], begins: bool) -> str:
    """The text of a cell or line, with capitals given back to what has none for its tones."""
    text = unicodedata.normalize("NFC", "".join(text for text, _ in parts))
    if not any(small for _, small in parts):
        return text
    restored = with_capitals(text, begins=begins)
    if len(restored) != len(text) or sum(len(part) for part, _ in parts) != len(text):
        return restored
    at, result = 0, []
    for part, small in parts:
        result.append(restored[at : at + len(part)] if small else text[at : at + len(part)])
        at += len(part)
    return "".join(result)


def _is_decomposed(text: str) -> bool:
    return not text.isascii() and any(mark in _MARKS for mark in text) and unicodedata.normalize("NFC", text) != text
