"""Templates and what they may call; a page, a fragment of one, a file's words are made here.

Reads: values. Writes: HTML.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response

from search_api.addresses import agency_id, agency_page, article_page, directive_page, document_page
from search_api.api.limits import QUESTION_CHARACTERS
from search_api.api.version import program_version
from search_api.page import wording

HERE = Path(__file__).parent
FACES = tuple(
    f"{face}-{part}-{weight}"
    for face, weights in (("be-vietnam-pro", ("400", "600", "700")), ("noto-serif", ("wght",)))
    for weight in weights
    for part in ("latin", "vietnamese")
)
"""Parts of the faces that a page needs; fetched before it is laid out, so that nothing moves."""


@cache
def environment() -> Environment:
    """The templates with their filters."""
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
        "count": wording.count,
    }
    found.globals |= {
        "version": program_version(),
        "question_limit": QUESTION_CHARACTERS,
        "role_labels": wording.ROLE_LABELS,
        "agency_id": agency_id,
        "agency_page": agency_page,
        "document_page": document_page,
        "directive_page": directive_page,
        "article_page": article_page,
        "sections": wording.SECTIONS,
        "faces": FACES,
        "question": "",
        "here": "",
    }
    return found


def page(
    template: str, /, status: int = 200, headers: Mapping[str, str] | None = None, **values: object
) -> Response:
    """A page, or a fragment that a script puts into one."""
    words = environment().get_template(template).render(**values)
    return HTMLResponse(words, status_code=status, headers=dict(headers or {}))


def error_page(request: Request, problem: Mapping[str, Any], headers: Mapping[str, str] | None) -> Response:
    """A problem for people."""
    del request
    return page("error.html", problem["status"], headers, problem=problem)


def address(path: str, /, **values: object) -> str:
    """An address with those parameters that are not empty."""
    given = [
        (name, str(one).lower() if one is True else str(one))
        for name, value in values.items()
        for one in (value if isinstance(value, list | tuple) else (value,))
        if one not in ("", None, False)
    ]
    return path + ("?" + urlencode(given) if given else "")
