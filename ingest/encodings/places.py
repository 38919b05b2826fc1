"""Where lines stand, in words for people: pages, lines of the file, or paragraphs counted from the beginning.

Reads: Line records. Writes: str.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Line

_MANY = 12


def named_places(lines: Sequence[Line], chosen: Sequence[int]) -> str:
    """`12 đoạn (trang 1–3, 7)`: how many of the lines, and where, by the page, the line or the count."""
    if lines[chosen[0]].page is not None:
        numbers, what = [lines[n].page or 0 for n in chosen], "trang"
    elif lines[chosen[0]].number is not None:
        numbers, what = [lines[n].number or 0 for n in chosen], "dòng"
    else:
        counted = [n for n, line in enumerate(lines) if line.text.strip()]
        place = {n: at for at, n in enumerate(counted, 1)}
        numbers, what = [place.get(n, 1) for n in chosen], "đoạn thứ"
    return f"{len(chosen)} đoạn ({what} {ranges(numbers)})"


def ranges(numbers: Sequence[int]) -> str:
    """Numbers as people write them: `1–3, 7`; the first dozen of ranges."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in found[:_MANY]]
    return ", ".join(shown) + (", …" if len(found) > _MANY else "")
