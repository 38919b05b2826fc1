"""The application that `cancu serve` runs: routes, and what surrounds them.

Reads: the folder of the index. Writes: an ASGI application.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.responses import Response
from starlette.types import Scope

from search_api.api import (
    agencies,
    asking,
    bases,
    checking,
    codification,
    description,
    directives,
    documents,
    exporting,
    following,
    health,
    problems,
    searching,
    suggesting,
    tasks,
    waiting,
)
from search_api.api.guard import Guard
from search_api.api.limits import BodyGate
from search_api.api.shelf import Shelf
from search_api.api.version import program_version
from search_api.page import views

DESCRIPTION = (
    "Hỏi ai chủ trì một nhiệm vụ và văn bản nào được áp dụng; câu trả lời kèm nguyên văn, mục và trang. "
    "Mọi lỗi là `application/problem+json` (RFC 9457)."
)
STATIC = Path(__file__).parent.parent / "page" / "static"


def create_app(home: Path, *, host_names: Sequence[str] | None = None, token: str | None = None) -> FastAPI:
    """Make an application over the index in `home`.

    `host_names` are the names under which it may be called besides this machine's own; None lets any pass.
    Documents can be added by whoever sends `token`; by nobody where it is None.
    """
    shelf = Shelf(home)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        shelf.start()
        yield
        shelf.close()

    app = FastAPI(
        title="Căn Cứ",
        version=program_version(),
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=life,
        generate_unique_id_function=description.operation_name,
    )
    app.state.shelf = shelf
    app.state.token = token
    problems.install(app)
    description.install(app)
    served = (
        asking,
        suggesting,
        searching,
        checking,
        documents,
        waiting,
        tasks,
        agencies,
        directives,
        bases,
        codification,
        exporting,
        following,
        health,
        views,
    )
    for routes in served:
        app.include_router(routes.router)
    app.mount("/static", Static(directory=STATIC), name="static")
    app.add_middleware(BodyGate)
    app.add_middleware(Guard, host_names=host_names)
    return app


class Static(StaticFiles):
    """The page's own files, kept by browsers for a day; their addresses carry the program's version."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with a file of the page."""
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "public, max-age=86400"
        return response
