"""Remarks as comments in a Word file, on the exact runs of each citation; all else stays as it was.

A run that a citation begins or ends inside is split, both parts with its formatting; joined again they are
the run that was there. Word has no comments in footnotes: those of a footnote's citation stand at its mark
in the body.

Reads: a .docx as bytes, Report. Writes: a .docx as bytes.
"""

from __future__ import annotations

import copy
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from index.citation_check.alignment import align
from index.citation_check.records import LABELS, PART_LABELS, Item, Report
from index.cited_form import first_citation

Element: TypeAlias = Any
"""An element of a Word file as lxml gives it, without types."""

AUTHOR = "Căn Cứ"
INITIALS = "CC"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SKIPPED = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_MC}Fallback", f"{_W}rPr", f"{_W}pPr"}
)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_NOTES = ("footnoteReference", "endnoteReference")


@dataclass(slots=True)
class _Sign:
    """A code point of the file's text, and the element that holds it."""

    text: str
    holder: Element
    """`w:t`, or what stands for one sign; a footnote's words are held by its mark."""
    offset: int


def commented(data: bytes, report: Report, *, every: bool = False) -> tuple[bytes, int]:
    """The file with a comment on each citation that there is something to say of, and how many there are.

    With `every` also on those that agree. `data` must be a .docx that was read before: its limits are not
    looked at again.
    """
    import docx

    document = docx.Document(io.BytesIO(data))
    items = [item for item in report.items if every or item.status != "found"]
    words = _Words(list(_signs(document.element.body, _note_bodies(document))))
    aligned = align(report.text, words.text)
    count = 0
    for item in sorted(items, key=lambda i: (i.start, -i.end)):
        span = aligned.span(item.start, item.end)
        runs = words.runs(*span) if span else None
        if runs is not None:
            _comment(document, *runs, remark(item))
            count += 1
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), count


def remark(item: Item) -> str:
    """What a comment says: the status, the findings, the components, what may be meant, the official form."""
    lines = [f"{LABELS[item.status]}."]
    lines += [finding.reason for finding in item.findings] or [item.reason]
    lines += [
        f"{PART_LABELS[c.component]}: {'khớp' if c.ok else 'không khớp'} ({c.found})."
        for c in item.checks
        if c.ok is not None and c.found and c.component not in ("provision", "reference")
    ]
    lines += [f"{c.lead}: {first_citation(c, which=True)}." for c in item.candidates[:5] if c.number]
    if item.suggestion and item.status != "found":
        lines.append(f"Cách ghi theo thể thức: {item.suggestion}")
    return "\n".join(dict.fromkeys(line.strip() for line in lines if line.strip()))


def _comment(document: Element, first: Element, last: Element, words: str) -> None:
    from docx.text.run import Run

    runs = [Run(first, document), Run(last, document)]
    document.add_comment(runs, text=words, author=AUTHOR, initials=INITIALS)


def _note_bodies(document: Element) -> dict[str, Element]:
    """Footnotes and endnotes by the mark's name and id."""
    from lxml import etree

    found: dict[str, Any] = {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in ("footnotes", "endnotes") and not relation.is_external:
            for note in etree.fromstring(relation.target_part.blob, parser):
                found[f"{kind[:-1]}Reference {note.get(f'{_W}id')}"] = note
    return found


def _signs(root: Element, notes: dict[str, Any]) -> Iterator[_Sign]:
    """The text of a body in reading order; each paragraph and cell ends with a line break."""
    for paragraph in _paragraphs(root):
        box = _box(paragraph)
        marks: list[Any] = []
        for node in _nodes(paragraph):
            local = node.tag.rsplit("}", 1)[-1]
            if local in _NOTES:
                marks.append(node)
            else:
                text = (node.text or "") if local == "t" else _SIGNS.get(local, "")
                if box is not None:
                    yield from (_Sign(sign, box, 0) for sign in text)
                else:
                    yield from (_Sign(sign, node, at) for at, sign in enumerate(text))
        for mark in marks:
            note = notes.get(f"{mark.tag.rsplit('}', 1)[-1]} {mark.get(f'{_W}id')}")
            if note is not None:
                yield _Sign("\n", mark, 0)
                words = "".join(node.text or " " for node in _nodes(note))
                yield from (_Sign(sign, mark, 0) for sign in words)
        yield _Sign("\n", paragraph, 0)


def _paragraphs(root: Element) -> Iterator[Element]:
    """Every paragraph in order; those of a text box behind the one that anchors it."""
    for element in root.iter(f"{_W}p"):
        if not any(a.tag in _SKIPPED for a in element.iterancestors()):
            yield element


def _box(paragraph: Element) -> Element | None:
    """The element of the outer run that holds a paragraph's text box: Word has no comments inside boxes."""
    box = None
    node = paragraph
    while (parent := node.getparent()) is not None:
        if parent.tag == f"{_W}r":
            box = node
        node = parent
    return box


def _nodes(paragraph: Element) -> Iterator[Element]:
    """What carries text below a paragraph, in order; nothing deleted, no nested paragraphs."""
    stack = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        tag = node.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            continue
        local = tag.rsplit("}", 1)[-1]
        if tag == f"{_W}p" and paragraph.tag == f"{_W}p":
            continue
        if local in ("t", *_NOTES) or local in _SIGNS:
            if tag.startswith(_W):
                yield node
        else:
            stack.extend(reversed(node))


class _Words:
    """A file's text, sign by sign, which knows the runs that hold it while they are being split."""

    def __init__(self, signs: Sequence[_Sign]) -> None:
        self._signs = signs
        self._held: dict[Any, list[_Sign]] = defaultdict(list)
        for sign in signs:
            self._held[sign.holder].append(sign)
        self.text = "".join(sign.text for sign in signs)

    def runs(self, start: int, end: int) -> tuple[Element, Element] | None:
        """The first and the last run of a stretch, split so that they hold nothing before and behind it."""
        held = [s for s in self._signs[start:end] if s.holder.tag != f"{_W}p"]
        if not held or _run_of(held[0].holder) is None or _run_of(held[-1].holder) is None:
            return None
        self._split(held[-1].holder, held[-1].offset + 1)
        self._split(held[0].holder, held[0].offset)
        return _run_of(held[0].holder), _run_of(held[-1].holder)

    def _split(self, holder: Element, offset: int) -> None:
        """End the run of a text element before an offset of its text, if there is a before and behind."""
        run = _run_of(holder)
        text = (holder.text or "") if holder.tag == f"{_W}t" else None
        if text is not None and 0 < offset < len(text):
            holder.addnext(self._rest(holder, text, offset))
            moved = list(holder.itersiblings())
        else:
            behind = list(holder.itersiblings())
            moved = behind if offset > 0 else [holder, *behind]
        if run is None:
            return
        before = [e for e in run if e.tag != f"{_W}rPr" and e not in moved]
        if moved and before:
            _new_run(run, moved)

    def _rest(self, holder: Element, text: str, offset: int) -> Element:
        """The text element of what stands behind an offset; its signs are held by it from now on."""
        rest = copy.deepcopy(holder)
        rest.tail = None
        holder.text, rest.text = text[:offset], text[offset:]
        for part in (holder, rest):
            if part.text != part.text.strip():
                part.set(_SPACE, "preserve")
        signs = self._held[holder]
        self._held[holder] = [s for s in signs if s.offset < offset]
        self._held[rest] = [s for s in signs if s.offset >= offset]
        for sign in self._held[rest]:
            sign.holder, sign.offset = rest, sign.offset - offset
        return rest


def _run_of(node: Element) -> Element | None:
    while node is not None and node.tag != f"{_W}r":
        node = node.getparent()
    return node


def _new_run(run: Element, moved: Sequence[Element]) -> None:
    """A run behind another, with its formatting and the elements given."""
    new = copy.deepcopy(run)
    for child in list(new):
        if child.tag != f"{_W}rPr":
            new.remove(child)
    for element in moved:
        new.append(element)
    run.addnext(new)
