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
    seconds: float = 600.0
    """Time for one PDF."""
    depth: int = 20
    """Tables within tables, elements within elements that carry text of their own."""
    image_points: int = 40_000_000
    """Points of an image: A3 at 300 dpi has a third of it."""
    recognised_pages: int = 500
    """Pages of one file that are recognised; a page takes a second or several."""
    recognition_seconds: float = 1800.0
    """Time for recognising all pages of one file."""
    page_seconds: float = 90.0
    """Time for recognising one page."""
    page_memory: int = 2048 * _MIB
    """Memory for recognising one page."""
    lines: int = 2_000_000
    """Lines, paragraphs or rows that a file may yield."""


LIMITS = Limits()
