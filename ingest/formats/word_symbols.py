"""Signs of symbol fonts, which have letters' codes or a private area of Unicode, as the signs they show.

Reads: corpus/vocabulary/symbol_fonts.toml. Writes: str.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.vocabulary import records

_PRIVATE = 0xF000


@dataclass(frozen=True, slots=True)
class SymbolFont:
    """A symbol font: `codes` and `signs` correspond one by one."""

    name: str
    source: str
    codes: tuple[int, ...]
    signs: str
    examples: tuple[tuple[str, ...], ...]


def symbol(font: str | None, code: str | None) -> str:
    """The sign that a symbol font shows for a hexadecimal code; the code's own character for other fonts."""
    if not code or not re.fullmatch(r"[0-9A-Fa-f]{1,6}", code):
        return ""
    number = int(code, 16)
    if number > 0x10FFFF or 0xD800 <= number < 0xE000:
        return ""
    table = _tables().get((font or "").lower())
    if table is None:
        return chr(number)
    return table.get(number - _PRIVATE if _PRIVATE <= number < _PRIVATE + 0x100 else number, chr(number))


@cache
def _tables() -> dict[str, dict[int, str]]:
    fonts = records("symbol_fonts.toml", "font", SymbolFont)
    return {font.name.lower(): dict(zip(font.codes, font.signs, strict=True)) for font in fonts}
