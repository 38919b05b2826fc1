"""A model that searches learns from judgements of networks that read question and passage together.

To tell the right passage from all others of a batch (InfoNCE), by vectors and by tokens, and, in the row of a
question, to put look-alikes as far apart as the judges do (as in RocketQAv2: Ren et al. 2021).

Reads: a network, Lists. Writes: the network's weights in place; a line of losses now and then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - the name that everybody knows
from torch import Tensor

from index.training.lists import Lists
from index.training.loop import Recipe, descend, paced, read_ahead, scored, taught, together
from index.training.network import Network, Texts

_SAID_EVERY = 50


@dataclass(frozen=True, slots=True)
class _Ready:
    """A batch as numbers."""

    questions: tuple[Tensor, Tensor]
    passages: tuple[Tensor, Tensor]
    barred: Tensor
    """Questions × passages: true where a passage answers a question and is not the one to be found."""
    judged: Tensor
    """Questions × places of a row; not a number where the row was not judged."""


def distil(
    network: Network,
    texts: Texts,
    drawn: Iterator[Lists],
    articles: Sequence[int],
    recipe: Recipe,
    say: Callable[[str], None],
) -> None:
    """Trains a network, in place, on lists of questions; `articles` tells of which one each passage is."""
    torch.manual_seed(recipe.seed)
    network.train()
    groups = [
        {"params": [one for one in network.encoder.parameters() if one.requires_grad], "lr": recipe.rate},
        {"params": list(network.late.parameters()), "lr": recipe.rate * 10},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    losses = []
    ready = read_ahead(drawn, lambda batch: _read(batch, texts, articles))
    for step, one in paced(optimiser, ready, recipe):
        loss, told = _loss(network, one, recipe)
        descend(network, optimiser, loss)
        losses.append(told)
        if step % _SAID_EVERY == 0:
            dense, late, judged = torch.stack(losses).mean(0).tolist()
            say(f"{step} dense {dense:.3f} late {late:.3f} judged {judged:.3f}")
            losses = []
    network.eval()


def _loss(network: Network, one: _Ready, recipe: Recipe) -> tuple[Tensor, Tensor]:
    barred = one.barred.to(network.device, non_blocking=True)
    judged = one.judged.to(network.device, non_blocking=True)
    dense, late = scored(network(*one.questions), network(*one.passages), barred)
    rows, width = judged.shape
    right = torch.arange(rows, device=dense.device) * width
    both = dense + late
    of_dense, of_late = F.cross_entropy(dense, right), F.cross_entropy(late, right)
    told = ~judged.isnan().any(1)
    of_judges = torch.zeros((), device=dense.device)
    if told.any():  # a batch without a judged row teaches nothing here, and a mean of nothing is no number
        own = right[told, None] + torch.arange(width, device=dense.device)
        known = judged[told].softmax(-1)
        for scores in (dense, late, both):
            of_judges = of_judges + taught(scores[told].gather(1, own), known)
    loss = of_dense + of_late + 0.3 * F.cross_entropy(both, right) + 0.5 * taught(dense, together(both))
    return loss + recipe.taught * of_judges, torch.stack((of_dense, of_late, of_judges / 3)).detach()


def _read(batch: Lists, texts: Texts, of: Sequence[int]) -> _Ready:
    reader, passages = texts
    width = len(batch.passages[0])
    flat = [at for row in batch.passages for at in row]
    articles = torch.tensor([of[at] for at in flat])
    most = max(map(len, batch.answers))
    answers = torch.tensor([[*one, *[-1] * (most - len(one))] for one in batch.answers])
    barred = (articles[None, :, None] == answers[:, None, :]).any(-1)
    barred[torch.arange(len(answers)), torch.arange(len(answers)) * width] = False
    nothing = (np.nan,) * width
    judged = torch.tensor([one or nothing for one in batch.judged], dtype=torch.float32)
    shown = [passages[at] for at in flat]
    return _Ready(reader.padded(reader.questions(batch.questions)), reader.padded(shown), barred, judged)
