"""Acts that a question names, with their places: by number, as it is typed, or by name, as it is spoken.

Questions write less exactly than documents do: a number without its zero and its type in short (`tt 6/2014`),
a law's name without `và`, or with words of asking behind it.

Reads: a question, its citations and typed numbers, a library. Writes: AskedAct records.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.articles.reading import content
from index.remembering import of_library
from index.syllables import comparable_text, words
from index.typed_numbers import TypedNumber, fits, typed_numbers
from index.wording import spelled_types
from ingest.document_types import named_types
from ingest.letters import comparable
from ingest.work import name_key, number_key

if TYPE_CHECKING:
    from index.library import Library
    from index.stored import Directive
    from ingest.document import Citation

_SHORTEST = 2
"""Words of a law's name, its type with it."""
_SHOWN = 5
"""Acts that a number may mean that are told."""


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
        """The law of a name without the words of asking behind it.

        A name that is known as it stands was not resolved for a reason: its year or day says another law.
        """
        catalogue = self.library.catalogue
        if catalogue.named(name):
            return None
        for spoken in _spoken(name):
            found = catalogue.named(spoken, self.day)
            if len(found) == 1:
                return found[0].id
        return None


def asked_acts(text: str, cited: Sequence[Citation], known: Known) -> tuple[AskedAct, ...]:
    """The acts that a question names, by its citations, then by numbers in it that are none."""
    lowered = comparable_text(text)
    numbers = typed_numbers(lowered, spelled_types()) if len(lowered) == len(text) else ()
    acts = [_cited(text, one, cited, known) for one in cited if one.kind in ("number", "name")]
    for at, one in enumerate(acts):  # the type that was typed in short belongs to the number
        start = min([one.start, *(n.start for n in numbers if n.start < one.end and one.start < n.end)])
        acts[at] = replace(one, start=start)
    apart = [n for n in numbers if not any(act.start < n.end and n.start < act.end for act in acts)]
    return (*acts, *(_typed(one, known) for one in apart))


def _cited(text: str, one: Citation, cited: Sequence[Citation], known: Known) -> AskedAct:
    """An act by its citation; a name ends where a provision begins: `Luật Công chứng | điều 8`."""
    inside = [c.start for c in cited if c.kind == "provision" and one.start < c.start < one.end]
    if one.kind == "name" and inside and not one.resolved:
        end = min(inside)
        found = known.library.catalogue.named(text[one.start : end].strip(), known.day)
        return AskedAct(one.start, end, found[0].id if len(found) == 1 else None, one.reason)
    return AskedAct(one.start, one.end, known.act(one), one.reason)


def _typed(number: TypedNumber, known: Known) -> AskedAct:
    """An act by a number that was typed in short: `tt 124/2021`."""
    fitting = [
        own
        for own, act in known.meant.items()
        if fits(number, act.number or "", act.type, act.year, act.name or act.title or "")
    ]
    if len(fitting) == 1:
        return AskedAct(number.start, number.end, fitting[0])
    several = ", ".join(known.meant[own].number or "" for own in fitting[:_SHOWN])
    why = f"“{number.text}” có thể là nhiều văn bản ({several})." if fitting else None
    return AskedAct(number.start, number.end, None, why)


def _without_zero(number: str) -> str:
    return number_key(number).lstrip("0")


def _spoken(name: str) -> Iterator[str]:
    """What is left of a name where words of asking begin: `Luật Công chứng | quy định gì`."""
    parts = name.split()
    for end in range(len(parts) - 1, _SHORTEST - 1, -1):
        behind = " ".join(parts[end:])
        if content(behind)[:1] != tuple(words(behind)[:1]):
            yield " ".join(parts[:end])


def named_in_full(text: str, library: Library) -> str:
    """A text with its laws spelled as they are called: `luật phòng chống ma túy` lacks capitals, a comma.

    Its letters become those that parsers look at.
    """
    pattern, names = _law_names(library)
    read = comparable(text)
    return pattern.sub(lambda found: names.get(_loose(found[0]), found[0]), read) if names else read


@of_library(1)
def _law_names(library: Library) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds the names of laws, however they are spelled, and the names; made once a generation."""
    works = (work for work in library.catalogue.works if work.type in named_types())
    named = (comparable(name) for work in works for name in (work.title, *work.names))
    laws = {name for name in named if name.startswith(named_types())}
    longest = sorted(laws, key=lambda name: (-len(name), name))
    spelled = (r",? (?:và )?".join(map(re.escape, _parts(name))) for name in longest)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)", re.IGNORECASE), {
        _loose(name): name for name in reversed(longest)
    }


def _parts(name: str) -> list[str]:
    return [part.rstrip(",") for part in name.split() if part != "và"]


def _loose(name: str) -> str:
    return " ".join(word for word in name_key(name).split() if word != name_key("và"))


def left_over(text: str, spans: Sequence[tuple[int, int]]) -> int:
    """How many syllables of what a question is about stand outside some places of it."""
    inside = Counter(word for start, end in spans for word in words(text[start:end]))
    return (Counter(content(text)) - inside).total()
