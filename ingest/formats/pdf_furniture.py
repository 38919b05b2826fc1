"""What every page of a PDF repeats (running heads, page numbers) is told from its text.

Reads: Page records. Writes: Page records, warnings.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence

from ingest.formats.pdf_lines import TextLine
from ingest.formats.pdf_page import Page
from ingest.layout import running_head

_DIGITS = re.compile(r"\d+")
_OWN_NUMBER = re.compile(r"^\d{1,4}\s+(?=\D)|(?<=[^\d.,/-])\s\d{1,4}$|(?<=-\d{4})\s+\d{1,4}$")
_EDGE = 3
"""Running heads and feet stand in this many lines from a page's edge."""


def without_furniture(pages: Sequence[Page]) -> tuple[list[Page], list[str]]:
    """The pages without their running heads and numbers, and a warning that says what was left out."""
    repeated = _repeated(pages)
    dropped: list[tuple[int, str]] = []
    kept: list[Page] = []
    for page in pages:
        out = {n for n in _edges(page) if _is_furniture(page, n, repeated)}
        dropped += [(page.number, page.lines[n].text) for n in sorted(out)]
        lines = tuple(line for n, line in enumerate(page.lines) if n not in out)
        kept.append(dataclasses.replace(page, lines=lines))
    return kept, _warnings(dropped)


def _edges(page: Page) -> list[int]:
    count = len(page.lines)
    top = [n for n in range(min(_EDGE, count)) if page.lines[n].bottom < 0.14 * page.height]
    bottom = [n for n in range(max(0, count - _EDGE), count) if page.lines[n].top > 0.88 * page.height]
    return sorted({*top, *bottom})


def _key(line: TextLine) -> str:
    """A line with its page number taken off and other figures made alike."""
    return _DIGITS.sub("#", " ".join(line.text.split())).strip(" #")


def _repeated(pages: Sequence[Page]) -> set[tuple[str, bool]]:
    """What stands at the top or the bottom of a third of the pages and of two at least."""
    seen: Counter[tuple[str, bool]] = Counter()
    for page in pages:
        edges = {(_key(page.lines[n]), page.lines[n].top < page.height / 2) for n in _edges(page)}
        seen.update(edge for edge in edges if len(edge[0]) > 2)
    least = max(2, len(pages) // 3)
    return {edge for edge, count in seen.items() if count >= least}


def _is_furniture(page: Page, n: int, repeated: set[tuple[str, bool]]) -> bool:
    line = page.lines[n]
    if line.cells:
        return False
    text = line.text.strip()
    if running_head("gazette").fullmatch(text) or running_head("page number").fullmatch(text):
        return True
    return (_key(line), line.top < page.height / 2) in repeated


def _warnings(dropped: Sequence[tuple[int, str]]) -> list[str]:
    """One line that lists what was left out: each running head once with its pages, the page numbers."""
    texts: dict[str, set[int]] = {}
    numbers: set[int] = set()
    for page, line in dropped:
        text = _OWN_NUMBER.sub("", " ".join(line.split()))
        if running_head("page number").fullmatch(text) or not text:
            numbers.add(page)
        else:
            texts.setdefault(text, set()).add(page)
            if text != line:
                numbers.add(page)
    parts = [f"«{text}» (trang {_ranges(pages)})" for text, pages in texts.items()]
    parts += [f"số trang (trang {_ranges(numbers)})"] if numbers else []
    return [f"Đã bỏ chữ lặp ở đầu và chân trang: {'; '.join(parts)}."] if parts else []


def _ranges(pages: set[int]) -> str:
    """Page numbers with runs written short: `1–3, 5`."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
