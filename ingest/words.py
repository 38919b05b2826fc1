"""Texts become words: Vietnamese writes spaces between syllables, so words must be found.

Reads: texts. Writes: lists of words, each its syllables joined by one space.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from functools import cache

SCHEME = "underthesea-crf"
"""Names the segmentation; part of an index's token scheme, so that a change of it builds the index anew."""

_LONGEST = 2_000
"""Characters given to the segmenter at once; its time grows with the length, its words never span so far."""
_HEAVY = ("underthesea.pipeline.translate", "underthesea.agent")
"""Parts of the library that load torch and that segmentation does not use; the library does without them."""


@cache
def _segmenter() -> Callable[[str], list[str]]:
    """The CRF model; the library's other parts stay unloaded unless they are loaded already."""
    left_out = [name for name in _HEAVY if name not in sys.modules]
    for name in left_out:
        sys.modules[name] = None  # type: ignore[assignment]  # an import of it raises ImportError, which is handled
    try:
        module = importlib.import_module("underthesea.pipeline.word_tokenize")
    finally:
        for name in left_out:
            del sys.modules[name]
    segmenter: Callable[[str], list[str]] = module.word_tokenize
    return segmenter


def _pieces(text: str) -> list[str]:
    """A text in lines, and lines longer than the segmenter's limit in parts cut at a space."""
    pieces: list[str] = []
    for line in text.encode("utf-8", "replace").decode().splitlines():  # a lone surrogate is no character
        rest = line.strip()
        while len(rest) > _LONGEST:
            cut = rest.rfind(" ", 1, _LONGEST)
            cut = cut if cut > 0 else _LONGEST
            pieces.append(rest[:cut])
            rest = rest[cut:].strip()
        if rest:
            pieces.append(rest)
    return pieces


def segment(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text, in order; punctuation marks are words of their own. Any text is accepted."""
    if not texts:
        return []
    segmenter = _segmenter()
    return [[word for piece in _pieces(text) for word in segmenter(piece)] for text in texts]
