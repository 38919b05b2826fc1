"""Whether the text layer of a PDF page can be believed, told by its language and what lies below.

Reads: a page of pdfplumber. Writes: Layer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.formats.pdf_page import Page, read_page
from ingest.formats.pdf_words import PlumberPage
from ingest.recognition.language import vietnamese, words_in

Doubt = Literal["empty", "garbled", "covered"]
"""Nothing to read; words that are no language; a picture of a page with a few words over it."""

_JUDGED = 20
"""Words from which on the language of a page is judged."""
_VIETNAMESE = 0.7
"""Good text layers measure 0.96 and more; one that lies measured 0."""
_COVERED = 0.5
"""A picture that takes this part of the paper is the page itself."""
_FEW_WORDS = 60
"""A page full of text has hundreds; a signature's note has a dozen or two."""
_BETTER = 0.15
"""The recognised reading of a garbled page must be more Vietnamese than its layer by this much."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A page as its text layer gives it, and why that cannot be believed, where it cannot."""

    page: Page
    doubt: Doubt | None
    vietnamese: float
    words: int


def layer_of(page: PlumberPage) -> Layer:
    """A page's text layer, judged."""
    read = read_page(page)
    text = text_of(read)
    share, count = vietnamese(text), words_in(text)
    return Layer(read, _doubt(page, count, share), share, count)


def is_better(again: Page, layer: Layer) -> bool:
    """Whether the recognised reading of a page is to be taken for its text layer."""
    text = text_of(again)
    if layer.doubt == "garbled":
        return vietnamese(text) > layer.vietnamese + _BETTER
    return words_in(text) > layer.words


def text_of(page: Page) -> str:
    """The words of a page."""
    return "\n".join(line.text for line in page.lines)


def _doubt(page: PlumberPage, words: int, share: float) -> Doubt | None:
    if not words:
        return "empty" if page.images or page.curves or page.rects else None
    if words < _FEW_WORDS and _covered(page):
        return "covered"
    return "garbled" if words >= _JUDGED and share < _VIETNAMESE else None


def _covered(page: PlumberPage) -> bool:
    """Whether pictures take most of the paper."""
    paper = float(page.width) * float(page.height)
    taken = sum(abs(float(i["x1"] - i["x0"]) * float(i["bottom"] - i["top"])) for i in page.images)
    return paper > 0 and taken > _COVERED * paper
