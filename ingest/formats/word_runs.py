"""The text of one Word paragraph as it reads once all changes are accepted.

Reads: a paragraph of a Word document. Writes: Piece.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ingest.formats.word_package import Element, W
from ingest.formats.word_styles import Look, Styles
from ingest.formats.word_symbols import symbol

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_REMOVED = {f"{W}del": "deleted", f"{W}moveFrom": "moved"}
_ADDED = {f"{W}ins": "added", f"{W}moveTo": "moved"}
_SKIPPED = frozenset(
    {f"{W}instrText", f"{W}delText", f"{W}delInstrText", f"{W}rPr", f"{W}pPr", f"{W}rt", f"{W}tbl"}
)
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "\u00ad",
    f"{W}ptab": "\t",
}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}


@dataclass(slots=True)
class Piece:
    """What a paragraph holds: runs of text with their fonts, notes it marks, text boxes it anchors."""

    runs: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[int, Element]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of all runs."""
        return "".join(text for text, _ in self.runs)


@dataclass(slots=True)
class Runs:
    """Gathers the text of paragraphs, and counts what was changed, hidden and marked on the way."""

    styles: Styles
    notes: dict[str, Element]
    marks: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    """How many changes of each kind (`added`, `deleted`, `moved`) and hidden runs were met."""

    def gather(self, paragraph: Element, piece: Piece) -> None:
        """Add the text below a paragraph to a piece, in order, without recursion; deleted text is no text."""
        around = self.styles.paragraph(paragraph)
        stack: list[tuple[Element, Look]] = [(child, around) for child in reversed(paragraph)]
        while stack:
            node, look = stack.pop()
            tag = node.tag
            if not isinstance(tag, str) or tag in _SKIPPED:
                continue
            if tag in _REMOVED:
                self.seen[_REMOVED[tag]] += 1
            elif tag == f"{W}r":
                look = self.styles.run(node, around)
                if look.hidden:
                    self.seen["hidden"] += 1
                else:
                    stack.extend((child, look) for child in reversed(node))
            elif tag == f"{_MC}AlternateContent":
                stack.extend((child, look) for child in reversed(_chosen(node)))
            elif not self._leaf(node, tag, look, piece):
                self.seen[_ADDED.get(tag, "")] += 1
                stack.extend((child, look) for child in reversed(node))

    def _leaf(self, node: Element, tag: str, look: Look, piece: Piece) -> bool:
        """Add what an element is by itself; False where it only holds others."""
        if tag in (f"{W}t", _MATH):
            text = node.text or ""
            piece.runs.append((text.upper() if look.capitals else text, look.font))
        elif tag == f"{W}txbxContent":
            piece.boxes.append(node)
        elif tag in _SIGNS:
            unseen = tag == f"{W}br" and node.get(f"{W}type") in ("page", "column")
            piece.runs.append(("" if unseen else _SIGNS[tag], look.font))
        elif tag == f"{W}sym":
            piece.runs.append(
                (symbol(node.get(f"{W}font"), node.get(f"{W}char")), node.get(f"{W}font") or "")
            )
        elif tag in _NOTES:
            self._mark(node, _NOTES[tag], piece)
        else:
            return False
        return True

    def _mark(self, node: Element, kind: str, piece: Piece) -> None:
        note = self.notes.get(f"{kind} {node.get(f'{W}id')}")
        if note is not None:
            self.marks += 1
            piece.runs.append((f"[{self.marks}]", ""))
            piece.notes.append((self.marks, note))


def is_removed(paragraph: Element) -> bool:
    """Whether the end of a paragraph was deleted or moved away, so that it goes on in the next one."""
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    return marks is not None and any(mark.tag in _REMOVED for mark in marks)


def _chosen(alternatives: Element) -> list[Element]:
    """What stands in the first of several ways to draw the same thing: a text box must not be read twice."""
    first = alternatives.find(f"{_MC}Choice")
    if first is None:
        first = alternatives.find(f"{_MC}Fallback")
    return [] if first is None else list(first)
