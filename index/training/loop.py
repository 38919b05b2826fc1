"""The training itself: to tell the right passage of a question from all others of a batch.

Both ways to compare (vectors, tokens) learn it (InfoNCE), and each learns from a teacher how near the wrong
ones come: from a larger network of the same kind, or, without one, from the sum of both (self-distillation,
as in M3-Embedding: Chen et al. 2024).

Reads: networks, Material. Writes: the network's weights in place; a line of losses now and then.
"""

from __future__ import annotations

import itertools
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import torch
import torch.nn.functional as F  # noqa: N812 - the name that everybody knows
from torch import Tensor, nn

from index.training.batches import Batch, batches
from index.training.network import Encoded, Network, Numbers, Reader, compared
from index.training.records import Material

Drawn = TypeVar("Drawn")
Read = TypeVar("Read")
_TEMPERATURE = 0.02
_SHARPENED = 1.5
_SAID_EVERY = 20
_NEVER = -1e4
_AHEAD = 6
"""Batches that are read while one is learned from."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how fast: for `steps`, or until `seconds` are over where these are given."""

    steps: int = 900
    seconds: float = 0.0
    size: int = 32
    asked: int = 3
    wrong: int = 1
    rate: float = 1.2e-4
    warming: float = 0.05
    taught: float = 1.0
    """What the teacher's lessons count, beside the judgements."""
    seed: int = 0


@dataclass(frozen=True, slots=True)
class _Ready:
    """A batch as numbers."""

    questions: tuple[Tensor, Tensor]
    passages: tuple[Tensor, Tensor]
    barred: Tensor
    """Questions × passages: true where a passage answers a question and is not the one to be found."""


def train(
    network: Network,
    reader: Reader,
    material: Material,
    passages: Sequence[Numbers],
    recipe: Recipe,
    say: Callable[[str], None],
    teacher: Network | None = None,
) -> None:
    """Trains a network, in place; `passages` are those of the material, read."""
    torch.manual_seed(recipe.seed)
    if teacher is not None:
        teacher.eval()
    network.train()
    rates = (recipe.rate, recipe.rate * 10)
    parts = (network.encoder, network.late)
    groups = [
        {"params": list(part.parameters()), "lr": rate} for part, rate in zip(parts, rates, strict=True)
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    began, losses = time.monotonic(), []
    drawn = batches(material, recipe.size, recipe.asked, recipe.wrong, recipe.seed)
    numbers = read_ahead(drawn, lambda batch: _read(batch, reader, material, passages))
    for step, ready in paced(optimiser, numbers, recipe):
        loss, told = _loss(network, ready, recipe, teacher)
        descend(network, optimiser, loss)
        losses.append(told)
        if step % _SAID_EVERY == 0 or step == recipe.steps:
            dense, late, lesson = torch.stack(losses).mean(0).tolist()
            said = f"{step} dense {dense:.3f} late {late:.3f} taught {lesson:.3f}"
            say(f"{said} {time.monotonic() - began:.0f} s")
            losses = []
    network.eval()


def paced(optimiser: Any, ready: Iterator[Read], recipe: Recipe) -> Iterator[tuple[int, Read]]:  # noqa: ANN401
    """Batches with the number of each, as many as the recipe wants; rates rise, then fall to nothing."""
    began, rates = time.monotonic(), [group["lr"] for group in optimiser.param_groups]
    for step, one in enumerate(ready, start=1):
        spent = time.monotonic() - began
        done = spent / recipe.seconds if recipe.seconds else step / recipe.steps
        if done >= 1 and recipe.seconds:
            return
        pace = min(1.0, done / recipe.warming) * max(0.02, 1 - done)
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * pace
        yield step, one
        if step == recipe.steps and not recipe.seconds:
            return


def descend(network: nn.Module, optimiser: Any, loss: Tensor) -> None:  # noqa: ANN401
    """One step against the gradient of a loss, no longer than 1."""
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()


def _loss(network: Network, ready: _Ready, recipe: Recipe, teacher: Network | None) -> tuple[Tensor, Tensor]:
    barred = ready.barred.to(network.device, non_blocking=True)
    dense, late = scored(network(*ready.questions), network(*ready.passages), barred)
    right = torch.arange(len(dense), device=dense.device)
    both = dense + late
    of_dense, of_late = F.cross_entropy(dense, right), F.cross_entropy(late, right)
    if teacher is None:
        lesson = 0.5 * taught(dense, together(both))
    else:
        with torch.inference_mode():
            held = scored(teacher(*ready.questions), teacher(*ready.passages), barred)
            known = ((held[0] + held[1]) / 2).softmax(-1)
        known = known.clone()
        lesson = taught(dense, known) + taught(late, known)
    loss = of_dense + of_late + 0.3 * F.cross_entropy(both, right) + recipe.taught * lesson
    return loss, torch.stack((of_dense, of_late, lesson)).detach()


def together(both: Tensor) -> Tensor:
    """What the sum of both ways to compare teaches each of them: a distribution over the passages."""
    return (both / _SHARPENED).detach().softmax(-1)


def taught(scores: Tensor, known: Tensor) -> Tensor:
    """How far scores are from a teacher's distribution (cross-entropy)."""
    return -(known * scores.log_softmax(-1)).sum(-1).mean()


def scored(question: Encoded, passage: Encoded, barred: Tensor) -> tuple[Tensor, Tensor]:
    """Questions × passages, by vectors and by tokens."""
    dense = question.vectors @ passage.vectors.T / _TEMPERATURE
    late = compared(question.tokens, question.mask, passage.tokens, passage.mask) / _TEMPERATURE
    return dense.masked_fill(barred, _NEVER), late.masked_fill(barred, _NEVER)


def read_ahead(drawn: Iterator[Drawn], read: Callable[[Drawn], Read]) -> Iterator[Read]:
    """Batches as numbers, some of them read while one is learned from."""
    with ThreadPoolExecutor(1) as pool:
        waiting: deque[Future[Read]] = deque()
        try:
            while True:
                for batch in itertools.islice(drawn, _AHEAD - len(waiting)):
                    waiting.append(pool.submit(read, batch))
                if not waiting:
                    return
                yield waiting.popleft().result()
        finally:
            for one in waiting:
                one.cancel()


def _read(batch: Batch, reader: Reader, material: Material, passages: Sequence[Numbers]) -> _Ready:
    articles = torch.tensor([material.articles[at] for at in batch.passages])
    most = max(map(len, batch.answers))
    answers = torch.tensor([[*one, *[-1] * (most - len(one))] for one in batch.answers])
    barred = (articles[None, :, None] == answers[:, None, :]).any(-1)
    barred.fill_diagonal_(fill_value=False)
    shown = [passages[at] for at in batch.passages]
    return _Ready(reader.padded(reader.questions(batch.questions)), reader.padded(shown), barred)
