"""An answer: what was understood, who does what with the words that say so, which directives apply.

Field names are those of the HTTP answer. Every fact comes from a record of the store; what none states is
None.

Reads: nothing. Writes: Answer and its parts.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from index.plan import Intent, Plan


@dataclass(frozen=True, slots=True)
class NowBody:
    """Who has taken over from a body that the document names and that is no more."""

    agency: str
    successor: str
    function: str
    since: str
    basis: str
    certainty: str
    fitting: bool
    """Whether the task's words decide for this successor."""


@dataclass(frozen=True, slots=True)
class DirectiveAnswer:
    """A directive that applies, or that a task cites."""

    number: str | None
    type: str | None
    title: str | None
    date: str | None
    issuer: str | None
    status: str | None
    status_as_of: str | None
    replaced_by: str | None
    provision: str | None
    evidence: str | None
    in_corpus: bool
    score: float
    work: str | None = None
    """Work id, where the directive is catalogued or its text is in the corpus."""
    document: str | None = None
    """The document whose words are the evidence."""
    start: int | None = None
    end: int | None = None
    page: int | None = None
    article: str | None = None
    """The anchor of the codified article that says it."""
    article_code: str | None = None
    """Its number in the codification."""
    article_title: str | None = None
    effective_from: str | None = None
    """Since when the article has effect."""
    amended_by: tuple[str, ...] = ()
    """What later acts did to the article by the day asked for, as its note says."""
    status_evidence: str | None = None
    """The words of a text that say so, where it is a text that does."""


@dataclass(frozen=True, slots=True)
class Codified:
    """How much of the codification was searched for an answer."""

    articles: int
    embedded: float
    """Share of the articles' windows that are found by meaning too, 0..1."""
    known_until: str
    """The day of the latest act in the release: what came after is not in it."""


@dataclass(frozen=True, slots=True)
class NamedParty:
    """An agency in a role, with the place of the printed words that name it."""

    role: str
    name: str
    printed: str
    known: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TaskAnswer:
    """A task with who does it."""

    document: str
    title: str | None
    """The document's."""
    number: str | None
    """The document's."""
    kind: Literal["task", "unit"]
    """A task, or a passage that is none (no role belongs to it)."""
    section: str
    task: str
    start: int
    end: int
    page: int | None
    eid: str | None
    lead: tuple[str, ...]
    coordinate: tuple[str, ...]
    implement: tuple[str, ...]
    guide: tuple[str, ...]
    requested: tuple[str, ...]
    deadline: str | None
    now: tuple[NowBody, ...]
    evidence: str | None
    evidence_start: int | None
    evidence_end: int | None
    unassigned: bool
    """True where the document gives the task to nobody: said, not guessed."""
    directives: tuple[DirectiveAnswer, ...]
    score: float
    parties: tuple[NamedParty, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """What was made of the question."""

    intent: Intent
    reading: str
    restored: str | None
    agencies: tuple[str, ...]
    roles: tuple[str, ...]
    numbers: tuple[str, ...]
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """One passage's signals, as `--explain` shows them."""

    passage: int
    kind: str
    document: str
    start: int
    words: float
    meaning: float
    number: float
    heading: float
    role: float
    agency: float
    score: float
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question, or the reason why there is none."""

    question: str
    understood: Understood
    abstained: bool
    reason: str | None
    answers: tuple[TaskAnswer, ...]
    directives: tuple[DirectiveAnswer, ...]
    lacking: str | None = None
    """Beside an answer: what of the provisions asked for by number cannot be shown, and why (Vietnamese)."""
    codification: Codified | None = None
    """None where the codification was not searched: none was imported, or the question is not of the law."""
    plan: Plan | None = None
    """Only where an explanation was asked for."""
    weighed: tuple[Weighed, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The answer as JSON values; plan and weighed passages only where an explanation was asked for."""
        read = asdict(self)
        if self.plan is None:
            del read["plan"], read["weighed"]
        return read
