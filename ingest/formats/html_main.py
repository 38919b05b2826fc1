"""Where on a page the document stands: found by where its words are, not by one site's names for it.

Every element is weighed by the Vietnamese prose below it, links not counted. From the body down, as long as
one child holds nearly all prose and nothing left outside looks like a part of a directive (its motto, its
number, a Căn cứ, an Điều, the recipients), the child is the document. Within it, lists of links, copies in
English and what its own name calls an advertisement or a menu are left out.

Reads: a parsed page; corpus/vocabulary/saved_pages.toml. Writes: Main.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.formats.html_elements import BLOCKS, Node, is_hidden, is_of_text
from ingest.formats.html_pages import english_words, is_sign, names_surroundings

_HOLDS = 0.6
"""Share of the prose that a child must hold to be taken for the whole."""
_LINKED = 0.6
_LINKS = 3
"""Share of letters in links, and number of links, that make a block a list of links."""
_LONG_ENGLISH = 200
"""Letters from which a block can be a copy in English."""
_MARKED = 0.04
"""Share of letters with Vietnamese marks below which a text is in no Vietnamese; plans have about 0.25."""
_ENGLISH = 0.12
"""Share of words that are English function words in an English text."""
_WORD = re.compile(r"[A-Za-z]+")
_VIETNAMESE = re.compile(r"[\u00c0-\u01b0\u1ea0-\u1ef9]")
_START = 120
_TEXT = frozenset(("p", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "pre", "blockquote"))
"""Elements that are text and hold no document."""


@dataclass(slots=True)
class _Weight:
    """What stands below an element."""

    node: Node
    parent: int
    block: int
    """The innermost block that it is or stands in."""
    linked: bool
    hidden: bool
    prose: int = 0
    letters: int = 0
    in_links: int = 0
    links: int = 0
    marked: int = 0
    words: int = 0
    english: int = 0
    signs: int = 0
    """Lines below that are signs of a directive."""
    start: str = ""
    """The first words of a block's own text, links left out."""


@dataclass(frozen=True, slots=True)
class Main:
    """The element with the document, and the elements in it that are no part of it, by identity."""

    element: Node
    left_out: frozenset[int]
    hidden_too: bool
    """Whether the page hides the document (another tab was open when it was saved)."""
    signs: int
    """Lines that are signs of a directive."""


def main_of(body: Node) -> Main:
    """Where the document stands on a page."""
    weights = _weighed(body)
    signs = [weight for weight in weights if is_sign(weight.start.strip())]
    hidden_too = bool(signs) and all(weight.hidden for weight in signs)
    for weight in signs:
        weight.signs = int(hidden_too or not weight.hidden)
    for at in range(len(weights) - 1, 0, -1):
        _add_up(weights, at, hidden_too)
    children: dict[int, list[int]] = {}
    for at, weight in enumerate(weights[1:], 1):
        children.setdefault(weight.parent, []).append(at)
    left = {at for at, w in enumerate(weights) if at and _is_around(w, weights[0])}
    for at in _outermost(weights, left):
        _take_off(weights, at)
    top = _descended(weights, children, left)
    return Main(
        weights[top].node, frozenset(weights[at].node.mem_id for at in left), hidden_too, weights[top].signs
    )


def _weighed(body: Node) -> list[_Weight]:
    """All elements below one that a document can stand in, in order, each with its own text weighed."""
    found = [_Weight(body, -1, 0, linked=False, hidden=False)]
    stack: list[tuple[Node, int]] = [(child, 0) for child in reversed(list(body.iter(include_text=True)))]
    while stack:
        node, parent = stack.pop()
        above = found[parent]
        if node.tag == "-text":
            _weigh(found, above, node.text(deep=False) or "")
        elif not node.tag.startswith(("-", "!")) and is_of_text(node):
            at = len(found)
            block = at if node.tag in BLOCKS else above.block
            linked = above.linked or node.tag == "a"
            found.append(_Weight(node, parent, block, linked, above.hidden or is_hidden(node)))
            found[-1].links = node.tag == "a"
            stack.extend((child, at) for child in reversed(list(node.iter(include_text=True))))
    return found


def _weigh(found: list[_Weight], above: _Weight, text: str) -> None:
    letters = sum(map(str.isalnum, text))
    if not letters:
        return
    above.letters += letters
    if above.linked:
        above.in_links += letters
        return
    words = _WORD.findall(text)
    above.prose += letters
    above.marked += len(_VIETNAMESE.findall(text))
    above.words += len(words)
    above.english += sum(word.lower() in english_words() for word in words)
    block = found[above.block]
    if len(block.start) < _START:
        block.start = f"{block.start}{' '.join(text.split())} " if text.strip() else block.start


def _add_up(weights: list[_Weight], at: int, hidden_too: bool) -> None:
    mine = weights[at]
    if mine.hidden and not hidden_too:
        mine.prose = 0
    above = weights[mine.parent]
    for name in ("prose", "letters", "in_links", "links", "marked", "words", "english", "signs"):
        setattr(above, name, getattr(above, name) + getattr(mine, name))


def _is_around(weight: _Weight, whole: _Weight) -> bool:
    """Whether an element is a list of links, a copy in English, or says itself that it surrounds the text."""
    if weight.node.tag not in BLOCKS:
        return False
    if _is_english(weight) and not _is_english(whole):
        return True
    if weight.signs:
        return False
    if weight.links >= _LINKS and weight.in_links > _LINKED * weight.letters:
        return True
    attributes = weight.node.attributes
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return weight.prose < whole.prose / 2 and len(named) > 1 and names_surroundings(named)


def _is_english(weight: _Weight) -> bool:
    if weight.prose < _LONG_ENGLISH or weight.marked > _MARKED * weight.prose:
        return False
    return weight.english > _ENGLISH * weight.words


def _outermost(weights: list[_Weight], left: set[int]) -> Iterator[int]:
    for at in sorted(left):
        above = weights[at].parent
        while above >= 0 and above not in left:
            above = weights[above].parent
        if above < 0:
            yield at


def _take_off(weights: list[_Weight], at: int) -> None:
    """Takes the prose and the signs of an element that is left out off those above it."""
    prose, signs = weights[at].prose, weights[at].signs
    above = at
    while above >= 0:
        weights[above].prose -= prose
        weights[above].signs -= signs
        above = weights[above].parent


def _descended(weights: list[_Weight], children: dict[int, list[int]], left: set[int]) -> int:
    """The innermost element that holds the document and everything that looks like a part of it."""
    at = 0
    while True:
        inner = [child for child in children.get(at, ()) if child not in left]
        best = max(inner, key=lambda child: weights[child].prose, default=None)
        if best is None or weights[best].signs < max(weights[at].signs, 1):
            return at
        if weights[best].node.tag == "table":
            return _into_layout(weights, children, at, best)
        if weights[best].node.tag in _TEXT or weights[best].prose < _HOLDS * weights[at].prose:
            return at
        at = best


def _into_layout(weights: list[_Weight], children: dict[int, list[int]], at: int, table: int) -> int:
    """A cell of a table that lays a page out, where one holds everything; else what is around it."""
    found = table
    while True:
        best = max(children.get(found, ()), key=lambda child: weights[child].prose, default=None)
        if best is None or weights[best].signs < max(weights[at].signs, 2):
            return at
        if weights[best].node.tag == "td":
            return best
        if weights[best].node.tag not in ("tbody", "tr"):
            return at
        found = best
