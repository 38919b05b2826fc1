"""Law in general, beside the office's own documents: what the codification adds to an answer.

Who does a task is told by documents alone. Where a question asks for law, or the documents do not answer it,
the articles of the codification are asked.

Reads: a plan, a library, what its documents answered. Writes: directives; Codified.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.codification.answering import codified, codified_answers, nearest_articles
from index.directives import of_work
from index.numbered_acts import NumberedActs
from index.remembering import of_library
from index.retrieval import numbered

if TYPE_CHECKING:
    from index.answers import Codified, DirectiveAnswer
    from index.library import Library
    from index.plan import Plan
    from index.provision_words import ProvisionWords
    from index.stored import Directive
    from index.weights import CodificationWeights


@dataclass(frozen=True, slots=True)
class GeneralLaw:
    """What the codification adds, and how much of it was searched."""

    directives: tuple[DirectiveAnswer, ...]
    searched: Codified


def acts_meant(plan: Plan, library: Library) -> dict[str, Directive]:
    """The acts that the numbers typed in a question may mean, by id; codified ones where no other is."""
    meant = numbered(plan, library)
    if meant or not plan.numbers or not library.codification:
        return meant
    return _codified(library).meant(plan.numbers)


@of_library(1)
def _codified(library: Library) -> NumberedActs:
    """The acts that the catalogue of a library knows by their numbers; made once a generation."""
    return NumberedActs(of_work(work, None) for work in library.catalogue.works if work.number)


def general_law(
    plan: Plan,
    library: Library,
    meant: Mapping[str, Directive],
    day: str,
    weights: CodificationWeights,
    *,
    answered: bool,
    settled: bool,
) -> GeneralLaw | None:
    """What the codification says to a question; None where it is not asked or nothing is built of it.

    Where what is named or related has `settled` the question, no other article is looked for.
    """
    held, index = library.codification, library.articles
    if held is None or index is None:
        return None
    if settled:
        return GeneralLaw((), codified(held, index))
    if plan.intent == "none" or (answered and (plan.intent == "lead" or plan.filters.agencies)):
        return None
    found = codified_answers(held, index, plan.question, day, weights)
    if plan.numbers:
        found = tuple(one for one in found if one.work in meant)
    return GeneralLaw(found, codified(held, index))


def nearest_law(
    library: Library, query: str, named: ProvisionWords, day: str, limit: int
) -> tuple[DirectiveAnswer, ...]:
    """The articles of the codification that words name, then the nearest; none where it is not built."""
    held, index = library.codification, library.articles
    if held is None or index is None:
        return ()
    first = tuple(one for one in named.directives if one.article)
    return (*first, *_others(nearest_articles(held, index, query, day, limit), first))[:limit]


def together(
    first: Iterable[DirectiveAnswer], documents: Iterable[DirectiveAnswer], law: GeneralLaw | None
) -> tuple[DirectiveAnswer, ...]:
    """What was named or is related, the documents' directives, then the codification's articles."""
    shown = (*first, *documents)
    return (*shown, *_others(law.directives if law else (), shown))


def _others(found: Iterable[DirectiveAnswer], shown: Iterable[DirectiveAnswer]) -> Iterator[DirectiveAnswer]:
    articles = {one.article for one in shown if one.article}
    return (one for one in found if one.article not in articles)
