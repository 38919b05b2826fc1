"""The OpenAPI description as programs need it: names of operations that stay, problems where they belong.

Reads: an application. Writes: its description.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from search_api.api import links
from search_api.api.problems import MEDIA_TYPE


def operation_name(route: APIRoute) -> str:
    """The name by which clients call an operation: that of the function, unless the route gives another."""
    return route.name


def install(app: FastAPI) -> None:
    """Let an application describe itself so."""
    made = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = made()
            for response in _responses(app.openapi_schema):
                _set_right(response["content"])
            links.put_into(app.openapi_schema)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _responses(description: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for operations in description["paths"].values():
        for operation in operations.values():
            yield from (r for r in operation["responses"].values() if "content" in r)


def _set_right(content: dict[str, Any]) -> None:
    """FastAPI tells the shape of a problem as plain JSON's, and that of a line of JSON as a string's."""
    if MEDIA_TYPE in content:
        content[MEDIA_TYPE] = content.pop("application/json", content[MEDIA_TYPE])
    for kind in content.values():
        if "anyOf" in kind.get("schema", {}):
            kind["schema"].pop("type", None)
