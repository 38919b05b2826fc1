"""Which value of an answer opens which other address: the links of the OpenAPI description.

Programs follow them without being told in words what an id is for; the tests that make requests from the
description follow them too.

Reads: nothing. Writes: `links` of responses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Link:
    """A value in the answer of one operation that is a parameter of another."""

    source: str
    """Operation id."""
    target: str
    parameters: Mapping[str, str]
    """Parameter of the target: JSON pointer into the answer."""

    @property
    def name(self) -> str:
        """By which the link stands in the description."""
        parts = self.parameters.values()
        return "_".join([self.target, *(p.strip("/").replace("/", "_") for p in parts)])


def _one(source: str, target: str, parameter: str, *pointers: str) -> tuple[Link, ...]:
    return tuple(Link(source, target, {parameter: pointer}) for pointer in pointers)


LINKS: tuple[Link, ...] = (
    *_one("ask", "document", "document", "/answers/0/document"),
    *_one("ask", "directive", "directive", "/directives/0/work"),
    *_one("ask_by_body", "document", "document", "/answers/0/document"),
    *_one("ask_by_body", "directive", "directive", "/directives/0/work"),
    *_one("search", "search", "page", "/next"),
    Link("search", "unit", {"document": "/results/0/document", "eid": "/results/0/eid"}),
    *_one("search", "document", "document", "/results/0/document"),
    *_one("search", "directive", "directive", "/law/0/work", "/results/0/document"),
    *_one("documents", "documents", "page", "/next"),
    *_one("documents", "document", "document", "/documents/0/id"),
    *_one("documents", "directive", "directive", "/documents/0/work"),
    *_one("documents", "tasks", "document", "/documents/0/id"),
    *_one("add_document", "document", "document", "/document"),
    Link("document", "unit", {"document": "/document/id", "eid": "/units/0/eid"}),
    *_one("document", "fill_head", "document", "/document/id"),
    *_one("document", "directive", "directive", "/citations/0/resolved"),
    *_one("waiting", "waiting", "page", "/next"),
    *_one("waiting", "document", "document", "/waiting/0/id"),
    *_one("waiting", "fill_head", "document", "/waiting/0/id"),
    *_one("fill_head", "document", "document", "/id"),
    *_one("tasks", "tasks", "page", "/next"),
    *_one("tasks", "document", "document", "/tasks/0/document"),
    Link("tasks", "unit", {"document": "/tasks/0/document", "eid": "/tasks/0/eid"}),
    *_one("agencies", "agencies", "page", "/next"),
    *_one("agencies", "agency", "agency", "/agencies/0/id"),
    *_one("agencies", "agency_tasks", "agency", "/agencies/0/id"),
    *_one("agency", "agency_tasks", "agency", "/id"),
    *_one("agency", "agency_tasks_csv", "agency", "/id"),
    *_one("agency", "agency_tasks_xlsx", "agency", "/id"),
    *_one("agency_tasks", "agency_tasks", "page", "/next"),
    *_one("agency_tasks", "document", "document", "/tasks/0/document"),
    *_one("directives", "directives", "page", "/next"),
    *_one("directives", "directive", "directive", "/directives/0/id"),
    *_one("directive", "picture", "directive", "/id"),
    *_one("directive", "directive", "directive", "/relations_out/0/directive", "/relations_in/0/directive"),
    *_one("directive", "article", "anchor", "/articles/0/anchor"),
    *_one("directive", "document", "document", "/document", "/citations/0/document"),
    *_one("article", "article", "anchor", "/references/0/anchor", "/referred_by/0/anchor"),
    *_one("article", "directive", "directive", "/act/id"),
    *_one("check_citations", "directive", "directive", "/citations/0/candidates/0/work"),
    *_one("bases", "directive", "directive", "/proposed/0/directive", "/missing/0/directive"),
    *_one("changes", "changes", "since", "/next", "/changes/0/cursor"),
    *_one("changes", "document", "document", "/changes/0/document"),
)


def put_into(description: dict[str, Any]) -> None:
    """Add the links to the answers of a description."""
    answers = {
        operation["operationId"]: response
        for operations in description["paths"].values()
        for operation in operations.values()
        for status, response in operation["responses"].items()
        if status in ("200", "201")
    }
    for link in LINKS:
        answers[link.source].setdefault("links", {})[link.name] = {
            "operationId": link.target,
            "parameters": {name: f"$response.body#{at}" for name, at in link.parameters.items()},
        }
