"""HTML as authors of the codification paste it becomes lines of text, whatever is wrong with it.

The scanner knows tags by the names that HTML has and takes every other `<` for a word of the author (`đảo <
10 km2`, `<5km2`), and it needs no tree, so neither depth nor a missing end tag can harm it. It takes time
in proportion to the length.

Reads: HTML. Writes: lines of text.
"""

from __future__ import annotations

import html
import re
import unicodedata

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*(?::[a-zA-Z0-9]+)?)(?=[\s/>])([^<>]*)>|<[!?][^<>]*>")
_HIDDEN = re.compile(r"<!--|<(script|style)(?=[\s/>])", re.IGNORECASE)
_ENDS = {
    "": re.compile("-->"),
    "script": re.compile(r"</script[^<>]*>", re.IGNORECASE),
    "style": re.compile(r"</style[^<>]*>", re.IGNORECASE),
}
_BLOCK_NAMES = """
    address article blockquote body br caption center dd div dl dt footer form h1 h2 h3 h4 h5 h6 head header
    hr html li main ol p pre section table tbody tfoot thead title tr ul
"""
_INLINE_NAMES = """
    a abbr acronym b base bdo big button cite code col colgroup del dfn em embed fieldset font i iframe img
    input ins kbd label legend link map mark meta nobr noscript object option param q s samp script select
    small span strike strong style sub sup svg textarea tt u var wbr
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_ROWS = frozenset(("table", "tbody", "thead", "tfoot", "tr"))
_CELLS = frozenset(("td", "th"))
_KNOWN = _BLOCKS | _CELLS | frozenset(_INLINE_NAMES.split())
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\ufeff\u2060"))
"""Zero-width characters, which cut words apart unseen."""
_SPACES = re.compile(r" {2,}")


def text_of(markup: str) -> str:
    """The text of a piece of HTML: a paragraph or table row a line, cells joined by ` | `, no empty line."""
    shown = _shown(markup)
    pieces: list[str] = []
    at, cells = 0, 0
    in_cell = False
    for tag in _TAG.finditer(shown):
        name = (tag[2] or "").lower()
        if name and name not in _KNOWN and ":" not in name:
            continue
        pieces.append(_words(shown[at : tag.start()]))
        at = tag.end()
        if name in _CELLS:
            in_cell = not tag[1]
            if in_cell:
                pieces.append(" | " if cells else "")
                cells += 1
        elif name in _ROWS:
            in_cell, cells = False, 0
            pieces.append("\n")
        elif name in _BLOCKS:
            pieces.append(" " if in_cell else "\n")
    pieces.append(_words(shown[at:]))
    lines = (_SPACES.sub(" ", line).strip(" ") for line in "".join(pieces).split("\n"))
    return unicodedata.normalize("NFC", "\n".join(line for line in lines if line.strip(" |")))


def line_of(markup: str) -> str:
    """The text of a piece of HTML on one line."""
    return " ".join(text_of(markup).split())


def _words(run: str) -> str:
    """A run between two tags, its white space made single spaces; a space at either end is kept as one."""
    words = (html.unescape(run) if "&" in run else run).translate(_INVISIBLE)
    if not words:
        return ""
    joined = " ".join(words.split())
    if not joined:
        return " "
    return f"{' ' if words[0].isspace() else ''}{joined}{' ' if words[-1].isspace() else ''}"


def _shown(markup: str) -> str:
    """The markup without comments, scripts and styles; one that never ends is left where it stands."""
    pieces: list[str] = []
    at, looked = 0, 0
    endless: set[str] = set()
    while found := _HIDDEN.search(markup, looked):
        kind = (found[1] or "").lower()
        end = None if kind in endless else _ENDS[kind].search(markup, found.end())
        if end is None:
            endless.add(kind)
            looked = found.end()
            continue
        pieces.append(markup[at : found.start()])
        at = looked = end.end()
    pieces.append(markup[at:])
    return "".join(pieces) if len(pieces) > 1 else markup
