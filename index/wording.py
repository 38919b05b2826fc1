"""How people ask: the ways of asking, words of roles, fillers and synonyms, from the vocabulary.

Reads: corpus/vocabulary/question_words.toml, synonyms.toml, document_types.toml. Writes: Wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from index.syllables import comparable_text, fold, words
from ingest.document_types import types as document_kinds
from ingest.vocabulary import tables

Asks = Literal["agency", "act", "tasks", "content", "deadline", "figure", "manner"]
Role = Literal["lead", "coordinate", "implement", "guide", "requested"]


@dataclass(frozen=True, slots=True)
class Asking:
    """A way of asking, with what it asks for."""

    id: str
    asks: Asks
    pattern: re.Pattern[str]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleWord:
    """Words that name a role."""

    role: Role
    pattern: re.Pattern[str]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """Everything the vocabulary says of how people ask."""

    askings: tuple[Asking, ...]
    roles: tuple[RoleWord, ...]
    fillers: re.Pattern[str]
    moments: tuple[re.Pattern[str], ...]
    """Words that say for which date an answer is wanted."""
    bodies: tuple[str, ...]
    """Kinds of bodies that questions name: `sở nào`."""
    synonyms: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
    """A term, as syllables → the terms that say the same."""
    longest_synonym: int
    """Syllables of the longest term that has synonyms."""

    def examples(self) -> Iterable[str]:
        """Every example and every synonym, as text: what question wording looks like with its marks."""
        for asking in self.askings:
            yield from asking.examples
        for role in self.roles:
            yield from role.examples
        for term in self.synonyms:
            yield " ".join(term)

    def phrases(self) -> Iterable[str]:
        """How the words of asking follow one another: `thì sở nào chủ trì`."""
        for body in self.bodies:
            yield from (
                f"thì {body} nào chủ trì",
                f"do {body} nào phối hợp",
                f"giao cho {body} nào thực hiện",
            )


def _alternatives(terms: Iterable[str]) -> str:
    ordered = sorted({comparable_text(term) for term in terms}, key=lambda term: (-len(term), term))
    return "(?:" + "|".join(re.escape(term).replace(r"\ ", " ") for term in ordered) + ")"


def _whole_words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{pattern})(?![^\W_])")


def _synonyms(groups: Iterable[Mapping[str, Any]]) -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    same: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for group in groups:
        terms = [tuple(words(term)) for term in cast("list[str]", group["terms"])]
        for term in terms:
            same.setdefault(term, []).extend(other for other in terms if other != term)
    return {term: tuple(dict.fromkeys(others)) for term, others in same.items()}


@cache
def document_types() -> Mapping[str, str]:
    """Every way of writing a type of act (name or code, comparable spelling) → the type's name."""
    types: dict[str, str] = {}
    for kind in document_kinds():
        for spelled in (kind.name, *kind.every_code):
            types.setdefault(comparable_text(spelled), kind.name)
    return types


@cache
def spelled_types() -> Mapping[str, str]:
    """The same, each also without its marks."""
    return {
        spelled: name for written, name in document_types().items() for spelled in (written, fold(written))
    }


@cache
def wording() -> Wording:
    """The wording records, patterns compiled.

    Raises KeyError or re.error where a record is malformed: the vocabulary comes with the program.
    """
    read = tables("question_words.toml")
    types = _alternatives(set(document_types().values()))
    bodies = tuple(word for record in read["body"] for word in record["words"])
    askings = tuple(
        Asking(
            record["id"],
            record["asks"],
            _whole_words(
                record["pattern"].replace("{types}", types).replace("{bodies}", _alternatives(bodies))
            ),
            tuple(record["examples"]),
        )
        for record in read["question"]
    )
    roles = tuple(RoleWord(r["role"], _whole_words(r["pattern"]), tuple(r["examples"])) for r in read["role"])
    fillers = _whole_words(_alternatives(word for record in read["filler"] for word in record["words"]))
    synonyms = _synonyms(tables("synonyms.toml")["synonym"])
    moments = tuple(_whole_words(record["pattern"]) for record in read["moment"])
    return Wording(askings, roles, fillers, moments, bodies, synonyms, max(map(len, synonyms), default=0))
