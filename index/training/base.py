"""The base model made small: of its vocabulary what Vietnamese law uses, and half of its layers.

Letters are made small, since people type so, and since the vocabulary then halves.

Reads: the folder of multilingual-e5-small, texts. Writes: a folder.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

LAYERS = (0, 2, 4, 6, 8, 11)
"""The layers that are kept, of twelve."""
_SEEN = 3
"""Times that a piece of a word must be seen in the texts to be kept; single letters stay."""
_LETTERS_BELOW = 0x2100
_AT_ONCE = 2_000
_LAYER = re.compile(r"encoder\.layer\.(\d+)\.(.*)")


def pruned(base: Path, out: Path, texts: Iterable[str]) -> None:
    """Writes the base with the vocabulary of `texts` into `out`, which must not exist."""
    shutil.copytree(base, out)
    tokenizer = _lowering(json.loads((base / "tokenizer.json").read_text(encoding="utf-8")))
    kept = _kept(tokenizer, texts)
    new = {old: at for at, old in enumerate(kept)}
    (out / "tokenizer.json").write_text(
        json.dumps(_renumbered(tokenizer, kept, new), ensure_ascii=False), encoding="utf-8"
    )
    _write_weights(base, out, kept)
    config = json.loads((out / "config.json").read_text(encoding="utf-8"))
    config |= {
        "vocab_size": len(kept),
        "pad_token_id": new[config["pad_token_id"]],
    }
    (out / "config.json").write_text(json.dumps(config, indent=1), encoding="utf-8")


def _lowering(tokenizer: dict[str, Any]) -> dict[str, Any]:
    steps = tokenizer["normalizer"]["normalizers"]
    tokenizer["normalizer"]["normalizers"] = [*steps[:2], {"type": "Lowercase"}, *steps[2:]]
    return tokenizer


def _kept(tokenizer: dict[str, Any], texts: Iterable[str]) -> list[int]:
    from tokenizers import Tokenizer

    reading = Tokenizer.from_str(json.dumps(tokenizer))
    seen: Counter[int] = Counter()
    rest = iter(texts)
    while some := list(islice(rest, _AT_ONCE)):
        for encoded in reading.encode_batch(some):
            seen.update(encoded.ids)
    special = {token["id"] for token in tokenizer["added_tokens"]}
    pieces = tokenizer["model"]["vocab"]
    return [
        at
        for at, (piece, _) in enumerate(pieces)
        if at in special or seen[at] >= _SEEN or _letter(piece.lstrip("▁"))
    ]


def _letter(piece: str) -> bool:
    return len(piece) <= 1 and ord(piece or "a") < _LETTERS_BELOW


def _renumbered(tokenizer: dict[str, Any], kept: Sequence[int], new: dict[int, int]) -> dict[str, Any]:
    model = tokenizer["model"]
    model["vocab"] = [model["vocab"][at] for at in kept]
    model["unk_id"] = new[model["unk_id"]]
    for token in tokenizer["added_tokens"]:
        token["id"] = new[token["id"]]
    for token in tokenizer["post_processor"]["special_tokens"].values():
        token["ids"] = [new[at] for at in token["ids"]]
    return tokenizer


def layers_kept(base: Path, out: Path, layers: Sequence[int] = LAYERS) -> None:
    """Writes a model with some of a model's layers, in this order, into `out`, which may be there."""
    from safetensors.numpy import load_file, save_file

    shutil.copytree(base, out, dirs_exist_ok=True)
    weights: dict[str, Any] = {}
    for name, values in load_file(base / "model.safetensors").items():
        found = _LAYER.match(name)
        if found is None:
            weights[name] = values
        elif int(found[1]) in layers:
            weights[f"encoder.layer.{layers.index(int(found[1]))}.{found[2]}"] = values
    save_file(weights, out / "model.safetensors", metadata={"format": "pt"})
    config = json.loads((out / "config.json").read_text(encoding="utf-8"))
    config["num_hidden_layers"] = len(layers)
    (out / "config.json").write_text(json.dumps(config, indent=1), encoding="utf-8")


def _write_weights(base: Path, out: Path, kept: Sequence[int]) -> None:
    from safetensors.numpy import load_file, save_file

    weights = load_file(base / "model.safetensors")
    name = next(one for one in weights if one.endswith("word_embeddings.weight"))
    weights[name] = weights[name][list(kept)]
    save_file(weights, out / "model.safetensors", metadata={"format": "pt"})
