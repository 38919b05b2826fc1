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
    packed_ratio: int = 250
    """How many times its own size a packed file may unpack into, once that is much."""
    packed_ratio_from: int = 16 * _MIB
    """What is much: below this size a packed file may be packed as tightly as it likes."""
    xml_bytes: int = 64 * _MIB
    """Size of one XML part of a packed file."""
    xml_tags: int = 4_000_000
    """Tags, opening and closing, of one XML part."""
    office_seconds: float = 120.0
    """Time for the conversion of one file of another office program."""
    office_memory: int = 4_096 * _MIB
    """Address space of the program that converts it."""
    pages: int = 3_000
    """Pages of a PDF."""
    page_bytes: int = 8 * _MIB
    """Drawing commands of a page of a PDF; pages of text have some thousands of bytes."""
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
