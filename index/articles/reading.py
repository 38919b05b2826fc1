"""A question to the articles, read: composed, its marks restored, its short forms written out.

Reads: a question, the syllable table of an index. Writes: Reading.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.articles.syllable_table import SyllableTable
from index.asked_syllables import asked_syllables
from index.asked_term import asked_term
from index.expansion import expansions, written_out
from index.intent import askings
from index.knowledge import asking_pairs, dictionary
from index.marks import SyllablePairs, SyllableStatistics, restore
from index.syllables import comparable_text, syllables, words
from index.weights import weights
from index.wording import wording
from ingest.citations import provision


@dataclass(frozen=True, slots=True)
class Reading:
    """What is searched for."""

    text: str
    """The question with its marks and its short forms written out: what the model reads."""
    syllables: tuple[str, ...]
    """What the lexical index is asked for."""
    content: tuple[str, ...]
    """The syllables that say what the question is about: not those of asking, not fillers."""
    provisions: frozenset[str]
    """The numbers of articles that the question names."""
    term: tuple[str, ...]
    """The term that the question asks the meaning of; empty where it asks for something else."""
    restored: str | None
    """The question with its marks, where they were left out."""


@cache
def _beside() -> SyllablePairs:
    return asking_pairs() + dictionary()


def statistics(folder: Path) -> SyllableTable:
    """The syllable table of an index, with the words of asking and of a dictionary beside the corpus's.

    And with whole questions; what a syllable says is told without these.
    """
    return SyllableTable(folder, _beside(), asked_syllables())


def read(question: str, table: SyllableStatistics) -> Reading:
    """The reading of a question; without syllables where it holds no letter or digit."""
    typed = question[: weights().limits.longest_query].encode("utf-8", "ignore").decode("utf-8")
    text = " ".join(unicodedata.normalize("NFC", typed).split())
    short = expansions(text, dictionary().single)
    restored = restore(text, table, [(one.start, one.end) for one in short])
    whole = unicodedata.normalize("NFC", written_out(restored, short))
    return Reading(
        text=whole,
        syllables=tuple(words(whole)),
        content=content(whole),
        provisions=frozenset(_named(whole)),
        term=asked_term(whole),
        restored=restored if restored != text else None,
    )


def _named(question: str) -> Iterator[str]:
    """The numbers of the articles that a question names, the article itself or a part of it."""
    for reference in provision.find(question):
        for one in reference.provisions:
            number = one.partition("Điều ")[2].partition(" ")[0].lower()
            if number and number != "này":
                yield number


def content(question: str) -> tuple[str, ...]:
    """The syllables of a question that say what it is about."""
    text = comparable_text(question)
    known = wording()
    nothing = [(one.start, one.end) for one in askings(text, known)]
    nothing += [found.span() for found in known.fillers.finditer(text)]
    return tuple(
        one.word for one in syllables(text) if not any(start <= one.start < end for start, end in nothing)
    )
