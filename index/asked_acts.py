"""Acts that a question names, with their places: by number, as it is typed, or by name, as it is spoken.

Questions write less exactly than documents do: a number without its zero and its type in short (`tt 6/2014`),
a law's name without `và`, or with words of asking behind it.

Reads: a question, its citations and typed numbers, a library. Writes: AskedAct records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.articles.reading import content
from index.remembering import of_library
from index.syllables import words
from ingest.document_types import named_types
from ingest.work import name_key, number_key

if TYPE_CHECKING:
    from index.library import Library
    from index.stored import Directive
    from index.typed_numbers import TypedNumber
    from ingest.document import Citation

_SHORTEST = 2
"""Words of a law's name, its type with it."""


@dataclass(frozen=True, slots=True)
class AskedAct:
    """A place of a question that names an act."""

    start: int
    end: int
    identity: str | None
    """The act; None where it is not known, with the reason (Vietnamese)."""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a question's acts are known by."""

    library: Library
    day: str
    meant: Mapping[str, Directive]
    """The acts that the numbers typed in it may mean, by id."""

    def act(self, cited: Citation) -> str | None:
        """The act that a citation means; None where it is not known, or not one."""
        if cited.resolved:
            return cited.resolved
        if number := cited.number or ("" if cited.target_name else cited.target):
            key = _without_zero(number)
            same = [own for own, act in self.meant.items() if act.number and _without_zero(act.number) == key]
            return same[0] if len(same) == 1 else None
        return self._named(cited.target_name or "")

    def _named(self, name: str) -> str | None:
        catalogue = self.library.catalogue
        for spoken in _spoken(name):
            found = catalogue.named(spoken, self.day)
            if len(found) == 1:
                return found[0].id
        return None


def asked_acts(
    cited: Sequence[Citation], numbers: Sequence[TypedNumber], known: Known
) -> tuple[AskedAct, ...]:
    """The acts that a question names, by its citations, then by the numbers typed in it."""
    named = [c for c in cited if c.kind in ("number", "name")]
    acts = []
    for one in named:
        start = min([one.start, *(n.start for n in numbers if n.start < one.end and one.start < n.end)])
        acts.append(AskedAct(start, one.end, known.act(one), one.reason))
    only = next(iter(known.meant)) if len(known.meant) == len(numbers) == 1 else None
    apart = [n for n in numbers if not any(act.start < n.end and n.start < act.end for act in acts)]
    return (*acts, *(AskedAct(n.start, n.end, only) for n in apart))


def _without_zero(number: str) -> str:
    return number_key(number).lstrip("0")


def _spoken(name: str) -> Iterator[str]:
    """A name, then what is left of it where words of asking begin: `Luật Công chứng | quy định gì`."""
    parts = name.split()
    yield name
    for end in range(len(parts) - 1, _SHORTEST - 1, -1):
        behind = " ".join(parts[end:])
        if content(behind)[:1] != tuple(words(behind)[:1]):
            yield " ".join(parts[:end])


def named_in_full(text: str, library: Library) -> str:
    """A text with its laws spelled as they are called: `luật phòng chống ma túy` lacks capitals, a comma."""
    pattern, names = _law_names(library)
    return pattern.sub(lambda found: names[_loose(found[0])], text) if names else text


@of_library(1)
def _law_names(library: Library) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds the names of laws, however they are spelled, and the names; made once a generation."""
    works = (work for work in library.catalogue.works if work.type in named_types())
    laws = {name for work in works for name in (work.title, *work.names) if name.startswith(work.type)}
    longest = sorted(laws, key=lambda name: (-len(name), name))
    spelled = (r",? (?:và )?".join(map(re.escape, _parts(name))) for name in longest)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)", re.IGNORECASE), {
        _loose(name): name for name in reversed(longest)
    }


def _parts(name: str) -> list[str]:
    return [part.rstrip(",") for part in name.split() if part != "và"]


def _loose(name: str) -> str:
    return " ".join(word for word in name_key(name).split() if word != name_key("và"))
