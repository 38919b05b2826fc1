"""What a question is understood with: syllable statistics and types of acts.

Reads: the vocabularies; an index's syllable pairs. Writes: Knowledge.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from index.asked_syllables import asked_syllables
from index.marks import SyllablePairs
from index.wording import document_types, spelled_types, wording
from ingest.vocabulary import abbreviations, agencies

_WORD_LIST = ("corpus", "data", "Viet39K.txt")
_SHORTEST_FOREIGN = 3
_CORPUS_TIMES = 10
_WORDING_TIMES = 20
"""How much more than a dictionary's the corpus's words, and those of asking, count in restoring marks."""


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Everything beside the question that its analysis looks at."""

    corpus: SyllablePairs
    """Counts of the corpus alone: what a word's information is measured by."""
    restoring: SyllablePairs
    """What marks are restored by: the corpus, words of asking, whole questions, a dictionary."""
    types: Mapping[str, str]
    """Every way of writing a type of document → its name."""

    def information(self, *run: str) -> float:
        """How much a syllable, or a pair of neighbours, says: the log of its rarity in the corpus."""
        pairs = self.corpus
        seen = pairs.single.get(run[0], 0) if len(run) == 1 else pairs.pairs.get((run[0], run[1]), 0)
        return math.log(1 + (pairs.total + 1) / (seen + 0.5))

    def tied(self, left: str, right: str) -> float:
        """How far two neighbours are one word: their places together over those of the rarer one."""
        rarer = min(self.corpus.single.get(left, 0), self.corpus.single.get(right, 0))
        together = self.corpus.pairs.get((left, right), 0)
        return together / rarer if rarer and together > 1 else 0.0

    @property
    def syllables(self) -> Mapping[str, int]:
        """The syllables that the dictionary knows; the corpus's own would hold its short forms too."""
        return dictionary().single

    def foreign(self, word: str) -> bool:
        """Whether a word is no Vietnamese syllable as far as the dictionary knows: `methadone`, `signet`."""
        known = self.syllables
        return bool(known) and not word.isdigit() and len(word) > _SHORTEST_FOREIGN and word not in known


@cache
def dictionary() -> SyllablePairs:
    """Syllable pairs of the word list that comes with underthesea; empty where it does not come.

    It knows the words that a corpus lacks, so that a question about something else is not bent into the
    corpus's.
    """
    found = find_spec("underthesea")
    folder = Path(found.origin).parent if found and found.origin else None
    path = folder.joinpath(*_WORD_LIST) if folder else None
    if path is None or not path.is_file():
        return SyllablePairs.of(())
    return SyllablePairs.of(path.read_text(encoding="utf-8").splitlines(), begins=False)


@cache
def asking_pairs() -> SyllablePairs:
    """Syllable pairs of the words that questions are made of: ways of asking, agencies, types of acts."""
    names = [name for agency in agencies() for name in (agency.name, *agency.aliases)]
    meanings = [one.meaning for one in abbreviations()]
    asked = [*wording().examples(), *wording().phrases()]
    return SyllablePairs.of([*asked, *names, *meanings, *document_types().values()], _WORDING_TIMES)


def knowledge(corpus: SyllablePairs) -> Knowledge:
    """The knowledge for a corpus with these syllable pairs."""
    restoring = corpus.times(_CORPUS_TIMES) + asking_pairs() + asked_syllables() + dictionary()
    return Knowledge(corpus, restoring, spelled_types())
