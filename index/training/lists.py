"""Questions in lists: each with the passage that answers it and as many look-alikes, one kind beside another.

A list that lacks look-alikes is filled with what answers other questions of the batch.

Reads: Question records, judgements. Writes: Lists records.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.training.batches import Deck, hasty, some
from index.training.records import Question

JUDGED = 8
"""Look-alikes of a question that are judged, the likest ones; lists are drawn of these."""


@dataclass(frozen=True, slots=True)
class Share:
    """One kind of questions, and how many of them come into a batch."""

    questions: Sequence[Question]
    count: int
    judgements: Sequence[Sequence[float]] | None = None
    """For each question how well its right passage answers it, then each of its look-alikes; or None."""


@dataclass(frozen=True, slots=True)
class Lists:
    """A batch: texts of questions, and a row of passages for each, the right one first."""

    questions: tuple[str, ...]
    passages: tuple[tuple[int, ...], ...]
    answers: tuple[tuple[int, ...], ...]
    """The articles that answer each question."""
    judged: tuple[tuple[float, ...] | None, ...]
    """For each question how well each passage of its row answers it, where that was judged."""


def lists(
    shares: Sequence[Share], wrong: int, unmarked: Mapping[str, Sequence[str]], seed: int
) -> Iterator[Lists]:
    """Batches without end, `wrong` look-alikes to each question."""
    chance = random.Random(seed)  # noqa: S311 - drawn for a training
    decks = [(one, Deck(range(len(one.questions)), chance)) for one in shares if one.questions and one.count]
    while True:
        drawn = [(one, deck.draw()) for one, deck in decks for _ in range(one.count)]
        rows = [_row(one, at, wrong, chance) for one, at in drawn]
        asked = [one.questions[at] for one, at in drawn]
        full = tuple(_filled(row, wrong, asked, own, chance) for own, (row, _) in enumerate(rows))
        yield Lists(
            tuple(hasty(question.text, unmarked, chance) for question in asked),
            full,
            tuple(question.answers for question in asked),
            tuple(judged if len(row) == wrong + 1 else None for row, judged in rows),
        )


def _row(
    share: Share, at: int, wrong: int, chance: random.Random
) -> tuple[list[int], tuple[float, ...] | None]:
    question = share.questions[at]
    places = some(range(min(JUDGED, len(question.wrong))), wrong, chance)
    row = [question.right, *(question.wrong[place] for place in places)]
    if share.judgements is None:
        return row, None
    judged = share.judgements[at]
    return row, (judged[0], *(judged[place + 1] for place in places))


def _filled(
    row: Sequence[int], wrong: int, asked: Sequence[Question], own: int, chance: random.Random
) -> tuple[int, ...]:
    others = [one.right for at, one in enumerate(asked) if at != own] or [row[0]]
    return (*row, *(chance.choice(others) for _ in range(wrong + 1 - len(row))))
