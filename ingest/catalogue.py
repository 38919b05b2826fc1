"""The works that are known, and which of them a number or a name means.

Nothing here guesses: a lookup that does not decide gives every candidate.

Reads: corpus/catalog/*.toml. Writes: Catalogue.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from ingest.force import status_at
from ingest.vocabulary import VocabularyError, record, tables
from ingest.work import Work, has_year, name_key, number_key, work_id

__all__ = [
    "Catalogue",
    "Work",
    "has_year",
    "load_catalogue",
    "name_key",
    "number_key",
    "status_at",
    "work_id",
]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The works that are known. Extending it gives another one; it never changes."""

    works: tuple[Work, ...]
    _by_id: dict[str, Work] = field(init=False, repr=False, compare=False)
    _by_number: dict[str, tuple[Work, ...]] = field(init=False, repr=False, compare=False)
    _by_name: dict[str, tuple[Work, ...]] | None = field(init=False, repr=False, compare=False, default=None)
    """Made when a name is first looked up: it takes long where thousands of acts are known."""

    def __post_init__(self) -> None:
        numbered = [w for w in self.works if w.number]
        object.__setattr__(self, "_by_id", {w.id: w for w in self.works})
        object.__setattr__(self, "_by_number", _grouped((number_key(w.number), w) for w in numbered))

    def __len__(self) -> int:
        return len(self.works)

    def get(self, identity: str) -> Work | None:
        """Give the work with an id."""
        return self._by_id.get(identity)

    def with_works(self, works: Iterable[Work]) -> Catalogue:
        """Give a catalogue that holds further works too; a work whose id is there already is left out."""
        new = {w.id: w for w in works if w.id not in self._by_id}
        return Catalogue((*self.works, *new.values())) if new else self

    def numbered(self, number: str, date: str | None = None) -> tuple[Work, ...]:
        """Works that bear this number; with a date (ISO) only those of that day, or whose date is not known.

        A number whose year is left out (`124/TT-BCA`) finds the works of the date's year.
        """
        found = self._by_number.get(number_key(number), ())
        if not found and date and not has_year(number) and "/" in number:
            serial, rest = number.split("/", 1)
            found = self._by_number.get(number_key(f"{serial}/{date[:4]}/{rest}"), ())
        return tuple(w for w in found if not date or not w.date or w.date == date)

    def named(self, name: str, on: str | None = None) -> tuple[Work, ...]:
        """Works that a name means; with a day (ISO), the one that the name stood for on that day.

        On a day before the first act of the name takes effect it means the one already issued. Several works
        mean that the name does not decide; none, that it is unknown or that every act of the name had ended.
        """
        key = name_key(name)
        found = self._names().get(key, ())
        year = re.fullmatch(r"(.+?) (?:năm )?((?:19|20)\d\d)", unicodedata.normalize("NFC", name).strip())
        if not found and year:
            found = tuple(w for w in self._names().get(name_key(year[1]), ()) if w.date[:4] == year[2])
        elif on:
            found = _standing_on(found, on)
        return found

    def _names(self) -> dict[str, tuple[Work, ...]]:
        if self._by_name is None:
            names = [(name_key(n), w) for w in self.works for n in {w.title, *w.names}]
            object.__setattr__(self, "_by_name", _grouped(names))
        return self._by_name or {}


def _grouped(pairs: Iterable[tuple[str, Work]]) -> dict[str, tuple[Work, ...]]:
    groups: dict[str, tuple[Work, ...]] = {}
    for key, work in pairs:
        if work not in groups.get(key, ()):
            groups[key] = (*groups.get(key, ()), work)
    return groups


def _standing_on(works: tuple[Work, ...], day: str) -> tuple[Work, ...]:
    """Of the acts of a name, those in force on a day; failing that, those issued and not yet in force."""
    issued = [w for w in works if not w.date or w.date <= day]
    alive = [w for w in issued if not w.replaced_on or day < w.replaced_on]
    in_force = [w for w in alive if not w.effective_from or w.effective_from <= day]
    return tuple(in_force or alive)


@cache
def load_catalogue() -> Catalogue:
    """Read the catalogue that the program is born with: one file per work in corpus/catalog.

    Raises VocabularyError where a file does not fit the record or its name is not the work's id.
    """
    works = []
    for entry in sorted(files("corpus").joinpath("catalog").iterdir(), key=lambda e: e.name):
        if not entry.name.endswith(".toml"):
            continue
        where = f"corpus/catalog/{entry.name}"
        work = record(Work, tables(entry.name, "catalog"), where)
        expected = work_id(work.number or work.title, work.date)
        if work.id != expected or entry.name != f"{work.id}.toml":
            raise VocabularyError(f"{where}: the id must be {expected} and the file be named after it")
        works.append(work)
    return Catalogue(tuple(works))
