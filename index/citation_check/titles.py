"""Whether the title that an author wrote is the act's: not word for word, but surely not another act's.

Authors shorten titles, drop `của`, write short forms. So a title is another's where it is exactly that of
another act, or where little of what tells titles apart is shared.

Reads: titles, records. Writes: a judgement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.catalogue import Work, name_key
from ingest.document_types import type_word

if TYPE_CHECKING:
    from index.citation_check.known import Known

_SHARED = 0.5
"""Less than this share of what tells titles apart in common: another act's title."""
_FEW = 3
_MANY = 6
"""A title shortened to so many words, all in their order, is still told from others."""


@dataclass(frozen=True, slots=True)
class TitleCompared:
    """`ok` None where nothing can be said."""

    ok: bool | None
    others: tuple[Work, ...] = ()
    """The acts whose title it is, where it is not this one's."""


def title_key(title: str) -> str:
    """What equal titles have in common: without the type before them and `về việc`."""
    words = re.sub(r"\s+", " ", title).strip(" “”\"'.,;:")
    kind = type_word().match(words)
    if kind is not None and kind.end() < len(words):
        words = words[kind.end() :]
    words = re.sub(r"^[ ,:]*(?:(?:về việc|về) )?", "", words, flags=re.IGNORECASE)
    return name_key(words)


def compared(written: str, work: Work, known: Known) -> TitleCompared:
    """The title that an author wrote beside the record's."""
    ours, theirs = title_key(written), title_key(work.title)
    if not theirs or work.title_source == "plan":
        return TitleCompared(None)
    if not ours or ours == theirs or theirs.startswith(ours) or ours.startswith(theirs):
        return TitleCompared(True)
    if len(ours.split()) >= _MANY and _shortens(ours, theirs):
        return TitleCompared(True)
    others = tuple(w for w in known.titled(ours) if w.id != work.id)
    if others:
        return TitleCompared(False, others)
    names = {title_key(name) for name in work.names}
    if any(name and (name in ours or ours in name) for name in names):
        return TitleCompared(True)
    if len(ours.split()) < _FEW or len(theirs.split()) < _FEW:
        return TitleCompared(None)
    return TitleCompared(_share(ours.split(), theirs.split(), known) >= _SHARED)


def _shortens(ours: str, theirs: str) -> bool:
    """Whether all words of a title stand in another one in their order, its first and last words aside."""
    rest = iter(theirs.split())
    return all(word in rest for word in ours.split())


def _share(ours: Sequence[str], theirs: Sequence[str], known: Known) -> float:
    """The weight of the words in common, in their order, by that of the lighter title."""
    best = [0.0] * (len(theirs) + 1)
    for word in ours:
        weight = known.weight(word)
        before = 0.0
        for at, other in enumerate(theirs, 1):
            kept = best[at]
            best[at] = before + weight if word == other else max(best[at], best[at - 1])
            before = kept
    lighter = min(sum(map(known.weight, ours)), sum(map(known.weight, theirs)))
    return best[-1] / lighter if lighter else 1.0
