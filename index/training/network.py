"""The network that learns: one encoder, two ways to compare a question with a passage.

The mean of the token vectors serves the vector index; the token vectors, projected, serve the late
comparison (ColBERT: Khattab and Zaharia 2020), in which those of passages are signs (a straight-through
gradient: Bengio et al. 2013).

Reads: a model's folder, texts. Writes: vectors; a model's folder.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - the name that everybody knows
from numpy.typing import NDArray
from torch import Tensor, nn

from index.arithmetic import WHOLE_NUMBERS
from index.articles.late import BITS, PROJECTION
from index.model import REVISION

Numbers = NDArray[np.int32]
"""The numbers of a text's pieces."""
_QUESTION_TOKENS = 48
_PASSAGE_TOKENS = 192
_AT_ONCE = 20_000
_PARTS = 4
"""Parts of about one length that a batch is run in, so that little is padding."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the network makes of texts: a vector each, its tokens' vectors, which of these are none."""

    vectors: Tensor
    """Texts × numbers, each of length 1."""
    tokens: Tensor
    """Texts × tokens × BITS, each of length 1."""
    mask: Tensor
    """Texts × tokens, true where there is a token."""


class Network(nn.Module):  # type: ignore[misc] # torch is not followed
    """The encoder of a model's folder with the projection of its tokens, a new one where it has none."""

    def __init__(self, folder: Path, device: str) -> None:
        super().__init__()
        from safetensors.torch import load_file

        self.encoder = encoder_of(folder)
        self.late = nn.Linear(self.encoder.config.hidden_size, BITS, bias=False)
        nn.init.orthogonal_(self.late.weight)
        if (folder / PROJECTION).is_file():
            self.late.weight.data = load_file(folder / PROJECTION)["weight"].float()
        self.device = device
        self.to(device)

    def keep_pieces(self) -> None:
        """Leave the pieces' vectors as they are; drop nothing out by chance."""
        for part in self.modules():
            if isinstance(part, nn.Dropout):
                part.p = 0.0
        self.encoder.embeddings.requires_grad_(requires_grad=False)

    def forward(self, ids: Tensor, mask: Tensor) -> Encoded:
        """Vectors of texts and of their tokens."""
        order, parts = by_length(mask)
        ids, mask = ids.to(self.device, non_blocking=True), mask.to(self.device, non_blocking=True)
        vectors, tokens = [], []
        for part, width in parts:
            chosen = part.to(self.device, non_blocking=True)
            mean, each = self._run(ids[chosen, :width], mask[chosen, :width])
            vectors.append(mean)
            tokens.append(F.pad(each, (0, 0, 0, ids.shape[1] - width)))
        back = torch.argsort(order).to(self.device)
        return Encoded(torch.cat(vectors)[back], torch.cat(tokens)[back], mask.bool())

    def _run(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        with torch.autocast(self.device, dtype=torch.bfloat16):
            hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
            projected = F.normalize(self.late(hidden), dim=-1)
        hidden, weight = hidden.float(), mask[..., None].float()
        return F.normalize((hidden * weight).sum(1) / weight.sum(1), dim=-1), projected.bfloat16()


def encoder_of(folder: Path) -> Any:  # noqa: ANN401 - transformers is not followed
    """The encoder of a model's folder, in single precision."""
    from transformers import AutoModel

    return AutoModel.from_pretrained(
        str(folder), dtype=torch.float32, add_pooling_layer=False, local_files_only=True
    )


def by_length(mask: Tensor) -> tuple[Tensor, list[tuple[Tensor, int]]]:
    """The texts of a batch, the shortest first; the same in parts, each with the places that it fills."""
    lengths = mask.sum(1)
    order = torch.argsort(lengths)
    parts = [part for part in torch.tensor_split(order, _PARTS) if len(part)]
    return order, [(part, int(lengths[part[-1]])) for part in parts]


class Reader:
    """Texts as the numbers of their pieces."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.padding = int(json.loads((folder / "config.json").read_text())["pad_token_id"])

    def questions(self, texts: Sequence[str]) -> list[Numbers]:
        """The pieces of each question."""
        return self._numbers(texts, "query: ", _QUESTION_TOKENS)

    def passages(self, texts: Sequence[str]) -> list[Numbers]:
        """The pieces of each passage."""
        return self._numbers(texts, "passage: ", _PASSAGE_TOKENS)

    def _numbers(self, texts: Sequence[str], before: str, longest: int) -> list[Numbers]:
        self._tokenizer.enable_truncation(longest)
        found: list[Numbers] = []
        for start in range(0, len(texts), _AT_ONCE):
            some = [before + text for text in texts[start : start + _AT_ONCE]]
            found += [np.array(one.ids, np.int32) for one in self._tokenizer.encode_batch(some)]
        return found

    def padded(self, read: Sequence[Numbers]) -> tuple[Tensor, Tensor]:
        """Texts of one batch side by side, and which of their places are filled."""
        filled = np.array([len(one) for one in read])
        places = np.arange(filled.max())[None] < filled[:, None]
        ids = np.full(places.shape, self.padding, np.int64)
        ids[places] = np.concatenate(read)
        return torch.from_numpy(ids), torch.from_numpy(places.astype(np.int64))


Texts = tuple[Reader, Sequence[Numbers]]
"""A reader, and what it reads of all passages of a material."""


def compared(question: Tensor, filled: Tensor, passage: Tensor, there: Tensor) -> Tensor:
    """Questions × passages: the mean over a question's tokens of the nearest one of a passage, as signs.

    Tokens as in `Encoded`, with their masks.
    """
    flat = question.flatten(0, 1) @ _Signs.apply(passage).flatten(0, 1).T
    near = flat.view(*filled.shape, *there.shape)
    near = near.masked_fill(~there[None, None], -2.0).max(-1).values.float()
    counted = filled.float()
    return (near * counted[:, :, None]).sum(1) / counted.sum(1)[:, None]


class _Signs(torch.autograd.Function):  # type: ignore[misc]
    """Numbers become their signs, the whole of length 1; the gradient goes past."""

    @staticmethod
    def forward(_ctx: Any, values: Tensor) -> Tensor:  # noqa: ANN401
        return torch.sign(values) / math.sqrt(values.shape[-1])

    @staticmethod
    def backward(_ctx: Any, gradient: Tensor) -> Tensor:  # noqa: ANN401
        return gradient


def write(network: Network, folder: Path) -> None:
    """Writes a network's weights, in half precision, into a model's folder."""
    from safetensors.torch import save_file

    state = {n: value.half().contiguous().cpu() for n, value in network.encoder.state_dict().items()}
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    save_file({"weight": network.late.weight.detach().half().contiguous().cpu()}, folder / PROJECTION)
    tell_settings(folder)


def tell_settings(folder: Path) -> None:
    """Writes into a model's folder which weights it holds, and that they may be run in whole numbers."""
    path = folder / "config_sentence_transformers.json"
    digest = hashlib.sha256()
    for name in ("model.safetensors", PROJECTION, "tokenizer.json"):
        digest.update((folder / name).read_bytes())
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings |= {WHOLE_NUMBERS: True, REVISION: digest.hexdigest()[:16]}
    path.write_text(json.dumps(settings, indent=1), encoding="utf-8")
