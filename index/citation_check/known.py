"""The acts that there are records of, and how they are looked up.

Records: the catalogue, the office's own documents, the codification where one is imported, and the acts
that a record names as successor, amendment or bearer of the same number, or whose force a text speaks of (of
these little more than number and date).

Reads: the library. Writes: Known.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from index.citation_check.near import NamesByHalves, one_sign_away
from index.remembering import of_library
from ingest.catalogue import Work, has_year, name_key, number_key, work_id
from ingest.work import Link

if TYPE_CHECKING:
    from index.library import Library


@of_library(1)
def known_of(library: Library) -> Known:
    """The records of a library, gathered once."""
    return Known(library)


@dataclass(eq=False)
class Known:
    """Records by number and by name."""

    library: Library
    works: dict[str, Work] = field(init=False)
    thin: frozenset[str] = field(init=False)
    """Ids of those of which little more than the number is known."""
    documents: dict[str, str] = field(init=False)
    """Work id → the document of the library that is its text."""

    def __post_init__(self) -> None:
        full = {work.id: work for work in self.library.catalogue.works}
        added = {work.id: work for work in (*_spoken_of(self.library), *_linked(full.values()))}
        self.works = {**added, **full}
        self.thin = frozenset(added.keys() - full.keys())
        self.documents = {d.work: d.id for d in self.library.documents() if d.work}
        self._by_number: dict[str, list[Work]] = {}
        for work in self.works.values():
            if work.number:
                self._by_number.setdefault(number_key(work.number), []).append(work)

    def numbered(self, number: str) -> tuple[Work, ...]:
        """Every record that bears this number."""
        return tuple(self._by_number.get(number_key(number), ()))

    def of_any_year(self, number: str) -> tuple[Work, ...]:
        """Records whose number is this one with a year in it: `124/TT-BCA` finds 124/2021/TT-BCA."""
        serial, _, rest = number_key(number).partition("/")
        return tuple(w for w in self._without_year.get((serial.lstrip("0"), rest), ()))

    def near(self, number: str, limit: int = 5) -> tuple[Work, ...]:
        """Records whose number differs from this one by one sign: changed, lost, added, or two exchanged."""
        keys = (k for k in one_sign_away(number_key(number)) if k in self._by_number)
        found = [work for key in dict.fromkeys(keys) for work in self._by_number[key]]
        return tuple(found[:limit])

    def near_named(self, name: str, limit: int = 5) -> tuple[Work, ...]:
        """Records whose name differs from this one by one word."""
        found = [self.works[i] for i in self._names.one_word_away(name_key(name))]
        return tuple(found[:limit])

    def titled(self, words: str) -> tuple[Work, ...]:
        """Records with exactly this title."""
        return tuple(self._by_title.get(words, ()))

    def weight(self, word: str) -> float:
        """How much a word tells one title from another."""
        return self._weights.get(word, self._most)

    @cached_property
    def _without_year(self) -> dict[tuple[str, str], list[Work]]:
        found: dict[tuple[str, str], list[Work]] = {}
        for key, works in self._by_number.items():
            parts = key.split("/", 2)
            if len(parts) > 2 and has_year(key):
                found.setdefault((parts[0].lstrip("0"), parts[2]), []).extend(works)
        return found

    @cached_property
    def _names(self) -> NamesByHalves:
        pairs = ((name_key(name), w.id) for w in self.works.values() for name in (w.title, *w.names) if name)
        return NamesByHalves(dict(pairs))

    @cached_property
    def _by_title(self) -> dict[str, list[Work]]:
        from index.citation_check.titles import title_key

        found: dict[str, list[Work]] = {}
        for work in self.works.values():
            if work.title:
                found.setdefault(title_key(work.title), []).append(work)
        return found

    @cached_property
    def _weights(self) -> dict[str, float]:
        counts = Counter(word for title in self._by_title for word in set(title.split()))
        return {word: math.log((len(self._by_title) + 1) / n) + 0.1 for word, n in counts.items()}

    @cached_property
    def _most(self) -> float:
        return max(self._weights.values(), default=1.0)


def _spoken_of(library: Library) -> Iterator[Work]:
    """The acts whose force a text of the library speaks of, as that text names them."""
    rows = library.records.all(
        "SELECT * FROM directive WHERE catalogued = 0 AND number IS NOT NULL"
        " AND id IN (SELECT act FROM effect WHERE act IS NOT NULL) ORDER BY id"
    )
    for row in rows:
        if has_year(row["number"]):
            yield Work(
                id=row["id"],
                type=row["type"] or "",
                title=row["title"] or "",
                family="quy phạm pháp luật",
                number=row["number"],
                date=row["date"] or "",
                issuer=row["issuer"] or "",
                title_source="copy",
                unconfirmed=("theo văn bản nói về hiệu lực của nó",),
            )


def _linked(works: Iterable[Work]) -> Iterator[Work]:
    """The acts that records name beside their own, where their number and day are told."""
    for work in works:
        for link in (*work.replaced_by, *work.followed_by, *work.amended_by, *work.replaces):
            if link.date or has_year(link.number):
                yield _of_link(link, "" if has_year(link.number) else work.type)
        for link in work.same_number:
            yield _of_link(link, work.type)


def _of_link(link: Link, kind: str) -> Work:
    return Work(
        id=work_id(link.number, link.date or "khong-ro-ngay")
        if not has_year(link.number)
        else work_id(link.number),
        type=kind,
        title=link.title,
        family="Đảng" if "-" in link.number.split("/")[0] else "quy phạm pháp luật",
        number=link.number,
        date=link.date,
        issuer=link.issuer,
        title_source="copy",
        unconfirmed=() if link.certainty == "confirmed" else (f"theo {link.source or 'hồ sơ văn bản khác'}",),
    )
