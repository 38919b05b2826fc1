"""BERT with mean pooling, which the shipped model and its base are, on torch and tokenizers alone.

sentence-transformers gives the same vectors, and takes any model; but importing it takes seconds and hundreds
of megabytes, and its way from one question to one vector as long as the model itself.

Reads: a model's folder in the layout of sentence-transformers, texts. Writes: normalised vectors; tokens.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as nn
from safetensors import safe_open
from tokenizers import Tokenizer

from index.arithmetic import Arithmetic, allows_whole_numbers, quick_at_bfloat16
from index.embedding_batches import BATCH_TOKENS, batches
from index.encoded import Encoded
from index.whole_numbers import in_whole_numbers

Tensor = Any
"""torch is not followed by the type checker."""
Linear = Callable[[Tensor], Tensor]
Norm = Callable[[Tensor], Tensor]
_PARTS = ("query", "key", "value")
_WIDTHS = 16
"""Batches are as wide as a multiple of this."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """One layer: what it computes, in order."""

    asked: Linear
    """Queries, keys and values in one."""
    attended: Linear
    attended_norm: Norm
    widened: Linear
    narrowed: Linear
    narrowed_norm: Norm


class Bert:
    """A loaded model; raises OSError, KeyError, ValueError where the folder cannot be used.

    It is laid out to be quickest at about so many `tokens` at once.
    """

    def __init__(self, folder: Path, arithmetic: Arithmetic, tokens: int = BATCH_TOKENS) -> None:
        config = _json(folder / "config.json")
        settings = _json(folder / "config_sentence_transformers.json")
        self.prompts: Mapping[str, str] = settings.get("prompts") or {}
        self.dimension = int(config["hidden_size"])
        self._heads = int(config["num_attention_heads"])
        half = arithmetic == "bfloat16" and quick_at_bfloat16()
        self._numbers = torch.bfloat16 if half else torch.float32
        self._tokenizer = _tokenizer(folder, _longest(folder, config))
        whole = arithmetic == "int8" and allows_whole_numbers(folder)
        self._load(folder, config, _Form(self._numbers, tokens, whole=whole))

    def run(self, texts: Sequence[str], *, tokens: bool) -> Iterator[Encoded]:
        """Embeds texts, prompts and all, batch by batch."""
        read = [one.ids for one in self._tokenizer.encode_batch(list(texts))]
        for places in batches([_width(len(ids), len(read)) for ids in read]):
            with torch.inference_mode():
                yield self._encoded([read[at] for at in places], places, tokens=tokens)

    def _load(self, folder: Path, config: Mapping[str, Any], form: _Form) -> None:
        """Takes the weights; the table of words, most of a small model, stays in its file."""
        with safe_open(str(folder / "model.safetensors"), "pt") as file:
            names = {name.removeprefix("bert."): name for name in file.keys()}  # noqa: SIM118 - no dictionary

            def weight(name: str) -> Tensor:
                return file.get_tensor(names[name]).float().clone()

            self._words = file.get_tensor(names["embeddings.word_embeddings.weight"])
            kinds = weight("embeddings.token_type_embeddings.weight")
            self._places = weight("embeddings.position_embeddings.weight") + kinds[0]
            layers = _Layers(weight, float(config["layer_norm_eps"]), form)
            self._norm = layers.norm("embeddings.LayerNorm")
            self._layers = [layers.read(at) for at in range(int(config["num_hidden_layers"]))]

    def _encoded(self, read: Sequence[list[int]], places: list[int], *, tokens: bool) -> Encoded:
        lengths = torch.tensor([len(ids) for ids in read])
        width = _width(int(lengths.max()), len(read))
        ids = torch.tensor([[*one, *[0] * (width - len(one))] for one in read])
        there = None if int(lengths.min()) == width else torch.arange(width) < lengths[:, None]
        found = self._hidden(ids, there)
        counted = found if there is None else found * there[:, :, None]
        vectors = nn.normalize(counted.sum(1) / lengths[:, None], dim=1)
        each = [one[: len(ids)].numpy() for one, ids in zip(found, read, strict=True)] if tokens else []
        return Encoded(places, vectors.numpy(), each)

    def _hidden(self, ids: Tensor, there: Tensor | None) -> Tensor:
        """The last vectors of all tokens; of sums and norms in float32, whatever the linear layers take."""
        found = self._norm(self._words[ids].float() + self._places[: ids.shape[1]])
        bias = None
        if there is not None:
            bias = torch.zeros(there.shape, dtype=self._numbers).masked_fill_(~there, -1e9)[:, None, None]
        for layer in self._layers:
            mixed = self._mixed(layer.asked(found.to(self._numbers)), bias)
            found = layer.attended_norm(layer.attended(mixed) + found)
            inner = nn.gelu(layer.widened(found.to(self._numbers)))
            found = layer.narrowed_norm(layer.narrowed(inner) + found)
        return found

    def _mixed(self, asked: Tensor, bias: Tensor | None) -> Tensor:
        """Attention: what every token takes from the others."""
        texts, width, _ = asked.shape
        heads = asked.view(texts, width, 3, self._heads, -1).permute(2, 0, 3, 1, 4)
        if texts == 1:
            heads = heads.float()  # so few products are quicker in it
        near = torch.matmul(heads[0] * heads.shape[-1] ** -0.5, heads[1].transpose(2, 3))
        if bias is not None:
            near += bias
        taken = torch.matmul(torch.softmax(near, -1), heads[2])
        return taken.transpose(1, 2).reshape(texts, width, -1).to(self._numbers)


def _width(tokens: int, texts: int) -> int:
    """Places of a text of so many tokens among so many texts.

    The processor's library keeps code and memory for every shape that it has seen, so texts by the thousand
    come in few shapes; a question alone is not made longer.
    """
    return tokens if texts == 1 else -(-tokens // _WIDTHS) * _WIDTHS


@dataclass(frozen=True, slots=True)
class _Layers:
    """Reads the layers out of a file of weights."""

    weight: Callable[[str], Tensor]
    epsilon: float
    form: _Form

    def read(self, at: int) -> _Layer:
        """The layer of this number."""
        name = f"encoder.layer.{at}"
        return _Layer(
            self.linear(*(f"{name}.attention.self.{part}" for part in _PARTS)),
            self.linear(f"{name}.attention.output.dense"),
            self.norm(f"{name}.attention.output.LayerNorm"),
            self.linear(f"{name}.intermediate.dense"),
            self.linear(f"{name}.output.dense"),
            self.norm(f"{name}.output.LayerNorm"),
        )

    def linear(self, *names: str) -> Linear:
        """Linear layers over the same input, as one."""
        weight, bias = (
            torch.cat([self.weight(f"{name}.{of}") for name in names]) for of in ("weight", "bias")
        )
        return self.form.linear(weight, bias)

    def norm(self, name: str) -> Norm:
        """A layer that brings vectors to one scale."""
        weight, bias = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return lambda given: nn.layer_norm(given, weight.shape, weight, bias, self.epsilon)


@dataclass(frozen=True, slots=True)
class _Form:
    """How linear layers are kept."""

    numbers: Any
    tokens: int
    whole: bool

    def linear(self, weight: Tensor, bias: Tensor) -> Linear:
        """A linear layer."""
        if self.whole:
            return _in_whole_numbers(weight, bias)
        weight, bias = weight.to(self.numbers), bias.to(self.numbers)
        if not _packs():
            return lambda given: nn.linear(given, weight, bias)
        of = torch.ops.mkldnn
        packed = of._reorder_linear_weight(weight, self.tokens)
        return lambda given: of._linear_pointwise(given, packed, bias, "none", [], "")


def _packs() -> bool:
    """Whether weights can be laid out once as the processor wants them, not for every call anew."""
    needed = ("_reorder_linear_weight", "_linear_pointwise")
    return torch.backends.mkldnn.is_available() and all(hasattr(torch.ops.mkldnn, name) for name in needed)


def _in_whole_numbers(weight: Tensor, bias: Tensor) -> Linear:
    linear = torch.nn.Linear(weight.shape[1], weight.shape[0])
    linear.weight, linear.bias = (torch.nn.Parameter(one, requires_grad=False) for one in (weight, bias))
    holder = torch.nn.Sequential(linear)
    in_whole_numbers(holder)
    found: Linear = holder[0]
    return found


def reads(folder: Path) -> bool:
    """Whether a folder holds a model of the one kind that is computed here."""
    config, pooling = _json(folder / "config.json"), _json(folder / "1_Pooling" / "config.json")
    if not all((folder / name).is_file() for name in ("tokenizer.json", "model.safetensors")):
        return False
    kinds = [str(one.get("type", "")).rpartition(".")[2] for one in _list(folder / "modules.json")]
    means = [name for name, told in pooling.items() if name.startswith("pooling_mode_") and told]
    return (
        kinds in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
        and (means == ["pooling_mode_mean_tokens"] or pooling.get("pooling_mode") == "mean")
        and pooling.get("include_prompt", True) is True
        and config.get("model_type") == "bert"
        and config.get("hidden_act") == "gelu"
        and config.get("position_embedding_type", "absolute") == "absolute"
        and not config.get("is_decoder")
        and not _json(folder / "sentence_bert_config.json").get("do_lower_case")
    )


def _tokenizer(folder: Path, longest: int) -> Tokenizer:
    try:
        found = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # the library raises no kind of its own
        raise ValueError(str(error)) from error
    found.no_padding()
    found.enable_truncation(longest)
    return found


def _longest(folder: Path, config: Mapping[str, Any]) -> int:
    """Tokens that are read of a text."""
    told = (
        _json(folder / "sentence_bert_config.json").get("max_seq_length"),
        _json(folder / "tokenizer_config.json").get("model_max_length"),
        config["max_position_embeddings"],
    )
    return min(int(one) for one in told if one)


def _json(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _list(path: Path) -> list[dict[str, Any]]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [one for one in read if isinstance(one, dict)] if isinstance(read, list) else []
