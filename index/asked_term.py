"""The term whose meaning a question asks for: `Thế nào là khai thác thủy sản không báo cáo?`.

Reads: corpus/vocabulary/asked_terms.toml, a question. Writes: the term's syllables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from index.syllables import comparable_text, words
from ingest.vocabulary import tables


@dataclass(frozen=True, slots=True)
class AskedTerm:
    """A way to ask for the meaning of a term."""

    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    terms: tuple[str, ...]
    """What each example asks the meaning of."""


@cache
def ways_of_asking() -> tuple[AskedTerm, ...]:
    """The records, in order."""
    return tuple(
        AskedTerm(re.compile(one["pattern"]), tuple(one["examples"]), tuple(one["terms"]))
        for one in tables("asked_terms.toml")["asked_term"]
    )


@cache
def defining_words() -> tuple[str, ...]:
    """The syllables that follow a term where a line defines it."""
    return tuple(record["word"] for record in tables("asked_terms.toml")["defining"])


def asked_term(question: str) -> tuple[str, ...]:
    """The syllables of the term whose meaning a question asks for; none where it asks for another thing."""
    text = comparable_text(question).strip()
    found = next((hit for way in ways_of_asking() if (hit := way.pattern.search(text))), None)
    return tuple(words(found["term"])) if found else ()
