"""What the model itself takes for the answer and is none: better wrong passages than words find.

A passage that comes nearer to a question than the right one by much is likely to answer it as well (laws
repeat each other), so it is not taken (as in NV-Retriever: Moreira et al. 2024).

Reads: a network, Material. Writes: Material with other look-alikes; how well the network ranks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from index.evaluation.metrics import ndcg
from index.training.network import Encoded, Network, Numbers, Reader, compared
from index.training.records import Material, Question

_AT_ONCE = 1_024
_NEAREST = 120
_KEPT = 30
LIKELY_RIGHT = 0.03
"""A passage that comes nearer than the right one by more than this is left out."""
_COMPARED = 50
_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Ranked:
    """nDCG@10 of the questions that a network is watched by: by vectors, and by tokens added."""

    dense: float
    both: float


def mined(network: Network, reader: Reader, material: Material, passages: Sequence[Numbers]) -> Material:
    """The material with the look-alikes that the network finds; `passages` are its passages, read."""
    of_passages = _vectors(network, reader, passages)
    return replace(
        material,
        made=tuple(_near(network, reader, material.made, of_passages, material)),
        asked=tuple(_near(network, reader, material.asked, of_passages, material)),
    )


def ranked(network: Network, reader: Reader, material: Material, passages: Sequence[Numbers]) -> Ranked:
    """How well a network alone ranks the questions that it is watched by; 0 where there are none."""
    if not material.weighed:
        return Ranked(0.0, 0.0)
    windows = _vectors(network, reader, passages[: material.windows])
    gains: list[tuple[float, float]] = []
    for question in material.weighed:
        with torch.inference_mode():
            asked = network(*reader.padded(reader.questions([question.text])))
            dense, near = (asked.vectors.half() @ windows.T)[0].topk(min(_COMPARED, material.windows))
            shown = network(*reader.padded([passages[at] for at in near.tolist()]))
        both = dense.float() + _late(asked, shown)
        orders = (near, near[both.argsort(descending=True)])
        gains.append((_gain(orders[0], question, material), _gain(orders[1], question, material)))
    dense_mean, both_mean = (sum(column) / len(column) for column in zip(*gains, strict=True))
    return Ranked(dense_mean, both_mean)


def _late(asked: Encoded, shown: Encoded) -> Tensor:
    return compared(asked.tokens, asked.mask, shown.tokens, shown.mask)[0]


def _gain(order: Tensor, question: Question, material: Material) -> float:
    first = list(dict.fromkeys(material.articles[at] for at in order.tolist()))
    return ndcg([str(one) for one in first], {str(one): 1 for one in question.answers}, _DEPTH)


def _vectors(network: Network, reader: Reader, read: Sequence[Numbers]) -> Tensor:
    """A row a text, each of length 1, in half precision, on the network's device."""
    network.eval()
    order = sorted(range(len(read)), key=lambda at: len(read[at]))
    with torch.inference_mode():
        found = [
            network(*reader.padded([read[at] for at in order[start : start + _AT_ONCE]])).vectors.half()
            for start in range(0, len(order), _AT_ONCE)
        ]
        back = torch.argsort(torch.tensor(order)).to(network.device)
        return torch.cat(found)[back]


def _near(
    network: Network,
    reader: Reader,
    questions: Sequence[Question],
    of_passages: Tensor,
    material: Material,
) -> Iterator[Question]:
    windows = of_passages[: material.windows]
    for start in range(0, len(questions), _AT_ONCE):
        some = questions[start : start + _AT_ONCE]
        asked = _vectors(network, reader, reader.questions([one.text for one in some]))
        right = (asked * of_passages[[one.right for one in some]]).sum(1, keepdim=True)
        best = (asked @ windows.T).topk(min(_NEAREST, material.windows))
        allowed = best.values <= right + LIKELY_RIGHT
        for question, row, fits in zip(some, best.indices.tolist(), allowed.tolist(), strict=True):
            wrong = [
                at
                for at, one in zip(row, fits, strict=True)
                if one and material.articles[at] not in question.answers
            ]
            yield replace(question, wrong=tuple(wrong[:_KEPT]) or question.wrong)
