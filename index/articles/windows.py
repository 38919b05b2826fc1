"""An article's text in windows short enough for the model, cut between lines where there are any.

Reads: an article's text. Writes: windows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.articles.heading import Headed

WORDS = 100
"""Words of a window: with its heading it fills what the model was trained on."""
_TOLERANCE = 1.3
"""A text this much longer than a window is still one."""
MOST = 8
"""Windows of one article that are embedded, where there is time for so many of every one; what lies behind
them is found by its words."""
LEAST = 2
"""Windows of one article that are embedded, however many articles there are."""
TOGETHER = 120_000
"""Windows that all articles together get, beyond the least: what two cores embed within half an hour."""


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


def affordable(counts: NDArray[np.int32]) -> int:
    """How many windows of one article are embedded, where articles have so many."""
    each = range(MOST, LEAST, -1)
    return next((most for most in each if np.minimum(counts, most).sum() <= TOGETHER), LEAST)


@dataclass(frozen=True, slots=True)
class WindowTexts:
    """What the model reads of many articles, the first windows of all of them first.

    So texts of about one length lie together. They are put together when they are asked for: all at once
    they are as large as the law.
    """

    rows: NDArray[np.int32]
    """Which article each window is of."""
    _nth: NDArray[np.int8]
    _headings: list[tuple[str, str]]
    _cut: list[list[str]]

    @classmethod
    def of(cls, articles: Iterable[Headed]) -> WindowTexts:
        """The windows of these articles."""
        headings, cut = [], []
        for one in articles:
            headings.append((one.act, one.title))
            cut.append(windows(one.text))
        counts = np.array([len(found) for found in cut], np.int32)
        counts = np.minimum(counts, affordable(counts))
        each = [np.flatnonzero(counts > nth).astype(np.int32) for nth in range(int(counts.max(initial=0)))]
        nths = [np.full(len(rows), nth, np.int8) for nth, rows in enumerate(each)]
        empty = [np.empty(0, np.int32)]
        return cls(
            np.concatenate(each or empty), np.concatenate(nths or empty).astype(np.int8), headings, cut
        )

    def __len__(self) -> int:
        return len(self.rows)

    def texts(self, start: int = 0, end: int | None = None) -> Iterator[str]:
        """The texts of the windows from `start` up to `end`."""
        for row, nth in zip(self.rows[start:end].tolist(), self._nth[start:end].tolist(), strict=True):
            act, title = self._headings[row]
            yield embedded(act, title, self._cut[row][nth])
