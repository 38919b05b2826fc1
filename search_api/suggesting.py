"""What a person who is typing may mean: agencies, acts by number or title, documents; from closed lists only.

Reads: the library, what is typed so far. Writes: suggestions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from index.remembering import of_library
from index.syllables import fold
from search_api import holdings
from search_api.addresses import agency_id, agency_page, directive_page, document_page

if TYPE_CHECKING:
    from index.library import Library

SuggestionKind = Literal["agency", "directive", "document"]
SUGGESTIONS = 8
FEWEST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that may be meant."""

    kind: SuggestionKind
    name: str
    """What is put into the box."""
    about: str
    """What tells it from others of a like name."""
    id: str
    address: str


@dataclass(frozen=True, slots=True)
class _Known:
    suggestion: Suggestion
    comparable: str
    weight: int


def suggestions(library: Library, typed: str, limit: int = SUGGESTIONS) -> list[Suggestion]:
    """What begins so, then what has a word that begins so, then what holds all words; none for one letter.

    Marks and case do not count on either side.
    """
    words = _comparable(typed)
    if len(words.replace(" ", "")) < FEWEST_LETTERS:
        return []
    ranked = []
    for place, known in enumerate(_lists(library)):
        fit = _fit(words, known.comparable)
        if fit is not None:
            ranked.append((fit, -known.weight, place, known.suggestion))
    return [one for *_, one in sorted(ranked, key=lambda item: item[:3])[:limit]]


def _comparable(words: str) -> str:
    return " ".join(fold(words).replace("/", " ").replace("-", " ").replace(",", " ").split())


def _fit(typed: str, held: str) -> int | None:
    if held.startswith(typed):
        return 0
    if f" {typed}" in f" {held}":
        return 1
    # The last word may be half typed; the others must be whole.
    words, whole = typed.split(), held.split()
    last = any(word.startswith(words[-1]) for word in whole)
    return 2 if last and all(word in whole for word in words[:-1]) else None


@of_library(1)
def _lists(library: Library) -> tuple[_Known, ...]:
    """The closed lists; made once a generation."""
    found = []
    for agency in library.agencies():
        times = sum(agency.roles.values())
        said = f"{times} phân công"
        one = Suggestion("agency", agency.name, said, agency_id(agency.name), agency_page(agency.name))
        found.append(_Known(one, _comparable(agency.name), times))
    for act in holdings.directives(library):
        name = f"{act.type or ''} {act.number or act.title or ''}".strip()
        if not name:
            continue
        title = act.title or "" if act.number else act.issuer or ""
        one = Suggestion("directive", name, title, act.id, directive_page(act.id))
        spelled = f"{act.number or ''} {name} {act.title or ''}"
        found.append(_Known(one, _comparable(spelled), 0))
    for stored in library.documents():
        name = holdings.title_of(stored)
        one = Suggestion("document", name, stored.head.title or "", stored.id, document_page(stored.id, None))
        found.append(_Known(one, _comparable(f"{name} {stored.head.title or ''}"), 0))
    return tuple(found)
