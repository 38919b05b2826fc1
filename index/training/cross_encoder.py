"""A network that reads a question and a passage together and judges how well the one answers the other.

It sees what two vectors made apart cannot show (a cross-encoder: Nogueira and Cho 2019), and is far too slow
to search with; a model that searches learns from its judgements. It learns to put the right passage of a
question before its look-alikes.

Reads: a model's folder, questions with passages. Writes: judgements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - the name that everybody knows
from torch import Tensor, nn

from index.training.lists import JUDGED, Lists
from index.training.loop import Recipe, descend, paced, read_ahead
from index.training.network import Numbers, Texts, by_length, encoder_of
from index.training.records import Question

_AT_ONCE = 2_048
_SAID_EVERY = 50

Pairs = tuple[Tensor, Tensor]
"""Pairs as numbers, and which of their places are filled."""


class CrossEncoder(nn.Module):  # type: ignore[misc] # torch is not followed
    """The encoder of a model's folder with a new head that judges."""

    def __init__(self, folder: Path, device: str) -> None:
        super().__init__()
        self.encoder = encoder_of(folder)
        width = self.encoder.config.hidden_size
        self.head = nn.Sequential(nn.Linear(2 * width, width), nn.Tanh(), nn.Linear(width, 1))
        self.device = device
        self.to(device)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """How well the passage of each pair answers its question, in logits."""
        order, parts = by_length(mask)
        ids, mask = ids.to(self.device, non_blocking=True), mask.to(self.device, non_blocking=True)
        found = []
        for part, width in parts:
            chosen = part.to(self.device, non_blocking=True)
            found.append(self._run(ids[chosen, :width], mask[chosen, :width]))
        return torch.cat(found)[torch.argsort(order).to(self.device)]

    def _run(self, ids: Tensor, mask: Tensor) -> Tensor:
        with torch.autocast(self.device, dtype=torch.bfloat16):
            hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        hidden, weight = hidden.float(), mask[..., None].float()
        mean = (hidden * weight).sum(1) / weight.sum(1)
        return self.head(torch.cat((hidden[:, 0], mean), -1))[:, 0]


def learn_to_judge(
    network: CrossEncoder,
    texts: Texts,
    drawn: Iterator[Lists],
    recipe: Recipe,
    say: Callable[[str], None],
) -> None:
    """Trains a network, in place, on lists of questions."""
    torch.manual_seed(recipe.seed)
    network.train()
    groups = [
        {"params": list(network.encoder.parameters()), "lr": recipe.rate},
        {"params": list(network.head.parameters()), "lr": recipe.rate * 5},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    losses = []
    ready = read_ahead(drawn, lambda batch: _pairs(batch, texts))
    for step, pairs in paced(optimiser, ready, recipe):
        scores = network(*pairs).view(-1, recipe.wrong + 1)
        loss = F.cross_entropy(scores, torch.zeros(len(scores), dtype=torch.long, device=scores.device))
        descend(network, optimiser, loss)
        losses.append(loss.detach())
        if step % _SAID_EVERY == 0:
            say(f"{step} judging {torch.stack(losses).mean().item():.3f}")
            losses = []
    network.eval()


def _pairs(batch: Lists, texts: Texts) -> Pairs:
    reader, passages = texts
    asked = reader.questions(batch.questions)
    return reader.padded(
        [
            _pair(question, passages[at])
            for question, row in zip(asked, batch.passages, strict=True)
            for at in row
        ]
    )


def _pair(question: Numbers, passage: Numbers) -> Numbers:
    """Both as one text: the passage goes on, behind a second end, where the question ends."""
    return np.concatenate((question, question[-1:], passage[1:]))


def judgements(network: CrossEncoder, texts: Texts, questions: Sequence[Question]) -> list[list[float]]:
    """For each question, in logits, how well its right passage answers it, then each of its look-alikes.

    Of these, as many as are drawn from.
    """
    reader, passages = texts
    asked = reader.questions([one.text for one in questions])
    of = [(one.right, *one.wrong[:JUDGED]) for one in questions]
    pairs = [_pair(text, passages[at]) for text, row in zip(asked, of, strict=True) for at in row]
    order = sorted(range(len(pairs)), key=lambda at: len(pairs[at]))
    found = np.empty(len(pairs), np.float32)
    network.eval()
    with torch.inference_mode():
        for start in range(0, len(order), _AT_ONCE):
            some = order[start : start + _AT_ONCE]
            found[some] = network(*reader.padded([pairs[at] for at in some])).float().cpu().numpy()
    ends = np.cumsum([len(row) for row in of])[:-1]
    return [one.tolist() for one in np.split(found, ends)]


def right_first(judged: Sequence[Sequence[float]]) -> float:
    """The share of questions whose right passage is judged better than every look-alike."""
    return float(np.mean([one[0] > max(one[1:], default=-np.inf) for one in judged])) if judged else 0.0
