"""Numerals and dates as acts write them: Roman numerals, the letters of lists, ISO dates.

Reads: str. Writes: int, str.
"""

from __future__ import annotations

import datetime

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Điểm run in this order, without f, j, w, z (Nghị định 78/2025/NĐ-CP, on the form of legal documents)."""

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "i": 1, "v": 5, "x": 10}
_NUMERALS = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: str) -> int:
    """The value of a Roman numeral, 0 for what is none."""
    total = 0
    values = [_VALUES.get(c, 0) for c in number]
    for at, value in enumerate(values):
        if not value:
            return 0
        total += -value if any(later > value for later in values[at + 1 : at + 2]) else value
    return total if total > 0 and to_roman(total) == number.upper() else 0


def to_roman(value: int) -> str:
    """A number from 1 to 399 as a Roman numeral."""
    parts = []
    for worth, letters in _NUMERALS:
        count, value = divmod(value, worth)
        parts.append(letters * count)
    return "".join(parts)


def iso(day: str, month: str, year: str) -> str | None:
    """A date in ISO form, None where a part is left blank or there is no such day."""
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
