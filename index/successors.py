"""Who has taken over from the bodies that a document names: all successors, the fitting one first.

A body's functions went to several others when offices were merged, so who took a task over depends on what
the task is about. Where the task's words name the function of exactly one successor, that one is marked and
comes first.

Reads: agency names, the task's words, the agencies of the vocabulary. Writes: NowBody records.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from index.answers import NowBody
from index.syllables import comparable_text, words
from ingest.vocabulary import Successor, agency_by_name


@cache
def _successors(agency: str) -> tuple[str, tuple[Successor, ...]]:
    """The last day of a body (empty while it exists) and who took over from it."""
    known = agency_by_name().get(agency)
    if known is None:
        return "", ()
    main = agency_by_name().get(known.same_as) if known.same_as else None
    record = main if main and not known.until and not known.successors else known
    return record.until, record.successors


def _fit(successor: Successor, text: str, run: set[tuple[str, str]]) -> int:
    """How much of a text speaks of what the successor took over: its keywords, each by its length."""
    named = sum(len(words(word)) for word in successor.keywords if comparable_text(word) in text)
    if named or successor.keywords:
        return named
    return len(run & set(pairwise(words(successor.function))))


def now(agencies: Iterable[str], task: str, day: str) -> tuple[NowBody, ...]:
    """The successors, as of a day (ISO), of those agencies that have ended by then.

    For each agency the one whose function the task's words name comes first, marked `fitting`; where they
    name none, or two equally, all come in the vocabulary's order and none is singled out.
    """
    found: list[NowBody] = []
    text = comparable_text(task)
    run = set(pairwise(words(task)))
    for agency in dict.fromkeys(agencies):
        until, successors = _successors(agency)
        if not until or until >= day:
            continue
        scored = [(_fit(one, text, run), one) for one in successors if one.since <= day]
        best = max((score for score, _ in scored), default=0)
        single = best > 0 and sum(score == best for score, _ in scored) == 1
        ordered = sorted(scored, key=lambda pair: -pair[0]) if single else scored
        found += [
            NowBody(
                *(agency, one.name, one.function, one.since, one.basis, one.certainty),
                single and score == best,
            )
            for score, one in ordered
        ]
    return tuple(found)
