"""How much a file may ask of the reader: whatever is larger is refused with a clear line.

Reads: nothing. Writes: Limits.
"""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file; give another instance to `formats.open_source` to change them."""

    file_bytes: int = 64 * _MIB
    """Size of the file itself."""
    unpacked_bytes: int = 256 * _MIB
    """Size of everything a packed file (docx) holds, once unpacked."""
    packed_members: int = 10_000
    """Files inside a packed file."""
    pages: int = 3_000
    """Pages of a PDF."""
    page_bytes: int = 8 * _MIB
    """Drawing commands of a page of a PDF; pages of text have some thousands of bytes."""
    seconds: float = 600.0
    """Time for one PDF."""
    depth: int = 20
    """Tables within tables, elements within elements that carry text of their own."""
    lines: int = 2_000_000
    """Lines, paragraphs or rows that a file may yield."""


LIMITS = Limits()
