"""What distinguishes the best candidates of a question, as a table of numbers for a learned order.

The signals and how far each lies behind the best one; how much of the question the whole article, its title,
its best line hold, and where that line stands; how much of what was found stands in the same act; whether a
line defines the term that is asked for.

Reads: lines, signals. Writes: a table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.articles.lines import ArticleLines, Held, information
from index.articles.records import Signals
from index.asked_term import defining_words

Floats = NDArray[np.float32]
_RANKED = ("words", "meaning", "whole", "late", "title")
_NUMBERING = 2
"""Syllables of a line's number."""
_SHARPNESS = 25.0
"""How sharply the best candidates stand out when it is seen which acts they belong to."""


def traits(
    lines: ArticleLines,
    asked: Sequence[str],
    term: Sequence[str],
    rows: Sequence[int],
    signals: Mapping[str, Floats],
    fused: Floats,
) -> Floats:
    """Candidates × TRAITS; `asked` is the question's content, `term` what it asks the meaning of."""
    held = lines.held(asked, rows)
    columns: dict[str, NDArray[np.floating]] = {
        **_of_signals(signals, fused),
        **_of_lines(held, asked),
        "kin": _kin(lines, held, fused),
        "defined": _defined(lines, held, term),
        "asked": np.full(len(rows), len(asked), np.float32),
        "term": np.full(len(rows), len(term), np.float32),
    }
    return np.stack([columns[name] for name in TRAITS], axis=1).astype(np.float32)


def _of_signals(signals: Mapping[str, Floats], fused: Floats) -> dict[str, Floats]:
    all_of = {**signals, "fused": fused}
    behind = {f"{name} behind": values - values.max() for name, values in all_of.items()}
    ranks = {
        f"{name} rank": np.argsort(np.argsort(-all_of[name], kind="stable")).astype(np.float32)
        for name in _RANKED
    }
    return {**all_of, **behind, **ranks}


def _of_lines(held: Held, asked: Sequence[str]) -> dict[str, NDArray[np.floating]]:
    starts, both = held.starts, held.both
    share = np.where(held.body, both, 0.0).astype(np.float32) / held.own
    best, second, at = _two_best(share, held)
    own_single = float(held.told_single.sum()) or 1.0
    own_pairs = float(held.told_pairs.sum()) or 1.0
    told = np.array([word.isdigit() for word in dict.fromkeys(asked)], bool)
    single = np.logical_or.reduceat(held.single, starts)
    pairs = np.logical_or.reduceat(held.pairs, starts)
    title = starts + 1
    return {
        "best line": best,
        "second line": second,
        "line at": (at - starts - 2).astype(np.float32),
        "line at share": (at - starts - 2) / np.maximum(held.counts - 2, 1),
        "line length": np.log1p(held.lengths[at]),
        "lines": np.log1p(held.counts - 2),
        "length": np.log1p(np.add.reduceat(held.lengths, starts)),
        "title length": held.lengths[title].astype(np.float32),
        "act length": held.lengths[starts].astype(np.float32),
        "syllables held": information(single, held.told_single) / own_single,
        "pairs held": information(pairs, held.told_pairs) / own_pairs,
        "title syllables held": information(held.single[title], held.told_single) / own_single,
        "title pairs held": information(held.pairs[title], held.told_pairs) / own_pairs,
        "title in question": both[title] / np.maximum(held.weights[title], 1e-6),
        "act syllables held": information(held.single[starts], held.told_single) / own_single,
        "numbers held": single[:, told].mean(axis=1) if told.any() else np.zeros(len(starts), np.float32),
    }


def _two_best(share: Floats, held: Held) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """By article the shares of its two best lines, and the place of the best one."""
    best, second = np.zeros((2, len(held.starts)), np.float32)
    places = held.starts + 1  # the title, where an article has no line of its own
    places = places.astype(np.int64)
    for number, (start, count) in enumerate(zip(held.starts.tolist(), held.counts.tolist(), strict=True)):
        own = share[start + 2 : start + count]
        if len(own):
            at = int(own.argmax())
            places[number], best[number] = start + 2 + at, own[at]
            second[number] = max(own[:at].max(initial=0.0), own[at + 1 :].max(initial=0.0))
    return best, second, places


def _kin(lines: ArticleLines, held: Held, fused: Floats) -> Floats:
    """The share of what was found that stands in the act of each candidate, itself left out."""
    acts = [lines.spelled(int(held.lines[start])) for start in held.starts]
    weight = np.exp((fused - fused.max()) * _SHARPNESS)
    total: dict[bytes, float] = {}
    for act, one in zip(acts, weight.tolist(), strict=True):
        total[act] = total.get(act, 0.0) + one
    of_act = np.array([total[act] for act in acts], np.float32)
    return np.asarray((of_act - weight) / weight.sum(), np.float32)


def _defined(lines: ArticleLines, held: Held, term: Sequence[str]) -> Floats:
    """1 where a line begins with the term and a word of defining; a half where it begins with the term."""
    if not term:
        return np.zeros(len(held.starts), np.float32)
    after = lines.beginning(held.lines, term, _NUMBERING)
    defining = np.isin(after, [lines.number(word) for word in defining_words()])
    told = np.where(after >= 0, np.where(defining, 1.0, 0.5), 0.0)
    return np.asarray(np.maximum.reduceat(np.where(held.body, told, 0.0), held.starts), np.float32)


def _names() -> tuple[str, ...]:
    signals = (*Signals.__dataclass_fields__, "fused")
    return (
        *signals,
        *(f"{name} behind" for name in signals),
        *(f"{name} rank" for name in _RANKED),
        *("best line", "second line", "line at", "line at share", "line length", "lines", "length"),
        *("title length", "act length", "syllables held", "pairs held", "title syllables held"),
        *("title pairs held", "title in question", "act syllables held", "numbers held"),
        *("kin", "defined", "asked", "term"),
    )


TRAITS = _names()
"""The columns of the table, in order."""
