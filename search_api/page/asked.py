"""Asking: the box with its suggestions, an answer with what was understood, passages near to a question.

Reads: the same functions as `/v1/ask`, `/v1/suggest` and `/v1/search`. Writes: HTML.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from markupsafe import Markup
from starlette.responses import Response

from index.library import Library
from search_api import holdings
from search_api.api.asking import AsOf, Correction, answer_to
from search_api.api.limits import QUESTION_CHARACTERS
from search_api.api.paging import PageToken
from search_api.api.problems import Problem
from search_api.api.schemas import Answer, Found, says_something
from search_api.api.searching import Narrowed, Narrowing, found
from search_api.api.shelf import OnShelf, OpenLibrary
from search_api.page import markup, wording
from search_api.page.environment import address, environment, page
from search_api.suggesting import suggestions

router = APIRouter()

RESULTS = 10
"""Passages on one page of a search."""
OTHERS = 3
"""Passages shown below an answer."""
OTHERS_PLACE = Markup("<!-- doan khac -->")
"""Where they stand in the page; no question or document can hold it, since both are escaped."""
TRIES = 2
"""Tasks that the first page proposes to ask for."""
Typed = Annotated[str, Query(max_length=QUESTION_CHARACTERS)]
Day = Annotated[str, Query(max_length=10)]


@router.get("/")
def home(shelf: OnShelf, corrected: Correction, q: Typed = "", as_of: AsOf = None) -> Response:
    """The box; with a question, its answer."""
    question = " ".join(q.split())
    if not question:
        return _start(shelf)
    _must_say_something(question)
    library = shelf.library()
    answer = answer_to(library, question, as_of, corrected)
    told = {
        "q": question,
        "intent": corrected.intent,
        "agency": corrected.agencies if corrected.agencies is None else (corrected.agencies or ("-",)),
        "as_typed": corrected.as_typed,
        "as_of": as_of.isoformat() if as_of else None,
    }
    whole = (
        environment()
        .get_template("answer.html")
        .render(
            here="/",
            question=question,
            answer=answer,
            others_place=OTHERS_PLACE,
            corrected=corrected,
            again=partial(_again, told),
            told=told,
            intents=wording.INTENTS,
            asked_intents=wording.ASKED_INTENTS,
            titles=holdings.titles(library),
            agency_names={a.name for a in library.agencies()},
            evidence_pieces=markup.evidence_pieces,
        )
    )
    return StreamingResponse(
        _in_turn(whole, library, question, answer), media_type="text/html; charset=utf-8"
    )


def _in_turn(whole: str, library: Library, question: str, answer: Answer) -> Iterator[str]:
    """The answer at once, so that it is seen while the other passages are still looked for."""
    before, _, after = whole.partition(OTHERS_PLACE)
    yield before
    if (others := _others(library, question, answer)) is not None:
        yield (
            environment()
            .get_template("others.html")
            .render(
                others=others,
                question=question,
                kinds=wording.KINDS,
                titles=holdings.titles(library),
                marked=markup.highlighted,
            )
        )
    yield after


def _again(told: Mapping[str, object], **changed: object) -> str:
    """The address of the same question with something understood otherwise."""
    return address("/", **{**told, **changed})


def _others(library: Library, question: str, answer: Answer) -> Found | None:
    """The nearest passages that the answer does not show already."""
    if answer.abstained and answer.understood.intent == "none":
        return None
    near = found(library, question, Narrowing(kind=("task", "unit")), None, RESULTS)
    shown = {(one.document, one.start) for one in answer.answers}
    kept = [one for one in near.results if (one.document, one.start) not in shown][:OTHERS]
    return near.model_copy(update={"results": kept}) if kept else None


def _must_say_something(question: str) -> None:
    try:
        says_something(question)
    except ValueError as error:
        raise Problem(422, f"Câu hỏi {error}.") from error


def _start(shelf: OnShelf) -> Response:
    try:
        library = shelf.library()
    except Problem as problem:
        return page("home.html", here="/", missing=problem.detail, tries=[], counts=None)
    counts = {
        "documents": library.manifest.documents,
        "agencies": len(library.agencies()),
        "directives": library.manifest.directives,
        "tasks": len(library.tasks()),
    }
    return page("home.html", here="/", missing=None, tries=_tries(library), counts=counts)


def _tries(library: Library) -> list[str]:
    """Questions that this index can answer, made from what it holds."""
    tasks = [
        a.assignment.tasks[0].text for a in library.assignments() if a.assignment.lead and a.assignment.tasks
    ]
    asked = [words for task in tasks if (words := wording.as_question(task))]
    tried = [f"Ai chủ trì {words}?" for words in sorted(asked, key=len)[:TRIES]]
    tried += [
        f"{a.name} chủ trì những việc gì?" for a in holdings.agencies(library)[:1] if a.roles.get("lead")
    ]
    known = (d for d in holdings.directives(library) if d.number and d.type and not d.in_corpus)
    latest = next((d for d in known if library.citations(act=d.id)), None)
    return [*tried, f"{latest.type} {latest.number} quy định gì?"] if latest else tried


@router.get("/suggest")
def suggest(library: OpenLibrary, q: Typed = "") -> Response:
    """The options below the box, as a fragment."""
    return page("suggestions.html", found=suggestions(library, q), kinds=wording.SUGGESTED)


@router.get("/search")
def search(library: OpenLibrary, narrowed: Narrowed, q: Typed = "", page_token: PageToken = None) -> Response:
    """Passages near to a question, to be narrowed by facets."""
    question = " ".join(q.split())
    _must_say_something(question)
    near = found(library, question, narrowed, page_token, RESULTS)
    chosen = {name: [str(v) for v in values] for name, values in narrowed.model_dump().items() if values}
    return page(
        "search.html",
        here="/",
        question=question,
        found=near,
        titles=holdings.titles(library),
        facet_labels=wording.FACETS,
        kinds=wording.KINDS,
        roles=dict(wording.ROLE_LABELS),
        toggled=partial(_toggled, question, chosen),
        next_page=address("/search", q=question, **chosen, page_token=near.next) if near.next else None,
        marked=markup.highlighted,
    )


def _toggled(question: str, chosen: Mapping[str, list[str]], name: str, value: str) -> str:
    """The address of the same search with one value of a filter put in or taken out."""
    before = chosen.get(name, [])
    after = [v for v in before if v != value] if value in before else [*before, value]
    return address("/search", q=question, **{**chosen, name: after})
