"""The way of a question: analysed, planned, searched for, weighed, and answered from records or not at all.

Reads: a library, a question. Writes: Answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from index import abstention
from index.analysis import analyse
from index.answering import directive_answer, task_answer
from index.answers import Answer, DirectiveAnswer, TaskAnswer, Understood, Weighed
from index.applying import Applying, applying
from index.asked_provisions import asked_provisions
from index.general_law import acts_meant, general_law, together
from index.knowledge import Knowledge, knowledge
from index.plan import Corrected, Plan
from index.provision_words import provision_words
from index.records import Filters, Passage, PassageKind
from index.related_acts import related_acts
from index.remembering import of_library
from index.retrieval import Found, retrieve
from index.syllables import comparable_text
from index.weights import Weights, weights
from ingest.vocabulary import agency_by_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.library import Library
    from index.stored import Directive

_TEXT = 160
"""Code points of a passage that an explanation shows."""


@dataclass(frozen=True, slots=True)
class _Search:
    """A question on its way, with what was found."""

    plan: Plan
    library: Library
    known: Knowledge
    weights: Weights
    day: str
    meant: Mapping[str, Directive]

    @property
    def larger(self) -> float:
        """What evidence needs beyond the thresholds because the index is large."""
        return abstention.of_size(self.library.manifest.passages, self.weights.abstention)


@dataclass(frozen=True, slots=True)
class _Result:
    """What an intent's search came to."""

    answers: tuple[TaskAnswer, ...] = ()
    directives: tuple[DirectiveAnswer, ...] = ()
    reason: str | None = None
    found: Sequence[Found] = ()


def ask(
    library: Library,
    question: str,
    *,
    as_of: str | None = None,
    explain: bool = False,
    corrected: Corrected = Corrected(),  # noqa: B008 - frozen
) -> Answer:
    """The answer to a question, as of a day (ISO; otherwise the one that the question says, otherwise today).

    What is `corrected` is not understood from the question. With `explain` the answer carries its plan and
    every passage weighed. Raises BadQuestionError where the question is empty or too long, ValueError
    where `as_of` is no ISO date.
    """
    if as_of is not None:
        date.fromisoformat(as_of)
    used = weights()
    known = knowledge_of(library)
    today = date.today()
    plan = analyse(question, known, used, today, as_of, corrected)
    meant = acts_meant(plan, library)
    search = _Search(plan, library, known, used, plan.as_of or today.isoformat(), meant)
    result = _answered(search)
    asked = asked_provisions(plan.reading, library, search.day, meant)
    named = provision_words(asked, library, search.day, used.limits.directives)
    related = related_acts(plan, library, search.day, meant, used.codification.answers)
    answered, settled = result.reason is None, named.alone or bool(related)
    law = general_law(plan, library, meant, search.day, used.codification, answered=answered, settled=settled)
    directives = together((*named.directives, *related), result.directives, law)
    reason = None if answered or directives else named.lacking or result.reason
    if named.absent and named.alone and not result.answers:
        directives, reason = (), named.lacking
    return Answer(
        question=question,
        understood=understood(plan),
        abstained=reason is not None,
        reason=reason,
        answers=result.answers,
        directives=directives,
        lacking=named.lacking if reason is None else None,
        codification=law.searched if law else None,
        plan=plan if explain else None,
        weighed=tuple(_weighed(one) for one in result.found) if explain else (),
    )


@of_library(1)
def knowledge_of(library: Library) -> Knowledge:
    """What questions to this library are understood with; made once a generation."""
    return knowledge(library.syllable_pairs)


def _answered(search: _Search) -> _Result:
    plan = search.plan
    if plan.intent == "none":
        return _Result(reason=abstention.NOTHING_ASKED)
    if plan.filters.agencies:
        return _agency_tasks(search)
    if plan.numbers and not search.meant and not _beside(plan):
        return _Result(reason=abstention.unknown_numbers(plan))
    if plan.intent == "lead":
        return _lead(search)
    if plan.intent in {"directive", "lookup"}:
        return _directive(search)
    return _anything(search)


def _beside(plan: Plan) -> bool:
    """Whether a typed number that nobody bears stands only beside the question: a plan's number by heart."""
    whole = any(typed.year or typed.codes for typed in plan.numbers)
    return bool(plan.content) and not whole and plan.intent in {"lead", "search"}


def _retrieve(search: _Search, *kinds: PassageKind, agencies: tuple[str, ...] = ()) -> list[Found]:
    filters = Filters(kinds=kinds, agencies=agencies)
    return retrieve(search.plan, search.library, search.known, search.weights, filters, search.meant)


def _standing(search: _Search, found: Sequence[Found]) -> list[Found]:
    """The passages worth answering with: the first if its evidence is enough, and those that come near it."""
    needed = search.weights.abstention
    if not found:
        return []
    added = abstention.lead(found, needed) - search.larger
    if not abstention.stands(found[0], added, needed):
        return []
    least = needed.follow * found[0].score
    return [one for one in found if one.score >= least and abstention.stands(one, added, needed)]


def _answers(search: _Search, found: Sequence[Found]) -> tuple[TaskAnswer, ...]:
    kept: dict[tuple[str, int, int], Found] = {}
    for one in found:
        kept.setdefault((one.passage.document, one.passage.start, one.passage.end), one)
    first = list(kept.values())[: search.weights.limits.answers]
    return tuple(task_answer(one.passage, one.score, search.library, search.day) for one in first)


def _directives(search: _Search, applied: Sequence[Applying]) -> tuple[DirectiveAnswer, ...]:
    first = applied[: search.weights.limits.directives]
    return tuple(directive_answer(one, search.library, search.day) for one in first)


def _lead(search: _Search) -> _Result:
    found = _retrieve(search, "task")
    standing = _standing(search, found)
    if not standing:
        return _Result(reason=abstention.nothing_found(search.plan), found=found)
    answers = _answers(search, standing)
    cited = {one.work or one.number or "": one for answer in answers[:1] for one in answer.directives}
    return _Result(answers, tuple(cited.values()), found=found)


def _applied(search: _Search, passages: Sequence[Found], records: Sequence[Found]) -> list[Applying]:
    """The directives that enough speaks for, best first."""
    every = applying(
        search.plan, records, passages, search.meant, search.library, search.known, search.weights
    )
    if search.meant:
        every = [one for one in every if one.directive.id in search.meant] + [
            one for one in every if one.directive.id not in search.meant
        ]
    weights, larger = search.weights, search.larger
    standing = [one for one in every if one.directive.id in search.meant or one.stands(weights, larger)]
    least = weights.directives.follow * standing[0].score if standing else 0.0
    return [one for one in standing if one.score >= least or one.directive.id in search.meant]


def _directive(search: _Search) -> _Result:
    records = _retrieve(search, "directive")
    passages = _retrieve(search, "task", "unit")
    applied = _applied(search, passages, records)
    if not applied:
        return _Result(reason=abstention.nothing_found(search.plan), found=[*records, *passages])
    tasks = [one for one in _standing(search, passages) if one.passage.kind == "task"]
    return _Result(_answers(search, tasks), _directives(search, applied), found=[*records, *passages])


def _anything(search: _Search) -> _Result:
    passages = _retrieve(search, "task", "unit")
    records = _retrieve(search, "directive")
    answers = _answers(search, _standing(search, passages))
    directives = _directives(search, _applied(search, passages, records))
    reason = None if answers or directives else abstention.nothing_found(search.plan)
    return _Result(answers, directives, reason, [*passages, *records])


def _agency_tasks(search: _Search) -> _Result:
    """The tasks in which the agencies named have the role asked for; about the subject, if one is named.

    Where several agencies are named the tasks that they share come first; where none is theirs in the role
    asked for, those in any role.
    """
    plan, library = search.plan, search.library
    own = _of_types_first(_own(library, plan.filters.agencies, plan.filters.roles), plan.types)
    found: list[Found] = []
    kept = [(passage, 1.0) for passage in own]
    if plan.content or search.meant:
        agencies = tuple(name for agency in plan.filters.agencies for name in _every_name(agency))
        found = _retrieve(search, "task", agencies=agencies)
        keys = {passage.key for passage in own}
        found = [one for one in found if one.passage.key in keys]
        least = search.weights.abstention.of_agency
        kept = [(one.passage, one.score) for one in found if one.words >= least]
    if not kept:
        return _Result(reason=abstention.no_tasks(plan), found=found)
    limit = search.weights.limits.agency_tasks
    answers = tuple(task_answer(passage, score, library, search.day) for passage, score in kept[:limit])
    return _Result(answers, found=found)


def _of_types_first(tasks: list[Passage], types: Sequence[str]) -> list[Passage]:
    """The tasks, first those that name a type that the question names: `chủ trì đề án gì`."""
    named = [comparable_text(name) for name in types]
    return sorted(tasks, key=lambda task: not any(name in comparable_text(task.text) for name in named))


def _own(library: Library, agencies: Sequence[str], roles: Sequence[str]) -> list[Passage]:
    """The tasks of these agencies: shared by all in the role asked for, else in any; else any one's."""
    for wanted in dict.fromkeys((tuple(roles), ())):
        each = [_of_agency(library, name, wanted) for name in agencies]
        shared = set.intersection(*(set(tasks) for tasks in each))
        if shared:
            return [each[0][key] for key in sorted(shared)]
    for wanted in dict.fromkeys((tuple(roles), ())):
        every = {key: task for name in agencies for key, task in _of_agency(library, name, wanted).items()}
        if every:
            return [every[key] for key in sorted(every)]
    return []


def _of_agency(library: Library, agency: str, roles: tuple[str, ...]) -> dict[int, Passage]:
    filters = Filters(kinds=("task",), agencies=_every_name(agency), roles=roles)
    return {passage.key: passage for passage in library.passages_where(filters)}


def _every_name(agency: str) -> tuple[str, ...]:
    """An agency's name with the other names that documents use for the same body."""
    known = agency_by_name()
    main = (known[agency].same_as or agency) if agency in known else agency
    return tuple(dict.fromkeys([agency, main, *(one.name for one in known.values() if one.same_as == main)]))


def understood(plan: Plan) -> Understood:
    """What was made of a question, as an answer shows it."""
    return Understood(
        intent=plan.intent,
        reading=plan.reading,
        restored=plan.restored,
        agencies=plan.agencies,
        roles=plan.roles,
        numbers=tuple(typed.text for typed in plan.numbers),
        as_of=plan.as_of,
    )


def _weighed(one: Found) -> Weighed:
    passage = one.passage
    return Weighed(
        *(
            passage.key,
            passage.kind,
            passage.document,
            passage.start,
            one.words,
            one.meaning,
            one.number,
            one.heading,
        ),
        *(one.role, one.agency, one.score, passage.text[:_TEXT]),
    )
