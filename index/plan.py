"""What was understood of a question and what will be searched for: a frozen record that `--explain` prints.

Reads: nothing. Writes: Plan.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from index.records import Filters
from index.typed_numbers import TypedNumber
from index.wording import Asks, Role

Intent = Literal["lead", "directive", "lookup", "search", "none"]


@dataclass(frozen=True, slots=True)
class Term:
    """A syllable of the question, and how much it counts as something to find: 0 for words of asking."""

    word: str
    weight: float
    run: int
    """Which run of the question it stands in; runs are parted by punctuation that parts sentences."""
    agency: bool = False
    """Whether it belongs to the name of an agency."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a person says of a question; what is None is left to be understood."""

    intent: Intent | None = None
    agencies: tuple[str, ...] | None = None
    """The agencies meant, by canonical names; empty where none is."""
    as_typed: bool = False
    """No marks are to be restored."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A question understood."""

    question: str
    reading: str
    """The question with marks restored and abbreviations written out."""
    restored: str | None
    """The question with its marks, where any had to be restored."""
    intent: Intent
    asks: tuple[Asks, ...]
    roles: tuple[Role, ...]
    agencies: tuple[str, ...]
    """Canonical names of the agencies that the question names."""
    numbers: tuple[TypedNumber, ...]
    types: tuple[str, ...]
    """Types of directives that the question asks for: `theo quyết định nào`."""
    as_of: str | None
    """ISO date for which the question asks, where it says one."""
    terms: tuple[Term, ...]
    lexical: str
    """What the lexical index is asked."""
    semantic: str
    """What is embedded."""
    filters: Filters
    weights: str
    """Version of the weights."""

    @property
    def content(self) -> tuple[Term, ...]:
        """The terms that there is something to find for."""
        return tuple(term for term in self.terms if term.weight > 0)

    def as_json(self) -> dict[str, Any]:
        """The plan as JSON values."""
        return asdict(self)
