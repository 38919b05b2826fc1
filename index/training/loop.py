"""The training itself: one network, two ways to compare a question with a passage.

The mean of the token vectors serves the vector index; the token vectors, projected and kept as signs, serve
the late comparison (ColBERT: Khattab and Zaharia 2020; signs with a straight-through gradient: Bengio et al.
2013). Both learn to tell the right passage from the others of a batch (InfoNCE); the first also learns from
the sum of both (self-distillation, as in M3-Embedding: Chen et al. 2024).

Reads: a small model's folder, Material. Writes: a trained folder; a line of losses now and then.
"""

from __future__ import annotations

import hashlib
import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 - the name that everybody knows
from torch import Tensor, nn

from index.articles.late import BITS, PROJECTION
from index.embedding import WHOLE_NUMBERS
from index.model import REVISION
from index.training.batches import Batch, batches
from index.training.material import Material

_QUESTION_TOKENS = 36
_PASSAGE_TOKENS = 112
_TEMPERATURE = 0.02
_SHARPENED = 1.5
_PARTS = 3
"""Parts of about one length that a batch is run in, so that little is padding."""
_SAID_EVERY = 20
_NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how fast."""

    steps: int = 900
    size: int = 48
    asked: int = 4
    rate: float = 1.2e-4
    warming: float = 0.05
    seed: int = 0
    threads: int = 1


class _Network(nn.Module):  # type: ignore[misc] # torch is not followed
    def __init__(self, folder: Path) -> None:
        super().__init__()
        from tokenizers import Tokenizer
        from transformers import AutoModel

        self.encoder = AutoModel.from_pretrained(
            str(folder), dtype=torch.float32, add_pooling_layer=False, local_files_only=True
        ).eval()  # no dropout: the material is varied enough, and half the time is saved
        self.late = nn.Linear(self.encoder.config.hidden_size, BITS, bias=False)
        nn.init.orthogonal_(self.late.weight)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.padding = int(json.loads((folder / "config.json").read_text())["pad_token_id"])

    def tokens(self, texts: tuple[str, ...], prefix: str, longest: int) -> tuple[Tensor, Tensor]:
        self.tokenizer.enable_truncation(longest)
        self.tokenizer.enable_padding(pad_id=self.padding)
        read = self.tokenizer.encode_batch([prefix + text for text in texts])
        return torch.tensor([one.ids for one in read]), torch.tensor([one.attention_mask for one in read])

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors of texts and of their tokens, each of length 1."""
        lengths = mask.sum(1)
        order = torch.argsort(lengths)
        vectors, tokens = [], []
        for part in torch.tensor_split(order, _PARTS):
            longest = int(lengths[part].max())
            mean, each = self._run(ids[part][:, :longest], mask[part][:, :longest])
            vectors.append(mean)
            tokens.append(F.pad(each, (0, 0, 0, ids.shape[1] - longest)))
        back = torch.argsort(order)
        return torch.cat(vectors)[back], torch.cat(tokens)[back]

    def _run(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        hidden, weight = hidden.float(), mask[..., None].float()
        mean = F.normalize((hidden * weight).sum(1) / weight.sum(1), dim=-1)
        return mean, F.normalize(self.late(hidden), dim=-1)


class _Signs(torch.autograd.Function):  # type: ignore[misc]
    @staticmethod
    def forward(_ctx: Any, values: Tensor) -> Tensor:  # noqa: ANN401
        return torch.sign(values) / math.sqrt(values.shape[-1])

    @staticmethod
    def backward(_ctx: Any, gradient: Tensor) -> Tensor:  # noqa: ANN401
        return gradient


def _loss(network: _Network, batch: Batch) -> tuple[Tensor, float, float]:
    question_ids, question_mask = network.tokens(batch.questions, "query: ", _QUESTION_TOKENS)
    passage_ids, passage_mask = network.tokens(batch.passages, "passage: ", _PASSAGE_TOKENS)
    question, question_tokens = network(question_ids, question_mask)
    passage, passage_tokens = network(passage_ids, passage_mask)
    right = torch.arange(len(batch.questions))
    articles = torch.tensor(batch.articles)
    same = articles[: len(right), None] == articles[None, :]
    same[right, right] = False
    barred = same.float() * _NEVER
    dense = question @ passage.T / _TEMPERATURE + barred
    signs = _Signs.apply(passage_tokens)
    nearest = torch.einsum("qid,pjd->qipj", question_tokens, signs)
    nearest = nearest.masked_fill((passage_mask == 0)[None, None], _NEVER).amax(-1)
    late = (nearest * question_mask[:, :, None]).sum(1) / question_mask.sum(1)[:, None]
    late = late / _TEMPERATURE + barred
    both = dense + late
    of_dense, of_late = F.cross_entropy(dense, right), F.cross_entropy(late, right)
    taught = (both / _SHARPENED).detach().softmax(-1)
    distilled = -(taught * dense.log_softmax(-1)).sum(-1).mean()
    loss = of_dense + of_late + 0.3 * F.cross_entropy(both, right) + 0.5 * distilled
    return loss, of_dense.item(), of_late.item()


def train(base: Path, out: Path, material: Material, recipe: Recipe, say: Callable[[str], None]) -> None:
    """Trains the model of `base` and writes it, in half precision, over the copy of it in `out`."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    network = _Network(base)
    rates = (recipe.rate, recipe.rate * 10)
    parts = (network.encoder, network.late)
    groups = [
        {"params": list(part.parameters()), "lr": rate} for part, rate in zip(parts, rates, strict=True)
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    began, losses = time.monotonic(), []
    for step, batch in enumerate(
        batches(material, recipe.steps, recipe.size, recipe.asked, recipe.seed), start=1
    ):
        pace = min(1.0, step / (recipe.steps * recipe.warming)) * max(0.02, 1 - step / recipe.steps)
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * pace
        loss, dense, late = _loss(network, batch)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        losses.append((dense, late))
        if step % _SAID_EVERY == 0 or step == recipe.steps:
            means = [sum(column) / len(losses) for column in zip(*losses, strict=True)]
            spent = time.monotonic() - began
            say(f"{step}/{recipe.steps} dense {means[0]:.3f} late {means[1]:.3f} {spent:.0f} s")
            losses = []
        if step % (_SAID_EVERY * 10) == 0 or step == recipe.steps:
            _write(network, out)


def _write(network: _Network, out: Path) -> None:
    from safetensors.torch import save_file

    state = {name: value.half().contiguous() for name, value in network.encoder.state_dict().items()}
    save_file(state, out / "model.safetensors", metadata={"format": "pt"})
    save_file({"weight": network.late.weight.detach().half().contiguous()}, out / PROJECTION)
    tell_settings(out)


def tell_settings(out: Path) -> None:
    """Writes into a model's folder which weights it holds, and that they may be run in whole numbers."""
    path = out / "config_sentence_transformers.json"
    digest = hashlib.sha256()
    for name in ("model.safetensors", PROJECTION, "tokenizer.json"):
        digest.update((out / name).read_bytes())
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings |= {WHOLE_NUMBERS: True, REVISION: digest.hexdigest()[:16]}
    path.write_text(json.dumps(settings, ensure_ascii=False, indent=1), encoding="utf-8")
