"""The page: what is asked, answered and opened, each at its address.

Reads: the same functions as `/v1`. Writes: HTML.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response

from index.library import Library
from search_api import codified, holdings
from search_api.addresses import agency_id, article_page, directive_page, document_page
from search_api.api.asking import answer_to
from search_api.api.limits import QUESTION_CHARACTERS
from search_api.api.paging import PageToken
from search_api.api.problem_types import EXPLAINED_AT, PROBLEM_TYPES
from search_api.api.problems import TITLES, Problem
from search_api.api.schemas import says_something
from search_api.api.searching import Narrowed, found
from search_api.api.shelf import OnShelf, OpenLibrary
from search_api.api.version import program_version
from search_api.page import markup, wording

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

HERE = Path(__file__).parent
RESULTS = 10
"""Passages on one page of a search."""
TRIES = 2
"""Tasks that the first page proposes to ask for."""
Typed = Annotated[str, Query(max_length=QUESTION_CHARACTERS)]


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "day": wording.day,
        "task_words": wording.task_words,
        "short": wording.short,
        "sentence": wording.sentence,
        "directive_name": wording.directive_name,
        "urlpath": wording.urlpath,
        "web_address": wording.web_address,
    }
    found.globals |= {
        "version": program_version(),
        "question_limit": QUESTION_CHARACTERS,
        "role_labels": wording.ROLE_LABELS,
        "agency_id": agency_id,
        "document_page": document_page,
        "directive_page": directive_page,
        "article_page": article_page,
        "question": "",
        "here": "",
    }
    return found


def _page(
    template: str, /, status: int = 200, headers: Mapping[str, str] | None = None, **values: object
) -> Response:
    words = _environment().get_template(template).render(**values)
    return HTMLResponse(words, status_code=status, headers=dict(headers or {}))


def error_page(request: Request, problem: Mapping[str, Any], headers: Mapping[str, str] | None) -> Response:
    """A problem for people."""
    del request
    return _page("error.html", problem["status"], headers, problem=problem)


@router.get("/")
def home(shelf: OnShelf, q: Typed = "") -> Response:
    """The box; with a question, its answer."""
    question = " ".join(q.split())
    if not question:
        return _start(shelf)
    _must_say_something(question)
    library = shelf.library()
    return _page(
        "answer.html",
        question=question,
        answer=answer_to(library, question, None),
        intents=wording.INTENTS,
        titles=holdings.titles(library),
        agency_names={a.name for a in library.agencies()},
    )


def _must_say_something(question: str) -> None:
    try:
        says_something(question)
    except ValueError as error:
        raise Problem(422, f"Câu hỏi {error}.") from error


def _start(shelf: OnShelf) -> Response:
    try:
        library = shelf.library()
    except Problem as problem:
        return _page("home.html", missing=problem.detail, tries=[], counts=None)
    counts = {
        "documents": library.manifest.documents,
        "agencies": len(library.agencies()),
        "directives": library.manifest.directives,
    }
    return _page("home.html", missing=None, tries=_tries(library), counts=counts)


def _tries(library: Library) -> list[str]:
    """Questions that this index can answer, made from what it holds."""
    tasks = [
        a.assignment.tasks[0].text for a in library.assignments() if a.assignment.lead and a.assignment.tasks
    ]
    asked = [words for task in tasks if (words := wording.as_question(task))]
    found = [f"Ai chủ trì {words}?" for words in sorted(asked, key=len)[:TRIES]]
    found += [
        f"{a.name} chủ trì những việc gì?" for a in holdings.agencies(library)[:1] if a.roles.get("lead")
    ]
    known = (d for d in holdings.directives(library) if d.number and d.type and not d.in_corpus)
    latest = next((d for d in known if library.citations(act=d.id)), None)
    return [*found, f"{latest.type} {latest.number} quy định gì?"] if latest else found


@router.get("/search")
def search(library: OpenLibrary, narrowed: Narrowed, q: Typed = "", page: PageToken = None) -> Response:
    """Passages near to a question, to be narrowed by facets."""
    question = " ".join(q.split())
    _must_say_something(question)
    here = found(library, question, narrowed, page, RESULTS)
    chosen = {name: [str(v) for v in values] for name, values in narrowed.model_dump().items() if values}
    return _page(
        "search.html",
        question=question,
        found=here,
        titles=holdings.titles(library),
        facet_labels=wording.FACETS,
        kinds=wording.KINDS,
        roles=dict(wording.ROLE_LABELS),
        toggled=partial(_toggled, question, chosen),
        next_page=_search_address(question, chosen, here.next) if here.next else None,
        marked=markup.highlighted,
    )


def _toggled(question: str, chosen: Mapping[str, list[str]], name: str, value: str) -> str:
    """The address of the same search with one value of a filter put in or taken out."""
    before = chosen.get(name, [])
    after = [v for v in before if v != value] if value in before else [*before, value]
    return _search_address(question, {**chosen, name: after})


def _search_address(question: str, chosen: Mapping[str, list[str]], page: str | None = None) -> str:
    pairs = [("q", question), *((name, value) for name, values in chosen.items() for value in values)]
    return "/search?" + urlencode([*pairs, ("page", page)] if page else pairs)


@router.get("/documents")
def documents(library: OpenLibrary) -> Response:
    """The documents that the index holds."""
    found = [holdings.summary(d) for d in library.documents()]
    return _page("documents.html", here="/documents", documents=found)


@router.get("/documents/{document}")
def document(document: str, library: OpenLibrary) -> Response:
    """A document as a tree, to be opened at any of its units."""
    read = holdings.document(library, document)
    if read is None:
        raise Problem(404, "Không có văn bản nào mang mã này trong chỉ mục.")
    plain = read.model_dump()
    pages = {d.id: directive_page(d.id) for d in library.directives()}
    stored = library.document(document)
    return _page(
        "document.html",
        here="/documents",
        name=holdings.title_of(stored) if stored else document,
        head=read.document,
        warnings=read.warnings,
        outline=markup.outline(plain),
        blocks=markup.blocks(plain, pages),
        agency_names={a.name for a in library.agencies()},
    )


@router.get("/agencies")
def agencies(library: OpenLibrary) -> Response:
    """The bodies that have a part in something."""
    return _page("agencies.html", here="/agencies", agencies=holdings.agencies(library))


@router.get("/agencies/{agency}")
def agency(agency: str, library: OpenLibrary) -> Response:
    """A body's tasks by role."""
    found = holdings.agency(library, agency)
    if found is None:
        raise Problem(404, "Không có cơ quan nào mang mã này được giao việc trong các văn bản đã đọc.")
    by_role = defaultdict(list)
    for task in holdings.tasks(library, found.name):
        by_role[task.role].append(task)
    titles = holdings.titles(library)
    return _page("agency.html", here="/agencies", agency=found, by_role=by_role, titles=titles)


@router.get("/directives")
def directives(library: OpenLibrary) -> Response:
    """The acts that are cited, catalogued or held."""
    return _page("directives.html", here="/directives", directives=holdings.directives(library))


@router.get("/directives/{directive}")
def directive(directive: str, library: OpenLibrary) -> Response:
    """What is known of an act, and who cites it where."""
    found = holdings.directive(library, directive)
    if found is None:
        raise Problem(404, "Không có văn bản nào mang mã này trong danh mục hay trong các viện dẫn.")
    return _page("directive.html", here="/directives", directive=found)


@router.get("/articles/{anchor}")
def article(anchor: str, library: OpenLibrary) -> Response:
    """An article of the codification: its words, its act, what it is related to."""
    found = codified.article(library, anchor)
    if found is None:
        raise Problem(404, "Không có điều nào mang mã này trong Bộ pháp điển đã nhập.")
    return _page("article.html", here="/directives", article=found)


@router.get(EXPLAINED_AT)
def problem_types() -> Response:
    """What each type of problem means, and what helps."""
    return _page("problems.html", types=PROBLEM_TYPES, titles=TITLES)
