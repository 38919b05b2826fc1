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

from index.embedding import Embedders
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
from search_api.service import metrics as figures
from search_api.service.access import Access
from search_api.service.admission import Admission
from search_api.service.metrics import Metrics
from search_api.service.seen import Seen
from search_api.service.settings import ServiceSettings
from search_api.service.tokens import Tokens

DESCRIPTION = (
    "Hỏi ai chủ trì một nhiệm vụ và văn bản nào được áp dụng; câu trả lời kèm nguyên văn, mục và trang. "
    "Mọi lỗi là `application/problem+json` (RFC 9457)."
)
ANYWHERE = (400, 401, 403, 405, 408, 413, 414, 421, 422, 429, 500, 503, 504)
"""What any route may answer with, whatever it does itself."""
STATIC = Path(__file__).parent.parent / "page" / "static"


def create_app(
    home: Path,
    *,
    host_names: Sequence[str] | None = None,
    token: str | None = None,
    settings: ServiceSettings | None = None,
    embedders: Embedders | None = None,
) -> FastAPI:
    """Make an application over the index in `home`.

    `host_names` are the names under which it may be called besides this machine's own; None lets any pass.
    Whoever sends `token` may write, and whoever sends one that `cancu token` made for it; nobody else.
    `embedders` gives what questions are embedded with; otherwise the models are loaded here.
    """
    service, metrics, tokens = settings or ServiceSettings(), Metrics(), Tokens(home)
    shelf = Shelf(home, metrics, embedders)

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
        responses=problems.problems(*ANYWHERE),
    )
    app.state.shelf = shelf
    app.state.settings = service
    app.state.metrics = metrics
    app.state.takes_writing = lambda: bool(token) or tokens.any_valid()
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
        figures,
        views,
    )
    for routes in served:
        app.include_router(routes.router)
    app.mount("/static", Static(directory=STATIC), name="static")
    app.add_middleware(Admission, settings=service, metrics=metrics)
    app.add_middleware(Access, tokens=tokens, reading=service.reading, token=token)
    app.add_middleware(BodyGate)
    app.add_middleware(Guard, host_names=host_names)
    app.add_middleware(Seen, metrics=metrics)
    return app


class Static(StaticFiles):
    """The page's own files, kept by browsers for a day; their addresses carry the program's version."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with a file of the page."""
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "public, max-age=86400"
        return response
