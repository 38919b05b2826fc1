"""An article's text in windows short enough for the model, cut between lines where there are any.

Reads: an article's text. Writes: windows.
"""

from __future__ import annotations

from collections.abc import Iterator

WORDS = 100
"""Words of a window: with its heading it fills what the model was trained on."""
_TOLERANCE = 1.3
"""A text this much longer than a window is still one."""
MOST = 2
"""Windows of one article that are embedded; what lies behind them is found by its words."""


def windows(text: str, most: int = MOST) -> list[str]:
    """The first windows of a text, at least one (empty for an empty text)."""
    if len(text.split()) <= WORDS * _TOLERANCE:
        return [" ".join(text.split())]
    found: list[str] = []
    for window in _cut(text):
        found.append(" ".join(window))
        if len(found) == most:
            break
    return found


def _cut(text: str) -> Iterator[list[str]]:
    held: list[str] = []
    for line in text.split("\n"):
        words = line.split()
        if held and len(held) + len(words) > WORDS:
            yield held
            held = []
        while len(words) > WORDS:
            yield words[:WORDS]
            words = words[WORDS:]
        held += words
    if held:
        yield held


def embedded(act: str, title: str, window: str) -> str:
    """What the model reads of a window: the act, the article, the words."""
    return " | ".join(part for part in (act, title, window) if part)
