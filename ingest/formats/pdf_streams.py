"""What a PDF unpacks into, found out before a library unpacks it whole.

Reads: bytes. Writes: nothing.
"""

from __future__ import annotations

import re
import zlib

from ingest.errors import Unreadable
from ingest.limits import Limits

_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 600
"""Bytes before a stream in which its dictionary says how it is packed."""
_PIECE = 1 << 20


def check_streams(name: str, data: bytes, limits: Limits) -> None:
    """Refuse a file whose packed streams are beyond the limits once unpacked. Raises `Unreadable`.

    Pictures are left out: their streams are never unpacked for the text. Streams that are locked or packed in
    other ways than Flate are not looked into.
    """
    left = limits.unpacked_bytes
    for found in _STREAM.finditer(data):
        about = data[max(0, found.start() - _DICTIONARY) : found.start()]
        about = about[about.rfind(b" obj") + 1 :]
        times = about.count(b"/FlateDecode") + len(re.findall(rb"/Fl\b", about))
        if b"/Image" in about or not times:
            continue
        left -= _unpacked(data, found.end(), min(times, 4), left)
        if left < 0:
            raise Unreadable(name, "tệp PDF nén quá lớn so với giới hạn", "hãy mở tệp và xuất lại thành PDF")


def _unpacked(data: bytes, start: int, times: int, most: int) -> int:
    """How many bytes a stream unpacks into at any of its levels, counted up to just beyond `most`."""
    chain = [zlib.decompressobj() for _ in range(times)]
    counts = [0] * times
    waiting: list[tuple[int, bytes]] = []
    for at in range(start, len(data), _PIECE):
        waiting.append((0, data[at : at + _PIECE]))
        while waiting:
            level, piece = waiting.pop()
            try:
                out = chain[level].decompress(piece, _PIECE)
            except zlib.error:
                return max(counts)
            counts[level] += len(out)
            if counts[level] > most:
                return counts[level]
            if chain[level].unconsumed_tail and not chain[level].eof:
                waiting.append((level, chain[level].unconsumed_tail))
            if out and level + 1 < times:
                waiting.append((level + 1, out))
        if chain[0].eof:
            break
    return max(counts)
