"""Directives: the catalogue narrowed by facets, an act with its relations and what rests on it, its card.

Reads: the same functions as `/v1/directives`. Writes: HTML.
"""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter
from markupsafe import Markup
from starlette.responses import Response

from search_api import cited_form, holdings, relation_picture
from search_api.api.asking import AsOf
from search_api.api.directives import Narrowed, listed
from search_api.api.paging import PageToken
from search_api.api.problems import Problem
from search_api.api.schemas import DirectiveRead
from search_api.api.shelf import OpenLibrary
from search_api.page import wording
from search_api.page.environment import address, page

router = APIRouter()

ROWS = 30
"""Acts on one page of the catalogue."""
NOT_HERE = "Không có văn bản nào mang mã này trong danh mục hay trong các viện dẫn."


@router.get("/directives")
def directives(library: OpenLibrary, narrow: Narrowed, page_token: PageToken = None) -> Response:
    """The acts that are cited, catalogued or held, narrowed."""
    chosen = asdict(narrow)
    found = listed(library, narrow, page_token, ROWS)
    return page(
        "directives.html",
        here="/directives",
        found=found,
        chosen=chosen,
        labels=wording.DIRECTIVE_FILTERS,
        plainly=str,
        second=lambda _, value: value,
        without=lambda name: address("/directives", **{**chosen, name: ""}),
        next_page=address("/directives", **chosen, page_token=found.next) if found.next else None,
        first_page=address("/directives", **chosen) if page_token else None,
    )


@router.get("/directives/{directive}")
def directive(directive: str, library: OpenLibrary, as_of: AsOf = None) -> Response:
    """What is known of an act on a day, what it is related to, who cites it where, which tasks rest on it."""
    found = holdings.directive(library, directive, as_of)
    if found is None:
        raise Problem(404, NOT_HERE)
    return page(
        "directive.html",
        here="/directives",
        directive=found,
        cited=cited_form.cited(found),
        as_of=as_of.isoformat() if as_of else "",
        picture=_picture(found) if found.relations_in or found.relations_out else None,
        agency_names={a.name for a in library.agencies()},
    )


def _picture(found: DirectiveRead) -> Markup:
    """The relations as a picture that stands in the page, its acts links that the keyboard reaches."""
    drawn = relation_picture.as_svg(found).decode("utf-8").partition("?>")[2]
    # Made by an XML writer, which escapes all words; a role of one image would hide the links in it.
    return Markup(drawn.replace('role="img"', 'role="group"', 1))  # noqa: S704


@router.get("/directives/{directive}/card")
def card(directive: str, library: OpenLibrary) -> Response:
    """What a citation means, in a few lines, as a fragment."""
    known = library.directive(directive)
    if known is None:
        raise Problem(404, NOT_HERE)
    return page("card.html", directive=holdings.directive_summary(library, known))
