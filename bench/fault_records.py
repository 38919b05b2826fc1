"""The records that the faults of drafts are made from: acts that can be cited rightly, by what can be spoilt.

Reads: an index. Writes: Records.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from index.citation_check.known import Known
from index.fate import fate_of
from index.library import Library
from ingest.catalogue import Work, has_year
from ingest.citations import number as numbers

TODAY = date(2026, 11, 23)
YEARLY = ("Nghị định", "Thông tư")
"""Types whose numbers carry their year."""


@dataclass
class Records:
    """The records that faults are made from."""

    library: Library
    known: Known
    plain: list[Work] = field(init=False)

    def __post_init__(self) -> None:
        held = [w for w in self.known.works.values() if _usable(w)]
        self.plain = sorted((w for w in held if has_year(w.number) and w.type in YEARLY), key=lambda w: w.id)
        self.unyearly = sorted(
            (w for w in held if _comes_back(w) and len(self.known.numbered(w.number)) == 1),
            key=lambda w: w.id,
        )
        texts = (w for w in held if w.id in self.known.documents)
        self.whole = sorted(texts, key=lambda w: w.id)
        works = self.library.catalogue.works
        self.replaced = [(w, x) for w in works for x in w.replaced_by if x.effective_from and _usable(w)]
        self.dated = [
            w for w in works if w.effective_from and w.date and w.effective_from > w.date and _usable(w)
        ]
        self.amended = self._with_fate(("amended", "partly_expired"))
        self.repealed = self._with_fate(("repealed",))

    def _with_fate(self, wanted: Sequence[str]) -> list[Work]:
        return [w for w in self.known.works.values() if w.number and w.type and self.fate(w) in wanted]

    def fate(self, work: Work) -> str:
        """The status of an act today."""
        return fate_of(self.library, work.id, TODAY).status

    def sound(self, rng: random.Random) -> Work:
        """A record that can be cited rightly today."""
        while True:
            work = rng.choice(self.plain)
            if self.fate(work) in ("in_force", "unknown"):
                return work


def _usable(work: Work) -> bool:
    return (
        bool(work.number and work.type and work.date and work.issuer and work.title)
        and work.title_source != "plan"
    )


def _comes_back(work: Work) -> bool:
    """Whether a number is given again every year or term, and has a form that is still in use."""
    read = numbers.find(f"{work.type} số {work.number}")
    return (
        not has_year(work.number) and [m.number for m in read] == [work.number] and work.number[-1].isalnum()
    )
