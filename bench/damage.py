"""What is done to whole files: cut, flipped, noised, repeated, swapped, numbers made huge, tokens put in.

Reads: bytes, a source of chance. Writes: bytes.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

from bench.whole_files import packed


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _cut_start(data: bytes, chance: random.Random) -> bytes:
    return data[chance.randrange(min(len(data), 64) + 1) :]


def _flip(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 4, 32, 256)) if out else 0):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def _noise(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.choice((1, 50, 5000))) + data[at:]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.choice((1, 20, 500))]
    return data[:start] + piece * chance.choice((2, 100, 2000)) + data[start:]


def _swap(data: bytes, chance: random.Random) -> bytes:
    a, b = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[b:] + data[a:b] + data[:a]


def _numbers(data: bytes, chance: random.Random) -> bytes:
    """Figures made huge or negative."""
    out = bytearray(data)
    places = [n for n, c in enumerate(out) if 48 <= c <= 57]
    for at in sorted(chance.sample(places, min(len(places), 3)), reverse=True):
        out[at : at + 1] = chance.choice((b"99999999", b"-1", b"0", b"4294967295"))
    return bytes(out)


def _tokens(data: bytes, chance: random.Random) -> bytes:
    token = chance.choice(
        (
            b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>", b"&a;", b"<script>", b"<iframe src='http://127.0.0.1:9/'>",
            b"\0", b"\xff\xfe", b"\xe2\x80\xae", b"<table><tr><td rowspan=99999999 colspan=99999999>", b"|", b"\f" * 500,
            b"<![CDATA[", b"]]>", b"<!--", b"(" * 500, b"<<" * 200, b"[" * 500, b"endstream endobj", b"%PDF-1.4", b"PK\x03\x04",
            "Điều 1. ".encode() * 300, b"1.1.1.1.1. " * 300, "Sở, ".encode() * 300, b"\r" * 300, b"- " * 800,
            b"<img src='http://169.254.169.254/'>", b"<link rel=stylesheet href='http://127.0.0.1:9/x.css'>",
        )
    )  # fmt: skip
    at = chance.randrange(len(data) + 1)
    return data[:at] + token + data[at:]


def _in_members(data: bytes, chance: random.Random) -> bytes:
    """What a Word file holds is changed and packed again, so that the damage is not the archive's."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # an archive that an earlier change has damaged, in whatever way
        return _flip(data, chance)
    if not members:
        return data
    name = chance.choice(list(members))
    members[name] = chance.choice((_cut, _flip, _noise, _repeat, _tokens, _numbers))(members[name], chance)
    return packed(members)


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut, _cut_start, _flip, _noise, _repeat, _swap, _numbers, _tokens, _in_members,
)  # fmt: skip
