"""Which elements of a page a reader sees, and which begin a line of their own.

Reads: elements of the HTML parser. Writes: bool.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

Node: TypeAlias = Any
"""An element of the HTML parser, which has no types of its own."""

_AROUND = frozenset(("nav", "menu", "aside", "button", "select", "input", "textarea", "dialog"))
_ROLES = frozenset(("navigation", "search", "banner", "contentinfo", "complementary", "menu", "menubar"))
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "p", "pre",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption",
    )
)  # fmt: skip


def is_of_text(node: Node) -> bool:
    """Whether an element can belong to a document, hidden or not: no menu, no field to fill in."""
    return node.tag not in _AROUND and node.attributes.get("role") not in _ROLES


def is_hidden(node: Node) -> bool:
    """Whether an element itself says that it is not shown."""
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style and _HIDDEN.search(style))


def is_visible(node: Node) -> bool:
    """Whether an element is shown and belongs to the document, not to what surrounds it on a page."""
    return is_of_text(node) and not is_hidden(node)
